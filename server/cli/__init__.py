"""The command line: ``ksbb COMMAND``; one file per command, each with ``arguments`` and ``run``."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from server.cli import logs
from server.cli.refusal import CannotRun
from server.core.city import CityError
from server.core.keyfile import KeyFileError
from server.core.settings import Settings, SettingsError
from server.core.vault import VaultError

_COMMANDS = {
    "serve": "run everything on this machine",
    "web": "run the HTTP server",
    "relay": "hand out background jobs and fire timers",
    "worker": "carry out the jobs of one queue",
    "migrate": "bring the database up to date, or back",
    "demo": "load the demo into an empty installation",
    "schema": "write schema.graphql, or check it",
    "audit": "verify the history",
    "doctor": "say what is up and what is late",
}
_ELSEWHERE = {"demo": "demo.command"}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; 2 with one line when it cannot begin."""
    words = sys.argv[1:] if argv is None else list(argv)
    parser = argparse.ArgumentParser(prog="ksbb", description="The collaboration platform of KSBB.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    command: Any = None
    for name, summary in _COMMANDS.items():
        taken = commands.add_parser(name, help=summary)
        # Only the one that is run is loaded: a worker starts three times as fast without the web's modules.
        if words[:1] == [name]:
            command = import_module(f"{__name__}.{_ELSEWHERE.get(name, name)}")
            taken.description = command.__doc__
            command.arguments(taken)
    args = parser.parse_args(words)
    try:
        settings = Settings.from_env(os.environ)
        logs.configure(verbose=settings.development)
        status: int = command.run(args, settings)
    except (CannotRun, SettingsError, CityError, KeyFileError, VaultError) as refusal:
        print(f"ksbb {args.command}: {refusal}", file=sys.stderr)
        return 2
    return status

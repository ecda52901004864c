"""The command line: ``ksbb COMMAND``; one file per command, each with ``arguments`` and ``run``."""

import argparse
import os
import sys
from collections.abc import Sequence

from server.cli import audit, doctor, logs, migrate, relay, schema, serve, web, worker
from server.cli.demo import command as demo
from server.cli.refusal import CannotRun
from server.core.city import CityError
from server.core.keyfile import KeyFileError
from server.core.settings import Settings, SettingsError
from server.core.vault import VaultError

_COMMANDS = {
    "serve": (serve, "run everything on this machine"),
    "web": (web, "run the HTTP server"),
    "relay": (relay, "hand out background jobs and fire timers"),
    "worker": (worker, "carry out the jobs of one queue"),
    "migrate": (migrate, "bring the database up to date, or back"),
    "demo": (demo, "load the demo into an empty installation"),
    "schema": (schema, "write schema.graphql, or check it"),
    "audit": (audit, "verify the history"),
    "doctor": (doctor, "say what is up and what is late"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; 2 with one line when it cannot begin."""
    parser = argparse.ArgumentParser(prog="ksbb", description="The collaboration platform of KSBB.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (command, summary) in _COMMANDS.items():
        command.arguments(commands.add_parser(name, help=summary, description=command.__doc__))
    args = parser.parse_args(argv)
    try:
        settings = Settings.from_env(os.environ)
        logs.configure(verbose=settings.development)
        status: int = _COMMANDS[args.command][0].run(args, settings)
    except (CannotRun, SettingsError, CityError, KeyFileError, VaultError) as refusal:
        print(f"ksbb {args.command}: {refusal}", file=sys.stderr)
        return 2
    return status

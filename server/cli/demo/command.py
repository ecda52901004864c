"""``ksbb demo``: load the demo into an empty installation."""

import argparse

from server.cli import folder
from server.cli.demo import ready
from server.cli.demo.load import load_if_empty
from server.cli.refusal import CannotRun
from server.cli.supervisor import say
from server.core.db import database
from server.core.migrating import migrate
from server.core.platform import Platform
from server.core.settings import Settings
from server.reads.installation import is_empty
from server.wiring import build_platform


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command takes nothing; settings come from the environment."""


def run(_args: argparse.Namespace, settings: Settings) -> int:
    """Bring the database up to date, load the demo, print its accounts; raise ``CannotRun`` when it is in use."""
    folder.prepare(settings.data_dir)
    platform = build_platform(settings)
    migrate(database.obj)
    with database.connection_context():
        if not is_empty():
            raise CannotRun("This installation is in use; the demo goes into an empty one only (see KSBB_DATA_DIR).")
    print("\n".join(lines(platform)))
    return 0


def lines(platform: Platform) -> list[str]:
    """Load the demo where nothing is yet; return how to sign in, also to one loaded before, or nothing without it."""
    accounts = load_if_empty(platform, say)
    return [] if accounts is None else ready.shown(accounts.accounts)

"""``ksbb migrate``: the schema of the database."""

import argparse

from server.cli import folder
from server.core.db import open_database
from server.core.migrating import migrate, pending, rollback
from server.core.settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("direction", choices=["up", "down", "status"], nargs="?", default="up")
    parser.add_argument("target", nargs="?", help="up: the last to apply; down: the last to revert (else the newest)")


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Apply, revert or list migrations; ``status`` exits with 1 when some are pending."""
    folder.prepare(settings.data_dir)
    opened = open_database(settings)
    if args.direction == "status":
        with opened.connection_context():
            waiting = pending(opened)
        print("\n".join(waiting) if waiting else "The database is up to date.")
        return 1 if waiting else 0
    moved = (migrate if args.direction == "up" else rollback)(opened, args.target)
    print("\n".join(moved) if moved else "Nothing to do.")
    return 0

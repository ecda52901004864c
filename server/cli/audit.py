"""``ksbb audit``: is the history whole?"""

import argparse

from server.core.db import database
from server.core.settings import Settings
from server.services.audit import verify_all
from server.wiring import build_platform


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("action", choices=["verify"], help="recompute every chain")


def run(_args: argparse.Namespace, settings: Settings) -> int:
    """Verify all chains; print each that does not hold, and exit with 1 when one does not."""
    platform = build_platform(settings)
    with database.connection_context():
        breaks = verify_all(platform.keys)
    for found in breaks:
        print(f"{found.stream}: broken at entry {found.seq}")
    if not breaks:
        print("Every chain is whole.")
    return 1 if breaks else 0

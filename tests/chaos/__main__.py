"""``python -m tests.chaos``: one campaign on an installation of its own; exits with 1 when a promise was broken."""

import argparse
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from server.core.db import database
from server.core.migrating import migrate
from server.core.settings import Settings
from server.wiring import build_platform
from tests.backends.postgres import PostgresServer
from tests.backends.service import private_folder
from tests.chaos.campaign import Plan, run
from tests.chaos.killer import DATABASE, WEIGHTS, flush_commits
from tests.chaos.table import table


def main() -> int:
    """Run what the command line asks for and print the verdict."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--workflows", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--limit", type=float, default=900.0, help="seconds after which it gives up")
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--quiet", action="store_true", help="kill nobody, to compare")
    chosen.add_argument("--crash-database", action="store_true", help="strike PostgreSQL too")
    parser.add_argument("--keep", action="store_true", help="leave the data folder, with the logs, in place")
    args = parser.parse_args()
    folder = private_folder("chaos")
    try:
        with _settings(folder, args.database) as settings:
            platform = build_platform(settings)
            migrate(database.obj)
            report = run(platform, Plan(args.workflows, args.seed, args.limit, targets=_targets(args)))
        sys.stdout.write(f"{table(report, args.database)}\n")
        return 0 if report.holds else 1
    finally:
        if args.keep:
            sys.stderr.write(f"{folder}\n")
        else:
            shutil.rmtree(folder, ignore_errors=True)


def _targets(args: argparse.Namespace) -> Mapping[str, int]:
    if args.quiet:
        return {}
    return {**WEIGHTS, DATABASE: 2} if args.crash_database else WEIGHTS


@contextmanager
def _settings(folder: Path, engine: str) -> Iterator[Settings]:
    # The cheapest argon2 there is: nobody signs in with a password here, but each account has one.
    settings = Settings(data_dir=folder, password_memory_kib=64, password_passes=1)
    if engine == "sqlite":
        yield settings
        return
    server = PostgresServer(os.environ)
    try:
        with server.database() as url:
            flush_commits(url)
            yield replace(settings, database_url=url)
    finally:
        server.stop()


if __name__ == "__main__":
    sys.exit(main())

"""``ksbb schema``: the GraphQL schema as SDL."""

import argparse
import sys
from pathlib import Path

from server.core.settings import Settings
from server.schema.printing import print_sdl
from server.schema.schema import build_schema

_FILE = Path("schema.graphql")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--check", action="store_true", help="only say whether the file still fits the code")
    parser.add_argument("--file", type=Path, default=_FILE, help="where the SDL stands (%(default)s; - for the screen)")


def run(args: argparse.Namespace, _settings: Settings) -> int:
    """Write the SDL; with ``--check`` exit with 1 when the file holds another."""
    printed = print_sdl(build_schema())
    if str(args.file) == "-":
        print(printed, end="")
        return 0
    current = args.file.read_text(encoding="utf-8") if args.file.exists() else ""
    if current == printed:
        return 0
    if args.check:
        print(f"{args.file} does not fit the code; run: ksbb schema", file=sys.stderr)
        return 1
    args.file.write_text(printed, encoding="utf-8")
    return 0

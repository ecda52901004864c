"""Write ``docs/api/errors.md`` from the refusals and the message catalogue: ``python scripts/error_reference.py``."""

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from string import Formatter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import server
from server.core.errors import Refused
from server.messages.catalogue import texts
from server.schema.codes import Code

FILE = Path(__file__).resolve().parents[1] / "docs/api/errors.md"
_HIDDEN = {field.name for field in fields(Refused)}
_CODE = re.compile(r"[A-Z][A-Z0-9_]+")
# Texts that are no answer to a request: letters, the page before it is built, overlap rules as a sector shows them.
_NO_ANSWER = ("MAIL_", "PAGE_", "OVERLAP_RULE", "OVERLAP_WINDOW")

_HEAD = """\
# Error codes

Written by `scripts/error_reference.py` from the code and `server/messages`; a test compares. Programs go by the code,
people by the message, which comes in the language of `Accept-Language` (`id` or `en`; Indonesian otherwise). In a text,
`{name}` is a field of the error, `{name:,}` a number with its digits grouped, `{name:Group}` the text of a value.
"""
_REFUSALS = """
## Refusals of a mutation

They stand in the payload, in `errors`, each with `code`, `message` and `path`; nothing was changed. The fields are
those of the error's own GraphQL type.
"""
_EDGE = """
## Errors of a request

They stand in the response's `errors`, under `extensions.code`; a `reason` below says more.
"""
_REASONS = """
## Reasons, warnings and faults

The values of `reason` in both tables above, the codes of automatic checks, warnings about identifiers, and the faults
of rules, sector definitions and approval chains.
"""


def refusals() -> list[type[Refused]]:
    """Return every refusal that the platform declares, by code. Imports all of ``server`` to find them."""
    for module in pkgutil.walk_packages(server.__path__, "server."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return sorted(_below(Refused), key=lambda refusal: refusal.code)


def fields_of(refusal: type[Refused]) -> list[str]:
    """Return the names of a refusal's public fields: the parameters of its text."""
    return [field.name for field in fields(refusal) if field.name not in _HIDDEN]


def placeholders(text: str) -> dict[str, str]:
    """Return the parameters that ``text`` shows, each with the group (or ``,``) that it is shown by."""
    return {name: spec or "" for _, name, spec, _ in Formatter().parse(text) if name is not None}


def reference() -> str:
    """Return the page."""
    refused = {refusal.code: fields_of(refusal) for refusal in refusals()}
    edge = [code.value for code in Code]
    rest = sorted(
        key for key in texts("en") if _CODE.fullmatch(key) and key not in refused and not key.startswith(_NO_ANSWER)
    )
    return "".join(
        (
            _HEAD,
            _REFUSALS,
            _table((code, names) for code, names in refused.items()),
            _EDGE,
            _table((code, list(placeholders(texts("en").get(code, "")))) for code in edge),
            _REASONS,
            _table((code, list(placeholders(texts("en")[code]))) for code in rest if code not in edge),
        )
    )


def main() -> None:
    """Write the page."""
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(reference(), encoding="utf-8")


def _below(parent: type[Refused]) -> Iterator[type[Refused]]:
    for child in parent.__subclasses__():
        # Those of tests are no part of the platform.
        if child.__module__.startswith("server."):
            yield child
        yield from _below(child)


def _table(rows: Iterable[tuple[str, list[str]]]) -> str:
    lines = ["", "| code | id | en | fields |", "|---|---|---|---|"]
    for code, names in rows:
        said = (texts(language).get(code, "").replace("|", "\\|") for language in ("id", "en"))
        lines.append(" | ".join((f"| `{code}`", *said, " ".join(f"`{name}`" for name in names))).rstrip() + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()

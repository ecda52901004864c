"""The catalogue: ``text(code, language, params)``. Indonesian is the first language, English stands beside it."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

LANGUAGES = ("id", "en")


@cache
def texts(language: str) -> Mapping[str, str]:
    """Return code > text of one language."""
    return tomllib.loads(files("server.messages").joinpath(f"{language}.toml").read_text(encoding="utf-8"))


def text(code: str, language: str = "id", params: Mapping[str, object] | None = None) -> str:
    """Return the text of ``code``; a parameter that is itself a code (``reason``) is replaced by its own text,
    which the other parameters fill as well.

    An unknown code gives the code itself: a reader can still look it up, and a test refuses it.
    """
    chosen = texts(language if language in LANGUAGES else "id")
    template = chosen.get(code)
    if template is None:
        return code
    given = _Lenient(params or {})
    reason = chosen.get(f"{given.get('reason')}")
    if reason is not None:
        given["reason"] = reason.format_map(given)
    return template.format_map(given)


def language_of(accept_language: str | None) -> str:
    """Choose from an ``Accept-Language`` header: the first of ours that is named, else Indonesian."""
    for part in (accept_language or "").split(","):
        tag = part.split(";")[0].strip().lower().split("-")[0]
        if tag in LANGUAGES:
            return tag
    return "id"


class _Lenient(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"

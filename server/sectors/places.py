"""Where each key of a document stands: an index from path to offset, which neither TOML nor JSON parsers offer.

One pass over the source, before the real parser runs. Strings and comments are blanked to the same length, so that
every bracket and comma left is structure. The pass also bounds nesting, so that no parser is ever asked to recurse.
It asks little of the syntax: a source that is not well-formed gets some index, and its faults from the parser.
"""

import json
import re
from dataclasses import dataclass, field

from server.sectors.faults import Path

MAX_NESTING = 12


class TooDeep(Exception):
    """Brackets, or the dots of a key, go deeper than ``MAX_NESTING`` at ``offset``."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


@dataclass(slots=True)
class Places:
    """The index: ``keys`` holds where a key, or an item of a list, begins; ``values`` where its value does."""

    source: str
    keys: dict[Path, int] = field(default_factory=dict)
    values: dict[Path, int] = field(default_factory=dict)
    twice: list[tuple[Path, int]] = field(default_factory=list)

    def offset(self, path: Path) -> int | None:
        """Return where ``path`` stands, or its nearest parent; ``None`` when nothing of it does."""
        while path:
            if path in self.keys:
                return self.keys[path]
            path = path[:-1]
        return None

    def offset_in_text(self, path: Path, text: str, inner: int) -> int | None:
        """Return where character ``inner`` of the string ``text`` at ``path`` stands.

        Only when the source spells the string as it is, without escapes; else ``None``.
        """
        start = self.values.get(path)
        if start is None or not text:
            return None
        # An opening quote is one character, or three and a line break of one or two.
        begin = self.source.find(text, start, start + 5 + len(text))
        return None if begin < 0 else begin + inner

    def line_column(self, offset: int) -> tuple[int, int]:
        """Return ``offset`` as line and column, counted from 1."""
        return self.source.count("\n", 0, offset) + 1, offset - self.source.rfind("\n", 0, offset)

    def note(self, path: Path, key: int, value: int) -> None:
        """Record where ``path`` stands; a second time is remembered as a duplicate."""
        if path in self.keys:
            self.twice.append((path, key))
        self.keys[path] = key
        self.values[path] = value


def toml_places(source: str) -> Places:
    """Index a TOML source; raise ``TooDeep``."""
    return _Toml(source, _TOML_TEXT, _TOML_TOKEN).walk()


def json_places(source: str) -> Places:
    """Index a JSON source; raise ``TooDeep``."""
    return _Walk(source, _JSON_TEXT, _JSON_TOKEN).walk()


# Each text is closed by the end of the source too, so that none can fail and be tried again: every character is looked
# at once, whatever is missing. (Possessive repeats would say so, but Python 3.11.2 takes them wrongly.)
_QUOTED = r'"(?:[^"\\\n]|\\.)*"?'
_JSON_TEXT = re.compile(_QUOTED, re.DOTALL)
_TOML_TEXT = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*(?:"{3,5}|\\?\Z)'
    r"|'''(?:[^']|'(?!''))*(?:'{3,5}|\Z)"
    rf"|{_QUOTED}|'[^'\n]*'?|\#[^\n]*",
    re.DOTALL,
)
_JSON_TOKEN = re.compile(r"[\[\]{},:]|[^\[\]{},:]+")
_TOML_TOKEN = re.compile(r"[\[\]{},=\n]|[^\[\]{},=\n]+")
_KEY_PART = re.compile(rf"[A-Za-z0-9_-]+|{_QUOTED}|'[^'\n]*'?", re.DOTALL)
_BLANK = re.compile(r"\s*")


def _blanked(match: re.Match[str]) -> str:
    return (" " if match[0].startswith("#") else '"') * len(match[0])


def _plain(part: str) -> str:
    if part.startswith("'"):
        return part.strip("'")
    try:
        return str(json.loads(part)) if part.startswith('"') else part
    except ValueError:
        return part


@dataclass(slots=True)
class _Open:
    """A bracket not yet closed: ``at`` counts the items of a list, ``current`` is the present key of a table."""

    base: Path
    at: int | None
    current: Path | None = None


class _Walk:
    """Follows brackets, commas and colons through a JSON source."""

    def __init__(self, source: str, text: re.Pattern[str], token: re.Pattern[str]) -> None:
        self.source = source
        self.blank = text.sub(_blanked, source)
        self.token = token
        self.places = Places(source)
        self.stack: list[_Open] = []
        self.word: tuple[int, int] | None = None

    def walk(self) -> Places:
        at = 0
        while match := self.token.match(self.blank, at):
            at = self.take(match.group(), at)
        return self.places

    def take(self, sign: str, at: int) -> int:
        """Take in one token and return where the next begins."""
        end = at + len(sign)
        match sign:
            case "{" | "[":
                self.push(self.value_path(at), sign == "[", at)
            case "}" | "]":
                del self.stack[-1:]
            case ",":
                self.following()
            case ":" | "=":
                self.assign(end)
            case _ if sign.strip():
                start = at + len(sign) - len(sign.lstrip())
                self.word = (start, at + len(sign.rstrip()))
                self.value_path(start)
        return end

    def push(self, base: Path, is_list: bool, at: int) -> None:
        if len(self.stack) >= MAX_NESTING:
            raise TooDeep(at)
        self.stack.append(_Open(base, 0 if is_list else None))
        self.word = None

    def value_path(self, at: int) -> Path:
        """Return the path of the value that begins ``at``; an item of a list gets its place."""
        top = self.stack[-1] if self.stack else _Open((), None)
        if top.at is None:
            return top.current or top.base
        path = (*top.base, top.at)
        if path not in self.places.keys:
            self.places.note(path, at, at)
        return path

    def following(self) -> None:
        self.word = None
        if self.stack:
            top = self.stack[-1]
            top.current = None
            top.at = None if top.at is None else top.at + 1

    def assign(self, end: int) -> None:
        top = self.stack[-1] if self.stack else None
        if top is None or self.word is None or top.at is not None or top.current is not None:
            return
        start, stop = self.word
        top.current = (*top.base, *self.parts(start, stop))
        gap = _BLANK.match(self.source, end)
        self.places.note(top.current, start, gap.end() if gap else end)
        self.word = None

    def parts(self, start: int, stop: int) -> Path:
        return (_plain(self.source[start:stop]),)


class _Toml(_Walk):
    """The same for TOML, whose statements end with the line and whose headers open tables."""

    def walk(self) -> Places:
        self.stack = [_Open((), None)]
        self.last: dict[Path, int] = {}
        return super().walk()

    def take(self, sign: str, at: int) -> int:
        root = self.stack[0] if len(self.stack) == 1 else None
        if root is None or sign not in ("\n", "[", "]", "}"):
            return super().take(sign, at)
        if sign == "\n":
            root.current = self.word = None
        elif sign == "[" and root.current is None:
            return self.header(root, at)
        elif sign == "[":
            self.push(root.current or (), True, at)
        return at + 1

    def header(self, root: _Open, at: int) -> int:
        """Read ``[a.b]`` or ``[[a.b]]``: a list on the way stands for its last item."""
        end = self.blank.find("\n", at)
        end = len(self.blank) if end < 0 else end
        path: Path = ()
        *way, last = self.parts(at, end) or ("",)
        for part in way:
            path = (*path, part)
            path = (*path, self.last[path]) if path in self.last else path
        path = (*path, last)
        if self.blank.startswith("[[", at):
            self.last[path] = self.last.get(path, -1) + 1
            path = (*path, self.last[path])
        self.places.note(path, at, at)
        root.base, root.current, self.word = path, None, None
        return end

    def parts(self, start: int, stop: int) -> Path:
        # Only the line's own words: what follows a comment sign is blank, in ``blank`` and not in ``source``.
        stop = start + len(self.blank[start:stop].rstrip())
        found = _KEY_PART.findall(self.source[start:stop])
        if len(found) > MAX_NESTING:
            raise TooDeep(start)
        return tuple(_plain(part) for part in found)

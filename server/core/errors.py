"""What a user may cause: refusals with a stable code. Everything else that is raised is a bug.

A service raises one ``Refused`` (or several at once with ``Refusals``); the edge rolls the transaction back and
answers with typed errors. The text stands in ``server.messages`` under ``code``; the public fields of the refusal
are its parameters.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import ClassVar

Path = tuple[str | int, ...]


@dataclass(eq=False)
class Refused(Exception):
    """A request that the platform understands and will not carry out.

    ``path`` leads from the input to the field at fault (snake_case names; the edge turns them into the client's).
    ``trace`` is run in a second transaction after the rollback, for a refusal that must leave something behind
    (a decision, an audit entry, a review task).
    """

    code: ClassVar[str] = "REFUSED"
    path: Path = field(default=(), kw_only=True)
    trace: Callable[[], None] | None = field(default=None, kw_only=True, repr=False)

    def params(self) -> dict[str, object]:
        """Return the facts of this refusal by name, for its text and for its GraphQL fields."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name not in {"path", "trace"}}

    def __str__(self) -> str:
        return f"{self.code} {self.params()} at {'.'.join(map(str, self.path)) or 'input'}"


class Refusals(Exception):
    """Several refusals at once: a form with more than one fault. Never empty."""

    def __init__(self, refused: Sequence[Refused]) -> None:
        super().__init__(refused)
        self.refused = tuple(refused)


@dataclass
class Collector:
    """Gathers refusals while a form is checked, so that its author learns of all faults at once."""

    found: list[Refused] = field(default_factory=list)

    def add(self, refused: Refused) -> None:
        """Note ``refused`` and go on."""
        self.found.append(refused)

    @contextmanager
    def catch(self) -> Iterator[None]:
        """Turn a refusal raised in the block into one more noted fault."""
        try:
            yield
        except Refused as refused:
            self.found.append(refused)
        except Refusals as several:
            self.found.extend(several.refused)

    def stop_if_any(self) -> None:
        """Raise what was gathered; return when nothing was."""
        if len(self.found) == 1:
            raise self.found[0]
        if self.found:
            raise Refusals(self.found)


@dataclass(eq=False)
class NotPermitted(Refused):
    """The actor lacks the permission, the scope or the second factor. ``reason`` is a message code."""

    code: ClassVar[str] = "NOT_PERMITTED"
    reason: str = "NO_GRANT"


@dataclass(eq=False)
class NotFound(Refused):
    """No such object, or none that the actor may see: the two look the same on purpose."""

    code: ClassVar[str] = "NOT_FOUND"


@dataclass(eq=False)
class InvalidInput(Refused):
    """A value breaks a rule of its field. ``reason`` is a message code such as ``NIK_LENGTH``."""

    code: ClassVar[str] = "INVALID_INPUT"
    reason: str = "INVALID"
    limit: str | None = None


@dataclass(eq=False)
class VersionConflict(Refused):
    """The object changed since the client read it; ``current_version`` is what it has now."""

    code: ClassVar[str] = "VERSION_CONFLICT"
    current_version: int = 0


@dataclass(eq=False)
class IdempotencyKeyReused(Refused):
    """The key was used before with another input; use a new key for a new request."""

    code: ClassVar[str] = "IDEMPOTENCY_KEY_REUSED"


@dataclass(eq=False)
class TooManyAttempts(Refused):
    """Back off: ``retry_at`` (UTC) is when the next attempt is looked at."""

    code: ClassVar[str] = "TOO_MANY_ATTEMPTS"
    retry_at: datetime | None = None

"""What reading an identifier gives: a value, nothing, or a fault; and what a person should still look at."""

from dataclasses import dataclass

from server.core.errors import InvalidInput

PLACEHOLDER = "PLACEHOLDER"


@dataclass(frozen=True, slots=True)
class Reading:
    """The outcome of ``normalise``, which never raises: an import of a million rows has many faults.

    ``value`` is the normalised text, the only form that is stored, shown or indexed; ``None`` is a missing value.
    ``fault`` is a message code; a reading with a fault has no value. ``warnings`` are message codes of what is odd but
    not wrong; a placeholder (``0``, ``-``, ``9999...``) is a missing value with the warning ``PLACEHOLDER``.
    """

    value: str | None = None
    fault: str | None = None
    warnings: tuple[str, ...] = ()

    def optional(self, *path: str | int) -> str | None:
        """Return the value, or ``None`` when it is missing; raise ``InvalidInput`` at ``path`` for a fault."""
        if self.fault is not None:
            raise InvalidInput(reason=self.fault, path=path)
        return self.value

    def required(self, *path: str | int) -> str:
        """Return the value; raise ``InvalidInput`` at ``path`` for a fault and for a missing value."""
        value = self.optional(*path)
        if value is None:
            raise InvalidInput(reason=PLACEHOLDER if PLACEHOLDER in self.warnings else "REQUIRED", path=path)
        return value


BLANK = Reading()
MISSING = Reading(warnings=(PLACEHOLDER,))


def refuse(fault: str) -> Reading:
    """Return a reading without a value for the fault with this message code."""
    return Reading(fault=fault)

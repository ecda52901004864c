"""What was sent in an input: absent is not null."""

from typing import Any

import strawberry


def given(input: Any, *names: str) -> dict[str, Any]:
    """Return name > value of those fields of ``input`` that the client sent, null ones too."""
    return {name: value for name in names if (value := getattr(input, name)) is not strawberry.UNSET}


def value_or_none(value: Any) -> Any:
    """Return ``value``, or ``None`` when it was not sent."""
    return None if value is strawberry.UNSET else value

"""What the edge needs to know of a request's context, whoever builds it."""

from collections.abc import Callable, Mapping
from typing import Protocol


class Caller(Protocol):
    """The part of a context that limits, masking and the HTTP endpoint read."""

    @property
    def is_signed_in(self) -> bool:
        """Whether an account acts; introspection is for these only."""
        ...

    @property
    def language(self) -> str:
        """The language of texts, ``id`` or ``en``."""
        ...

    @property
    def request_id(self) -> str:
        """Ties the log to the ``correlationId`` that a client of a failed request is given."""
        ...


Text = Callable[[str, str, Mapping[str, object]], str]
"""Gives the text of a code in a language, filled with parameters: ``server.messages.catalogue.text``."""

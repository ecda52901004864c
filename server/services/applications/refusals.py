"""Why an application is refused before anybody decides."""

from dataclasses import dataclass
from typing import ClassVar

from server.core.errors import Refused


@dataclass(eq=False)
class ApplicationNotEditable(Refused):
    """The application is not in a state in which this can be done; ``state`` is where it stands."""

    code: ClassVar[str] = "APPLICATION_NOT_EDITABLE"
    state: str = ""


@dataclass(eq=False)
class DuplicateApplicant(Refused):
    """Somebody with the same ``fields`` takes part or has applied already: ask to join them instead of applying anew.

    Who it is is not said; an administrator of that organisation can invite you.
    """

    code: ClassVar[str] = "DUPLICATE_APPLICANT"
    fields: tuple[str, ...] = ()


@dataclass(eq=False)
class EmailNotVerified(Refused):
    """The account's e-mail address has to be verified before an application can be submitted."""

    code: ClassVar[str] = "EMAIL_NOT_VERIFIED"

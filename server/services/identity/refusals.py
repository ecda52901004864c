"""What identity refuses with."""

from dataclasses import dataclass
from typing import ClassVar

from server.core.errors import Refused


@dataclass(eq=False)
class SignInFailed(Refused):
    """The sign-in failed. Unknown address, wrong password, unverified and disabled account look the same on purpose."""

    code: ClassVar[str] = "SIGN_IN_FAILED"


@dataclass(eq=False)
class WrongCode(Refused):
    """The code of the second factor is wrong, was used before, or its time has passed."""

    code: ClassVar[str] = "WRONG_CODE"


@dataclass(eq=False)
class LinkUnusable(Refused):
    """The token from the e-mail is unknown, was used before, has expired, or was sent to somebody else."""

    code: ClassVar[str] = "LINK_UNUSABLE"


@dataclass(eq=False)
class FactorExists(Refused):
    """The account has a second factor; remove it before enrolling another."""

    code: ClassVar[str] = "FACTOR_EXISTS"


@dataclass(eq=False)
class NoFactor(Refused):
    """The account has no second factor that could be shown, confirmed or removed."""

    code: ClassVar[str] = "NO_FACTOR"


@dataclass(eq=False)
class AlreadyMember(Refused):
    """The person belongs to the organisation already."""

    code: ClassVar[str] = "ALREADY_MEMBER"


@dataclass(eq=False)
class LastAdmin(Refused):
    """The organisation would be left without an administrator; make somebody else one first."""

    code: ClassVar[str] = "LAST_ADMIN"


@dataclass(eq=False)
class IncompatibleGrant(Refused):
    """``role`` may not be held together with ``held`` over the same cases at the same time."""

    code: ClassVar[str] = "INCOMPATIBLE_GRANT"
    role: str = ""
    held: str = ""

"""Files: their owner's. A noun that refers to files adds to ``SHOWN_BY`` who else may see them."""

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any

from server.core.act import Act
from server.models.upload import Upload
from server.policies.permissions import Permission
from server.policies.permits import permits
from server.visibility.scopes import NOTHING

SHOWN_BY: list[Callable[[Act], Any]] = []
"""Each gives the condition under which the actor may see an upload because of something that refers to it."""


def visible(act: Act) -> Any:
    """The actor's own files, and those of the cases that the actor may see."""
    own = Upload.account == act.actor.account_id if permits(act, Permission.UPLOAD_CREATE) else NOTHING
    return reduce(or_, (shown(act) for shown in SHOWN_BY), own)

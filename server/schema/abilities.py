"""What the viewer may do with an object now, and why not: asked of the functions that the verbs ask."""

from collections.abc import Callable

from server.core.errors import Refused
from server.messages.catalogue import text
from server.schema.context import Info
from server.schema.fields import field, object_type


@object_type
class Ability:
    """Whether the viewer may do something now; other facts, such as what remains, may still refuse it."""

    allowed: bool = field("Whether it may be tried.")
    code: str | None = field("Why not, as a code.")
    message: str | None = field("Why not, in the language of the request.")


def ability(info: Info, check: Callable[[], object]) -> Ability:
    """Return what ``check``, which raises the refusals of a verb, says now."""
    try:
        check()
    except Refused as refused:
        words = text(refused.code, info.context.language, refused.params())
        return Ability(allowed=False, code=refused.code, message=words)
    return Ability(allowed=True, code=None, message=None)

"""sessionEnd: sign out."""

import strawberry

from server.policies.permissions import Permission
from server.schema.context import Info
from server.schema.fields import input_type, optional
from server.schema.mutation import mutation
from server.schema.nodes import key_of
from server.services.identity.browser import require_browser
from server.services.sessions import end


@input_type
class SessionEndInput:
    """Which session ends."""

    session_id: strawberry.ID | None = optional("A session of the viewer; the one of this request when left out.")


class SessionEnded:
    """What a sign-out gives."""

    ended: bool


@mutation(may=Permission.SELF, runs=end.end, gives=SessionEnded)
def session_end(info: Info, input: SessionEndInput) -> dict[str, object]:
    """End this session, or another one of one's own. Every copy of its cookie is dead at once."""
    context = info.context
    _, own = require_browser(context.act)
    ending = key_of(input.session_id, "Session", ("session_id",)) if input.session_id else own
    end.end(context.act, ending)
    if ending == own:
        context.after_commit(context.session.end)
    return {"ended": True}

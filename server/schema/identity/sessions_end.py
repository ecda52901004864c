"""sessionsEnd: sign out everywhere."""

from server.policies.permissions import Permission
from server.schema.context import Info
from server.schema.fields import input_type, optional
from server.schema.mutation import mutation
from server.services.identity.browser import require_browser
from server.services.sessions import end


@input_type
class SessionsEndInput:
    """Which sessions end."""

    keep_this: bool | None = optional("Stay signed in here; by default this session ends too.")


class SessionsEnded:
    """What a sign-out everywhere gives."""

    ended_count: int


@mutation(may=Permission.SELF, runs=end.end_others, gives=SessionsEnded)
def sessions_end(info: Info, input: SessionsEndInput) -> dict[str, object]:
    """End the viewer's sessions in all browsers. Access tokens go on working; revoke them one by one."""
    context = info.context
    account_id, own = require_browser(context.act)
    ended = end.end_others(context.act, account_id, own if input.keep_this else None)
    if not input.keep_this:
        context.after_commit(context.session.end)
    return {"ended_count": ended}

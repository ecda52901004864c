"""Ending sessions. The row goes, and with it every copy of its cookie."""

from datetime import timedelta
from uuid import UUID

from server.core.act import Act
from server.core.errors import NotFound
from server.core.verbs import verb
from server.models.session import Session
from server.services import audit
from server.services.identity.streams import stream


@verb()
def end(act: Act, session_id: UUID) -> None:
    """End one session of the acting account; one of somebody else is not found."""
    gone = Session.delete().where(Session.id == session_id, Session.account == act.actor.account_id).execute()
    if not gone or act.actor.account_id is None:
        raise NotFound(path=("session_id",))
    audit.record(act, stream(act.actor.account_id), "session.ended", {"session": session_id})


@verb()
def end_others(act: Act, account_id: UUID, keep: UUID | None) -> int:
    """End the account's sessions, except ``keep``; return how many ended."""
    gone = end_all(account_id, keep)
    audit.record(act, stream(account_id), "sessions.ended", {"count": gone})
    return gone


def end_all(account_id: UUID, keep: UUID | None = None) -> int:
    """Delete the account's sessions, except ``keep``; return how many."""
    query = Session.delete().where(Session.account == account_id)
    if keep is not None:
        query = query.where(Session.id != keep)
    return int(query.execute())


def forget_expired(act: Act) -> int:
    """Delete the sessions that have run out; return how many."""
    settings = act.platform.settings
    idle = act.now - timedelta(hours=settings.session_idle_hours)
    oldest = act.now - timedelta(days=settings.session_total_days)
    return int(Session.delete().where((Session.last_seen_at < idle) | (Session.created_at < oldest)).execute())

"""Forgetting what has run out: sessions, mailed tokens, failures, answers. Once a day in which somebody signs in."""

from datetime import datetime, time, timedelta

from server.core.act import Act
from server.models.idempotency_record import IdempotencyRecord
from server.models.mail_token import MailToken
from server.models.timer import Timer
from server.services import back_off, timers
from server.services.sessions import end

TASK = "forget_expired"
_SUBJECT = "identity:all"
_KEPT = timedelta(days=30)
_RETRIED_WITHIN = timedelta(hours=24)


def schedule(act: Act) -> None:
    """Have it done at the next midnight of the city, unless it waits already."""
    waiting = Timer.select().where(Timer.kind == TASK, Timer.subject == _SUBJECT, Timer.fired_at.is_null())
    # A plain read first: sign-ins must not queue for the lock of one row.
    if not waiting.exists():
        midnight = datetime.combine(act.today + timedelta(days=1), time(), act.platform.city.zone)
        timers.arm(act, TASK, _SUBJECT, midnight)


def forget_expired(act: Act) -> None:
    """Delete sessions that ran out, failures that no longer count, old answers to retries and old mailed tokens."""
    end.forget_expired(act)
    back_off.forget_stale(act)
    IdempotencyRecord.delete().where(IdempotencyRecord.created_at < act.now - _RETRIED_WITHIN).execute()
    MailToken.delete().where(MailToken.expires_at < act.now - _KEPT).execute()

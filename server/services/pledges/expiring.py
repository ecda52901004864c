"""Reservations end by themselves: swept by a timer, and lazily by whoever pledges on the same need."""

from typing import Any
from uuid import UUID

from peewee import fn

from server.core.act import Act
from server.core.dialect import locked
from server.models.need import Need
from server.models.pledge import HOLDING, Pledge, PledgeState
from server.services import audit
from server.services.needs import quantities
from server.services.pledges.releasing import release_allocations

TASK = "expire_pledges"


def expire_stale(act: Act, need: UUID) -> int:
    """End the pledges of ``need``, which is locked, whose time has come; return how many.

    Whoever pledges calls it first, so that what has lapsed can be promised again without any sweeper.
    """
    stale = locked(Pledge.select().where(Pledge.need == need, *_stale(act)).order_by(Pledge.id))
    ended = list(stale)
    for pledge in ended:
        end(act, pledge, PledgeState.EXPIRED)
    return len(ended)


def lapsed(act: Act, need: UUID) -> int:
    """Return how many units of ``need`` are held by pledges whose time has come; a plain read, for previews."""
    rest = fn.SUM(Pledge.quantity - Pledge.delivered - Pledge.released)
    found = Pledge.select(fn.COALESCE(rest, 0)).where(Pledge.need == need, *_stale(act)).scalar()
    return int(found)


def has_stale(act: Act) -> bool:
    """Say whether a pledge waits to be ended; a plain read."""
    return bool(Pledge.select().where(*_stale(act)).exists())


def end(act: Act, pledge: Pledge, state: PledgeState) -> None:
    """Move a holding pledge to ``state`` and give its undelivered rest back. Need and pledge are locked by the caller.

    The conditions of the updates are the net below the locks: a release that was made before cannot be made again.
    """
    left = pledge.remaining
    ended = (
        Pledge.update(state=state, released=Pledge.released + left, version=Pledge.version + 1)
        .where(Pledge.id == pledge.id, Pledge.version == pledge.version, Pledge.state.in_(HOLDING))
        .execute()
    )
    if ended != 1:
        raise AssertionError(f"pledge {pledge.id} moved under its lock")
    if left and not quantities.release(pledge.need_id, left):
        raise AssertionError(f"need {pledge.need_id} holds less than pledge {pledge.id} gives back")
    release_allocations(pledge.id)
    audit.record(act, f"pledge:{pledge.id}", f"pledge.{state.lower()}", {"released": left})


def expire_all(act: Act, limit: int = 200) -> int:
    """End the stale pledges of up to ``limit`` needs, in the order of the needs' ids; return how many pledges."""
    waiting = Pledge.select(Pledge.need).where(*_stale(act)).distinct().order_by(Pledge.need).limit(limit)
    return sum(_expire(act, row.need_id) for row in list(waiting))


def _expire(act: Act, need: UUID) -> int:
    # The need is the first lock of every verb on pledges.
    locked(Need.select().where(Need.id == need)).get()
    return expire_stale(act, need)


def _stale(act: Act) -> tuple[Any, ...]:
    return (Pledge.state.in_(HOLDING), Pledge.expires_at <= act.now)

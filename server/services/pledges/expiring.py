"""Reservations end by themselves: swept by a timer, and lazily by whoever pledges on the same need."""

from uuid import UUID

from server.core.act import Act
from server.core.dialect import locked
from server.models.need import Need
from server.models.pledge import HOLDING, Pledge, PledgeState
from server.services import audit
from server.services.needs import quantities
from server.services.pledges.releasing import release_allocations


def expire_stale(act: Act, need: UUID) -> int:
    """End the pledges of ``need`` whose time has come; return how many. Correct without any sweeper."""
    stale = Pledge.select().where(Pledge.need == need, Pledge.state.in_(HOLDING), Pledge.expires_at <= act.now)
    return sum(end(act, pledge, PledgeState.EXPIRED) for pledge in list(stale.order_by(Pledge.id)))


def end(act: Act, pledge: Pledge, state: PledgeState) -> bool:
    """Move a holding pledge to ``state`` and give its undelivered rest back; ``False`` when somebody did before."""
    rest = Pledge.quantity - Pledge.delivered - Pledge.released
    ended = (
        Pledge.update(state=state, released=Pledge.released + rest, version=Pledge.version + 1)
        .where(Pledge.id == pledge.id, Pledge.version == pledge.version, Pledge.state.in_(HOLDING))
        .execute()
    )
    if ended != 1:
        return False
    left = pledge.quantity - pledge.delivered - pledge.released
    if left and not quantities.release(pledge.need_id, left):
        raise AssertionError(f"need {pledge.need_id} holds less than pledge {pledge.id} gives back")
    release_allocations(pledge.id)
    audit.record(act, f"pledge:{pledge.id}", f"pledge.{state.lower()}", {"released": left})
    return True


def expire_all(act: Act, limit: int = 200) -> int:
    """End up to ``limit`` stale pledges, need by need in the order of their ids; return how many."""
    stale = (
        Pledge.select(Pledge.need)
        .where(Pledge.state.in_(HOLDING), Pledge.expires_at <= act.now)
        .distinct()
        .order_by(Pledge.need)
        .limit(limit)
    )
    return sum(_locked(act, row.need_id) for row in list(stale))


def _locked(act: Act, need: UUID) -> int:
    lock_need(need)
    return expire_stale(act, need)


def lock_need(need: UUID) -> Need | None:
    """Lock the need's row until the transaction ends: the first lock of every verb on pledges (need, slots, pledge)."""
    found: Need | None = locked(Need.select().where(Need.id == need)).first()
    return found

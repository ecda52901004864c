"""What a pledge would meet, before it is placed: nothing is written, locked or promised."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from server.core.act import Act
from server.core.errors import Collector, Refused
from server.models.collaborator import Collaborator
from server.models.need import Need
from server.models.recipient import Recipient, RecipientState
from server.models.recipient_unit import RecipientUnit
from server.policies.permissions import Permission
from server.policies.permits import permits
from server.policies.predicates import Case
from server.rules.verdict import Verdict, judge
from server.sectors.definition import RecipientKind
from server.sectors.overlap import OverlapAction
from server.services.amounts import whole
from server.services.eligibility.facts import Circumstances, Gift, of_unit
from server.services.eligibility.refusals import NeedsData, NotEligible
from server.services.pledges.expiring import lapsed
from server.services.pledges.finding import sector_of
from server.services.pledges.place import (
    Promise,
    expiry,
    handover_at,
    require_active,
    require_open,
    require_sensible_day,
)
from server.services.pledges.refusals import InsufficientRemaining, Overlap
from server.services.pledges.slots import COLUMNS, Claim, full_keys, name_of, refusal, rules_of
from server.visibility import needs as visibility

LOOKED_AT = 500
"""How many recipients of a unit are looked at; of a larger unit, the preview tells of these."""


@dataclass(frozen=True, slots=True)
class Crowded:
    """``recipients`` eligible recipients have had their share in ``window``, which is free again on ``next_free``.

    The day is the earliest on which all have a free window at once; null when there is none. ``refuses`` is false for
    a rule that only warns.
    """

    window: str
    recipients: int
    next_free: date | None
    refuses: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What would come of a pledge placed now; it would be accepted when ``refused`` is empty.

    ``eligible`` of ``registered`` recipients may have a part of it; both are 0 where the unit itself is helped.
    """

    remaining: int
    expires_at: datetime
    verdict: Verdict
    registered: int
    eligible: int
    refused: tuple[Refused, ...]
    overlaps: tuple[Crowded, ...]


def preview(act: Act, promise: Promise) -> Preview | None:
    """Return what ``promise`` would meet; ``None`` when the actor may not promise it, or sees no such need."""
    if not permits(act, Permission.PLEDGE_PLACE, Case(organisation=promise.collaborator)):
        return None
    need = Need.get_or_none(Need.id == promise.need, visibility.visible(act))
    if need is None or not Collaborator.select().where(Collaborator.id == promise.collaborator).exists():
        return None
    recipients = _recipients(need)
    eligible = [one for one in recipients if one.verdict == Verdict.ELIGIBLE.value]
    refusals = Collector()
    for check in _checks(act, need, promise):
        with refusals.catch():
            check()
    verdict, why = _eligibility(act, need, promise, recipients)
    remaining = need.remaining + lapsed(act, need.id)
    if promise.quantity > remaining:
        refusals.add(InsufficientRemaining(path=("quantity",), remaining=remaining))
    return Preview(
        remaining=remaining,
        expires_at=expiry(act, promise.scheduled_on),
        verdict=verdict,
        registered=len(recipients),
        eligible=len(eligible),
        refused=(*refusals.found, *why),
        overlaps=tuple(_overlaps(act, need, promise, eligible)),
    )


def _checks(act: Act, need: Need, promise: Promise) -> tuple[Callable[[], object], ...]:
    return (
        lambda: whole(promise.quantity),
        lambda: require_sensible_day(act, promise.scheduled_on),
        lambda: require_open(act, need),
        lambda: require_active(act, promise.collaborator, need),
    )


def _recipients(need: Need) -> list[Recipient]:
    here = (Recipient.unit == need.unit_id, Recipient.sector == need.sector)
    live = Recipient.select().where(*here, Recipient.state == RecipientState.ACTIVE)
    return list(live.order_by(Recipient.id).limit(LOOKED_AT))


def _eligibility(
    act: Act, need: Need, promise: Promise, recipients: Sequence[Recipient]
) -> tuple[Verdict, tuple[Refused, ...]]:
    """Return the verdict and why the pledge would be refused for it, as ``require_eligible_need`` will say."""
    sector = sector_of(need).definition
    if sector.recipient_kind is RecipientKind.NONE:
        unit = RecipientUnit.get_by_id(need.unit_id)
        facts = of_unit(act, sector, Circumstances(unit, Gift(need, promise.quantity)))
        found = judge(sector.clauses, facts.values)
        if found.verdict is Verdict.NOT_ELIGIBLE:
            return found.verdict, (NotEligible(clauses=found.failed),)
        return found.verdict, (NeedsData(missing=found.missing),) if found.verdict is Verdict.NEEDS_DATA else ()
    verdicts = {one.verdict for one in recipients}
    if verdicts == {Verdict.NOT_ELIGIBLE.value}:
        return Verdict.NOT_ELIGIBLE, (NotEligible(path=("need_id",), clauses=()),)
    return Verdict.ELIGIBLE if Verdict.ELIGIBLE.value in verdicts else Verdict.NEEDS_DATA, ()


def _overlaps(act: Act, need: Need, promise: Promise, eligible: Sequence[Recipient]) -> Iterator[Crowded]:
    at = handover_at(act, promise.scheduled_on)
    for rule in rules_of(sector_of(need).definition, need.category):
        indexes = [getattr(one, f"{COLUMNS[rule.key]}_index") for one in eligible]
        keys = [bytes(index).hex() for index in indexes if index is not None]
        claims = [Claim(act, need.sector, rule, key, at) for key in keys]
        if not claims:
            continue
        refuses = rule.action is OverlapAction.REFUSE
        try:
            full = full_keys(claims[0], keys)
        except Overlap as closed:
            yield Crowded(closed.window, len(keys), closed.next_free, refuses)
            continue
        days = [refusal(claim).next_free for claim in claims if claim.key in full]
        if days:
            known = [day for day in days if day is not None]
            yield Crowded(name_of(rule), len(days), max(known) if len(known) == len(days) else None, refuses)

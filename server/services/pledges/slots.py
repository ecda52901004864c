"""Takes the slots that make overlap impossible: the database refuses, this says when it would be free again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from server.core.act import Act
from server.core.dialect import attempt
from server.core.guards import Guard, guard
from server.models.need import Need
from server.models.pledge import Allocation, Slot, SlotSpan
from server.models.recipient import Recipient
from server.sectors.definition import SectorDefinition
from server.sectors.overlap import OutOfSeason, OverlapAction, OverlapKey, OverlapRule, next_free, period_of, span_of
from server.services.eligibility.refusals import NeedsData
from server.services.pledges.refusals import Overlap


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a slot stands: kind and blinded value of the key, and the rule's category."""

    key_kind: str
    key: str
    category: str


@dataclass(frozen=True, slots=True)
class Share:
    """What is to be given to whom: the recipient (none where the unit itself is helped), the need and the instant."""

    recipient: Recipient | None
    need: Need
    at: datetime


@guard(Guard.OVERLAP)
def take_slots(act: Act, sector: SectorDefinition, share: Share, allocation: Allocation) -> list[OverlapRule]:
    """Take every slot that the sector's rules ask for, in the order of their keys (so that no two verbs deadlock).

    Raises ``Overlap`` when one is taken, ``NeedsData`` when a key is missing. Returns the rules that only warn and
    would have refused.
    """
    warned = []
    for place, rule in sorted(_places(sector, share), key=lambda pair: pair[0]):
        if rule.action is OverlapAction.WARN:
            if _is_full(act, sector.code, place, rule, share):
                warned.append(rule)
        elif not _take(act, sector.code, place, rule, share, allocation):
            raise refusal(act, sector.code, place, rule, share)
    return warned


def conflicts(act: Act, sector: SectorDefinition, share: Share) -> list[Overlap]:
    """Return what ``take_slots`` would refuse now, without taking anything (for a preview)."""
    places = sorted(_places(sector, share), key=lambda pair: pair[0])
    return [
        refusal(act, sector.code, place, rule, share)
        for place, rule in places
        if rule.action is OverlapAction.REFUSE and _is_full(act, sector.code, place, rule, share)
    ]


def _places(sector: SectorDefinition, share: Share) -> Iterator[tuple[Place, OverlapRule]]:
    for rule in sector.overlap_rules(share.need.category):
        yield Place(rule.key.value, _key(rule.key, share), rule.category), rule


def _key(kind: OverlapKey, share: Share) -> str:
    recipient, need = share.recipient, share.need
    if kind is OverlapKey.UNIT:
        return str(need.unit_id.hex)
    if kind is OverlapKey.PLAN_LINE:
        if need.plan_line is None:
            raise NeedsData(missing=("plan_line",))
        return f"{need.unit_id.hex}/{need.plan_line}"[:64]
    column = {OverlapKey.PERSON: "nik", OverlapKey.HOUSEHOLD: "kk", OverlapKey.BUSINESS: "business"}[kind]
    index = getattr(recipient, f"{column}_index", None)
    if index is None:
        # Without its key a share could not be told from another: it waits for the identifier.
        raise NeedsData(missing=(column,))
    return bytes(index).hex()


def _take(  # a slot has this many parts
    act: Act, sector: str, place: Place, rule: OverlapRule, share: Share, allocation: Allocation
) -> bool:
    common: dict[str, Any] = {
        "sector": sector,
        "key_kind": place.key_kind,
        "key": place.key,
        "category": place.category,
        "allocation": allocation,
    }
    zone = act.platform.city.zone
    if rule.window.is_rolling:
        span = span_of(rule.window, share.at, zone)
        return attempt(SlotSpan.insert(**common, starts_at=span.start, ends_at=span.end)) is not None
    period = _period(rule, share.at, zone)
    return any(
        attempt(Slot.insert(**common, period=period, ordinal=ordinal)) is not None
        for ordinal in range(1, rule.maximum + 1)
    )


def _is_full(act: Act, sector: str, place: Place, rule: OverlapRule, share: Share) -> bool:
    zone = act.platform.city.zone
    if rule.window.is_rolling:
        span = span_of(rule.window, share.at, zone)
        taken = _of(SlotSpan, sector, place).where(SlotSpan.starts_at < span.end, SlotSpan.ends_at > span.start)
        return bool(taken.exists())
    return int(_of(Slot, sector, place).where(Slot.period == _period(rule, share.at, zone)).count()) >= rule.maximum


def refusal(act: Act, sector: str, place: Place, rule: OverlapRule, share: Share) -> Overlap:
    """Return the refusal for a full window: its name, its period and the first free day, never the other donor."""
    zone = act.platform.city.zone
    if rule.window.is_rolling:
        last = _of(SlotSpan, sector, place).order_by(SlotSpan.ends_at.desc()).first()
        return Overlap(window=_name(rule), period="", next_free=_day(last.ends_at if last else None, act))
    free = next_free(rule.window, share.at, zone)
    return Overlap(window=_name(rule), period=_period(rule, share.at, zone), next_free=_day(free, act))


def _of(model: Any, sector: str, place: Place) -> Any:
    return model.select().where(
        model.sector == sector,
        model.key_kind == place.key_kind,
        model.key == place.key,
        model.category == place.category,
    )


def _period(rule: OverlapRule, at: datetime, zone: Any) -> str:
    try:
        return period_of(rule.window, at, zone)
    except OutOfSeason as closed:
        opens = closed.opens_at.astimezone(zone).date() if closed.opens_at else None
        raise Overlap(window=f"SEASON:{closed.season}", period="", next_free=opens) from closed


def _name(rule: OverlapRule) -> str:
    return f"{rule.window.kind}:{rule.window.length}" if rule.window.is_rolling else rule.window.kind.value


def _day(instant: datetime | None, act: Act) -> date | None:
    return None if instant is None else act.platform.city.day_of(instant)

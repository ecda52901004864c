"""Takes the slots that make overlap impossible: the database refuses, this says when it would be free again.

Slots are for persons, households and businesses. A rule whose key is the unit or a plan line needs none: a need is
unique per unit, item and period, and its quantity is the limit (PRODUCT §6).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from peewee import fn

from server.core.act import Act
from server.core.dialect import attempt
from server.core.guards import Guard, guard
from server.models.need import Need
from server.models.pledge import Allocation, Slot, SlotSpan
from server.models.recipient import Recipient
from server.sectors.definition import SectorDefinition
from server.sectors.overlap import (
    OutOfSeason,
    OverlapAction,
    OverlapKey,
    OverlapRule,
    Span,
    next_free,
    period_of,
    span_of,
)
from server.services.eligibility.refusals import NeedsData
from server.services.pledges.refusals import Overlap

COLUMNS = {OverlapKey.PERSON: "nik", OverlapKey.HOUSEHOLD: "kk", OverlapKey.BUSINESS: "business"}
"""Keys that take slots, and the recipient's identifier behind each."""
_TOLD = "~"
"""Marks the slots of rules that only warn, so that they never stand in the way of one that refuses."""
_WINDOWS_AHEAD = 24


@dataclass(frozen=True, slots=True)
class Share:
    """What is to be given to whom: the recipient, the need, and the instant at which it is to be handed over."""

    recipient: Recipient
    need: Need
    at: datetime


@dataclass(frozen=True, slots=True)
class Claim:
    """What a share asks of one rule: a place (kind and blinded value of the key, category) in the window at ``at``."""

    act: Act
    sector: str
    rule: OverlapRule
    key: str
    at: datetime

    @property
    def key_kind(self) -> str:
        """The kind of the key, marked when the rule only warns."""
        return self.rule.key.value if self.rule.action is OverlapAction.REFUSE else f"{_TOLD}{self.rule.key}"

    @property
    def period(self) -> str:
        """The period of a calendar window; raises ``Overlap`` out of season."""
        try:
            return period_of(self.rule.window, self.at, self.act.platform.city.zone)
        except OutOfSeason as closed:
            opens = self.act.platform.city.day_of(closed.opens_at) if closed.opens_at else None
            raise Overlap(
                path=("recipient_id",), window=f"SEASON:{closed.season}", period="", next_free=opens
            ) from closed

    @property
    def span(self) -> Span:
        """The span of a rolling window."""
        return span_of(self.rule.window, self.at, self.act.platform.city.zone)

    def columns(self) -> dict[str, str]:
        """Return the columns that slots and spans have in common."""
        place = {"sector": self.sector, "key_kind": self.key_kind, "key": self.key}
        return {**place, "category": self.rule.category}


@guard(Guard.OVERLAP)
def take_slots(act: Act, sector: SectorDefinition, share: Share, allocation: Allocation) -> list[OverlapRule]:
    """Take every slot that the sector's rules ask for, in the order of their keys (so that no two verbs deadlock).

    Raises ``Overlap`` when one is taken, ``NeedsData`` when a key is missing. Returns the rules that only warn and
    would have refused.
    """
    warned = []
    for claim in _claims(act, sector, share):
        if claim.rule.action is OverlapAction.WARN:
            if not _note(claim, allocation):
                warned.append(claim.rule)
        elif not _take(claim, allocation):
            raise refusal(claim)
    return warned


def rules_of(sector: SectorDefinition, category: str) -> Iterator[OverlapRule]:
    """Yield the rules that take slots for ``category``, in the order of their keys.

    Of several rolling windows for one key the longest holds all the others, and spans of one key may not meet.
    """
    rules = [rule for rule in sector.overlap_rules(category) if rule.key in COLUMNS]
    for rule in sorted(rules, key=lambda one: (one.key, one.action, one.window.kind)):
        rivals = [one for one in rules if (one.key, one.action) == (rule.key, rule.action) and one.window.is_rolling]
        if not rule.window.is_rolling or rule == max(rivals, key=_days):
            yield rule


def key_of(rule: OverlapRule, recipient: Recipient) -> str:
    """Return the blinded key (hex) of a recipient; ``NeedsData`` when the identifier is missing."""
    column = COLUMNS[rule.key]
    index = getattr(recipient, f"{column}_index")
    if index is None:
        # Without its key a share could not be told from another: it waits for the identifier.
        raise NeedsData(path=("recipient_id",), missing=(column,))
    return bytes(index).hex()


def full_keys(claim: Claim, keys: Collection[str]) -> set[str]:
    """Return those of ``keys`` whose window is full where ``claim`` asks, in one statement; nothing is taken."""
    if claim.rule.window.is_rolling:
        span = claim.span
        rows = _of(SlotSpan, claim, keys).where(SlotSpan.starts_at < span.end, SlotSpan.ends_at > span.start)
        return {row.key for row in rows}
    rows = _of(Slot, claim, keys).where(Slot.period == claim.period)
    return {row.key for row in rows.group_by(Slot.key).having(fn.COUNT(Slot.ordinal) >= claim.rule.maximum)}


def refusal(claim: Claim) -> Overlap:
    """Return the refusal for a full window: its name, its period and the first free day, never the other donor."""
    period = "" if claim.rule.window.is_rolling else claim.period
    return Overlap(path=("recipient_id",), window=name_of(claim.rule), period=period, next_free=_next_free(claim))


def name_of(rule: OverlapRule) -> str:
    """Return the window's name: ``MONTH``, ``SEASON:LEBARAN``, ``ROLLING_DAYS:14``."""
    window = rule.window
    detail = str(window.length) if window.is_rolling else window.season.code if window.season else ""
    return f"{window.kind}:{detail}" if detail else window.kind.value


def _claims(act: Act, sector: SectorDefinition, share: Share) -> Iterator[Claim]:
    for rule in rules_of(sector, share.need.category):
        yield Claim(act, sector.code, rule, key_of(rule, share.recipient), share.at)


def _take(claim: Claim, allocation: Allocation) -> bool:
    common: dict[str, Any] = {**claim.columns(), "allocation": allocation}
    if claim.rule.window.is_rolling:
        span = claim.span
        return attempt(SlotSpan.insert(**common, starts_at=span.start, ends_at=span.end)) is not None
    period = claim.period
    return any(
        attempt(Slot.insert(**common, period=period, ordinal=ordinal)) is not None
        for ordinal in range(1, claim.rule.maximum + 1)
    )


def _note(claim: Claim, allocation: Allocation) -> bool:
    """Take the slot of a rule that only warns; ``False`` when its window is full, which a rolling one then prolongs."""
    try:
        if _take(claim, allocation):
            return True
    except Overlap:
        # Out of season nothing is counted, and there is nothing to warn of.
        return True
    if claim.rule.window.is_rolling:
        span = claim.span
        met = _there(SlotSpan.select(), claim).where(SlotSpan.starts_at < span.end, SlotSpan.ends_at > span.start)
        last = met.order_by(SlotSpan.ends_at.desc()).first()
        if last is not None and last.ends_at < span.end:
            # Spans of one key never meet, so that its end tells one from another.
            attempt(_there(SlotSpan.update(ends_at=span.end), claim).where(SlotSpan.ends_at == last.ends_at))
    return False


def _next_free(claim: Claim) -> date | None:
    city = claim.act.platform.city
    if claim.rule.window.is_rolling:
        last = _there(SlotSpan.select(), claim).order_by(SlotSpan.ends_at.desc()).first()
        return city.day_of(last.ends_at) if last else None
    at = claim.at
    for _ in range(_WINDOWS_AHEAD):
        free = next_free(claim.rule.window, at, city.zone)
        if free is None:
            return None
        at = free
        # A gift that is scheduled ahead may have filled the next window as well.
        if not full_keys(replace(claim, at=at), [claim.key]):
            break
    return city.day_of(at)


def _there(query: Any, claim: Claim) -> Any:
    """Narrow a query on spans to the claim's place."""
    return query.where(*(getattr(SlotSpan, name) == value for name, value in claim.columns().items()))


def _of(model: Any, claim: Claim, keys: Collection[str]) -> Any:
    return model.select(model.key).where(
        model.sector == claim.sector,
        model.key_kind == claim.key_kind,
        model.category == claim.rule.category,
        model.key.in_(list(keys)),
    )


def _days(rule: OverlapRule) -> int:
    window = rule.window
    return window.length * (31 if window.kind.value == "ROLLING_MONTHS" else 1)

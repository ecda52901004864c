"""What a pledge would meet, before it is placed."""

from dataclasses import asdict
from datetime import date, datetime

from server.rules.verdict import Verdict
from server.schema.fields import field, object_type
from server.schema.problems import UserError, present
from server.services.pledges import preview


@object_type
class OverlapNotice:
    """A window in which eligible recipients of the unit have had their share already."""

    window: str = field("The window, such as `MONTH`, `ROLLING_DAYS:14` or `SEASON:LEBARAN`.")
    recipients: int = field("How many eligible recipients it concerns.")
    next_free: date | None = field("The first day on which all of them may have it again; null when none is known.")
    refuses: bool = field("Whether allotting is refused; a rule may also only warn.")


@object_type
class PledgePreview:
    """What would come of a pledge placed now. Nothing is set aside."""

    would_be_accepted: bool = field("Whether there is no problem.")
    remaining: int = field("How many units could be promised now.")
    expires_at: datetime = field("Until when the pledge would hold.")
    verdict: Verdict = field("What the sector's rules say of those who would be helped.")
    registered_recipients: int = field(
        "How many recipients the unit has registered; 0 where the unit itself is helped."
    )
    eligible_recipients: int = field("How many of them are eligible.")
    problems: list[UserError] = field("Why it would be refused; empty when it would be accepted.")
    overlaps: list[OverlapNotice] = field("Who could not have a part of it now, by window.")


def shown(found: preview.Preview, language: str) -> PledgePreview:
    """Return a preview as the API gives it."""
    return PledgePreview(
        would_be_accepted=not found.refused,
        remaining=found.remaining,
        expires_at=found.expires_at,
        verdict=found.verdict,
        registered_recipients=found.registered,
        eligible_recipients=found.eligible,
        problems=[present(one, language) for one in found.refused],
        overlaps=[OverlapNotice(**asdict(one)) for one in found.overlaps],
    )

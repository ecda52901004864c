"""Whether a unit that is itself the recipient may have what it asks for."""

from server.core.act import Act
from server.core.guards import Guard, guard
from server.models.eligibility_decision import EligibilityDecision, Occasion
from server.models.need import Need
from server.models.recipient_unit import RecipientUnit
from server.sectors.definition import RecipientKind
from server.services.eligibility.facts import Circumstances, Gift, of_unit
from server.services.eligibility.judging import Subject, assess, require_eligible
from server.services.sectors.current import InForce


@guard(Guard.ELIGIBILITY)
def require_eligible_unit(act: Act, sector: InForce, unit: RecipientUnit, need: Need) -> None:
    """Refuse what the sector's rules refuse for the unit; where individuals are helped, they are judged."""
    if sector.definition.recipient_kind is RecipientKind.NONE:
        require_eligible(act, sector, _subject(act, sector, unit, need), Occasion.REGISTRATION)


def judged_again(act: Act, sector: InForce, unit: RecipientUnit, need: Need) -> EligibilityDecision | None:
    """Judge the unit on the facts of today and keep the decision; ``None`` where individuals are helped."""
    if sector.definition.recipient_kind is not RecipientKind.NONE:
        return None
    return assess(act, sector, _subject(act, sector, unit, need), Occasion.REGISTRATION)


def _subject(act: Act, sector: InForce, unit: RecipientUnit, need: Need) -> Subject:
    facts = of_unit(act, sector.definition, Circumstances(unit, Gift(need, need.needed)))
    return Subject("recipient_unit", unit.id, facts)

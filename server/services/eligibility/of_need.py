"""Whether a gift to a need's unit may be promised at all."""

from server.core.act import Act
from server.core.guards import Guard, guard
from server.models.eligibility_decision import Occasion
from server.models.need import Need
from server.models.recipient import Recipient, RecipientState
from server.models.recipient_unit import RecipientUnit
from server.rules.verdict import Verdict
from server.sectors.definition import RecipientKind
from server.services.eligibility.facts import Circumstances, Gift, of_unit
from server.services.eligibility.judging import Subject, require_eligible
from server.services.eligibility.refusals import NotEligible
from server.services.sectors.current import InForce


@guard(Guard.ELIGIBILITY)
def require_eligible_need(act: Act, sector: InForce, need: Need, quantity: int, occasion: Occasion) -> None:
    """Return when the gift may be promised.

    Where the unit itself is helped, it is judged now. Where individuals stand behind it, each is judged when a part
    of the gift is allotted; here it is enough that, if the unit has registered any, not all of them are refused
    already. That costs one indexed look-up, since each recipient carries its newest verdict.
    """
    if sector.definition.recipient_kind is RecipientKind.NONE:
        unit = RecipientUnit.get_by_id(need.unit_id)
        facts = of_unit(act, sector.definition, Circumstances(unit, Gift(need, quantity)))
        require_eligible(act, sector, Subject("recipient_unit", unit.id, facts), occasion)
        return
    registered = Recipient.select().where(
        Recipient.unit == need.unit_id, Recipient.sector == need.sector, Recipient.state == RecipientState.ACTIVE
    )
    if registered.exists() and not registered.where(Recipient.verdict != Verdict.NOT_ELIGIBLE.value).exists():
        raise NotEligible(path=("need_id",), clauses=())

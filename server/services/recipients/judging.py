"""What the sector's rules say of a recipient as registered."""

from server.core.act import Act
from server.models.eligibility_decision import EligibilityDecision, Occasion
from server.models.recipient import Recipient
from server.models.recipient_unit import RecipientUnit
from server.services.eligibility.facts import Circumstances, of_recipient
from server.services.eligibility.judging import Subject, assess
from server.services.recipients.identity import Identity
from server.services.sectors.current import InForce


def judge_registered(
    act: Act, sector: InForce, recipient: Recipient, unit: RecipientUnit, identity: Identity
) -> EligibilityDecision:
    """Judge ``recipient`` on its registered facts and keep the decision; nobody is refused here."""
    around = Circumstances(unit, birth_date=identity.birth_date)
    facts = of_recipient(act, sector.definition, recipient, around)
    return assess(act, sector, Subject("recipient", recipient.id, facts), Occasion.REGISTRATION)

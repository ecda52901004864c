"""What the tests of recipients send and ask for."""

from typing import Any

from server.models.eligibility_decision import EligibilityDecision
from server.models.recipient import Recipient
from server.models.recipient_unit import RecipientUnit
from server.schema.nodes import encode_id
from tests.factories.registry import (
    ELIGIBLE,
    KK,
    NIK,
)

OTHER_NIK, OTHER_KK, OTHER_NIB = "3174035708900002", "3174030105100013", "1234567890124"
SHOWN = """recipient { id name nik kk businessNumber age verdict facts version unit { name }
eligibility { verdict occasion sectorVersion missing clauses { code outcome text { en } source } } }
warnings { code path }"""


def form(unit: RecipientUnit, **given: Any) -> dict[str, Any]:
    whole = {
        "unitId": encode_id("RecipientUnit", unit.id),
        "sector": "PANGAN",
        "name": "Siti Rahmawati",
        "birthDate": "1985-08-15",
        "nik": NIK,
        "kk": KK,
        "facts": ELIGIBLE["PANGAN"],
        "consent": True,
    }
    return {**whole, **given}


def identified(recipient: Recipient) -> str:
    return encode_id("Recipient", recipient.id)


def written() -> tuple[int, int]:
    return Recipient.select().count(), EligibilityDecision.select().count()

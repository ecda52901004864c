"""A recipient is corrected: only what is given changes, and the rules look again."""

from datetime import date
from typing import Any

import pytest

from server.core.act import Act
from server.models.recipient import Recipient, RecipientState
from server.models.recipient_unit import RecipientUnit
from server.services.recipients.identity import opened
from tests.factories.registry import (
    a_recipient,
)
from tests.schema.client import Client
from tests.schema.registry.recipients_asked import OTHER_KK, OTHER_NIK, SHOWN, identified, written


def test_an_update_changes_what_is_given_and_judges_anew(contact: Client, unit: RecipientUnit, act: Act) -> None:
    row = a_recipient(contact.act, unit.id, birth_date=date(1985, 8, 15))
    done = contact.do(
        "recipientUpdate",
        SHOWN,
        recipientId=identified(row),
        expectedVersion=1,
        nik=None,
        facts={"aparatur": True, "dtks": None},
    )
    assert done["errors"] == []
    shown = done["recipient"]
    assert (shown["nik"], shown["kk"], shown["name"]) == (None, "3174********0012", "Siti Rahmawati")
    assert shown["facts"] == {"domisili_dki": True, "aparatur": True, "punya_mobil": False}
    assert (shown["verdict"], shown["version"]) == ("NOT_ELIGIBLE", 2)
    after = Recipient.get()
    assert after.nik_index is None
    assert opened(act, after).birth_date == date(1985, 8, 15)
    assert written() == (1, 2)


def test_a_new_birth_date_is_held_against_the_old_nik(contact: Client, unit: RecipientUnit) -> None:
    row = a_recipient(contact.act, unit.id)
    done = contact.do("recipientUpdate", SHOWN, recipientId=identified(row), expectedVersion=1, birthDate="1999-01-01")
    assert [one["code"] for one in done["warnings"]] == ["NIK_BIRTH_DATE_DIFFERS"]


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"expectedVersion": 9, "name": "Baru"}, "VERSION_CONFLICT"),
        ({"name": None}, "INVALID_INPUT:REQUIRED"),
        ({}, "INVALID_INPUT:NOTHING_TO_CHANGE"),
        ({"nik": "12"}, "INVALID_INPUT:NIK_LENGTH"),
        ({"nik": OTHER_NIK}, "DUPLICATE_RECIPIENT"),
        ({"facts": {"apa": 1}}, "INVALID_INPUT:FACT_UNKNOWN"),
    ],
)
def test_a_bad_update_changes_nothing(
    contact: Client, unit: RecipientUnit, given: dict[str, Any], refused: str
) -> None:
    row = a_recipient(contact.act, unit.id)
    a_recipient(contact.act, unit.id, nik=OTHER_NIK, kk=OTHER_KK)
    before = Recipient.get_by_id(row.id).__data__
    asked = {"recipientId": identified(row), "expectedVersion": 1, **given}
    assert contact.refused("recipientUpdate", "__typename", **asked) == [refused]
    assert Recipient.get_by_id(row.id).__data__ == before
    assert written() == (2, 2)


def test_an_ended_recipient_is_changed_no_more(contact: Client, unit: RecipientUnit) -> None:
    row = a_recipient(contact.act, unit.id)
    Recipient.update(state=RecipientState.ENDED).execute()
    asked = {"recipientId": identified(row), "expectedVersion": 1, "name": "Baru"}
    assert contact.refused("recipientUpdate", "__typename", **asked) == ["RECIPIENT_ENDED"]

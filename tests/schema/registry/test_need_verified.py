"""A need is verified by somebody else, on the facts of the day; the unit answers, withdraws, pauses."""

from datetime import timedelta

import pytest

from server.core.act import Act
from server.core.actor import Scope
from server.core.platform import Platform
from server.core.roles import Role
from server.models.audit_entry import AuditEntry
from server.models.ledger_entry import EntryKind
from server.models.need import Need, NeedState
from server.models.recipient_unit import RecipientUnit, UnitContact, UnitState
from server.models.workflow_run import Task, WorkflowRun
from server.schema.nodes import encode_id
from server.services import audit
from server.services.approvals.decide import Word, decide
from server.services.transaction import run
from server.workflows.refusals import SelfApprovalForbidden
from server.workflows.state import DecisionKind
from tests.factories.account import acting, an_account
from tests.factories.area import HERE
from tests.factories.need import CAP_FACTS, a_proposed_need, an_open_need, verify
from tests.factories.registry import a_partner, a_unit, someone
from tests.schema.client import Client, the_public
from tests.schema.registry.needs_asked import ONE, WORK, form, identified, movements


def test_a_need_is_proposed_verified_and_public(
    contact: Client, verifier: Act, act: Act, unit: RecipientUnit, platform: Platform
) -> None:
    fields = "need { id state needed item { name { en } } value place { name } unit { name } }"
    done = contact.do("needPropose", fields, **form(unit))
    assert done["errors"] == []
    shown = done["need"]
    assert (shown["state"], shown["needed"], shown["unit"]) == ("PROPOSED", 100, {"name": "RW 001"})
    need = Need.get()
    key = encode_id("Need", need.id)
    assert the_public(act).ask(ONE, id=key) == {"need": None, "node": None}
    assert movements(need) == []
    task = Task.get()
    assert (task.role, task.area, task.sector) == (Role.VERIFIER, HERE, "PANGAN")
    assert task.due_at == act.platform.clock.now() + timedelta(days=3)
    assert verify(verifier, need).state is NeedState.OPEN
    assert movements(need) == [(EntryKind.NEEDED, 100)]
    assert the_public(act).ask(ONE, id=key)["need"] == {
        "state": "OPEN",
        "needed": 100,
        "remaining": 100,
        "pledged": 0,
        "delivered": 0,
        "confirmed": 0,
    }
    assert audit.verify_all(platform.keys) == []


@pytest.mark.usefixtures("verifier")
def test_nobody_of_the_unit_verifies(contact: Client, partner: Client, platform: Platform, unit: RecipientUnit) -> None:
    resident = someone(platform, Role.VERIFIER, Scope(HERE), "warga")
    added = {"unitId": encode_id("RecipientUnit", unit.id), "email": "warga@example.org"}
    assert partner.refused("recipientUnitContactAdd", "__typename", **added) == []
    need = a_proposed_need(contact.act, unit.id)
    task = Task.get()
    with pytest.raises(SelfApprovalForbidden):
        run(lambda: decide(resident, Word(task.id, task.version, DecisionKind.APPROVE)))
    assert Need.get_by_id(need.id).state is NeedState.PROPOSED


@pytest.mark.usefixtures("verifier")
def test_a_contact_who_resigns_does_not_verify_either(
    contact: Client, partner: Client, platform: Platform, unit: RecipientUnit
) -> None:
    resident = someone(platform, Role.VERIFIER, Scope(HERE), "warga")
    given = {"unitId": encode_id("RecipientUnit", unit.id), "email": "warga@example.org"}
    assert partner.refused("recipientUnitContactAdd", "__typename", **given) == []
    a_proposed_need(contact.act, unit.id)
    own = UnitContact.get(UnitContact.account == resident.actor.account_id)
    ended = Client(resident).refused(
        "recipientUnitContactEnd", "__typename", contactId=encode_id("UnitContact", own.id)
    )
    assert ended == []
    task = Task.get()
    with pytest.raises(SelfApprovalForbidden):
        run(lambda: decide(resident, Word(task.id, task.version, DecisionKind.APPROVE)))


def test_nobody_appoints_themself_to_speak_for_a_unit(verifier: Act, unit: RecipientUnit) -> None:
    given = {"unitId": encode_id("RecipientUnit", unit.id), "email": "verifier@example.org"}
    refused = Client(verifier).refused("recipientUnitContactAdd", "__typename", **given)
    assert refused == ["NOT_PERMITTED:NOT_YOURSELF"]
    assert UnitContact.select().count() == 0


def test_a_rejected_need_is_not_public_and_may_be_proposed_again(
    contact: Client, verifier: Act, unit: RecipientUnit
) -> None:
    need = a_proposed_need(contact.act, unit.id)
    rejected = verify(verifier, need, DecisionKind.REJECT, reason_code="NOT_REAL", reason="tidak ada warga di sana")
    assert rejected.state is NeedState.REJECTED
    again = a_proposed_need(contact.act, unit.id, quantity=40)
    assert (again.id, again.state, again.needed) == (need.id, NeedState.PROPOSED, 40)
    assert verify(verifier, again).state is NeedState.OPEN
    assert movements(need) == [(EntryKind.NEEDED, 40)]


def test_an_approval_acts_on_the_facts_of_its_day(platform: Platform, verifier: Act) -> None:
    housing = a_partner(platform, "PENATAAN_PERMUKIMAN")
    rw = a_unit(housing, facts={"rw_di_cap": True})
    need = a_proposed_need(housing, rw.id, **WORK, plan_line="CAP-7", facts=CAP_FACTS)
    RecipientUnit.update(facts={"rw_di_cap": False, "kelas_kumuh": "bukan"}).execute()
    after = verify(verifier, need)
    assert after.state is NeedState.REJECTED
    assert movements(need) == []
    last = AuditEntry.select().where(AuditEntry.stream == f"need:{need.id}").order_by(AuditEntry.seq.desc()).first()
    assert b'"NOT_ELIGIBLE"' in bytes(last.body)


def test_a_need_of_a_unit_that_closed_in_between_is_not_opened(
    contact: Client, unit: RecipientUnit, verifier: Act
) -> None:
    need = a_proposed_need(contact.act, unit.id)
    RecipientUnit.update(state=UnitState.CLOSED).execute()
    assert verify(verifier, need).state is NeedState.REJECTED


def test_the_unit_answers_what_the_verifier_asks(contact: Client, unit: RecipientUnit, verifier: Act) -> None:
    need = a_proposed_need(contact.act, unit.id)
    early = contact.refused("needRespond", "__typename", **identified(need), quantity=5)
    assert early == ["NO_CHANGES_REQUESTED"]
    need = verify(verifier, need, DecisionKind.RETURN, asked_fields=frozenset({"quantity"}))
    asked = "query($id: ID!) { need(id: $id) { askedFields } }"
    key = encode_id("Need", need.id)
    assert contact.ask(asked, id=key) == {"need": {"askedFields": ["quantity"]}}
    assert contact.refused("needRespond", "__typename", **identified(need), quantity=0) == [
        "INVALID_INPUT:NOT_POSITIVE"
    ]
    assert contact.refused("needRespond", "__typename", **identified(need), quantity=None) == ["INVALID_INPUT:REQUIRED"]
    assert contact.refused("needRespond", "__typename", **identified(need, 9), quantity=60) == ["VERSION_CONFLICT"]
    assert Need.get().needed == 100
    assert contact.do("needRespond", "need { needed }", **identified(need), quantity=60)["need"] == {"needed": 60}
    assert contact.ask(asked, id=key) == {"need": {"askedFields": []}}
    assert verify(verifier, Need.get()).state is NeedState.OPEN
    assert movements(need) == [(EntryKind.NEEDED, 60)]


def test_what_was_not_asked_stays(platform: Platform, verifier: Act) -> None:
    housing = Client(a_partner(platform, "PENATAAN_PERMUKIMAN"))
    rw = a_unit(housing.act, facts={"rw_di_cap": True})
    need = a_proposed_need(housing.act, rw.id, **WORK, plan_line="CAP-7", facts=CAP_FACTS)
    need = verify(verifier, need, DecisionKind.RETURN, asked_fields=frozenset({"facts.tahun_cap"}))
    beyond = housing.refused("needRespond", "__typename", **identified(need), quantity=9)
    assert beyond == ["FIELDS_NOT_ASKED"]
    assert Need.get().needed == 3
    unfit = housing.refused("needRespond", "__typename", **identified(need), facts={"lahan_siap": False})
    assert unfit == ["NOT_ELIGIBLE"]
    done = housing.do("needRespond", "need { facts }", **identified(need), facts={"tahun_cap": 2019})
    assert done["need"] == {"facts": {**CAP_FACTS, "tahun_cap": 2019}}


def test_a_proposed_need_is_withdrawn_with_its_run(contact: Client, unit: RecipientUnit) -> None:
    need = a_proposed_need(contact.act, unit.id)
    assert contact.do("needWithdraw", "need { state }", **identified(need))["need"] == {"state": "WITHDRAWN"}
    assert WorkflowRun.get().state == "WITHDRAWN"
    assert movements(need) == []
    assert contact.refused("needWithdraw", "__typename", **identified(Need.get())) == ["NEED_NOT_CHANGEABLE"]


def test_an_open_need_gives_back_what_nobody_brought(contact: Client, unit: RecipientUnit, platform: Platform) -> None:
    need = an_open_need(platform, contact.act, unit.id)
    Need.update(reserved=10, delivered=30).execute()
    assert contact.refused("needWithdraw", "__typename", **identified(need)) == ["NEED_PROMISED"]
    Need.update(reserved=0).execute()
    assert contact.refused("needWithdraw", "__typename", **identified(need, 99)) == ["VERSION_CONFLICT"]
    assert contact.refused("needWithdraw", "__typename", **identified(need)) == []
    assert movements(need) == [(EntryKind.NEEDED, 100), (EntryKind.NEEDED, -70)]
    assert contact.refused("needPropose", "__typename", **form(unit)) == ["NEED_EXISTS"]


def test_a_need_is_paused_and_resumed(contact: Client, unit: RecipientUnit, platform: Platform, act: Act) -> None:
    need = an_open_need(platform, contact.act, unit.id)
    assert contact.refused("needResume", "__typename", **identified(need)) == ["NEED_NOT_CHANGEABLE"]
    paused = contact.do("needPause", "need { state version }", **identified(need))["need"]
    assert paused == {"state": "PAUSED", "version": need.version + 1}
    assert the_public(act).ask(ONE, id=encode_id("Need", need.id))["need"]["state"] == "PAUSED"
    assert contact.refused("needPause", "__typename", **identified(Need.get())) == ["NEED_NOT_CHANGEABLE"]
    resumed = contact.do("needResume", "need { state }", **identified(Need.get()))["need"]
    assert resumed == {"state": "OPEN"}
    ani = Client(acting(platform, an_account(platform)))
    for verb in ("needPause", "needResume", "needWithdraw", "needRespond"):
        assert ani.refused(verb, "__typename", **identified(Need.get())) == ["NOT_PERMITTED:NO_GRANT"]

"""A list costs the same statements for two rows as for twenty, with everything nested in it."""

from dataclasses import replace

import pytest

from server.core.act import Act
from server.core.actor import Actor, HeldGrant, MemberRole, Scope
from server.core.ids import new_id
from server.core.platform import Platform
from server.core.roles import Role
from server.models.application import Application, ApplicationState
from server.models.delivery import Delivery, DeliveryState
from server.models.pledge import Allocation, AllocationState
from server.models.workflow_run import CheckResult, RunStage, Task, WorkflowRun
from server.schema.nodes import decode_id
from server.services.applications import form as forms
from tests.backends.counting import counting
from tests.factories.gift import Scene, a_need, a_recipient, a_scene, a_unit
from tests.schema.client import Client

NEED = """id place { name } item { code } value facts pledged askedFields
  unit { id name place { name } } """
ABILITIES = "viewerCanCancel { __typename } viewerCanAllocate { __typename } viewerCanReportDelivery { __typename }"
LISTS = {
    "needs": (NEED,),
    "pledges": (
        f"id collaborator {{ id publicName }} need {{ {NEED} }}",
        "id allocations { id recipient { id facts } }",
        f"id state remaining {ABILITIES}",
    ),
    "deliveries": (f"id state pledge {{ id collaborator {{ id }} need {{ {NEED} }} {ABILITIES} }}",),
    "applications": ("id number state askedFields missing form { name value }", "id documents { id }"),
    "tasks": (
        "id title isMine stage { id name } run { id title subject { id __typename } }",
        "id stage { id checks { id message } }",
        "id stage { id decisions { id isOwn } }",
        "id run { id stages { id name } }",
    ),
    "recipientUnits": ("id name place { name }",),
    "recipients": ("id facts unit { id name }",),
    "ledger": ("id quantity",),
}
CASES = [(name, selection) for name, selections in LISTS.items() for selection in selections]


@pytest.fixture
def scene(platform: Platform) -> Scene:
    return a_scene(platform)


@pytest.fixture
def viewer(scene: Scene) -> Client:
    """Return somebody who sees every list from within."""
    actor = Actor(
        account_id=new_id(),
        grants=(HeldGrant(Role.BUREAU, Scope()), HeldGrant(Role.VERIFIER, Scope())),
        organisations={scene.collaborator.id: MemberRole.ADMIN},
    )
    return Client(replace(scene.act, actor=actor, language="en"))


def fill(scene: Scene, viewer: Client, rows: range) -> None:
    act = scene.act
    for number in rows:
        unit = a_unit(act, name=f"RW {number:03}", rw=f"{scene.unit.area}.{number:03}")
        need = a_need(act, unit)
        recipient = a_recipient(act, unit, kk=f"31740301051000{number:02}")
        pledge = scene.place(5, need)
        given = {"created_at": act.now, "pledge": decode_id(pledge["id"])[1]}
        Allocation.create(**given, recipient=recipient, quantity=1, state=AllocationState.HELD, decision=new_id())
        Delivery.create(**given, quantity=1, delivered_at=act.now, state=next(iter(DeliveryState)))
        a_case(act, viewer, number)


def a_case(act: Act, viewer: Client, number: int) -> None:
    run = WorkflowRun.create(
        created_at=act.now,
        workflow="collaborator-onboarding",
        workflow_version=1,
        subject_kind="application",
        subject_id=(key := new_id()),
        title=f"{number}",
        state="IN_REVIEW",
        calendar="c",
    )
    at = {"created_at": act.now, "counted_from": act.now, "remind_at": act.now, "due_at": act.now}
    stage = RunStage.create(run=run, position=0, name="screening", round=1, state="OPEN", role=Role.VERIFIER, **at)
    CheckResult.create(created_at=act.now, run=run, stage=stage, name="duplicate", verdict="PASS")
    Task.create(created_at=act.now, run=run, stage=stage, role=Role.VERIFIER, title="x", kind="w", due_at=act.now)
    Application.create(
        id=key,
        created_at=act.now,
        applicant=viewer.act.actor.account_id,
        collaborator_kind="COMPANY",
        public_name="x",
        sectors=["PANGAN"],
        form_sealed=forms.sealed_form(act, key, {"legal_name": "PT Maju"}),
        asked_fields=[],
        state=ApplicationState.IN_REVIEW,
        run=run.id,
    )


# What is counted is the same on both engines.
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("name", "selection"), CASES)
def test_twenty_rows_take_as_many_statements_as_two(name: str, selection: str, scene: Scene, viewer: Client) -> None:
    counts = []
    for rows in (range(2), range(2, 20)):
        fill(scene, viewer, rows)
        with counting() as said:
            data = viewer.ask(f"{{ {name}(first: 25) {{ nodes {{ {selection} }} }} }}")
        counts.append((len(data[name]["nodes"]), len(said)))
    (few, at_first), (many, at_last) = counts
    assert few >= 2
    assert many >= few + 18
    assert at_last == at_first, said

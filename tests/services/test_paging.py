"""Pages over real rows: nothing skipped, nothing twice, and no cursor that brings the database down."""

import base64
import json
from datetime import timedelta

import pytest

from server.core.act import Act
from server.core.ids import new_id
from server.core.roles import Role
from server.models.need import Need
from server.models.recipient_unit import RecipientUnit
from server.models.workflow_run import RunStage, Task, WorkflowRun
from server.reads import ledger, needs, tasks, units
from server.reads.paging import BadPage, Ordering, page
from tests.factories.gift import a_need, a_unit

ID = "0" * 32


def cursor(*parts: str | None) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    ("ordering", "parts"),
    [
        (needs.BY_GAP, ["99999999999999999999999", ID]),
        (needs.BY_GAP, ["-99999999999999999999999", ID]),
        (needs.BY_GAP, [None, ID]),
        (needs.NEWEST, [ID, ID]),
        (units.BY_NAME, ["RW\0", ID]),
        (units.BY_NAME, ["\ud800", ID]),
        (tasks.BY_DUE, ["0001-01-01T00:00:00+23:00", ID]),
        (tasks.BY_DUE, ["9999-12-31T23:00:00-23:00", ID]),
        (tasks.BY_DUE, ["2026-11-16T02:00:00", ID]),
        (ledger.NEWEST, [None, ID]),
    ],
)
def test_a_cursor_that_no_page_gave_is_refused(ordering: Ordering, parts: list[str | None]) -> None:
    with pytest.raises(BadPage):
        ordering.read(cursor(ordering.name, *parts))


@pytest.mark.parametrize("text", ["", "x", "é", cursor(), cursor("gap"), "bnVsbA", "W10", "e30", "[" * 5000])
def test_what_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(BadPage):
        needs.BY_GAP.read(text)


@pytest.mark.parametrize("first", [-1, 101])
def test_a_page_has_a_size(first: int, act: Act) -> None:
    with pytest.raises(BadPage):
        page(Need.select(), needs.NEWEST, first, None)


def test_an_empty_page_says_whether_more_follow(act: Act) -> None:
    assert not page(RecipientUnit.select(), units.BY_NAME, 0, None).has_next
    a_unit(act)
    found = page(RecipientUnit.select(), units.BY_NAME, 0, None)
    assert (found.rows, found.has_next, found.count()) == ([], True, 1)


def walk(select: object, ordering: Ordering, first: int) -> list[object]:
    seen, after = [], None
    while True:
        found = page(select, ordering, first, after)
        seen += [row.id for row in found.rows]
        if not found.has_next:
            return seen
        after = ordering.cursor(found.rows[-1])


def a_task(act: Act, run: WorkflowRun, stage: RunStage, due: timedelta | None) -> Task:
    given = {"due_at": act.now + due if due is not None else None, "title": "x", "kind": "w", "role": Role.VERIFIER}
    return Task.create(created_at=act.now, run=run, stage=stage, **given)


def a_run(act: Act) -> tuple[WorkflowRun, RunStage]:
    run = WorkflowRun.create(
        created_at=act.now,
        workflow="w",
        workflow_version=1,
        subject_kind="x",
        subject_id=new_id(),
        title="x",
        state="IN_REVIEW",
        calendar="c",
    )
    at = {"created_at": act.now, "counted_from": act.now, "remind_at": act.now, "due_at": act.now}
    stage = RunStage.create(run=run, position=0, name="s", round=1, state="OPEN", role=Role.VERIFIER, **at)
    return run, stage


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_null_and_equal_keys_are_paged_once_each(size: int, act: Act) -> None:
    place = a_run(act)
    due = (None, timedelta(1), timedelta(1), None, timedelta(microseconds=1), timedelta(1), None)
    made = [a_task(act, *place, one) for one in due]
    expected = [made[4], made[1], made[2], made[5], made[0], made[3], made[6]]
    assert walk(Task.select(), tasks.BY_DUE, size) == [one.id for one in expected]


def test_rows_that_come_between_pages_shift_nothing(act: Act) -> None:
    unit = a_unit(act)
    made = [a_need(act, unit, needed, period=f"2027-0{needed}") for needed in (1, 2, 3, 4, 5)]
    first = page(Need.select(), needs.BY_GAP, 2, None)
    assert [row.needed for row in first.rows] == [5, 4]
    a_need(act, unit, 9, period="2027-09")
    a_need(act, unit, 3, period="2027-10")
    rest = page(Need.select(), needs.BY_GAP, 100, needs.BY_GAP.cursor(first.rows[-1]))
    assert [row.needed for row in rest.rows] == [3, 3, 2, 1]
    assert {row.id for row in first.rows} | {row.id for row in rest.rows} >= {one.id for one in made}

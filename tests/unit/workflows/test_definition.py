from collections.abc import Callable

import pytest

from server.core.roles import Role
from server.workflows.definition import ALL, AnyOf, Band, Percent, Route, Stage, Workflow
from server.workflows.faults import WorkflowError
from server.workflows.reading import workflow_from


def stage(name: str = "one", **fields: object) -> Stage:
    given: dict[str, object] = {"role": Role.VERIFIER, "sla_working_days": 1, **fields}
    return Stage(name=name, **given)  # type: ignore[arg-type]  # fields of Stage, by name


def workflow(*stages: Stage, **fields: object) -> Workflow:
    given: dict[str, object] = {"version": 1, **fields}
    return Workflow(name="w", stages=stages, **given)  # type: ignore[arg-type]  # fields of Workflow, by name


small, large = Route(bands=frozenset({"small"})), Route(bands=frozenset({"large"}))
BANDS = (Band("small", below=50_000_000), Band("large"))


@pytest.mark.parametrize(
    ("build", "code"),
    [
        (workflow, "WORKFLOW_EMPTY"),
        (lambda: workflow(stage(), version=0), "WORKFLOW_VERSION"),
        (lambda: Workflow(name="W W", version=1, stages=(stage(),)), "WORKFLOW_NAME"),
        (lambda: workflow(stage(), answer_working_days=0), "DAYS_ZERO"),
        (lambda: workflow(stage(), stage()), "STAGE_TWICE"),
        (lambda: workflow(stage(not_by_deciders_of=frozenset({"two"}))), "STAGE_UNKNOWN"),
        (lambda: workflow(stage(not_by_deciders_of=frozenset({"one"}))), "STAGE_UNKNOWN"),
        (lambda: stage(""), "STAGE_NAME"),
        (lambda: stage(role=None), "STAGE_UNDECIDED"),
        (lambda: stage(checks=("a", "a")), "CHECK_TWICE"),
        (lambda: stage(checks=("",)), "CHECK_NAME"),
        (lambda: stage(sla_working_days=0), "STAGE_WITHOUT_SLA"),
        (lambda: stage(role=Role.AUDITOR), "ROLE_DECIDES_NOTHING"),
        (lambda: stage(escalates_to=Role.SYSADMIN), "ROLE_DECIDES_NOTHING"),
        (lambda: AnyOf(0), "QUORUM_ZERO"),
        (lambda: Percent(0), "QUORUM_PERCENT"),
        (lambda: Percent(101), "QUORUM_PERCENT"),
        (lambda: Band("Big"), "BAND_NAME"),
        (lambda: workflow(stage(), bands=(Band("a", 1), Band("a"))), "BAND_TWICE"),
        (lambda: workflow(stage(), bands=(Band("a", 1), Band("b", 2))), "BAND_NOT_OPEN"),
        (lambda: workflow(stage(), bands=(Band("a"), Band("b"))), "BAND_WITHOUT_END"),
        (lambda: workflow(stage(), bands=(Band("a", 2), Band("b", 2), Band("c"))), "BAND_ORDER"),
        (lambda: workflow(stage(), stage("two", when=small)), "BAND_UNKNOWN"),
        (lambda: workflow(stage(when=large), bands=BANDS), "ROUTE_EMPTY"),
        (lambda: workflow(stage(when=Route(risks=frozenset({"HIGH"})))), "ROUTE_EMPTY"),
    ],
)
def test_a_definition_that_cannot_work_is_refused_by_code(build: Callable[[], object], code: str) -> None:
    with pytest.raises(ValueError, match=code) as refused:
        build()
    assert isinstance(refused.value, WorkflowError)
    assert code in {fault.code for fault in refused.value.faults}


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(WorkflowError) as refused:
        workflow(stage(), stage(), stage("three", not_by_deciders_of=frozenset({"nobody"})), version=0)
    found = {(fault.path, fault.code) for fault in refused.value.faults}
    assert found == {
        (("version",), "WORKFLOW_VERSION"),
        (("stages", 1, "name"), "STAGE_TWICE"),
        (("stages", 2, "not_by_deciders_of"), "STAGE_UNKNOWN"),
    }
    assert "stages.1.name" in str(refused.value)


@pytest.mark.parametrize(
    ("value", "band"),
    [(0, "small"), (49_999_999, "small"), (50_000_000, "large"), (10**15, "large"), (None, "large")],
)
def test_bands_are_half_open_and_meet(value: int | None, band: str) -> None:
    banded = workflow(stage(when=small), stage("two", when=large), bands=BANDS)
    assert banded.band_of(value) == band


def test_a_fact_nobody_stated_escapes_no_stage() -> None:
    risky = Route(risks=frozenset({"HIGH"}))
    assert risky.holds(None, "HIGH", None)
    assert not risky.holds(None, "LOW", None)
    assert risky.holds(None, None, None)


def test_equal_groups_run_in_parallel_in_the_order_of_their_numbers() -> None:
    flow = workflow(stage("last", group=9), stage("left", group=2), stage("right", group=2))
    assert [[one.name for one in group] for group in flow.groups()] == [["left", "right"], ["last"]]


def test_a_chain_is_read_from_plain_data() -> None:
    read = workflow_from(
        {
            "bands": [{"name": "small", "below": 50_000_000}, {"name": "large"}],
            "answer_working_days": 5,
            "stages": [
                {"name": "screening", "checks": ["completeness"], "sla_working_days": 1, "falls_to": "VERIFIER"},
                {"name": "partner", "role": "APPROVER", "sla_working_days": 2, "quorum": {"percent": 60}},
                {
                    "name": "bureau",
                    "role": "BUREAU",
                    "sla_working_days": 3,
                    "quorum": {"any": 2},
                    "not_by_deciders_of": ["partner"],
                    "looks_at": ["quantity"],
                    "when": {"bands": ["large"], "kinds": ["AGGREGATOR"]},
                },
                {"name": "all-of-them", "role": "BUREAU", "group": 2, "sla_working_days": 3, "quorum": "all"},
            ],
        },
        name="pledge",
        version=3,
    )
    assert read == Workflow(
        name="pledge",
        version=3,
        bands=BANDS,
        answer_working_days=5,
        stages=(
            Stage("screening", 1, checks=("completeness",), falls_to=Role.VERIFIER, group=0),
            Stage("partner", 2, Role.APPROVER, quorum=Percent(60), group=1),
            Stage(
                "bureau",
                3,
                Role.BUREAU,
                quorum=AnyOf(2),
                group=2,
                not_by_deciders_of=frozenset({"partner"}),
                looks_at=frozenset({"quantity"}),
                when=Route(bands=frozenset({"large"}), kinds=frozenset({"AGGREGATOR"})),
            ),
            Stage("all-of-them", 3, Role.BUREAU, quorum=ALL, group=2),
        ),
    )


@pytest.mark.parametrize(
    ("document", "path", "code"),
    [
        ({}, ("stages",), "WORKFLOW_EMPTY"),
        ({"stages": "none"}, ("stages",), "NOT_A_LIST"),
        ({"stages": ["one"]}, ("stages", 0), "NOT_A_TABLE"),
        ({"stage": []}, ("stage",), "FIELD_UNKNOWN"),
        ({"stages": [{"nmae": "x"}]}, ("stages", 0, "nmae"), "FIELD_UNKNOWN"),
        ({"stages": [{"name": 1}]}, ("stages", 0, "name"), "NOT_A_TEXT"),
        ({"stages": [{"name": "x"}]}, ("stages", 0, "sla_working_days"), "NOT_A_WHOLE_NUMBER"),
        ({"stages": [{"sla_working_days": True}]}, ("stages", 0, "sla_working_days"), "NOT_A_WHOLE_NUMBER"),
        ({"stages": [{"role": "BOSS"}]}, ("stages", 0, "role"), "ROLE_UNKNOWN"),
        ({"stages": [{"quorum": "most"}]}, ("stages", 0, "quorum"), "NOT_A_TABLE"),
        ({"stages": [{"quorum": {"any": 1, "percent": 2}}]}, ("stages", 0, "quorum"), "QUORUM_UNKNOWN"),
        ({"stages": [{"quorum": {"any": 0}}]}, ("stages", 0, "quorum"), "QUORUM_ZERO"),
        ({"stages": [{"checks": [1]}]}, ("stages", 0, "checks"), "NOT_A_TEXT"),
        ({"stages": [{"when": {"band": []}}]}, ("stages", 0, "when", "band"), "FIELD_UNKNOWN"),
        ({"bands": [{"name": "X"}]}, ("bands", 0, "name"), "BAND_NAME"),
        ({"bands": [{"name": "x", "below": "1"}]}, ("bands", 0, "below"), "NOT_A_WHOLE_NUMBER"),
        ({"answer_working_days": "ten"}, ("answer_working_days",), "NOT_A_WHOLE_NUMBER"),
    ],
)
def test_a_chain_with_a_fault_says_where(document: dict[str, object], path: tuple[str | int, ...], code: str) -> None:
    with pytest.raises(WorkflowError) as refused:
        workflow_from(document, name="pledge", version=1)
    assert (path, code) in {(fault.path, fault.code) for fault in refused.value.faults}

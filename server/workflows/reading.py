"""Reads a workflow from plain data: how a sector, or any document, states its approval chain.

The shape (TOML and JSON alike; the names are those of ``Workflow`` and ``Stage``). Only ``stages``, ``name`` and
``sla_working_days`` are required; a stage without ``group`` follows the one before it::

    answer_working_days = 10
    bands = [{name = "small", below = 50_000_000}, {name = "large"}]
    [[stages]]
    name = "verification"
    role = "VERIFIER"                       # absent: automatic
    checks = ["completeness"]
    quorum = "all"                          # or {any = 2} or {percent = 60}; absent: one
    group = 1
    not_by_deciders_of = ["screening"]
    looks_at = ["address"]
    sla_working_days = 3
    escalates_to = "SUPERVISOR"
    when = {bands = ["large"], risks = ["HIGH"], kinds = ["AGGREGATOR"]}
"""

from collections.abc import Mapping
from dataclasses import fields
from typing import cast

from server.core.roles import Role
from server.workflows.definition import ALL, ONE, AnyOf, Band, Percent, Quorum, Route, Stage, Workflow
from server.workflows.faults import Fault, Path, WorkflowError, stop_if_any

Document = Mapping[str, object]

WORKFLOW_KEYS = frozenset({"stages", "bands", "answer_working_days", "appeal_working_days"})
STAGE_KEYS = frozenset(field.name for field in fields(Stage))
ROLE_KEYS = ("role", "escalates_to", "falls_to")


def workflow_from(document: Document, *, name: str, version: int) -> Workflow:
    """Build the workflow ``name`` ``version`` from ``document``; raise ``WorkflowError`` with every fault found."""
    source = _Table(document, ())
    source.only(WORKFLOW_KEYS)
    bands = [_band(table) for table in source.tables("bands")]
    stages = [_stage(table, at) for at, table in enumerate(source.tables("stages"))]
    days = {key: source.whole(key) for key in ("answer_working_days", "appeal_working_days") if key in document}
    stop_if_any(source.faults)
    return Workflow(
        name=name,
        version=version,
        stages=tuple(stage for stage in stages if stage),
        bands=tuple(band for band in bands if band),
        **days,
    )


class _Table:
    """A table of the document at ``path``. A value that does not fit is noted in ``faults`` and a stand-in returned.

    Tables below share the ``faults`` of the one above, so that the whole document is read before anyone is told.
    """

    def __init__(self, values: Document, path: Path, faults: list[Fault] | None = None) -> None:
        self.values = values
        self.path = path
        self.faults: list[Fault] = [] if faults is None else faults

    def fault(self, key: str | int, code: str, said: str) -> None:
        self.faults.append(Fault((*self.path, key), code, said))

    def note(self, error: WorkflowError) -> None:
        """Note the faults of a value that was built from this table."""
        self.faults.extend(fault.under(*self.path) for fault in error.faults)

    def only(self, known: frozenset[str]) -> None:
        for key in self.values.keys() - known:
            self.fault(key, "FIELD_UNKNOWN", f"{key!r} is not one of {', '.join(sorted(known))}")

    def table(self, key: str) -> "_Table":
        value = self.values.get(key, {})
        if not isinstance(value, Mapping):
            self.fault(key, "NOT_A_TABLE", "a table is wanted")
            value = {}
        return _Table(value, (*self.path, key), self.faults)

    def tables(self, key: str) -> "list[_Table]":
        found = []
        for at, value in enumerate(self._list(key)):
            if isinstance(value, Mapping):
                found.append(_Table(value, (*self.path, key, at), self.faults))
            else:
                self.faults.append(Fault((*self.path, key, at), "NOT_A_TABLE", "a table is wanted"))
        return found

    def texts(self, key: str) -> list[str]:
        listed = self._list(key)
        if not all(isinstance(value, str) for value in listed):
            self.fault(key, "NOT_A_TEXT", "a list of texts is wanted")
        return [value for value in listed if isinstance(value, str)]

    def text(self, key: str) -> str:
        value = self.values.get(key, "")
        if isinstance(value, str):
            return value
        self.fault(key, "NOT_A_TEXT", "a text is wanted")
        return ""

    def whole(self, key: str) -> int:
        value = self.values.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self.fault(key, "NOT_A_WHOLE_NUMBER", "a whole number is wanted")
        return 1

    def role(self, key: str) -> Role:
        name = self.text(key)
        if name in Role.__members__:
            return Role(name)
        self.fault(key, "ROLE_UNKNOWN", f"{name!r} is not one of {', '.join(Role)}")
        return Role.SUPERVISOR

    def _list(self, key: str) -> list[object]:
        value = self.values.get(key, [])
        if isinstance(value, list | tuple):
            return list(cast("list[object]", value))
        self.fault(key, "NOT_A_LIST", "a list is wanted")
        return []


def _band(table: _Table) -> Band | None:
    table.only(frozenset({"name", "below"}))
    below = table.whole("below") if table.values.get("below") is not None else None
    try:
        return Band(table.text("name"), below)
    except WorkflowError as error:
        table.note(error)
        return None


def _stage(table: _Table, at: int) -> Stage | None:
    table.only(STAGE_KEYS)
    roles = {key: table.role(key) for key in ROLE_KEYS if table.values.get(key) is not None}
    try:
        return Stage(
            name=table.text("name"),
            sla_working_days=table.whole("sla_working_days"),
            checks=tuple(table.texts("checks")),
            quorum=_quorum(table),
            group=table.whole("group") if "group" in table.values else at,
            not_by_deciders_of=frozenset(table.texts("not_by_deciders_of")),
            looks_at=frozenset(table.texts("looks_at")),
            when=_route(table.table("when")),
            **roles,
        )
    except WorkflowError as error:
        table.note(error)
        return None


def _route(table: _Table) -> Route:
    table.only(frozenset({"bands", "risks", "kinds"}))
    return Route(*(frozenset(table.texts(key)) for key in ("bands", "risks", "kinds")))


def _quorum(stage: _Table) -> Quorum:
    if "quorum" not in stage.values:
        return ONE
    if stage.values["quorum"] == "all":
        return ALL
    table = stage.table("quorum")
    if set(table.values) == {"any"}:
        return AnyOf(table.whole("any"))
    if set(table.values) == {"percent"}:
        return Percent(table.whole("percent"))
    stage.fault("quorum", "QUORUM_UNKNOWN", 'a quorum is "all", {any = n} or {percent = p}')
    return ONE

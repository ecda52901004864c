"""What a workflow is: a frozen, versioned value. Runs are rows that point at ``(name, version)`` (ARCHITECTURE §2.11).

A workflow is a sequence of *groups* of stages. Stages of one group run in parallel, the next group begins when each of
them is finished. A stage with ``checks`` begins with them; a stage with a ``role`` is then decided by people. Who may
decide is a matter of scope: the holders of the role over the area and sector of the subject, which the caller looks up
and hands to the engine as facts. Every number, role and order is a field here, never code.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from server.core.roles import DECIDERS, Role
from server.workflows.faults import Fault, stop_if_any

NAME = re.compile(r"[a-z][a-z0-9_-]{0,47}")
"""The shape of the names of workflows, stages and bands: they key texts, rows and charts and are never shown."""
REMIND_AT_PERCENT = 50
"""Share of a stage's SLA after which its deciders are reminded for the first time; the second time is at 100 %."""
ESCALATE_AT_PERCENT = 150
"""Share of a stage's SLA after which it goes to the queue of ``Stage.escalates_to``."""


@dataclass(frozen=True, slots=True)
class All:
    """Everyone who is eligible when the decision is taken has to approve; at least one."""


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Any ``count`` different people have to approve."""

    count: int

    def __post_init__(self) -> None:
        if self.count < 1:
            stop_if_any([Fault(("quorum",), "QUORUM_ZERO", f"any {self.count} would approve without anybody")])


@dataclass(frozen=True, slots=True)
class Percent:
    """``percent`` (1 to 100, rounded up to whole people) of those eligible when the decision is taken; at least one."""

    percent: int

    def __post_init__(self) -> None:
        if not 1 <= self.percent <= 100:
            stop_if_any([Fault(("quorum",), "QUORUM_PERCENT", f"{self.percent} % is not between 1 and 100")])


Quorum = All | AnyOf | Percent
ALL = All()
ONE = AnyOf(1)


@dataclass(frozen=True, slots=True)
class Band:
    """A range of value in whole rupiah that ends before ``below`` and begins where the band before it ends.

    Naming only the end makes bands meet by construction: no gap, no overlap. The last one is open (``None``).
    """

    name: str
    below: int | None = None

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name):
            stop_if_any([Fault(("name",), "BAND_NAME", f"{self.name!r} is no name: {NAME.pattern}")])


@dataclass(frozen=True, slots=True)
class Route:
    """When a stage applies: its ``bands``, ``risks`` and ``kinds`` all hold; an empty set asks nothing."""

    bands: frozenset[str] = frozenset()
    risks: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    def holds(self, band: str | None, risk: str | None, kind: str | None) -> bool:
        """Say whether a case of this value band, risk and kind passes through the stage.

        What nobody stated (``None``) holds: a case must not escape a stage by leaving its risk open.
        """
        asked = ((self.bands, band), (self.risks, risk), (self.kinds, kind))
        return all(not wanted or given is None or given in wanted for wanted, given in asked)


ALWAYS = Route()


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a workflow.

    ``role`` decides it; ``None`` makes it automatic: it passes when all ``checks`` pass. ``checks`` are names that the
    subject of the run knows how to carry out; they come first in a stage that also has a role. ``falls_to`` decides
    an automatic stage whose checks want a person. ``group`` orders the stages; equal numbers run in parallel.
    ``not_by_deciders_of`` names stages whose deciders may not decide here. ``looks_at`` are the fields this stage
    judges: a resubmission that changes one of them reopens it even when it had passed. ``sla_working_days`` counts
    from the moment the stage opens; reminders at 50 and 100 % of it, ``escalates_to`` gets it at 150 %.
    """

    name: str
    sla_working_days: int
    role: Role | None = None
    checks: tuple[str, ...] = ()
    quorum: Quorum = ONE
    group: int = 0
    not_by_deciders_of: frozenset[str] = frozenset()
    looks_at: frozenset[str] = frozenset()
    when: Route = ALWAYS
    escalates_to: Role = Role.SUPERVISOR
    falls_to: Role = Role.SUPERVISOR

    def __post_init__(self) -> None:
        stop_if_any(self._faults())

    def _faults(self) -> Iterator[Fault]:
        if not NAME.fullmatch(self.name):
            yield Fault(("name",), "STAGE_NAME", f"{self.name!r} is no name: {NAME.pattern}")
        if self.role is None and not self.checks:
            yield Fault(("checks",), "STAGE_UNDECIDED", f"{self.name!r} has neither a role nor a check to decide it")
        for check in self.checks:
            if not NAME.fullmatch(check):
                yield Fault(("checks",), "CHECK_NAME", f"{check!r} is no name: {NAME.pattern}")
        if len(set(self.checks)) != len(self.checks):
            yield Fault(("checks",), "CHECK_TWICE", f"{self.name!r} names a check twice")
        if self.sla_working_days < 1:
            yield Fault(("sla_working_days",), "STAGE_WITHOUT_SLA", f"{self.name!r} needs an SLA of 1 day or more")
        yield from self._role_faults()

    def _role_faults(self) -> Iterator[Fault]:
        for field in ("role", "escalates_to", "falls_to"):
            role = getattr(self, field)
            if role is not None and role not in DECIDERS:
                yield Fault((field,), "ROLE_DECIDES_NOTHING", f"{role} decides no case")

    @property
    def decided_by(self) -> Role:
        """The role whose holders decide when a person must: ``role``, or ``falls_to`` of an automatic stage."""
        return self.role or self.falls_to


@dataclass(frozen=True, slots=True)
class Workflow:
    """A named, versioned procedure: never changed once a run has used it, only followed by a higher version.

    ``answer_working_days`` is what an applicant has to answer a return; ``appeal_working_days`` to appeal a rejection.
    """

    name: str
    version: int
    stages: tuple[Stage, ...]
    bands: tuple[Band, ...] = ()
    answer_working_days: int = 10
    appeal_working_days: int = 10

    def __post_init__(self) -> None:
        stop_if_any((*self._faults(), *self._stage_faults(), *self._band_faults(), *self._route_faults()))

    def stage(self, name: str) -> Stage:
        """Return the stage called ``name``; ``KeyError`` when there is none."""
        for stage in self.stages:
            if stage.name == name:
                return stage
        raise KeyError(name)

    def groups(self) -> tuple[tuple[Stage, ...], ...]:
        """Return the stages in the order they run; those of one inner tuple run in parallel."""
        ordered = sorted(self.stages, key=lambda stage: stage.group)
        return tuple(tuple(stages) for _, stages in groupby(ordered, key=lambda stage: stage.group))

    def band_of(self, value_rupiah: int | None) -> str | None:
        """Return the name of the band that holds ``value_rupiah``; ``None`` when the workflow has no bands.

        A value that nobody stated (``None``) counts as the largest.
        """
        for band in self.bands:
            if band.below is None or (value_rupiah is not None and value_rupiah < band.below):
                return band.name
        return None

    def _faults(self) -> Iterator[Fault]:
        if not NAME.fullmatch(self.name):
            yield Fault(("name",), "WORKFLOW_NAME", f"{self.name!r} is no name: {NAME.pattern}")
        if self.version < 1:
            yield Fault(("version",), "WORKFLOW_VERSION", "versions count from 1")
        if not self.stages:
            yield Fault(("stages",), "WORKFLOW_EMPTY", "a workflow without stages would approve by silence")
        for field in ("answer_working_days", "appeal_working_days"):
            if getattr(self, field) < 1:
                yield Fault((field,), "DAYS_ZERO", "at least one working day")

    def _stage_faults(self) -> Iterator[Fault]:
        names = [stage.name for stage in self.stages]
        for at, stage in enumerate(self.stages):
            if stage.name in names[:at]:
                yield Fault(("stages", at, "name"), "STAGE_TWICE", f"{stage.name!r} is the name of an earlier stage")
            for other in sorted(stage.not_by_deciders_of - (set(names) - {stage.name})):
                yield Fault(("stages", at, "not_by_deciders_of"), "STAGE_UNKNOWN", f"{other!r} is no other stage")

    def _band_faults(self) -> Iterator[Fault]:
        names = [band.name for band in self.bands]
        if len(set(names)) != len(names):
            yield Fault(("bands",), "BAND_TWICE", "two bands share a name")
        if self.bands and self.bands[-1].below is not None:
            yield Fault(
                ("bands", len(names) - 1), "BAND_NOT_OPEN", "the last band must be open, or large values fall out"
            )
        ends = [band.below for band in self.bands[:-1]]
        for at, end in enumerate(ends):
            if end is None or end < 1:
                yield Fault(("bands", at, "below"), "BAND_WITHOUT_END", "each band but the last ends above zero")
        for at, (low, high) in enumerate(pairwise(ends), start=1):
            if low is not None and high is not None and high <= low:
                yield Fault(("bands", at, "below"), "BAND_ORDER", f"{high} does not come after {low}")

    def _route_faults(self) -> Iterator[Fault]:
        names = {band.name for band in self.bands}
        for at, stage in enumerate(self.stages):
            for unknown in sorted(stage.when.bands - names):
                yield Fault(("stages", at, "when"), "BAND_UNKNOWN", f"{unknown!r} is no band of this workflow")
        certain = [stage.when for stage in self.stages if not stage.when.risks and not stage.when.kinds]
        bands: list[str | None] = [band.name for band in self.bands]
        for band in bands or [None]:
            if self.stages and not any(route.holds(band, None, None) for route in certain):
                yield Fault(("stages",), "ROUTE_EMPTY", f"a case could pass no stage at all (band {band or 'none'})")

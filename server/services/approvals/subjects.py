"""What a workflow decides about: each kind of case registers one ``Subject`` (ARCHITECTURE §2.11)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from server.core.act import Act
from server.workflows.state import CheckResult, RunStatus


@dataclass(frozen=True, slots=True)
class Case:
    """What approvals must know of a subject: where it lies, whose it is, how it routes.

    ``title`` is shown in queues and holds no personal value. ``applicants`` and ``beneficiaries`` never decide;
    ``conflicts`` maps further accounts that may not to the code of the reason. ``value_rupiah`` is whole rupiah.
    """

    title: str
    area: str | None = None
    sector: str | None = None
    applicants: frozenset[UUID] = frozenset()
    beneficiaries: frozenset[UUID] = frozenset()
    conflicts: Mapping[UUID, str] = field(default_factory=dict)
    value_rupiah: int | None = None
    risk: str | None = None
    kind: str | None = None


class Subject(Protocol):
    """One kind of case. All verbs run inside the caller's transaction."""

    kind: str

    def case(self, act: Act, key: UUID) -> Case:
        """Return the case as it is now; looked up afresh for every decision."""
        ...

    def check(self, act: Act, key: UUID, name: str) -> CheckResult:
        """Carry out the automatic check ``name``."""
        ...

    def asked(self, act: Act, key: UUID, fields: frozenset[str]) -> None:
        """Let the applicant edit ``fields`` and nothing else."""
        ...

    def concluded(self, act: Act, key: UUID, status: RunStatus) -> None:
        """Act on the end of the run, on the facts of today. Runs as a job when ``status`` is ``APPROVED``."""
        ...


_subjects: dict[str, Subject] = {}


def register(subject: Subject) -> Subject:
    """Make ``subject`` known under its kind."""
    _subjects[subject.kind] = subject
    return subject


def subject_of(kind: str) -> Subject:
    """Return the subject registered under ``kind``; ``KeyError`` when none is."""
    return _subjects[kind]

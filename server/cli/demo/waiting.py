"""The queues at first start: applications at every stage of onboarding, none of them late."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from server.cli.demo import names
from server.cli.demo.collaborators import papers
from server.cli.demo.draw import Draw
from server.cli.demo.givers import Giver
from server.cli.demo.paper import statement
from server.cli.demo.scene import NO_PASSWORD, Scene
from server.core.act import Act
from server.core.actor import Actor
from server.core.ids import new_id
from server.interchange.media import MediaType
from server.jobs import tasks
from server.jobs.registry import task_named
from server.models.account import Account
from server.models.application import Application
from server.models.collaborator import CollaboratorKind as Kind
from server.models.outbox import Outbox, OutboxStatus
from server.models.upload import UploadPurpose
from server.models.workflow_run import Task, TaskState
from server.reads import actors
from server.services import outbox
from server.services.accounts import register
from server.services.applications import draft, submit
from server.services.applications.form import Changes
from server.services.approvals import decide
from server.services.approvals.decide import Word
from server.services.uploads import check, receive
from server.workflows.state import DecisionKind

__all__ = ["Waiting", "tasks"]


@dataclass(frozen=True, slots=True)
class Wish:
    """An application to be: who applies, and the words that deciders have said on it so far, by role.

    ``screened`` = its automatic checks have run; what is not, the workers do at the first start.
    """

    kind: Kind
    name: str
    sectors: tuple[str, ...]
    hours_ago: int
    submitted: bool = True
    screened: bool = True
    words: tuple[tuple[str, DecisionKind], ...] = ()


_APPROVED = ("VERIFIER", DecisionKind.APPROVE)
WISHES = (
    Wish(Kind.COMPANY, "PT Rambutan Contoh", ("PANGAN",), 30, words=(_APPROVED, ("BUREAU_1", DecisionKind.APPROVE))),
    Wish(Kind.FOUNDATION, "Yayasan Manggis Contoh", ("PENDIDIKAN",), 28, words=(_APPROVED,)),
    Wish(Kind.COMMUNITY, "Komunitas Belimbing Contoh", ("PANGAN", "UMKM"), 26, words=(_APPROVED,)),
    Wish(Kind.COMPANY, "CV Nangka Contoh", ("UMKM",), 24, words=(("VERIFIER", DecisionKind.RETURN),)),
    Wish(Kind.INDIVIDUAL, "Kartini Contoh", ("PANGAN",), 8),
    Wish(Kind.AGGREGATOR, "Yayasan Dompet Salak Contoh", ("PANGAN", "PENDIDIKAN"), 6),
    Wish(Kind.COMMUNITY, "Perkumpulan Dapur Contoh", ("PANGAN",), 5),
    Wish(Kind.INSTITUTION, "Lembaga Sirsak Contoh", ("PENATAAN_PERMUKIMAN",), 0, screened=False),
    Wish(Kind.COMPANY, "PT Duku Sarana Contoh", ("PENATAAN_PERMUKIMAN",), 0, screened=False),
    Wish(Kind.FOUNDATION, "Yayasan Kedondong Contoh", ("PANGAN",), 3, submitted=False),
)
"""One for each place in which an application can stand."""
_ASKED = frozenset({"address"})
# Above those of the givers of 2020, so that their papers differ.
_FIRST_NUMBER = 900


class Waiting:
    """Fills the queues."""

    def __init__(self, scene: Scene, deciders: Mapping[str, UUID]) -> None:
        self._scene = scene
        self._deciders = deciders

    def play(self) -> None:
        """Write the applications, each up to the point at which it waits for somebody."""
        for number, wish in enumerate(WISHES):
            self._scene.clock.instant = self._scene.opened_at - timedelta(hours=wish.hours_ago)
            self._apply(number, wish)
        self._scene.clock.instant = self._scene.opened_at

    def _apply(self, number: int, wish: Wish) -> None:
        act = self._scene.act_of(self._applicant(number, wish))
        documents = {"STATEMENT": self._paper(act, UploadPurpose.STATEMENT, wish.name)}
        if wish.kind is Kind.AGGREGATOR:
            documents["LICENCE"] = self._paper(act, UploadPurpose.LICENCE, wish.name)
        giver = Giver(_FIRST_NUMBER + number, wish.kind, wish.name, wish.sectors, act.today)
        changes = Changes(papers(self._scene, giver), wish.name, wish.sectors, documents)
        application = draft.begin(act, wish.kind, changes, is_synthetic=True)
        if not wish.submitted:
            return
        application = submit.submit(act, application.id, application.version)
        if wish.screened:
            self._work(f"run:{application.run}")
        for role, kind in wish.words:
            self._scene.clock.advance(timedelta(minutes=40))
            self._decide(application, role, kind)

    def _applicant(self, number: int, wish: Wish) -> Actor:
        act = self._scene.platform_act()
        name = names.person(Draw(f"applicant-{number}"))
        form = register.Registration(names.email(f"pemohon-{number + 1}"), name, NO_PASSWORD, "id")
        account = register.create(act, form, verified=True)
        if account is None:
            raise AssertionError("an applicant of the demo was there before")
        return actors.of_account(self._scene.platform, account, act.now)

    def _paper(self, act: Act, purpose: UploadPurpose, name: str) -> UUID:
        """Hand a document in and have it looked at, as the workers do."""
        data, key, platform = statement(name), new_id(), self._scene.platform
        platform.files.save(key, iter([data]))
        incoming = receive.Incoming(MediaType.PDF, len(data), hashlib.sha256(data).digest())
        upload = receive.receive(act, key, incoming, purpose, None)
        _settle_job(self._scene.platform_act(), f"upload:{upload.id}")
        verdict = check.inspect(platform, upload.id)
        if verdict is not None:
            check.conclude(self._scene.platform_act(), upload.id, verdict)
        key_of_upload: UUID = upload.id
        return key_of_upload

    def _work(self, subject: str) -> None:
        """Carry out the jobs of ``subject`` that are due, as the workers would."""
        act = self._scene.platform_act()
        for job in _jobs(subject):
            if outbox.settle(job):
                task_named(job.task).effect(act, job)

    def _decide(self, application: Application, role: str, kind: DecisionKind) -> None:
        act = self._scene.platform_act()
        account = Account.get_by_id(self._deciders[role])
        actor = actors.of_account(self._scene.platform, account, act.now, stepped_up_at=act.now)
        waits = (Task.run == application.run) & (Task.state == TaskState.OPEN)
        task = Task.select().where(waits).order_by(Task.id).first()
        asked = _ASKED if kind is DecisionKind.RETURN else frozenset()
        reason = "Alamat pada surat pernyataan berbeda dengan formulir." if asked else None
        word = Word(task.id, task.version, kind, "DATA_DIFFERS" if asked else None, reason, asked)
        decide.decide(replace(act, actor=actor), word)


def _settle_job(act: Act, subject: str) -> None:
    for job in _jobs(subject):
        outbox.settle(job)


def _jobs(subject: str) -> list[outbox.Job]:
    rows = Outbox.select().where(Outbox.subject == subject, Outbox.status == OutboxStatus.PENDING).order_by(Outbox.id)
    found = [outbox.pending_job(row.id) for row in rows]
    return [job for job in found if job is not None]

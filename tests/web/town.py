"""A whole installation with a few people, before a browser: the real application, SQLite, workers beside it."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Event, Thread
from typing import Literal
from uuid import UUID

from playwright.sync_api import Browser, BrowserContext, Page

from server.app import create_app
from server.core.act import Act, system_act
from server.core.actor import MemberRole
from server.core.clock import SystemClock
from server.core.db import database
from server.core.platform import Platform
from server.core.queues import QUEUES
from server.core.roles import Role
from server.jobs.registry import Workbench
from server.jobs.run_outbox import equip, run_outbox
from server.models.account import Account
from server.models.collaborator import Collaborator
from server.models.need import Need
from server.models.outbox import Outbox, OutboxStatus
from server.models.recipient_unit import RecipientUnit
from server.models.workflow_run import Task, WorkflowRun
from server.services.approvals.decide import Word, decide
from server.services.transaction import run
from server.workflows.state import DecisionKind
from tests.backends.engines import Engine
from tests.factories.account import a_factor, a_grant, a_member, a_session, acting, an_account
from tests.factories.gift import a_collaborator
from tests.factories.need import a_proposed_need
from tests.factories.registry import a_contact, a_partner, a_registry, a_unit
from tests.jobs.bench import Outbound, platform_on
from tests.web.page_app import served

SIGNED_IN = "localStorage.setItem('ksbb:signed-in', '1')"


@dataclass
class Town:
    """The installation and its people. The verifier has recovery codes; the others' second factors were shown."""

    platform: Platform
    origin: str
    browser: Browser
    applicant: Account
    verifier: Account
    recovery_codes: list[str]
    bureau: tuple[Account, Account]
    giver: Account
    organisation: Collaborator
    partner: Act
    unit: RecipientUnit
    contact: Act
    months: int = 0

    @contextmanager
    def visit(
        self, who: Account | Act | None, *, stepped_up: bool = False, color_scheme: Literal["light", "dark"] = "light"
    ) -> Iterator[Page]:
        """Open a browser of its own, signed in as ``who``."""
        opened = self.browser.new_context(
            base_url=self.origin, locale="id-ID", timezone_id="Asia/Jakarta", bypass_csp=True, color_scheme=color_scheme
        )
        if who is not None:
            account = who if isinstance(who, Account) else Account.get_by_id(who.actor.account_id)
            self._sign_in(opened, account, stepped_up)
        opened.set_default_timeout(10_000)
        yield opened.new_page()
        opened.close()

    def period(self) -> str:
        """Return a month to come that nothing is needed in yet, such as ``2026-12``."""
        today = system_act(self.platform).today
        self.months += 1
        months = today.month - 1 + self.months
        return f"{today.year + months // 12}-{months % 12 + 1:02}"

    def approve(self, need: Need) -> None:
        """Have the verifier approve ``need``, outside of any browser."""
        task = Task.get(Task.run.in_(WorkflowRun.select().where(WorkflowRun.subject_id == need.id)))
        verifier = acting(self.platform, self.verifier, stepped_up=True)
        run(lambda: decide(verifier, Word(task.id, task.version, DecisionKind.APPROVE)))
        self.settle()

    def open_need(self) -> Need:
        """Return a verified need of the unit: 100 food parcels, in a month of its own."""
        need = a_proposed_need(self.contact, self.unit.id, period=self.period())
        self.approve(need)
        return need

    def settle(self) -> None:
        """Wait until the workers have nothing to do."""
        for _ in range(100):
            if not _due(self.platform):
                return
            time.sleep(0.05)
        raise AssertionError("the workers did not finish within 5 seconds")

    def _sign_in(self, opened: BrowserContext, account: Account, stepped_up: bool) -> None:
        token = a_session(self.platform, account, stepped_up=stepped_up)
        opened.add_cookies([{"name": "session", "value": token, "url": self.origin}])
        opened.add_init_script(SIGNED_IN)


@contextmanager
def a_town(engine: Engine, browser: Browser) -> Iterator[Town]:
    """Build the installation on ``engine`` and serve it."""
    handle = engine.fresh()
    handle.connect()
    port = _free_port()
    settings = replace(engine.settings, public_url=f"http://127.0.0.1:{port}")
    platform = platform_on(settings, SystemClock())
    stop = Event()
    workers = Thread(target=_work, args=(platform, stop), daemon=True)
    with served(create_app(settings, platform), port) as origin:
        town = _peopled(platform, origin, browser)
        workers.start()
        yield town
        stop.set()
        workers.join()
    handle.close()


def _peopled(platform: Platform, origin: str, browser: Browser) -> Town:
    a_registry(platform)
    verifier = an_account(platform, "verifikator@example.org", "Dewi Verifikator")
    a_grant(platform, verifier, Role.VERIFIER)
    _, recovery_codes = a_factor(platform, verifier)
    bureau = [an_account(platform, f"biro{n}@example.org", f"Biro {n}") for n in (1, 2)]
    for one in bureau:
        a_grant(platform, one, Role.BUREAU)
    giver = an_account(platform, "ratna@example.org", "Ratna Wijaya")
    organisation = a_collaborator(system_act(platform))
    a_member(platform, giver, organisation.id, MemberRole.ADMIN)
    partner = a_partner(platform)
    unit = a_unit(partner)
    return Town(
        platform=platform,
        origin=origin,
        browser=browser,
        applicant=an_account(platform),
        verifier=verifier,
        recovery_codes=recovery_codes,
        bureau=(bureau[0], bureau[1]),
        giver=giver,
        organisation=organisation,
        partner=partner,
        unit=unit,
        contact=a_contact(platform, partner, unit),
    )


def _work(platform: Platform, stop: Event) -> None:
    """Carry out what is due, one job after the other, as the workers of every queue would."""
    equip(Workbench(platform, Outbound()))
    while not stop.wait(0.02):
        with database.connection_context():
            due = _due(platform)
        for key in due:
            run_outbox(str(key))


def _due(platform: Platform) -> list[UUID]:
    rows = Outbox.select(Outbox.id).where(
        Outbox.status == OutboxStatus.PENDING,
        Outbox.queue.in_(list(QUEUES)),
        Outbox.due <= system_act(platform).now,
    )
    return [row.id for row in rows.order_by(Outbox.due, Outbox.id)]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

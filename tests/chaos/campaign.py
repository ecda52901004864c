"""One campaign: people at work, a killer at theirs, until every workflow is done or time is over."""

import math
import threading
import time
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random

from peewee import DatabaseError

from server.core.db import database
from server.core.platform import Platform
from server.models.application import Application, ApplicationState
from server.models.outbox import Outbox, OutboxStatus
from tests.chaos.actors import Desk, apply
from tests.chaos.cast import Cast, enlist
from tests.chaos.killer import DATABASE, WEIGHTS, WIPE, Killer
from tests.chaos.processes import Family
from tests.chaos.promises import Promises
from tests.chaos.site import VALKEY, WEB, Site
from tests.chaos.verdict import Finding, judge

_APPLICANTS_AT_ONCE = 4
_LOOK_SECONDS = 0.25
_START_SECONDS = 60.0
_KILLS_A_SECOND = 0.7


@dataclass(frozen=True, slots=True)
class Plan:
    """How many workflows, the seed of everything random, and when to give up.

    A strike comes every ``shortest`` to ``longest`` seconds, on one of ``targets`` by its weight; without any there is
    none.
    """

    workflows: int
    seed: int
    limit_seconds: float
    shortest: float = 0.5
    longest: float = 1.5
    targets: Mapping[str, int] = field(default_factory=lambda: WEIGHTS)


@dataclass(frozen=True, slots=True)
class Report:
    """What a campaign came to. ``failures`` are people who could not go on, and faults in the logs."""

    plan: Plan
    seconds: float
    strikes: Counter[str]
    restarts: int
    promises: Promises
    findings: list[Finding]
    failures: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Say whether every promise was kept."""
        return not self.failures and all(finding.holds for finding in self.findings)


def run(platform: Platform, plan: Plan) -> Report:
    """Run a campaign on the migrated, empty database that is bound, and judge it.

    Everything random comes from the seed; what the machine makes of it does not, so that two runs differ.
    """
    site, promises = Site.over(platform.settings), Promises()
    cast = enlist(platform, plan.workflows)
    family = Family(site.commands, site.environment, platform.settings.data_dir)
    killer = Killer(family, site, Random(plan.seed), plan.shortest, plan.longest, plan.targets)
    with family:
        _wait_until_open(site)
        began = time.monotonic()
        failures = _act(site, cast, promises, plan, killer)
        seconds = time.monotonic() - began
    findings = [
        *judge(platform, plan.workflows, promises, may_fault=DATABASE in plan.targets),
        *_pressure(plan, killer.strikes, seconds),
    ]
    return Report(plan, seconds, killer.strikes, family.restarts, promises, findings, failures)


def _act(site: Site, cast: Cast, promises: Promises, plan: Plan, killer: Killer) -> list[str]:
    """Let everybody work until all is done, and return why somebody could not go on."""
    closing, peace = threading.Event(), threading.Event()
    desks = [
        Desk(site, decider, promises, Random(f"{plan.seed} desk {place}"), closing)
        for place, decider in enumerate(cast.deciders)
    ]
    with ThreadPoolExecutor(_APPLICANTS_AT_ONCE + len(desks) + 1) as pool:
        people: list[Future[None]] = [
            pool.submit(apply, site, cast.applicants[lane::_APPLICANTS_AT_ONCE], promises, closing)
            for lane in range(_APPLICANTS_AT_ONCE)
        ]
        people += [pool.submit(desk.work) for desk in desks]
        terror = pool.submit(killer.work, peace) if plan.targets else None
        _until_done(plan, people)
        peace.set()
        if terror is not None:
            terror.result()
        closing.set()
        wait(people)
    return [f"{type(error).__name__}: {error}" for one in people if (error := one.exception()) is not None]


def _until_done(plan: Plan, people: list[Future[None]]) -> None:
    deadline = time.monotonic() + plan.limit_seconds
    while time.monotonic() < deadline:
        if _is_done(plan.workflows) or any(one.done() and one.exception() is not None for one in people):
            return
        time.sleep(_LOOK_SECONDS)


def _is_done(workflows: int) -> bool:
    try:
        with database.connection_context():
            approved = Application.select().where(Application.state == ApplicationState.APPROVED).count()
            return approved == workflows and not Outbox.select().where(Outbox.status == OutboxStatus.PENDING).exists()
    except DatabaseError:
        # The database too may be among those killed.
        return False


def _pressure(plan: Plan, strikes: Counter[str], seconds: float) -> list[Finding]:
    if VALKEY not in plan.targets:
        # A quiet run, or one that is about something else than how much is borne.
        return []
    rate, wipes = round(sum(strikes.values()) / seconds, 2), strikes[WIPE]
    wanted = math.ceil(5 * plan.workflows / 1000)
    return [
        Finding("kills a second", rate, f">= {_KILLS_A_SECOND}", rate >= _KILLS_A_SECOND),
        Finding("times Valkey lost everything", wipes, f">= {wanted}", wipes >= wanted),
    ]


def _wait_until_open(site: Site) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while not _is_open(site):
        if time.monotonic() > deadline:
            raise AssertionError(f"the site did not open: {_last_lines(site.settings.data_dir)}")
        time.sleep(_LOOK_SECONDS)


def _is_open(site: Site) -> bool:
    connection = HTTPConnection(site.settings.host, site.settings.port, timeout=5)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _last_lines(folder: Path) -> list[str]:
    return [line for log in (WEB, VALKEY) for line in _tail(folder / f"{log}.log")]


def _tail(log: Path) -> list[str]:
    return log.read_text(errors="replace").splitlines()[-3:] if log.exists() else []

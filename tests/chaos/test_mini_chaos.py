"""The short campaign of the suite: a hundred workflows, a fixed seed, both databases."""

import sys

import pytest

from server.core.clock import SystemClock
from tests.backends.engines import Engine
from tests.chaos.campaign import Plan, run
from tests.chaos.table import table
from tests.jobs.bench import platform_on

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds the children of a process in /proc")

WORKFLOWS = 100
SEED = 42


@pytest.mark.slow
def test_a_hundred_workflows_survive_kills_and_wipes(engine: Engine) -> None:
    engine.fresh()
    report = run(platform_on(engine.settings, SystemClock()), Plan(WORKFLOWS, SEED, limit_seconds=120))
    assert report.holds, table(report, engine.name)

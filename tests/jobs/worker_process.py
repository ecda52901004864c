"""A worker process with two tasks whose runs and effects can be counted: ``python -m tests.jobs.worker_process``.

With the argument ``stock`` it is RQ's own worker instead, in burst mode, to show that a forged job is a real one.
"""

import os
import sys
from pathlib import Path

from redis import Redis
from rq import Queue, Worker
from rq.serializers import JSONSerializer

from server.core.act import Act
from server.core.settings import Settings
from server.jobs.flow_worker import worker_for
from server.jobs.registry import Workbench, task
from server.jobs.run_outbox import equip
from server.services import audit
from server.services.outbox import Job
from server.wiring import build_platform
from tests.jobs.bench import Outbound


def gate(_act: Act, _bench: Workbench, job: Job) -> None:
    """Note the run; the first one then waits until somebody opens the gate."""
    runs = Path(os.environ["KSBB_TEST_RUNS"])
    with runs.open("a") as file:
        file.write(f"{os.getpid()} {job.key}\n")
    if len(runs.read_text().splitlines()) == 1:
        with Path(os.environ["KSBB_TEST_GATE"]).open("rb") as fifo:
            fifo.read()


@task("test_count")
def count(act: Act, job: Job) -> None:
    audit.record(act, job.subject, "test.effect")


@task("test_gated", external=gate)
def gated(act: Act, job: Job) -> None:
    audit.record(act, job.subject, "test.effect")


def main(kind: str) -> None:
    settings = Settings.from_env(os.environ)
    if kind == "stock":
        connection = Redis.from_url(settings.redis_url)
        queue = Queue("flow", connection=connection, serializer=JSONSerializer)
        Worker([queue], connection=connection, serializer=JSONSerializer).work(burst=True, logging_level="ERROR")
        return
    equip(Workbench(build_platform(settings), Outbound()))
    worker_for("flow", settings.redis_url).work(logging_level="ERROR")


if __name__ == "__main__":
    # The tasks belong to this module's own name, not to __main__'s copy of it, or they would be registered twice.
    main(*sys.argv[1:] or ["ours"])

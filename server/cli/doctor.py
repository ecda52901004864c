"""``ksbb doctor``: is everything up, and does the work get done?"""

import argparse
from collections.abc import Callable, Iterator

from server.adapters.rq_queue import RqQueue
from server.cli import valkey
from server.core.db import database
from server.core.migrating import pending
from server.core.platform import Platform
from server.core.queues import QUEUES
from server.core.settings import Settings
from server.reads import backlog
from server.services import cube
from server.services.transaction import run as run_in_transaction
from server.wiring import build_platform

_LATE_SECONDS = 60.0

Finding = tuple[bool, str]


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command takes nothing; settings come from the environment."""


def run(_args: argparse.Namespace, settings: Settings) -> int:
    """Print one line per finding; exit with 1 when one needs a person."""
    platform = build_platform(settings)
    queue = RqQueue(valkey.redis_url(settings))
    findings = [
        *_tried("database", lambda: _database(platform)),
        *_tried("queue server", lambda: _processes(queue)),
    ]
    for is_well, line in findings:
        print(f"{'ok  ' if is_well else 'BAD '} {line}")
    return 0 if all(is_well for is_well, _ in findings) else 1


def _tried(what: str, look: Callable[[], Iterator[Finding]]) -> list[Finding]:
    try:
        return list(look())
    except Exception as error:
        # Whatever keeps us from looking is the finding.
        return [(False, f"{what}: {type(error).__name__}: {error}")]


def _database(platform: Platform) -> Iterator[Finding]:
    with database.connection_context():
        waiting = pending(database.obj)
        yield not waiting, f"database: {f'{len(waiting)} migrations pending' if waiting else 'up to date'}"
        if waiting:
            return
        for name in QUEUES:
            found = backlog.of_queue(name, platform.clock.now())
            line = (
                f"queue {name}: {found.pending} pending, the oldest {found.late_seconds:.0f} s late, {found.dead} dead"
            )
            yield found.late_seconds < _LATE_SECONDS and not found.dead, line
        yield _figures(platform)


def _figures(platform: Platform) -> Finding:
    found = run_in_transaction(lambda: cube.drift(platform.city))
    if not found:
        return True, "figures: equal to the ledger"
    first = found[0]
    return False, f"figures: {len(found)} differ from the ledger, the first is {first.what} {first.of}"


def _processes(queue: RqQueue) -> Iterator[Finding]:
    living = queue.living()
    yield True, "queue server: answers"
    for process in ("relay", *(f"worker {name}" for name in QUEUES)):
        count = sum(one.startswith(f"{process}:") for one in living)
        yield count > 0, f"{process}: {count} running"

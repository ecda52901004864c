"""Work that is due because of how the database looks, not because somebody asked: the relay asks for it as it sweeps.

A timer would need a row that every pledge moves, and writers would wait for each other there. A look costs one indexed
read and writes nothing when there is nothing to do; the key of a job holds its time slice, so that any number of
relays ask for it once.
"""

from collections.abc import Callable
from dataclasses import dataclass

from server.core.act import Act
from server.services import cube, outbox
from server.services.pledges import expiring


@dataclass(frozen=True, slots=True)
class Chore:
    """A task that is asked for at most once in ``every_seconds`` while ``is_due`` says so."""

    task: str
    every_seconds: int
    is_due: Callable[[Act], bool]


CHORES = (
    Chore(cube.TASK, 5, lambda act: cube.has_tail()),
    Chore(expiring.TASK, 5, expiring.has_stale),
)


def due(act: Act) -> list[Chore]:
    """Return the chores that there is something to do for; plain reads."""
    return [chore for chore in CHORES if chore.is_due(act)]


def ask(act: Act) -> int:
    """Put a job for each chore that is due and was not asked for in this time slice; return how many."""
    asked = 0
    for chore in due(act):
        time_slice = int(act.now.timestamp()) // chore.every_seconds
        asked += outbox.put(act, chore.task, f"upkeep:{chore.task}:{time_slice}", {})
    return asked

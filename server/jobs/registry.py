"""The tasks by name: what the worker does for an outbox row. Services name tasks; only workers know their code."""

from collections.abc import Callable
from dataclasses import dataclass

from server.core.act import Act
from server.core.platform import Platform
from server.core.ports import Mailer
from server.services.outbox import Job


@dataclass(frozen=True, slots=True)
class Workbench:
    """What a worker process holds for its tasks: the installation, and the ways out of it."""

    platform: Platform
    mailer: Mailer


Effect = Callable[[Act, Job], object]
External = Callable[[Act, Workbench, Job], None]


@dataclass(frozen=True, slots=True)
class Task:
    """``effect`` runs in the transaction that settles the job; ``external`` before it, at least once."""

    name: str
    effect: Effect
    external: External | None


class UnknownTask(LookupError):
    """This worker has no task of that name: the row was written by a newer release, or the name is wrong."""


TASKS: dict[str, Task] = {}


def task(name: str, *, external: External | None = None) -> Callable[[Effect], Effect]:
    """Register a function of ``(act, job)`` as the effect of the task ``name``.

    ``external`` is the call to the outside world that goes before; it may be repeated, with the same ``job.key``.
    """

    def register(effect: Effect) -> Effect:
        if name in TASKS:
            raise ValueError(f"the task {name!r} is registered twice")
        TASKS[name] = Task(name, effect, external)
        return effect

    return register


def task_named(name: str) -> Task:
    """Return the task; raise ``UnknownTask``."""
    try:
        return TASKS[name]
    except KeyError:
        raise UnknownTask(name) from None

"""RQ's job, reduced to one function: who can write to the queue server must not be able to run code here.

RQ imports whatever dotted name stands in a job's data, calls callbacks and webhooks that stand beside it, and ends the
worker on a hash that it cannot read (measured: ``reference/rq3.md``). JSON alone closes none of these.
"""

from collections.abc import Callable
from typing import Any

from redis.exceptions import ResponseError
from rq.exceptions import NoSuchJobError
from rq.job import Job

RUN_OUTBOX = "server.jobs.run_outbox.run_outbox"
_NAMES = ("success", "failure", "stopped")


class SafeJob(Job):
    """A job that runs ``run_outbox`` and nothing else; the rest of what its hash says is ignored."""

    ALLOWED = frozenset({RUN_OUTBOX})

    @property
    def func(self) -> Callable[..., Any]:
        """Return the function to call; raise ``PermissionError`` for any other than the allowed one."""
        if self.func_name not in self.ALLOWED:
            raise PermissionError(f"{self.func_name} may not be run as a job")
        found: Callable[..., Any] = super().func
        return found

    def refresh(self) -> None:
        """Read the job; one whose key is no hash does not exist for us."""
        try:
            super().refresh()  # type: ignore[no-untyped-call]  # RQ leaves it unannotated
        except ResponseError as error:
            raise NoSuchJobError(f"unreadable job {self.id}") from error

    def restore(self, raw_data: Any) -> None:
        """Take over the fields of the hash; one that cannot be read does not exist for us."""
        try:
            super().restore(raw_data)
        except Exception as error:
            raise NoSuchJobError(f"unreadable job {self.id}") from error
        self.webhooks = []
        self.retries_left = self.repeats_left = self.group_id = None
        self.rate_limit_key = self.rate_limit_concurrency = None
        for name in _NAMES:
            setattr(self, f"_{name}_callback_name", None)

"""The queues of background work and what is promised on each.

One worker process serves one queue, so that slow mail never holds up a decision. A row that was handed out and not
finished within its lease is handed out again; the lease is longer than the time limit of a job by more than the two
seconds that clocks may differ. A second run is harmless (the outbox row is settled once), only wasteful.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Terms:
    """``window`` jobs wait in the queue server at most; a job that failed ``failures_allowed`` times is dead.

    A window as small as keeps the workers busy until the relay looks again, a tenth of a second later: what waits there
    is what a queue server loses with its data, to be handed out once more.
    """

    window: int
    job_timeout_seconds: int
    lease_seconds: int
    failures_allowed: int


QUEUES = {
    "flow": Terms(window=16, job_timeout_seconds=10, lease_seconds=15, failures_allowed=8),
    # A mail server may be away for an hour before its letters are given up.
    "mail": Terms(window=20, job_timeout_seconds=30, lease_seconds=45, failures_allowed=120),
}
"""``flow``: the steps of workflows, timers, checks. ``mail``: letters to people."""

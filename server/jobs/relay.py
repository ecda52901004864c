"""Hands due rows of the outbox to the workers, and fires timers. Any number of relays may run."""

import logging
import threading
import time
from collections.abc import Callable

from server.core.act import system_act
from server.core.db import database
from server.core.platform import Platform
from server.core.ports import Queue
from server.core.queues import QUEUES
from server.services import outbox, timers, upkeep
from server.services.transaction import run

log = logging.getLogger(__name__)
_PAUSE_SECONDS = 0.1
_SWEEP_SECONDS = 1.0
_TROUBLE_SECONDS = 0.5


class Relay:
    """The loop between the database, which is the truth, and the queue server, which may vanish at any moment."""

    def __init__(self, platform: Platform, queue: Queue) -> None:
        self._platform = platform
        self._queue = queue
        self._troubles: dict[str, str] = {}

    def dispatch(self) -> int:
        """Hand out what is due while there is room in the window of each queue; return how many rows went out.

        Raises ``ConnectionError`` when the queue server is not up. Rows that were claimed and not handed over come
        again when their lease ends; all that were handed over, at once, when the server comes back empty.
        """
        with database.connection_context():
            if self._queue.was_emptied():
                now = self._platform.clock.now()
                run(lambda: [outbox.end_leases(now, queue) for queue in QUEUES])
            return sum(self._dispatch(queue) for queue in QUEUES)

    def sweep(self) -> int:
        """Fire the timers that are due; return how many."""
        fired = 0
        with database.connection_context():
            while timers.has_due(self._platform.clock.now()):
                batch = run(self._fire)
                fired += batch
                if not batch:
                    break
        return fired

    def keep_up(self) -> int:
        """Ask for the chores that are due; return how many jobs that made."""
        with database.connection_context():
            act = system_act(self._platform, request_id="upkeep")
            # Looked at before the transaction, so that an idle relay takes no write lock.
            return run(lambda: upkeep.ask(act)) if upkeep.due(act) else 0

    def work(self, stop: threading.Event) -> None:
        """Go on until ``stop`` is set; no trouble of database or queue server ends the loop."""
        next_sweep = 0.0
        while not stop.is_set():
            calm = self._try("dispatch", self.dispatch)
            if time.monotonic() >= next_sweep:
                calm = self._try("sweep", self.sweep) and self._try("upkeep", self.keep_up) and calm
                calm = self._try("beat", self._beat) and calm
                next_sweep = time.monotonic() + _SWEEP_SECONDS
            stop.wait(_PAUSE_SECONDS if calm else _TROUBLE_SECONDS)

    def _dispatch(self, queue: str) -> int:
        now = self._platform.clock.now()
        if not outbox.has_due(now, queue):
            return 0
        room = QUEUES[queue].window - self._queue.waiting(queue)
        if room <= 0:
            return 0
        claimed = run(lambda: outbox.claim(now, queue, room))
        if claimed:
            # After the commit, or a crash in between could leave jobs whose lease nobody ever took.
            self._queue.ring(queue, claimed)
        return len(claimed)

    def _fire(self) -> int:
        return timers.fire_due(system_act(self._platform, request_id="sweep"))

    def _beat(self) -> None:
        self._queue.beat("relay")

    def _try(self, name: str, step: Callable[[], object]) -> bool:
        try:
            step()
        except ConnectionError as error:
            self._report(name, f"the queue server is not up: {error}")
            return False
        except Exception as error:
            # Also the database may be away; what is due stays due.
            self._report(name, f"{type(error).__name__}: {error}")
            return False
        self._troubles.pop(name, None)
        return True

    def _report(self, name: str, trouble: str) -> None:
        # Once per trouble, or two lines a second would fill the log.
        if trouble != self._troubles.get(name):
            log.warning("%s: %s", name, trouble)
            self._troubles[name] = trouble

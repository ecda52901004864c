"""Kills a process every second or so, by a seeded plan, and wipes Valkey now and then."""

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

import psycopg
from psycopg import sql

from tests.chaos.processes import Family
from tests.chaos.site import FLOW, MAIL, RELAY, VALKEY, WEB, Site

HORSE = "horse"
WIPE = "valkey wiped"
DATABASE = "database"
WEIGHTS = {FLOW: 5, MAIL: 1, HORSE: 4, WEB: 3, RELAY: 3, VALKEY: 3}
"""How often each is struck, beside the others. The database is struck only where a plan asks for it."""
# Every so many strikes one is a wipe, as in the reference (8 of 120): a dozen a thousand workflows, two in a short run.
_WIPE_EVERY = 15
_FIRST_WIPE = 2
# A worker that dies takes its horse with it seven times of ten; else the orphan finishes its job beside its successor.
_WITH_CHILDREN = 0.7
_HORSE_SECONDS = 0.4
_LONGEST_DOWN_SECONDS = 0.3


@dataclass
class Killer:
    """Strikes at random moments, ``shortest`` to ``longest`` seconds apart; ``strikes`` counts them by target."""

    family: Family
    site: Site
    random: Random
    shortest: float = 0.5
    longest: float = 1.5
    weights: Mapping[str, int] = field(default_factory=lambda: WEIGHTS)
    strikes: Counter[str] = field(default_factory=Counter)

    def work(self, stop: threading.Event) -> None:
        """Strike until ``stop`` is set."""
        while not stop.wait(self.random.uniform(self.shortest, self.longest)):
            self._strike(stop)

    def _strike(self, stop: threading.Event) -> None:
        if sum(self.strikes.values()) % _WIPE_EVERY == _FIRST_WIPE and VALKEY in self.weights:
            self._wipe(stop)
            return
        target = self.random.choices(list(self.weights), list(self.weights.values()))[0]
        if target == HORSE:
            # Horses live for hundredths of a second; when none shows, the whole worker has to do.
            target = HORSE if self._strike_horse() else FLOW
        if target == DATABASE:
            crash_postgres(self.site.settings.database_url)
        elif target != HORSE:
            self.family.strike(target, with_children=self.random.random() < _WITH_CHILDREN)
        self.strikes[target] += 1

    def _strike_horse(self) -> bool:
        deadline = time.monotonic() + _HORSE_SECONDS
        while time.monotonic() < deadline:
            if self.family.strike_child(FLOW):
                return True
            time.sleep(0.001)
        return False

    def _wipe(self, stop: threading.Event) -> None:
        with self.family.down(VALKEY):
            self.site.wipe_valkey()
            stop.wait(self.random.uniform(0, _LONGEST_DOWN_SECONDS))
        self.strikes[WIPE] += 1


def crash_postgres(url: str) -> None:
    """``kill -9`` a process of PostgreSQL, which has the server end all others and recover from its log."""
    with suppress(psycopg.OperationalError), psycopg.connect(url) as connection:
        # Reached over a socket file, or its process ids would be those of another machine.
        if not connection.info.host.startswith("/"):
            raise ValueError("only a PostgreSQL on this machine can be struck")
        os.kill(connection.info.backend_pid, signal.SIGKILL)
        connection.execute("SELECT 1")


def flush_commits(url: str) -> None:
    """Have the database write each commit to its log at once, as it does anywhere but in tests."""
    with psycopg.connect(url, autocommit=True) as connection:
        named = sql.Identifier(connection.info.dbname)
        connection.execute(sql.SQL("ALTER DATABASE {} SET synchronous_commit = on").format(named))

"""Kills a process every second or so, by a seeded plan, and wipes Valkey now and then."""

import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from tests.chaos.processes import Family
from tests.chaos.site import FLOW, MAIL, RELAY, VALKEY, WEB, Site

HORSE = "horse"
WIPE = "valkey wiped"
_WEIGHTS = {FLOW: 5, MAIL: 1, HORSE: 4, WEB: 3, RELAY: 3, VALKEY: 3}
# Every so many strikes one is a wipe: ten a thousand workflows, and one or two in a short run.
_WIPE_EVERY = 12
_FIRST_WIPE = 4
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
    weights: dict[str, int] = field(default_factory=lambda: dict(_WEIGHTS))
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
        if target != HORSE:
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

"""What the platform told its clients: each word of it must be found in the database afterwards."""

import threading
from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

from server.schema.nodes import decode_id


@dataclass(frozen=True, slots=True)
class Word:
    """A decision that its decider was told had been taken."""

    decider: UUID
    task: UUID


@dataclass
class Promises:
    """Filled by all actors at once.

    ``numbers`` maps each application that was said to be submitted to its number; ``decisions`` maps each word to the
    clicks that were told they had taken it, of which there may be one. ``refusals`` and ``retries`` count by code and
    by kind of failure; ``faults`` are answers that blame the server.
    """

    numbers: dict[UUID, str] = field(default_factory=dict)
    decisions: dict[Word, set[str]] = field(default_factory=dict)
    refusals: Counter[str] = field(default_factory=Counter)
    retries: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def submitted(self, application: str, number: str) -> None:
        """Note that the applicant was given a number."""
        with self._lock:
            self.numbers[decode_id(application)[1]] = number

    def decided(self, decider: UUID, task: str, click: str) -> None:
        """Note that a click (named by its idempotency key) was told that its decision stands."""
        with self._lock:
            self.decisions.setdefault(Word(decider, decode_id(task)[1]), set()).add(click)

    def refused(self, codes: list[str]) -> None:
        """Note that a request was refused."""
        with self._lock:
            self.refusals.update(codes)

    def tried_again(self, why: str) -> None:
        """Note that a request went unanswered and was sent again."""
        with self._lock:
            self.retries[why] += 1

    def faulted(self, answer: str) -> None:
        """Note an answer that blames the server."""
        with self._lock:
            self.faults.append(answer)

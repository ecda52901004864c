"""Chance that comes out the same on every machine and under every Python."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")

SEED = "ksbb-2020"
"""Everything that the demo invents follows from this."""


class Draw:
    """A sequence of its own for each ``topic``, so that a change to one part of the demo leaves the others alone.

    All is made of ``Random.random``, the only method whose sequence Python promises to keep.
    """

    def __init__(self, topic: str) -> None:
        self._random = Random(f"{SEED}:{topic}")  # noqa: S311 - invents data, keeps no secret

    def share(self) -> float:
        """Return a number from 0 up to, and not, 1."""
        return self._random.random()

    def chance(self, probability: float) -> bool:
        """Say yes with this probability."""
        return self.share() < probability

    def between(self, least: int, most: int) -> int:
        """Return a whole number from ``least`` to ``most``, both possible."""
        return least + int(self.share() * (most - least + 1))

    def pick(self, choices: Sequence[T]) -> T:
        """Return one of ``choices``."""
        return choices[int(self.share() * len(choices))]

    def weighted(self, choices: Sequence[T], weights: Sequence[float]) -> T:
        """Return one of ``choices``, each as likely as its weight; the weights must not all be 0."""
        left = self.share() * sum(weights)
        for choice, weight in zip(choices, weights, strict=True):
            left -= weight
            if left < 0:
                return choice
        return choices[-1]

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """Return ``things`` in another order."""
        return [thing for _, _, thing in sorted((self.share(), place, thing) for place, thing in enumerate(things))]

"""What a search for duplicates asks and answers: keys, candidates, verdicts, and the evidence field by field."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar
from uuid import UUID

R = TypeVar("R")


class Verdict(StrEnum):
    """``AUTO``: the same, link to it and refuse a new one. ``REVIEW``: a person decides. ``NEW``: not the same."""

    AUTO = "AUTO"
    REVIEW = "REVIEW"
    NEW = "NEW"


class Level(StrEnum):
    """How far two values of one field agree. A value that either side lacks is ``MISSING`` and never a disagreement.

    ``DAMAGED`` is equal, but a spreadsheet may have made it so. ``CLOSE`` is one slip away: a digit, two neighbours or
    day and month swapped.
    """

    SAME = "SAME"
    DAMAGED = "DAMAGED"
    CLOSE = "CLOSE"
    DIFFERENT = "DIFFERENT"
    MISSING = "MISSING"


@dataclass(frozen=True, slots=True)
class Key:
    """A value by which records are found. It is indexed blindly under its purpose and never stored in clear."""

    purpose: str
    normalised: str


@dataclass(frozen=True, slots=True)
class Candidate(Generic[R]):
    """A record in which at least one key was found.

    ``keys`` are those of the keys asked for that it holds; ``record`` is what the caller could open of it. A field
    left out is compared by its key alone.
    """

    id: UUID
    record: R
    keys: frozenset[Key]


@dataclass(frozen=True, slots=True)
class Evidence:
    """How one field compares. ``field`` is its name in the record."""

    field: str
    level: Level


@dataclass(frozen=True, slots=True)
class Match:
    """A record that is or may be the same, and why. ``score`` orders a queue and decides nothing."""

    id: UUID
    verdict: Verdict
    evidence: tuple[Evidence, ...]
    score: float


Lookup = Callable[[Sequence[Key]], Iterable[Candidate[R]]]
"""Finds the live records that hold any of the keys; given by a service, which hashes and queries."""


@dataclass(frozen=True, slots=True)
class Kind(Generic[R]):
    """What is compared: how a record is found, and how two of them compare.

    ``keys_of`` gives the keys to look for and to store; ``compare`` takes the record and a candidate.
    """

    code: str
    keys_of: Callable[[R], tuple[Key, ...]]
    compare: Callable[[R, Candidate[R]], Match]


def match_of(candidate_id: UUID, verdict: Verdict, levels: Mapping[str, Level]) -> Match:
    """Return the match with its evidence, without the fields that either side lacks."""
    evidence = tuple(Evidence(field, level) for field, level in levels.items() if level is not Level.MISSING)
    return Match(candidate_id, verdict, evidence, sum(_POINTS[item.level] for item in evidence))


def level_of(mine: str | None, theirs: str | None, *, found: bool = False) -> Level:
    """Compare two normalised values; ``found`` says that their blind indexes are equal."""
    if found or (mine and mine == theirs):
        return Level.SAME
    return Level.DIFFERENT if mine and theirs else Level.MISSING


_POINTS = {Level.SAME: 1.0, Level.DAMAGED: 0.7, Level.CLOSE: 0.5, Level.DIFFERENT: -1.0, Level.MISSING: 0.0}

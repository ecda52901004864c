"""The search for duplicates: one entrance for every path by which a record comes in.

A service calls ``find`` with a ``lookup`` of its own, which hashes the keys by the blind index and queries live rows;
it stores ``kind.keys_of(record)`` for what it keeps, so that the next search finds it. Both the keys and the comparison
belong to the kind: a better one replaces it without a word to the callers.
"""

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from server.matching.match import Candidate, Kind, Lookup, Match, Verdict

R = TypeVar("R")
_ORDER = {Verdict.AUTO: 0, Verdict.REVIEW: 1}


def find(kind: Kind[R], record: R, lookup: Lookup[R]) -> list[Match]:
    """Return what is or may be the same as ``record``, surest first; empty when it is new.

    ``lookup`` is called once, and not at all for a record without any key.
    """
    keys = kind.keys_of(record)
    matches = [kind.compare(record, candidate) for candidate in _once_each(lookup(keys) if keys else ())]
    return sorted(
        (match for match in matches if match.verdict is not Verdict.NEW),
        key=lambda match: (_ORDER[match.verdict], -match.score, match.id),
    )


def verdict_on(matches: Iterable[Match]) -> Verdict:
    """Return the verdict on a whole search: that of its surest match, else ``NEW``."""
    return min((match.verdict for match in matches), key=_ORDER.__getitem__, default=Verdict.NEW)


def _once_each(candidates: Iterable[Candidate[R]]) -> Iterable[Candidate[R]]:
    """Join the candidates that a look-up by several keys gave more than once."""
    joined: dict[UUID, Candidate[R]] = {}
    for candidate in candidates:
        known = joined.get(candidate.id)
        keys = candidate.keys | (known.keys if known else frozenset())
        joined[candidate.id] = Candidate(candidate.id, candidate.record, keys)
    return joined.values()

"""When two people are one. The policy: ``docs/data/duplicates.md``.

A NIK alone never decides: an equal one under another name is a slip or a fraud, and one that ends in zero may be what a
spreadsheet left of two. Twins share everything but the name and the serial; father and son may share name and phone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from server.matching.identifiers import digits, nik
from server.matching.match import Candidate, Key, Kind, Level, Match, Verdict, level_of, match_of
from server.matching.names import person

# A generation lies between two namesakes at one telephone.
GENERATION_YEARS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person as compared: the name as written, the rest normalised by ``matching.identifiers``.

    ``born`` is the birth date that the person states.
    """

    name: str
    nik: str | None = None
    born: date | None = None
    phone: str | None = None
    email: str | None = None


def keys_of(record: Person) -> tuple[Key, ...]:
    """Return the keys of ``record``: NIK, phone with name (families share one phone), e-mail."""
    return tuple(_keys(record).values())


def compare(record: Person, candidate: Candidate[Person]) -> Match:
    """Compare ``record`` with ``candidate`` and give the verdict with its evidence."""
    levels = _levels(record, candidate)
    return match_of(candidate.id, _verdict(levels, record, candidate.record), levels)


PERSON: Kind[Person] = Kind("person", keys_of, compare)


def _keys(record: Person) -> Mapping[str, Key]:
    name = person(record.name).key
    values = {
        "nik": record.nik,
        "phone_name": f"{record.phone} {name}" if record.phone and name else None,
        "email": record.email,
    }
    return {field: Key(f"person.{field}", value) for field, value in values.items() if value}


def _levels(record: Person, candidate: Candidate[Person]) -> Mapping[str, Level]:
    other = candidate.record
    found = {field for field, key in _keys(record).items() if key in candidate.keys}
    both = "phone_name" in found
    return {
        "nik": _niks(record.nik, other.nik, found="nik" in found),
        "name": level_of(person(record.name).key, person(other.name).key, found=both),
        "born": _dates(record.born, other.born),
        "phone": level_of(record.phone, other.phone, found=both),
        "email": level_of(record.email, other.email, found="email" in found),
    }


def _niks(mine: str | None, theirs: str | None, *, found: bool) -> Level:
    level = level_of(mine, theirs, found=found)
    if level is Level.SAME and mine and nik.may_be_damaged(mine):
        return Level.DAMAGED
    return Level.CLOSE if digits.differ_by_a_slip(mine, theirs) else level


def _dates(mine: date | None, theirs: date | None) -> Level:
    if mine is None or theirs is None:
        return Level.MISSING
    if mine == theirs:
        return Level.SAME
    swapped = (mine.year, mine.month, mine.day) == (theirs.year, theirs.day, theirs.month)
    return Level.CLOSE if swapped else Level.DIFFERENT


def _verdict(levels: Mapping[str, Level], record: Person, other: Person) -> Verdict:
    is_same_name = levels["name"] is Level.SAME
    match levels["nik"]:
        case Level.SAME:
            return Verdict.AUTO if is_same_name and levels["born"] is not Level.DIFFERENT else Verdict.REVIEW
        case Level.DAMAGED:
            return Verdict.AUTO if is_same_name and levels["born"] in {Level.SAME, Level.CLOSE} else Verdict.REVIEW
        case Level.CLOSE:
            return Verdict.REVIEW if is_same_name else Verdict.NEW
        case Level.DIFFERENT:
            # Two numbers that each agree with their holder's birth date are two people, whatever else they share.
            apart = _is_borne_out(record) and _is_borne_out(other)
            return Verdict.REVIEW if is_same_name and not apart else Verdict.NEW
    return _without_nik(levels, record, other)


def _without_nik(levels: Mapping[str, Level], record: Person, other: Person) -> Verdict:
    is_reached = Level.SAME in {levels["phone"], levels["email"]}
    is_same_name, is_same_day = levels["name"] is Level.SAME, levels["born"] is Level.SAME
    are_twins = is_same_day and levels["name"] is Level.DIFFERENT
    if not is_reached or are_twins or _are_a_generation_apart(record, other):
        return Verdict.NEW
    if is_same_name and is_same_day and len(person(record.name).words) > 1:
        return Verdict.AUTO
    return Verdict.REVIEW if is_same_name or levels["email"] is Level.SAME else Verdict.NEW


def _is_borne_out(record: Person) -> bool:
    return record.nik is not None and record.born is not None and nik.agrees(record.nik, record.born)


def _are_a_generation_apart(record: Person, other: Person) -> bool:
    return (
        record.born is not None
        and other.born is not None
        and abs(record.born.year - other.born.year) >= GENERATION_YEARS
    )

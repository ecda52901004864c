"""When two organisations are one. The policy: ``docs/data/duplicates.md``.

Numbers decide before names: one NPWP or NIB is one body. An equal name needs an equal form and one more sign, since
PT X is not Yayasan X and a branch is not its head office.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from server.matching.identifiers import digits, email
from server.matching.match import Candidate, Key, Kind, Level, Match, Verdict, level_of, match_of
from server.matching.organisation_names import organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An organisation as it is compared: its name as written, the rest normalised by ``matching.identifiers``."""

    name: str
    npwp: str | None = None
    nib: str | None = None
    phone: str | None = None
    email: str | None = None


def keys_of(record: Organisation) -> tuple[Key, ...]:
    """Return the keys of ``record``: tax and business number, name without form and spaces, phone, e-mail.

    The form is left out of the key on purpose, so that PT X and Yayasan X meet, to be told apart by a person.
    """
    return tuple(_keys(record).values())


def compare(record: Organisation, candidate: Candidate[Organisation]) -> Match:
    """Compare ``record`` with ``candidate`` and give the verdict with its evidence."""
    levels = dict(_levels(record, candidate))
    return match_of(candidate.id, _verdict(levels), levels)


_HEAD_OFFICE = "-"
ORGANISATION: Kind[Organisation] = Kind("organisation", keys_of, compare)


def _keys(record: Organisation) -> Mapping[str, Key]:
    values = {
        "npwp": record.npwp,
        "nib": record.nib,
        "name": organisation(record.name).key,
        "phone": record.phone,
        "email": record.email,
    }
    return {field: Key(f"organisation.{field}", value) for field, value in values.items() if value}


def _levels(record: Organisation, candidate: Candidate[Organisation]) -> Iterator[tuple[str, Level]]:
    other = candidate.record
    found = {field for field, key in _keys(record).items() if key in candidate.keys}
    mine, theirs = organisation(record.name), organisation(other.name)
    for field, my_number, their_number in (("npwp", record.npwp, other.npwp), ("nib", record.nib, other.nib)):
        level = level_of(my_number, their_number, found=field in found)
        yield field, Level.CLOSE if digits.differ_by_a_slip(my_number, their_number) else level
    yield "name", level_of(mine.key, theirs.key, found="name" in found)
    # Two names without a form agree; with a form on one side only, nobody knows.
    yield "form", Level.SAME if mine.form is theirs.form else level_of(mine.form, theirs.form)
    yield "branch", level_of(mine.branch or _HEAD_OFFICE, theirs.branch or _HEAD_OFFICE)
    yield "phone", level_of(record.phone, other.phone, found="phone" in found)
    yield "email", level_of(record.email, other.email, found="email" in found)
    yield "domain", _domains(record.email, other.email)


def _domains(mine: str | None, theirs: str | None) -> Level:
    """Compare the domains that belong to somebody; two that differ say nothing, for many bodies have several."""
    domain = email.own_domain(mine) if mine else None
    return Level.SAME if domain and theirs and domain == email.own_domain(theirs) else Level.MISSING


def _verdict(levels: Mapping[str, Level]) -> Verdict:
    number = {levels["npwp"], levels["nib"]}
    contact = {levels["phone"], levels["email"]}
    is_same_name = levels["name"] is Level.SAME
    if Level.SAME in number:
        return Verdict.REVIEW if _contradicted(levels) else Verdict.AUTO
    if levels["npwp"] is Level.DIFFERENT:
        return Verdict.NEW
    if is_same_name and levels["form"] is Level.SAME and Level.SAME in contact | {levels["domain"]}:
        return Verdict.REVIEW if _contradicted(levels) else Verdict.AUTO
    if is_same_name or (Level.SAME in contact and levels["nib"] is not Level.DIFFERENT):
        return Verdict.REVIEW
    return Verdict.NEW


def _contradicted(levels: Mapping[str, Level]) -> bool:
    return not {levels[field] for field in ("npwp", "nib", "form", "branch")}.isdisjoint((Level.CLOSE, Level.DIFFERENT))

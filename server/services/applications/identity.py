"""Who an applicant is, for the search for duplicates: keys kept blind, candidates opened only to be compared."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import orjson

from server.core.act import Act
from server.core.dialect import serialise
from server.core.ids import new_id
from server.matching.find import find
from server.matching.match import Candidate, Key, Kind, Level, Match, Verdict
from server.matching.organisations import ORGANISATION, Organisation
from server.matching.people import PERSON, Person
from server.models.application import Application
from server.models.collaborator import Collaborator, CollaboratorKind
from server.models.match_key import MatchKey
from server.services.applications import form as forms
from server.services.applications.form import Form
from server.services.personal import opened

_TYPED = frozenset({"name", "nik", "npwp", "nib", "phone", "email"})
"""The evidence that an applicant knows as fields; the rest (form, branch, domain) is read out of these."""


def certain_duplicates(act: Act, application: Application, form: Form) -> frozenset[str]:
    """Return the fields in which a live applicant or collaborator is surely the same; empty when there is none."""
    matches = [match for match in _search(act, application, form) if match.verdict is Verdict.AUTO]
    return frozenset(item.field for match in matches for item in match.evidence if item.level is Level.SAME) & _TYPED


def possible_duplicates(act: Act, application: Application, form: Form) -> list[Match]:
    """Return everybody who is or may be the same, surest first, for a person to look at."""
    return _search(act, application, form)


def keep_keys(act: Act, application: Application, form: Form) -> None:
    """Store the keys by which this applicant will be found, in place of older ones."""
    MatchKey.delete().where(MatchKey.holder == application.id).execute()
    _store_keys(act, "application", application.id, _record(application.collaborator_kind, form))


def keep_keys_of(act: Act, collaborator: Collaborator, form: Form) -> None:
    """Store the keys by which a collaborator is found that never applied here."""
    _store_keys(act, "collaborator", collaborator.id, _record(collaborator.kind, form))


def _store_keys(act: Act, holder_kind: str, holder: UUID, described: tuple[Kind[Any], Any]) -> None:
    kind, record = described
    for key in kind.keys_of(record):
        MatchKey.create(
            id=new_id(),
            created_at=act.now,
            kind=kind.code,
            purpose=key.purpose,
            digest=_digest(act, key),
            holder_kind=holder_kind,
            holder=holder,
        )


def drop_keys(application: Application) -> None:
    """Let the applicant block nobody any more: the application was rejected or withdrawn."""
    MatchKey.update(is_live=False).where(MatchKey.holder == application.id).execute()


def hand_over_keys(application: Application, collaborator: Collaborator) -> None:
    """Let the collaborator be found in place of its application."""
    MatchKey.update(holder_kind="collaborator", holder=collaborator.id).where(
        MatchKey.holder == application.id
    ).execute()


def _search(act: Act, application: Application, form: Form) -> list[Match]:
    kind, record = _record(application.collaborator_kind, form)

    def lookup(keys: Sequence[Key]) -> Iterable[Candidate[Any]]:
        return _candidates(act, application, kind, keys)

    return find(kind, record, lookup)


def _candidates(act: Act, application: Application, kind: Kind[Any], keys: Sequence[Key]) -> Iterator[Candidate[Any]]:
    by_digest = {_digest(act, key): key for key in keys}
    # Two alike that arrive together wait for each other here, so that the second one finds the first.
    for digest in sorted(by_digest):
        serialise(f"match:{digest.hex()}")
    found = MatchKey.select().where(
        MatchKey.digest.in_(list(by_digest)),
        MatchKey.kind == kind.code,
        MatchKey.holder_kind.in_(["application", "collaborator"]),
        MatchKey.holder != application.id,
        MatchKey.is_live,
    )
    hits: dict[tuple[str, UUID], set[Key]] = {}
    for row in found:
        hits.setdefault((row.holder_kind, row.holder), set()).add(by_digest[bytes(row.digest)])
    for (holder_kind, holder), shared in hits.items():
        held = _form_of(act, holder_kind, holder)
        yield Candidate(holder, _record(application.collaborator_kind, held)[1], frozenset(shared))


def _form_of(act: Act, holder_kind: str, holder: UUID) -> Form:
    if holder_kind == "application":
        return forms.open_form(act, Application.get_by_id(holder))
    collaborator = Collaborator.get_by_id(holder)
    if collaborator.profile_sealed is None:
        return {"legal_name": collaborator.public_name}
    form: Form = orjson.loads(opened(act.platform.keys, collaborator, "profile"))
    return form


def _record(kind: CollaboratorKind, form: Form) -> tuple[Kind[Any], Any]:
    if kind is CollaboratorKind.INDIVIDUAL:
        born = form.get("birth_date")
        return PERSON, Person(
            name=form.get("legal_name", ""),
            nik=form.get("nik"),
            born=date.fromisoformat(born) if born else None,
            phone=form.get("phone"),
            email=form.get("email"),
        )
    return ORGANISATION, Organisation(
        name=form.get("legal_name", ""),
        npwp=form.get("npwp"),
        nib=form.get("nib"),
        phone=form.get("phone"),
        email=form.get("email"),
    )


def _digest(act: Act, key: Key) -> bytes:
    return act.platform.keys.blind_index(key.purpose, key.normalised)

"""Who takes part: accounts, sessions and papers, made in bulk through the services before anything is killed."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from server.core.act import system_act
from server.core.db import database
from server.core.platform import Platform
from server.core.roles import Role
from server.schema.nodes import encode_id
from server.services.transaction import run
from tests.factories.account import a_grant, a_session, an_account
from tests.factories.application import a_clean_upload, a_sector

# Two decide each case; the third is there to come too late.
_BUREAU = 3
# Of a transaction: long enough to be quick, short enough for PostgreSQL's table of locks.
_BATCH = 50


@dataclass(frozen=True, slots=True)
class Applicant:
    """An account with a session and a statement letter; ``number`` tells it from the others."""

    number: int
    session: str
    statement: str


@dataclass(frozen=True, slots=True)
class Decider:
    """An account with a role, in a session that has shown its second factor."""

    account: UUID
    role: Role
    session: str


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody; ``deciders`` are one verifier and three of the bureau."""

    applicants: list[Applicant]
    deciders: list[Decider]


def enlist(platform: Platform, workflows: int) -> Cast:
    """Make one applicant for each workflow, and those who decide."""
    with database.connection_context():
        run(lambda: a_sector(system_act(platform)))
        roles = [Role.VERIFIER, *[Role.BUREAU] * _BUREAU]
        deciders = run(lambda: [_decider(platform, place, role) for place, role in enumerate(roles)])
        batches = [range(begun, min(begun + _BATCH, workflows)) for begun in range(0, workflows, _BATCH)]
        made = [run(partial(_applicants, platform, batch)) for batch in batches]
    return Cast([applicant for batch in made for applicant in batch], deciders)


def form_of(applicant: Applicant) -> dict[str, object]:
    """Return a complete form of a company that resembles no other in any key of the search for duplicates."""
    number = applicant.number
    return {
        "legalName": f"PT {_spelt(number)} Bakti",
        "npwp": f"0{31_000_000_000_000 + number * 1_009:014}",
        "contactName": "Ma'ruf Hidayat",
        "phone": f"0812{20_000_000 + number * 7:08}",
        "email": f"kantor{number}@perusahaan{number}.example",
        "address": f"Jl. Kebon Sirih No. {number + 1}",
        "publicName": f"{_spelt(number)} Bakti",
        "sectors": ["PANGAN"],
        "documents": [{"purpose": "STATEMENT", "uploadId": applicant.statement}],
    }


_SYLLABLES = ("ba", "ci", "du", "ge", "ha", "ji", "ku", "la", "mo", "ne")


def _spelt(number: int) -> str:
    return "".join(_SYLLABLES[int(digit)] for digit in f"{number:04}").title()


def _applicants(platform: Platform, numbers: range) -> list[Applicant]:
    return [_applicant(platform, number) for number in numbers]


def _applicant(platform: Platform, number: int) -> Applicant:
    account = an_account(platform, f"pemohon{number}@example.org", f"Pemohon {_spelt(number)}")
    upload = a_clean_upload(system_act(platform), account=account.id)
    return Applicant(number, a_session(platform, account), encode_id("Upload", upload.id))


def _decider(platform: Platform, place: int, role: Role) -> Decider:
    account = an_account(platform, f"{role.lower()}{place}@example.org", f"{role.title()} {_spelt(place)}")
    a_grant(platform, account, role)
    return Decider(account.id, role, a_session(platform, account, stepped_up=True))

"""Asking somebody into an organisation, and their saying yes."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from server.core.act import Act
from server.core.actor import MemberRole
from server.core.dialect import attempt
from server.core.errors import NotFound, TooManyAttempts
from server.core.ids import new_id
from server.core.verbs import verb
from server.models.account import Account
from server.models.membership import Invitation, Membership
from server.policies.permissions import Permission
from server.policies.permits import require
from server.policies.predicates import Case
from server.services import audit, back_off, letters, personal
from server.services.identity import addresses
from server.services.identity.refusals import AlreadyMember, LinkUnusable
from server.services.secrets import digest, new_token

LIFETIME = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Invite:
    """Whom to ask into which organisation, as what."""

    collaborator_id: UUID
    email: str
    role: MemberRole


@verb(refuses=(AlreadyMember, TooManyAttempts))
def invite(act: Act, wanted: Invite) -> Invitation:
    """Write an invitation to the address, whether or not it has an account; nobody floods an address with mail."""
    if act.actor.account_id is None or not _belongs(act, wanted.collaborator_id):
        raise NotFound(path=("collaborator_id",))
    require(act, Permission.MEMBER_MANAGE, Case(organisation=wanted.collaborator_id))
    address = addresses.read(wanted.email)
    keys, row_id, token = act.platform.keys, new_id(), new_token()
    index = addresses.index(keys, address)
    if _is_member(wanted.collaborator_id, index):
        raise AlreadyMember(path=("email",))
    back_off.attempt(act, [back_off.account_subject("invite", address), back_off.network_subject(act, "invite")])
    invitation = Invitation.create(
        id=row_id,
        created_at=act.now,
        collaborator=wanted.collaborator_id,
        email_sealed=personal.seal(keys, Invitation, "email", row_id, address),
        email_index=index,
        role=wanted.role,
        digest=digest(token),
        invited_by=act.actor.account_id,
        expires_at=act.now + LIFETIME,
    )
    letters.send_to(act, address, act.language, "MAIL_INVITATION", token=token)
    audit.record(act, stream(wanted.collaborator_id), "member.invited", {"invitation": row_id, "role": wanted.role})
    return invitation


@verb(refuses=(LinkUnusable, AlreadyMember))
def accept(act: Act, token: str) -> Membership:
    """Join the organisation that invited the acting account's address. An invitation is good once."""
    account = Account.get_or_none(Account.id == act.actor.account_id)
    open_invitation = (
        (Invitation.digest == digest(token)) & Invitation.accepted_at.is_null() & (Invitation.expires_at > act.now)
    )
    found = Invitation.get_or_none(open_invitation)
    # A link that was passed on opens nothing: it is for the address that it was sent to.
    if account is None or found is None or bytes(found.email_index) != bytes(account.email_index):
        raise LinkUnusable(path=("token",))
    if not _still_administers(found):
        raise LinkUnusable(path=("token",))
    if not Invitation.update(accepted_at=act.now).where(open_invitation).execute():
        raise LinkUnusable(path=("token",))
    return join(act, account.id, found.collaborator, found.role)


@verb(refuses=(AlreadyMember,))
def join(act: Act, account_id: UUID, collaborator_id: UUID, role: MemberRole) -> Membership:
    """Make an account a member; the platform itself does so for the applicant of an approved organisation."""
    row_id = new_id()
    query = Membership.insert(
        id=row_id, created_at=act.now, account=account_id, collaborator=collaborator_id, role=role
    )
    if attempt(query) is None:
        raise AlreadyMember
    audit.record(act, stream(collaborator_id), "member.joined", {"account": account_id, "role": role})
    membership: Membership = Membership.get_by_id(row_id)
    return membership


def stream(collaborator_id: UUID) -> str:
    """Return the audit stream of an organisation."""
    return f"collaborator:{collaborator_id}"


def _belongs(act: Act, collaborator_id: UUID) -> bool:
    return collaborator_id in act.actor.organisations


def _still_administers(invitation: Invitation) -> bool:
    """Say whether who invited still may: an administrator who was removed must not let others in, or come back so."""
    found: bool = (
        Membership.select()
        .where(
            Membership.account == invitation.invited_by,
            Membership.collaborator == invitation.collaborator,
            Membership.role == MemberRole.ADMIN,
        )
        .exists()
    )
    return found


def _is_member(collaborator_id: UUID, email_index: bytes) -> bool:
    joined = Membership.select().join(Account)
    found: bool = joined.where(Membership.collaborator == collaborator_id, Account.email_index == email_index).exists()
    return found

"""Who is too near to an applicant to decide on the application (PRODUCT §4)."""

from uuid import UUID

from server.core.act import Act
from server.models.account import Account
from server.models.application import Application
from server.models.membership import Membership
from server.services.applications import form as forms
from server.services.identity import addresses


def conflicts_of(act: Act, application: Application) -> dict[UUID, str]:
    """Return account > why it may not decide: colleagues of the applicant, and whose address stands in the form."""
    theirs = Membership.select(Membership.collaborator).where(Membership.account == application.applicant)
    colleagues = Membership.select(Membership.account).where(Membership.collaborator.in_(theirs))
    found = {row.account_id: "SAME_ORGANISATION" for row in colleagues}
    address = forms.open_form(act, application).get("email")
    if address is not None:
        named = Account.get_or_none(Account.email_index == addresses.index(act.platform.keys, address))
        found |= {} if named is None else {named.id: "SAME_EMAIL"}
    return found

"""collaboratorWithdraw: take an application back."""

import strawberry

from server.models.application import Application as ApplicationRow
from server.policies.permissions import Permission
from server.schema.applications.types import Application
from server.schema.context import Info
from server.schema.fields import field, input_type
from server.schema.mutation import mutation
from server.schema.nodes import key_of
from server.services.applications import answer


@input_type
class CollaboratorWithdrawInput:
    """An application that is not decided yet."""

    application_id: strawberry.ID = field("The application.")
    expected_version: int = field("The version of it that was read.")


@mutation(may=Permission.APPLICATION_WRITE, runs=answer.withdraw, gives=Application)
def collaborator_withdraw(info: Info, input: CollaboratorWithdrawInput) -> ApplicationRow:
    """Take an application back; its history stays."""
    key = key_of(input.application_id, "Application", ("application_id",))
    return answer.withdraw(info.context.act, key, input.expected_version)

"""The mutations of applications, one file each."""

import strawberry

from server.schema.applications.collaborator_draft import collaborator_draft
from server.schema.applications.collaborator_respond import collaborator_respond
from server.schema.applications.collaborator_submit import collaborator_submit
from server.schema.applications.collaborator_withdraw import collaborator_withdraw


@strawberry.type
class ApplicationMutations:
    """Becoming a collaborator."""

    collaborator_draft = collaborator_draft
    collaborator_respond = collaborator_respond
    collaborator_submit = collaborator_submit
    collaborator_withdraw = collaborator_withdraw

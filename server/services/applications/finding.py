"""Loads an application for its applicant, locked, or refuses."""

from uuid import UUID

from server.core.act import Act
from server.core.dialect import locked
from server.core.errors import NotFound, VersionConflict
from server.models.application import Application, ApplicationState
from server.services.applications.refusals import ApplicationNotEditable


def own_for_update(act: Act, key: UUID, expected_version: int, *states: ApplicationState) -> Application:
    """Return the actor's own application in one of ``states``, locked until the transaction ends."""
    mine = (Application.id == key) & (Application.applicant == act.actor.account_id)
    found: Application | None = locked(Application.select().where(mine)).first()
    if found is None:
        raise NotFound(path=("application_id",))
    if found.version != expected_version:
        raise VersionConflict(path=("expected_version",), current_version=found.version)
    if found.state not in states:
        raise ApplicationNotEditable(path=("application_id",), state=found.state.value)
    return found

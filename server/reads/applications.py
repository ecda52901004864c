"""Queries over applications."""

from typing import Any

from server.core.act import Act
from server.models.application import Application


def own(act: Act, visible: Any) -> Any:
    """Return the actor's own applications, as far as they may be seen."""
    return Application.select().where(Application.applicant == act.actor.account_id, visible)

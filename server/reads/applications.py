"""Queries over applications."""

from typing import Any

from server.core.act import Act
from server.models.application import Application


def own(act: Act) -> Any:
    """Return the actor's own applications."""
    return Application.select().where(Application.applicant == act.actor.account_id)

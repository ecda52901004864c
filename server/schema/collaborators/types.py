"""The collaborator, as everybody sees it."""

from datetime import datetime
from typing import Any

from server.models.collaborator import Collaborator as CollaboratorRow
from server.models.collaborator import CollaboratorKind, CollaboratorState
from server.schema.context import Info
from server.schema.fields import enum_type, field
from server.schema.nodes import Node, node
from server.visibility import collaborators as visibility

enum_type(CollaboratorState)


@node(model=CollaboratorRow, visible=visibility.visible)
class Collaborator(Node):
    """Who helps, by the name under which the public knows it."""

    kind: CollaboratorKind = field("What it is.")
    public_name: str = field("Its public name.")
    sectors: list[str] = field("Codes of the sectors that it may help in.")
    approved_at: datetime = field("Since when it takes part.")
    is_synthetic: bool = field("Whether it was invented for a demonstration.")

    @field
    def state(self, info: Info) -> CollaboratorState:
        """Whether it may promise more; an aggregator's licence ends by its date."""
        row: Any = self
        ends = row.licence_expires_on
        is_over = row.state is CollaboratorState.ACTIVE and ends is not None and ends < info.context.act.today
        return CollaboratorState.EXPIRED if is_over else CollaboratorState(row.state)

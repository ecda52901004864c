"""tasks, task, run."""

from typing import Annotated

import strawberry

from server.reads import tasks as reads
from server.schema.approvals.types import Run, Task
from server.schema.connections import DEFAULT_PAGE, Connection, connect
from server.schema.context import Info
from server.schema.fields import argument, field, input_type, optional
from server.schema.nodes import find_as


@input_type
class TaskFilter:
    """Which tasks to list; all conditions hold."""

    mine: bool = optional("Only those that the viewer holds.", False)
    unclaimed: bool = optional("Only those that are free to take.", False)
    overdue: bool = optional("Only those whose time is over.", False)
    kind: str | None = optional("Only those of this workflow.")


@strawberry.type
class ApprovalQueries:
    """Queries over queues and runs."""

    @field
    def tasks(
        self,
        info: Info,
        filter: Annotated[TaskFilter | None, argument("Which tasks.")] = strawberry.UNSET,
        first: Annotated[int, argument("How many, up to 100.")] = DEFAULT_PAGE,
        after: Annotated[str | None, argument("The cursor to go on from.")] = strawberry.UNSET,
    ) -> Connection[Task] | None:
        """The tasks in the viewer's queues, the most urgent first."""
        chosen = filter or TaskFilter()
        wanted = reads.Wanted(chosen.mine, chosen.unclaimed, chosen.overdue, chosen.kind or None)
        return connect(info, reads.listing(info.context.act, wanted), reads.BY_DUE, first, after or None)

    @field
    def task(self, info: Info, id: Annotated[strawberry.ID, argument("The task's id.")]) -> Task | None:
        """One task; null when there is none that the viewer may see."""
        return find_as(info.context.act, id, "Task")

    @field
    def run(self, info: Info, id: Annotated[strawberry.ID, argument("The run's id.")]) -> Run | None:
        """One run; null when there is none that the viewer may see."""
        return find_as(info.context.act, id, "Run")

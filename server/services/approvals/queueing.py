"""Makes the task rows agree with what the engine says the queues must hold. Doing it twice changes nothing."""

from server.core.act import Act
from server.models.workflow_run import RunStage, Task, TaskState, WorkflowRun
from server.services.approvals.subjects import Case
from server.workflows.outcome import TaskPlan

LIVE = (TaskState.OPEN, TaskState.CLAIMED)
"""States of a task that waits for somebody."""


def sync(
    act: Act, run: WorkflowRun, case: Case, plans: tuple[TaskPlan, ...], stages: dict[tuple[str, int], RunStage]
) -> None:
    """Open the tasks that lack, cancel those that are too many or in the wrong queue (claimed ones last)."""
    waiting: dict[object, list[Task]] = {}
    for task in Task.select().where(Task.run == run.id, Task.state.in_(LIVE)).order_by(Task.state, Task.id):
        waiting.setdefault(task.stage_id, []).append(task)
    for plan in plans:
        stage = stages[plan.stage, plan.round]
        present = [task for task in waiting.pop(stage.id, []) if task.role is plan.role or not _cancel(act, task)]
        for surplus in present[: max(0, len(present) - plan.places)]:
            _cancel(act, surplus)
        for task in present[max(0, len(present) - plan.places) :]:
            _refresh(task, plan)
        for _ in range(plan.places - len(present)):
            _open(act, run, case, stage, plan)
    for orphans in waiting.values():
        for task in orphans:
            _cancel(act, task)


def _open(act: Act, run: WorkflowRun, case: Case, stage: RunStage, plan: TaskPlan) -> None:
    Task.create(
        created_at=act.now,
        run=run,
        stage=stage,
        role=plan.role,
        is_vacant=plan.vacant,
        area=case.area,
        sector=case.sector,
        title=case.title,
        kind=run.workflow,
        value=case.value_rupiah,
        due_at=plan.deadlines.due_at,
    )


def _refresh(task: Task, plan: TaskPlan) -> None:
    if task.due_at != plan.deadlines.due_at or task.is_vacant != plan.vacant:
        Task.update(due_at=plan.deadlines.due_at, is_vacant=plan.vacant, version=Task.version + 1).where(
            Task.id == task.id
        ).execute()


def _cancel(act: Act, task: Task) -> bool:
    cancelled = Task.update(state=TaskState.CANCELLED, closed_at=act.now, version=Task.version + 1)
    return bool(cancelled.where(Task.id == task.id, Task.state.in_(LIVE)).execute())

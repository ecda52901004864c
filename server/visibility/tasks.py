"""Who sees which task: holders of its role within scope, supervisors within scope, auditors; nobody else."""

from functools import reduce
from operator import or_
from typing import Any

from server.core.act import Act
from server.core.actor import Scope
from server.core.dialect import in_subtree
from server.core.roles import DECIDERS, Role
from server.models.workflow_run import Task
from server.policies.permissions import Permission
from server.policies.permits import permits
from server.visibility.scopes import NOTHING


def visible(act: Act) -> Any:
    """Return the condition under which the actor may see a task."""
    if act.actor.is_system:
        return Task.id.is_null(False)
    if not permits(act, Permission.TASK_READ):
        return NOTHING
    clauses = [
        Task.role.in_([grant.role]) & _inside(grant.scope) for grant in act.actor.grants if grant.role in DECIDERS
    ]
    clauses += [_inside(scope) for scope in act.actor.scopes_of(Role.SUPERVISOR, Role.AUDITOR)]
    return reduce(or_, clauses, NOTHING)


def _inside(scope: Scope) -> Any:
    condition = Task.id.is_null(False)
    if scope.area is not None:
        condition &= in_subtree(Task.area, scope.area)
    if scope.sector is not None:
        condition &= Task.sector == scope.sector
    return condition

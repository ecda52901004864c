"""Who may decide a stage, and how many approvals it still lacks: separation of duties and quorum in one place."""

from collections.abc import Iterator
from uuid import UUID

from server.core.errors import NotPermitted
from server.core.roles import Role
from server.workflows.definition import All, AnyOf, Stage, Workflow
from server.workflows.refusals import AlreadyDecided, ConflictOfInterest, SelfApprovalForbidden, SeparationOfDuties
from server.workflows.state import Decision, DecisionKind, Facts, RunState, StageRun


def roles_of(stage: Stage, opening: StageRun) -> tuple[Role, ...]:
    """Return the roles that may decide: the stage's own and the one whose queue it went to.

    Only the latter when a decider sent it up: a colleague must not settle what one of them would not.
    """
    if opening.said(DecisionKind.ESCALATE):
        return (opening.role,)
    return tuple(dict.fromkeys((stage.decided_by, opening.role)))


def role_above(stage: Stage, role: Role) -> Role | None:
    """Return the next queue up from ``role``: the stage's escalation target, then the supervisors, then nobody."""
    ladder = tuple(dict.fromkeys((stage.decided_by, stage.escalates_to, Role.SUPERVISOR)))
    above = ladder[ladder.index(role) + 1 :]
    return above[0] if above else None


def require_may_decide(workflow: Workflow, run: RunState, opening: StageRun, decision: Decision, facts: Facts) -> Role:
    """Return the role under which ``decision`` is taken; refuse when the decider or the delegator may not.

    Raises ``SelfApprovalForbidden``, ``ConflictOfInterest``, ``NotPermitted``, ``AlreadyDecided`` or
    ``SeparationOfDuties``.
    """
    stage = workflow.stage(opening.name)
    if decision.voices & facts.parties:
        raise SelfApprovalForbidden
    for account in sorted(decision.voices & facts.conflicts.keys()):
        raise ConflictOfInterest(facts.conflicts[account])
    role = _role_held(stage, opening, decision.on_behalf_of or decision.by, facts)
    for taken in opening.decisions:
        if taken.decision.voices & decision.voices:
            raise AlreadyDecided(stage.name, taken.decision.kind)
    for other in _kept_apart(workflow, stage):
        if decision.voices & run.voices_in(other):
            raise SeparationOfDuties(other)
    return role


def able(workflow: Workflow, run: RunState, opening: StageRun, facts: Facts) -> frozenset[UUID]:
    """Return the accounts that could still decide ``opening`` now, for themselves."""
    stage = workflow.stage(opening.name)
    return frozenset().union(
        *(_admissible(workflow, run, stage, role, facts) - opening.voices for role in roles_of(stage, opening))
    )


def missing(workflow: Workflow, run: RunState, opening: StageRun, facts: Facts) -> int:
    """Return how many approvals ``opening`` lacks for its quorum; 0 when it is met.

    ``all`` and percentages count those admissible now, and those who have decided, though they may have left since.
    An abstention approves nothing and lowers no bar. Once such a stage is in another queue, one approval from there
    stands in for those who stay silent; a number of people stays that number wherever they come from.
    """
    stage = workflow.stage(opening.name)
    approvals = opening.said(DecisionKind.APPROVE)
    if isinstance(stage.quorum, AnyOf):
        return max(0, stage.quorum.count - len(approvals))
    own = [taken for taken in approvals if taken.role is stage.decided_by]
    if len(own) < len(approvals):
        return 0
    decided = {taken.decision.on_behalf_of or taken.decision.by for taken in opening.decisions}
    asked = len(_admissible(workflow, run, stage, stage.decided_by, facts) | decided)
    needed = asked if isinstance(stage.quorum, All) else -(-asked * stage.quorum.percent // 100)
    lacking = max(0, max(1, needed) - len(own))
    return min(1, lacking) if opening.role is not stage.decided_by else lacking


def _role_held(stage: Stage, opening: StageRun, holder: UUID, facts: Facts) -> Role:
    for role in roles_of(stage, opening):
        if holder in facts.eligible.get(role, frozenset()):
            return role
    raise NotPermitted("NO_GRANT")


def _admissible(workflow: Workflow, run: RunState, stage: Stage, role: Role, facts: Facts) -> frozenset[UUID]:
    """Return the holders of ``role`` whom nothing but their own earlier decision in this opening keeps away."""
    apart = frozenset[UUID]().union(*(run.voices_in(other) for other in _kept_apart(workflow, stage)))
    return facts.eligible.get(role, frozenset()) - facts.parties - facts.conflicts.keys() - apart


def _kept_apart(workflow: Workflow, stage: Stage) -> Iterator[str]:
    """Yield the stages whose deciders may not decide ``stage``.

    The rule holds both ways: in a parallel group, or when a resubmission reopens an earlier stage, the one that names
    the other may have been decided first.
    """
    for other in workflow.stages:
        if other.name in stage.not_by_deciders_of or stage.name in other.not_by_deciders_of:
            yield other.name

"""The mutations of queues, one file each."""

import strawberry

from server.schema.approvals.task_claim import task_claim
from server.schema.approvals.task_decide import task_decide
from server.schema.approvals.task_release import task_release


@strawberry.type
class ApprovalMutations:
    """Working through queues."""

    task_claim = task_claim
    task_decide = task_decide
    task_release = task_release

"""Reads the approval chain of a sector; its stages are those of any workflow (``server.workflows.reading``)."""

from server.core.roles import Role
from server.sectors.definition import Approval
from server.sectors.faults import Fault
from server.sectors.reader import Table
from server.workflows.definition import Stage, Workflow
from server.workflows.faults import WorkflowError
from server.workflows.reading import workflow_from

PLEDGE_APPROVAL = "pledge-approval"
"""Name of the workflow that a sector's chain makes."""
MAX_THRESHOLD_RUPIAH = 10**12
MAX_STAGES = 12
MAX_FAULTS = 50
MAX_SLA_WORKING_DAYS = 250

_STAND_IN = Workflow(PLEDGE_APPROVAL, 1, (Stage("stand-in", 1, role=Role.SUPERVISOR),))
"""Takes the place of a chain with faults while the rest of the document is read; it never leaves the parser."""


def read_approval(table: Table) -> Approval:
    """Read ``[approval]``: the threshold, and the workflow in the words of ``Workflow`` and ``Stage``."""
    threshold = table.whole("threshold", 0, MAX_THRESHOLD_RUPIAH)
    chain = {key: value for key, value in table.values.items() if key != "threshold" and value is not None}
    try:
        workflow = workflow_from(chain, name=PLEDGE_APPROVAL, version=1)
    except WorkflowError as error:
        for fault in error.faults[:MAX_FAULTS]:
            table.faults.append(Fault((*table.path, *fault.path), fault.code, {"detail": fault.said}))
        return Approval(threshold, _STAND_IN)
    if len(workflow.stages) > MAX_STAGES:
        table.fault("stages", "FIELD_COUNT", minimum=1, maximum=MAX_STAGES)
    stages = table.tables("stages", 1, MAX_STAGES)
    for below, stage in zip(stages, workflow.stages, strict=False):
        if stage.sla_working_days > MAX_SLA_WORKING_DAYS:
            below.fault("sla_working_days", "FIELD_RANGE", minimum=1, maximum=MAX_SLA_WORKING_DAYS)
    return Approval(threshold, workflow)

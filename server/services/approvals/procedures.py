"""The workflow that a run is pinned to: one of the platform's own, or the chain of a sector version."""

from server.models.workflow_run import WorkflowRun
from server.services.sectors.current import version
from server.workflows.definition import Workflow
from server.workflows.registry import pinned


def workflow_of(run: WorkflowRun) -> Workflow:
    """Return the pinned workflow; a version that is gone is a bug, since versions are kept for ever."""
    if run.sector_version is None or run.sector is None:
        return pinned(run.workflow, run.workflow_version)
    sector = version(run.sector, run.sector_version)
    if sector is None:
        raise AssertionError(f"run {run.id} names {run.sector} version {run.sector_version}, which is not there")
    return sector.definition.approval.workflow

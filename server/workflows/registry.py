"""The workflows that ship with the platform, by name and version. Chains of sectors stand in their definitions."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from server.workflows.collaborator_onboarding import COLLABORATOR_ONBOARDING
from server.workflows.definition import Workflow
from server.workflows.need_verification import NEED_VERIFICATION

SHIPPED = (COLLABORATOR_ONBOARDING, NEED_VERIFICATION)
"""Every version that any run may still pin: one is added beside the old, never in its place."""


class UnknownWorkflow(LookupError):
    """No workflow of that name and version ships here; a run that pins it comes from a newer release."""


def _by_version(workflows: Iterable[Workflow]) -> Mapping[tuple[str, int], Workflow]:
    found: dict[tuple[str, int], Workflow] = {}
    for workflow in workflows:
        if found.setdefault((workflow.name, workflow.version), workflow) is not workflow:
            raise ValueError(f"Two workflows are {workflow.name} version {workflow.version}.")
    return MappingProxyType(found)


_WORKFLOWS = _by_version(SHIPPED)


def pinned(name: str, version: int) -> Workflow:
    """Return the workflow that a run pins; raise ``UnknownWorkflow``."""
    try:
        return _WORKFLOWS[name, version]
    except KeyError:
        raise UnknownWorkflow(f"{name} version {version}") from None


def current(name: str) -> Workflow:
    """Return the highest version of ``name``, which new runs pin; raise ``UnknownWorkflow``."""
    versions = [version for known, version in _WORKFLOWS if known == name]
    if not versions:
        raise UnknownWorkflow(name)
    return _WORKFLOWS[name, max(versions)]

"""A workflow drawn as Mermaid text, for the documentation and the page of a sector proposal."""

from collections.abc import Iterator

from server.workflows.definition import ALWAYS, All, AnyOf, Quorum, Stage, Workflow


def chart(workflow: Workflow) -> str:
    """Return a Mermaid flowchart of ``workflow``: one box per stage, parallel stages side by side.

    Labels are the names of the definition (codes, not texts), which Mermaid takes as they are.
    """
    return "\n".join(("flowchart LR", *_lines(workflow))) + "\n"


def _lines(workflow: Workflow) -> Iterator[str]:
    names = {stage.name: f"s{at}" for at, stage in enumerate(workflow.stages)}
    yield "    submitted([submitted])"
    for stage in workflow.stages:
        yield f'    {names[stage.name]}["{_label(stage)}"]'
    yield "    approved([approved])"
    before = ["submitted"]
    for group in workflow.groups():
        after = [names[stage.name] for stage in group]
        yield f"    {' & '.join(before)} --> {' & '.join(after)}"
        before = after
    yield f"    {' & '.join(before)} --> approved"
    for stage in workflow.stages:
        for other in sorted(stage.not_by_deciders_of):
            yield f"    {names[other]} -. not the same people .- {names[stage.name]}"


def _label(stage: Stage) -> str:
    who = f"{_quorum(stage.quorum)} {stage.role}" if stage.role else "automatic"
    parts = [stage.name, who, *([", ".join(stage.checks)] if stage.checks else []), f"{stage.sla_working_days} d"]
    if stage.when != ALWAYS:
        route = (stage.when.bands, stage.when.risks, stage.when.kinds)
        parts.append("only " + ", ".join(sorted(name for names in route for name in names)))
    return "<br/>".join(part.replace('"', "'") for part in parts)


def _quorum(quorum: Quorum) -> str:
    if isinstance(quorum, All):
        return "all"
    if isinstance(quorum, AnyOf):
        return f"any {quorum.count}"
    return f"{quorum.percent}% of"

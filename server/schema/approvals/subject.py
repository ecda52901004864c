"""From a run to what it decides about, through the catalog: approvals know no noun."""

from typing import Any

from server.models.base import BaseRow
from server.schema.context import Info
from server.schema.nodes import CATALOG


async def load_subject(info: Info, run: Any) -> Any:
    """Return the row that ``run`` is about, when the viewer may see it."""
    model = _model(run.subject_kind)
    if model is None:
        return None
    return await info.context.loaders.one(model, CATALOG[model].visible, run.subject_id)


def _model(kind: str) -> type[BaseRow] | None:
    """Return the row type whose table bears the subject's kind."""
    return next((model for model in CATALOG if model._meta.table_name == kind), None)

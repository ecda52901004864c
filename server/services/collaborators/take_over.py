"""Takes in a collaborator that took part before the platform was there."""

from dataclasses import dataclass
from datetime import date

from server.core.act import Act
from server.core.errors import InvalidInput, NotPermitted
from server.core.ids import new_id
from server.core.verbs import verb
from server.models.collaborator import Collaborator, CollaboratorKind
from server.services import audit
from server.services.applications import form as forms
from server.services.applications import identity
from server.services.applications.form import Changes
from server.services.personal import seal


@dataclass(frozen=True, slots=True)
class Record:
    """What the city's list says of a collaborator; ``changes`` as in an application. ``source_key`` names its line."""

    kind: CollaboratorKind
    changes: Changes
    source_key: str
    is_synthetic: bool = False


@verb()
def take_over(act: Act, record: Record) -> Collaborator:
    """Write a collaborator of the city's earlier lists, approved now, found from now on by whoever applies.

    Fields are read as in an application; papers that lack are asked for at its next change. No run is made up for what
    people decided elsewhere. For the platform itself only (imports, the demo's history).
    """
    if not act.actor.is_system:
        raise NotPermitted(reason="NO_GRANT")
    form = forms.merged({}, forms.read(act, record.changes))
    if not record.changes.public_name:
        raise InvalidInput(path=("public_name",), reason="REQUIRED")
    key, expires = new_id(), form.get("licence_expires_on")
    collaborator: Collaborator = Collaborator.create(
        id=key,
        created_at=act.now,
        kind=record.kind,
        public_name=record.changes.public_name,
        profile_sealed=seal(act.platform.keys, Collaborator, "profile", key, forms.dumped(form)),
        sectors=list(record.changes.sectors or ()),
        licence_number=form.get("licence_number"),
        licence_expires_on=date.fromisoformat(expires) if expires else None,
        approved_at=act.now,
        source_key=record.source_key,
        is_synthetic=record.is_synthetic,
    )
    identity.keep_keys_of(act, collaborator, form)
    audit.record(act, f"collaborator:{key}", "collaborator.taken_over", {"source": record.source_key})
    return collaborator

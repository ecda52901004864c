"""Takes the givers of the story in, with papers that belong to nobody."""

from datetime import timedelta
from uuid import UUID

from server.cli.demo import names
from server.cli.demo.draw import Draw
from server.cli.demo.givers import Giver
from server.cli.demo.scene import Scene
from server.models.collaborator import CollaboratorKind
from server.services.applications.form import Changes
from server.services.collaborators import take_over

_LICENCE_LASTS = timedelta(days=3 * 365)


def take_in(scene: Scene, giver: Giver) -> UUID:
    """Write ``giver`` as a collaborator and return its id."""
    changes = Changes(values=papers(scene, giver), public_name=giver.name, sectors=giver.sectors)
    record = take_over.Record(giver.kind, changes, f"demo:giver-{giver.number:03}", is_synthetic=True)
    found = take_over.take_over(scene.platform_act(), record)
    scene.collaborators[giver.number] = found.id
    return found.id


def papers(scene: Scene, giver: Giver) -> dict[str, str | None]:
    """Return the form of ``giver``, as complete as its kind asks for."""
    draw = Draw(f"papers-{giver.number}")
    today = scene.platform_act().today
    form: dict[str, str | None] = {
        "legal_name": giver.name,
        "phone": names.phone(giver.number),
        "email": names.email(f"kolaborator-{giver.number:03}"),
    }
    if giver.kind is CollaboratorKind.INDIVIDUAL:
        return {**form, "nik": names.nik(today - timedelta(days=draw.between(9_000, 22_000)), giver.number)}
    form |= {"contact_name": names.person(draw), "address": f"Jl. Contoh No. {draw.between(1, 199)}, Jakarta"}
    if giver.kind is not CollaboratorKind.COMMUNITY:
        form["npwp"] = names.npwp(giver.number)
    if giver.kind is CollaboratorKind.AGGREGATOR:
        form |= {
            "licence_number": f"PUB-CONTOH/{giver.number:03}/2020",
            "licence_expires_on": (today + _LICENCE_LASTS).isoformat(),
        }
    return form

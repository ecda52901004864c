"""Publishes definitions: each change is a new version, and no version is ever changed."""

from datetime import UTC, datetime, time
from uuid import UUID

from server.core.act import Act
from server.core.dialect import serialise
from server.models.sector import Sector, SectorUnitKind, SectorVersion
from server.sectors.definition import SectorDefinition
from server.sectors.shipped import shipped
from server.services import audit


def publish(
    act: Act, definition: SectorDefinition, *, effective_from: datetime | None = None, run: UUID | None = None
) -> SectorVersion:
    """Publish ``definition`` as the next version of its sector; a definition that is the newest already stays it.

    It holds from ``effective_from``, or from the first day that the definition itself names; a version that follows
    another never holds before now, so that no past decision is judged anew. ``run`` is the run that approved it.
    """
    serialise(f"sector:{definition.code}")
    sector = Sector.get_or_none(Sector.code == definition.code)
    if sector is None:
        sector = Sector.create(created_at=act.now, code=definition.code)
    newest = _newest(sector)
    if newest is not None and newest.definition_hash == definition.definition_hash:
        return newest
    holds_from = effective_from or _first_instant(act, definition)
    version = SectorVersion.create(
        created_at=act.now,
        sector=sector,
        number=newest.number + 1 if newest else 1,
        definition=dict(definition.document),
        definition_hash=definition.definition_hash,
        effective_from=max(holds_from, act.now) if newest else holds_from,
        run=run,
    )
    kinds = [{"sector": definition.code, "kind": kind.code} for kind in definition.unit_kinds]
    SectorUnitKind.insert_many(kinds).on_conflict_ignore().execute()
    facts = {"version": version.number, "hash": version.definition_hash, "run": run}
    audit.record(act, f"sector:{sector.id}", "sector.published", facts)
    return version


def ship(act: Act) -> list[SectorVersion]:
    """Publish the sectors that come with the platform, as often as one likes; return what was new.

    A sector that the city has changed by its own decision (a version with a run) is the city's: it is left alone.
    """
    published = []
    for definition in shipped():
        known = SectorVersion.select().join(Sector).where(Sector.code == definition.code)
        hashes = {row.definition_hash: row.run for row in known}
        if definition.definition_hash not in hashes and not any(hashes.values()):
            published.append(publish(act, definition))
    return published


def _newest(sector: Sector) -> SectorVersion | None:
    versions = SectorVersion.select().where(SectorVersion.sector == sector)
    found: SectorVersion | None = versions.order_by(SectorVersion.number.desc()).first()
    return found


def _first_instant(act: Act, definition: SectorDefinition) -> datetime:
    return datetime.combine(definition.effective_from, time(), act.platform.city.zone).astimezone(UTC)

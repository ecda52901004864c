"""What a sector asks of those who bring it something: that it is active, knows the unit's kind and the facts."""

from collections.abc import Iterable, Mapping

from server.core.act import Act
from server.core.errors import Collector, InvalidInput, NotFound, Path
from server.models.recipient_unit import RecipientUnit
from server.models.sector import SectorState
from server.sectors.definition import SectorDefinition, Subject
from server.sectors.facts import FactFault, validate_facts
from server.services.sectors.current import InForce, in_force
from server.services.sectors.refusals import SectorNotActive

MOST_FACTS = 100


def active_sector(act: Act, code: str, path: Path = ("sector",)) -> InForce:
    """Return the sector as it holds now; refuse one that does not exist, is paused or retired."""
    found = in_force(code, act.now)
    if found is None:
        raise NotFound(path=path)
    if found.state is not SectorState.ACTIVE:
        raise SectorNotActive(path=path, state=found.state.value)
    return found


def require_kind(sector: SectorDefinition, unit: RecipientUnit, path: Path = ("unit_id",)) -> None:
    """Refuse a unit of a kind that the sector does not serve."""
    if unit.kind not in {kind.code for kind in sector.unit_kinds}:
        raise InvalidInput(
            path=path, reason="UNIT_KIND_OTHER_SECTOR", limit=", ".join(k.code for k in sector.unit_kinds)
        )


def known_facts(
    definitions: Iterable[SectorDefinition], subject: Subject, facts: object, path: Path = ("facts",)
) -> dict[str, object]:
    """Return ``facts`` (a map of attribute > value) when one of ``definitions`` asks for each, and all take its value.

    Raises every fault at once, each at ``facts.<attribute>``; ``None`` is a missing value and is left out.
    """
    if not isinstance(facts, Mapping):
        raise InvalidInput(path=path, reason="FACTS_FORM")
    if len(facts) > MOST_FACTS:
        raise InvalidInput(path=path, reason="FACTS_MANY", limit=str(MOST_FACTS))
    faults = Collector()
    asking = list(definitions)
    for name, value in facts.items():
        for fault in _faults(asking, subject, str(name), value):
            faults.add(InvalidInput(path=(*path, fault.name), reason=fault.code, limit=fault.limit))
    faults.stop_if_any()
    return {str(name): value for name, value in facts.items() if value is not None}


def _faults(asking: list[SectorDefinition], subject: Subject, name: str, value: object) -> list[FactFault]:
    knowing = [one for one in asking if (found := one.attribute(name)) is not None and found.subject is subject]
    return [fault for one in knowing or asking[:1] for fault in validate_facts(one, {name: value}, subject)]

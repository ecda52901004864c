"""Takes in a need that was verified before the platform was there."""

from server.core.act import Act
from server.core.errors import NotPermitted
from server.core.guards import Guard
from server.core.verbs import verb
from server.models.need import Need
from server.services.eligibility.refusals import NeedsData, NotEligible
from server.services.needs.propose import Form, write
from server.services.needs.refusals import NeedExists
from server.services.needs.verification import VERIFICATION
from server.services.sectors.refusals import SectorNotActive
from server.services.units.finding import unit_of
from server.workflows.state import RunStatus


@verb(refuses=(SectorNotActive, NeedExists, NotEligible, NeedsData), enforces=(Guard.ELIGIBILITY,))
def take_over(act: Act, form: Form) -> Need:
    """Write a need of the city's earlier lists and open it at once, by the rules of ``propose`` and verification.

    No run is made up for what people decided elsewhere. For the platform itself only (imports, the demo's history).
    """
    if not act.actor.is_system:
        raise NotPermitted(reason="NO_GRANT")
    key = write(act, form, unit_of(act, form.unit))
    VERIFICATION.concluded(act, key, RunStatus.APPROVED)
    return Need.get_by_id(key)

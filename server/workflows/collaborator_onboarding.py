"""How somebody becomes a collaborator (*kolaborator*).

The papers are screened first, by machine: is everything there, is the applicant perhaps known already under another
entry, and does an *aggregator*, who pools the gifts of others, hold a licence that has not run out. What the applicant
can mend goes back at once; what looks like a duplicate is put before a verifier, and no machine ever turns anybody
away. Then one verifier speaks with the applicant and looks at the offer itself. Last, two people of the Biro Kerja
Sama Daerah approve. Nobody decides twice on the way, and nobody decides their own case or that of their organisation.
"""

from server.core.roles import Role
from server.workflows.definition import ONE, AnyOf, Stage, Workflow

COLLABORATOR_ONBOARDING = Workflow(
    name="collaborator-onboarding",
    version=1,
    stages=(
        Stage(
            name="screening",
            group=1,
            checks=("completeness", "duplicate", "aggregator-licence"),
            falls_to=Role.VERIFIER,
            sla_working_days=1,
        ),
        Stage(
            name="verification",
            group=2,
            role=Role.VERIFIER,
            quorum=ONE,
            not_by_deciders_of=frozenset({"screening"}),
            sla_working_days=3,
        ),
        Stage(
            name="approval",
            group=3,
            role=Role.BUREAU,
            quorum=AnyOf(2),
            not_by_deciders_of=frozenset({"screening", "verification"}),
            sla_working_days=3,
        ),
    ),
)

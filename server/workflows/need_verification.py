"""How a need becomes public: somebody who knows the place looks whether it is so (PRODUCT §4).

The one who proposed it, and those who speak for the unit, never decide on it.
"""

from server.core.roles import Role
from server.workflows.definition import Stage, Workflow

NEED_VERIFICATION = Workflow(
    name="need-verification",
    version=1,
    stages=(Stage(name="verification", role=Role.VERIFIER, sla_working_days=3),),
)

"""The schema, put together: every noun brings its queries and its mutations, and is named here and nowhere else."""

import strawberry

import server.schema.uploads.types  # a type without a query: it is fetched by `node`
import server.services.subjects  # noqa: F401  # registers what approvals decide about
from server.schema.applications.mutations import ApplicationMutations
from server.schema.applications.queries import ApplicationQueries
from server.schema.approvals.mutations import ApprovalMutations
from server.schema.approvals.queries import ApprovalQueries
from server.schema.areas.queries import AreaQueries
from server.schema.collaborators.queries import CollaboratorQueries
from server.schema.deliveries.mutations import DeliveryMutations
from server.schema.deliveries.queries import DeliveryQueries
from server.schema.figures.queries import FigureQueries
from server.schema.guarded import GuardedSchema
from server.schema.identity.mutations import IdentityMutations
from server.schema.identity.queries import IdentityQueries
from server.schema.needs.mutations import NeedMutations
from server.schema.needs.queries import NeedQueries
from server.schema.node_queries import NodeQueries
from server.schema.nodes import BY_NAME
from server.schema.pledges.mutations import PledgeMutations
from server.schema.pledges.queries import PledgeQueries
from server.schema.problems import error_types
from server.schema.recipients.mutations import RecipientMutations
from server.schema.recipients.queries import RecipientQueries
from server.schema.scalars import SCALARS
from server.schema.sectors.queries import SectorQueries
from server.schema.units.mutations import UnitMutations
from server.schema.units.queries import UnitQueries


@strawberry.type(description="What can be read.")
class Query(
    ApplicationQueries,
    ApprovalQueries,
    AreaQueries,
    CollaboratorQueries,
    DeliveryQueries,
    FigureQueries,
    IdentityQueries,
    NeedQueries,
    NodeQueries,
    PledgeQueries,
    RecipientQueries,
    SectorQueries,
    UnitQueries,
):
    """What can be read."""


@strawberry.type(description="What can be done; one a request.")
class Mutation(
    ApplicationMutations,
    ApprovalMutations,
    DeliveryMutations,
    IdentityMutations,
    NeedMutations,
    PledgeMutations,
    RecipientMutations,
    UnitMutations,
):
    """What can be done."""


def build_schema() -> GuardedSchema:
    """Build the one schema of the process."""
    types = [*(entry.shown_as for entry in BY_NAME.values()), *error_types()]
    return GuardedSchema(Query, Mutation, types=types, scalars=SCALARS)

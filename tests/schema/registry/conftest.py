"""A corner of the city with the shipped sectors, a unit in it, and the people around it."""

import pytest

from server.core.act import Act
from server.core.actor import Scope
from server.core.platform import Platform
from server.core.roles import Role
from server.models.recipient_unit import RecipientUnit
from tests.factories.area import HERE
from tests.factories.registry import a_contact, a_partner, a_registry, a_unit, someone
from tests.schema.client import Client


@pytest.fixture(autouse=True)
def _registry(platform: Platform) -> None:
    a_registry(platform)


@pytest.fixture
def partner(platform: Platform) -> Client:
    return Client(a_partner(platform))


@pytest.fixture
def unit(partner: Client) -> RecipientUnit:
    return a_unit(partner.act)


@pytest.fixture
def contact(platform: Platform, partner: Client, unit: RecipientUnit) -> Client:
    return Client(a_contact(platform, partner.act, unit))


@pytest.fixture
def verifier(platform: Platform) -> Act:
    return someone(platform, Role.VERIFIER, Scope(HERE))

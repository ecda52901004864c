"""Values that no honest client sends end in a coded refusal, on both engines, and never in a failure of ours."""

import asyncio
import base64
import json
from typing import Any

import pytest

from server.app import SCHEMA
from server.core.act import Act
from server.core.platform import Platform
from server.messages.catalogue import text
from server.schema.context import Context
from server.schema.masking import public
from tests.factories.account import acting, an_account
from tests.schema.client import Cookie, the_public

NEEDS = "query($after: String) { needs(after: $after) { nodes { id } } }"
UNITS = "query($after: String) { recipientUnits(after: $after) { nodes { id } } }"
COLLABORATORS = "query($after: String) { collaborators(after: $after) { nodes { id } } }"
SECTORS = "query($after: String) { sectors(after: $after) { nodes { id } } }"
AREAS = "query($after: String) { areas(after: $after) { nodes { id } } }"
LEDGER = "query($after: String) { ledger(after: $after) { nodes { id } } }"
TASKS = "query($after: String) { tasks(after: $after) { nodes { id } } }"
KEY = "0" * 32


def cursor(*parts: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


def codes(act: Act, document: str, **variables: object) -> list[str]:
    context = Context(act, Cookie())
    result = asyncio.run(SCHEMA.execute(document, variable_values=variables, context_value=context))
    shown: list[Any] = [public(one, context, text, executed=True) for one in result.errors or []]
    return [one["extensions"]["code"] for one in shown]


@pytest.mark.parametrize(
    ("document", "name", "values"),
    [
        (UNITS, "name", ("a\0b", KEY)),
        (UNITS, "name", ("\ud800", KEY)),
        (COLLABORATORS, "name", ("a\0b", KEY)),
        (COLLABORATORS, "name", ("\ud800", KEY)),
        (SECTORS, "code", ("a\0b",)),
        (AREAS, "code", ("\ud800",)),
        (NEEDS, "gap", ("9" * 30, KEY)),
        (NEEDS, "gap", ("9" * 5000, KEY)),
        (LEDGER, "recorded", ("0001-01-01T00:00:00+14:00", KEY)),
        (LEDGER, "recorded", ("9999-12-31T23:59:59-14:00", KEY)),
        (TASKS, "due", ("0001-01-01T00:00:00+14:00", KEY)),
    ],
)
def test_a_forged_cursor_is_refused(act: Act, document: str, name: str, values: tuple[str, ...]) -> None:
    assert codes(the_public(act).act, document, after=cursor(name, *values)) == ["BAD_USER_INPUT"]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_time_are_days_like_others(act: Act, day: str) -> None:
    document = "query($day: Date!) { dashboard(asOf: $day) { asOf } }"
    assert codes(the_public(act).act, document, day=day) == []


@pytest.mark.parametrize("instant", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_an_instant_outside_of_time_is_refused(platform: Platform, instant: str) -> None:
    document = """mutation($input: TokenCreateInput!) { tokenCreate(input: $input) { errors { __typename } } }"""
    given = {"label": "x", "scopes": ["pledge:read"], "expiresAt": instant}
    assert codes(acting(platform, an_account(platform)), document, input=given) == ["BAD_USER_INPUT"]

"""The demo goes into an empty installation of its city, all of it or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from server.cli.demo.history import History
from server.cli.demo.load import load_if_empty
from server.cli.demo.ready import FILE
from server.cli.refusal import CannotRun
from server.core.db import database
from server.core.platform import Platform
from server.models.recipient_unit import RecipientUnit
from tests.factories.account import an_account


def test_an_installation_in_use_is_left_alone(platform: Platform) -> None:
    an_account(platform)
    with _disconnected():
        assert load_if_empty(platform, lambda line: None) is None
    assert not RecipientUnit.select().exists()


def test_another_city_has_no_such_story(platform: Platform) -> None:
    elsewhere = replace(platform, city=replace(platform.city, code="bandung"))
    with _disconnected(), pytest.raises(CannotRun, match="plays in jakarta"):
        load_if_empty(elsewhere, lambda line: None)


def test_a_load_that_is_cut_off_leaves_nothing(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut_off(self: History, *story: object) -> None:
        RecipientUnit.create(created_at=platform.clock.now(), kind="RW", name="RW 001", area="31.71.01.1001")
        raise KeyboardInterrupt

    monkeypatch.setattr(History, "play", cut_off)
    with _disconnected(), pytest.raises(KeyboardInterrupt):
        load_if_empty(platform, lambda line: None)
    assert not RecipientUnit.select().exists()
    assert not (platform.settings.data_dir / FILE).exists()


@contextmanager
def _disconnected() -> Iterator[None]:
    """Leave the database to what connects by itself."""
    database.close()
    try:
        yield
    finally:
        database.connect()

"""Loads the demo into an empty installation, all of it or nothing."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import server.services.subjects  # noqa: F401  # registers what the story has decided
from server.cli.city import settle
from server.cli.demo import ready
from server.cli.demo.givers import givers
from server.cli.demo.history import History
from server.cli.demo.places import places
from server.cli.demo.present import Present
from server.cli.demo.ready import DemoAccounts
from server.cli.demo.scene import Scene
from server.cli.demo.story import tell
from server.cli.demo.waiting import Waiting
from server.cli.refusal import CannotRun
from server.core.areas import load_areas
from server.core.db import database
from server.core.dialect import alone
from server.core.platform import Platform
from server.reads.installation import is_empty

CITY = "jakarta"
"""Where the story plays; another city would tell its own."""
_LATELY = timedelta(days=10)


def load_if_empty(platform: Platform, said: Callable[[str], None]) -> DemoAccounts | None:
    """Load the demo unless somebody uses this installation already; return its accounts, ``None`` where it has none.

    ``said`` is told of the progress in single lines. The accounts of an earlier load are read from the data folder.
    Raises ``CannotRun`` when these cannot be read, and in a city where the story does not play.
    """
    with database.connection_context():
        if not is_empty():
            return ready.read(platform.settings.data_dir)
        if platform.city.code != CITY:
            raise CannotRun(f"The demo plays in {CITY}, and this installation is of {platform.city.code}.")
        began = time.monotonic()
        said("Loading the demo …")
        with _unhurried_memory(), database.atomic(), alone():
            accounts = _load(platform, said)
        said(f"The demo is loaded ({time.monotonic() - began:.0f} s).")
        return accounts


def _load(platform: Platform, said: Callable[[str], None]) -> DemoAccounts:
    scene, areas = Scene.on(platform), load_areas(platform.city.folder)
    settle(scene.platform_act())
    units, collaborators = places(areas), givers()
    History(scene).play(units, collaborators, tell(units, collaborators, platform.city.zone), said)
    # Long enough ago for what the accounts do before the curtain rises, and for their first codes to be over.
    scene.clock.instant = scene.opened_at - _LATELY
    said("  today …")
    accounts, by_role = ready.enlist(scene)
    Present(scene, units, collaborators).play(by_role)
    Waiting(scene, by_role).play()
    # Written before the commit: accounts whose passwords nobody knows would be worse than a file about none.
    ready.write(platform.settings.data_dir, accounts)
    return accounts


@contextmanager
def _unhurried_memory() -> Iterator[None]:
    """Keep the collector of cycles from walking through what all stays alive until the load is over."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()

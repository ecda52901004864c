"""What the people do: applicants apply, deciders race each other, click twice, and try what they may not."""

import threading
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random
from typing import Any

from server.core.roles import Role
from tests.chaos.cast import Applicant, Decider, form_of
from tests.chaos.client import Client
from tests.chaos.promises import Promises
from tests.chaos.site import Site

_QUEUE = "query { tasks(first: 40) { nodes { id version run { id } } } }"
# Of one look at the queue: the others work on it too, and what was read grows old.
_AT_ONCE = 15
_PAUSE_SECONDS = 0.1
_TWICE = 0.3
_CLAIMED_FIRST = 0.3
_AGAIN_ANYWAY = 0.1


def apply(site: Site, applicants: Iterable[Applicant], promises: Promises, stop: threading.Event) -> None:
    """Draft and submit the applications of ``applicants``, one after the other, until ``stop`` is set."""
    for applicant in applicants:
        if stop.is_set():
            return
        client = Client(site, applicant.session, promises)
        given = {"kind": "COMPANY", "form": form_of(applicant), "idempotencyKey": f"draft-{applicant.number}"}
        draft = _done(client.do("collaboratorDraft", "application { id version }", given), "application")
        given = {
            "applicationId": draft["id"],
            "expectedVersion": draft["version"],
            "idempotencyKey": f"submit-{applicant.number}",
        }
        submitted = _done(client.do("collaboratorSubmit", "application { id number }", given), "application")
        promises.submitted(submitted["id"], submitted["number"])
        client.close()


def _done(payload: dict[str, Any], name: str) -> dict[str, Any]:
    if payload["errors"]:
        raise AssertionError(f"an application was refused: {payload['errors']}")
    done: dict[str, Any] = payload[name]
    return done


@dataclass
class Desk:
    """One decider at work, with a second connection for the second click."""

    site: Site
    decider: Decider
    promises: Promises
    random: Random
    stop: threading.Event
    _decided: set[str] = field(default_factory=set, init=False)
    _clicks: int = field(default=0, init=False)

    def work(self) -> None:
        """Decide what is in the queue until ``stop`` is set."""
        first, second = (Client(self.site, self.decider.session, self.promises) for _ in range(2))
        with ThreadPoolExecutor(1, f"second click of {self.decider.role}") as hand:
            while not self.stop.is_set():
                tasks = first.ask(_QUEUE)["tasks"]["nodes"]
                self.random.shuffle(tasks)
                for task in tasks[:_AT_ONCE]:
                    if task["run"]["id"] not in self._decided or self.random.random() < _AGAIN_ANYWAY:
                        self._decide(task, first, second, hand)
                if not tasks:
                    self.stop.wait(_PAUSE_SECONDS)
        first.close()
        second.close()

    def _decide(self, task: dict[str, Any], first: Client, second: Client, hand: ThreadPoolExecutor) -> None:
        version = task["version"]
        if self.decider.role is Role.VERIFIER and self.random.random() < _CLAIMED_FIRST:
            version = self._claimed(task, first)
        key = self._key()
        clicked_again: Future[bool] | None = None
        if self.random.random() < _TWICE:
            # A patient page repeats its key; a form that was sent twice brings two.
            other = key if self.random.random() < 0.5 else self._key()
            clicked_again = hand.submit(self._click, second, task["id"], version, other)
        taken = self._click(first, task["id"], version, key)
        if clicked_again is not None:
            taken = clicked_again.result() or taken
        if taken:
            self._decided.add(task["run"]["id"])

    def _click(self, client: Client, task: str, version: int, key: str) -> bool:
        given = {"taskId": task, "expectedVersion": version, "decision": "APPROVE", "idempotencyKey": key}
        payload = client.do("taskDecide", "task { id state }", given)
        if payload["errors"]:
            return False
        self.promises.decided(self.decider.account, task, key)
        return True

    def _claimed(self, task: dict[str, Any], client: Client) -> int:
        payload = client.do("taskClaim", "task { version }", {"taskId": task["id"], "expectedVersion": task["version"]})
        version: int = task["version"] if payload["errors"] else payload["task"]["version"]
        return version

    def _key(self) -> str:
        self._clicks += 1
        return f"click-{self._clicks}"

"""Many deciders at once: one task comes to one decision, whoever is first."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from peewee import Database

from server.core.platform import Platform
from server.core.roles import Role
from server.models.workflow_run import Decision, Task, TaskState, WorkflowRun
from server.schema.nodes import encode_id
from server.services import audit
from tests.factories.account import a_grant, acting, an_account
from tests.factories.application import a_submitted_application
from tests.factories.workers import run_due
from tests.schema.client import Client

DECIDERS = 8


def deciders(platform: Platform, role: Role) -> list[Client]:
    found = []
    for number in range(DECIDERS):
        account = an_account(platform, f"{role.lower()}{number}@example.org", f"{role} {number}")
        a_grant(platform, account, role)
        found.append(Client(acting(platform, account, stepped_up=True)))
    return found


def all_at_once(database: Database, clients: list[Client], task: Task) -> Counter[str]:
    start = Barrier(len(clients))

    def decide(client: Client) -> str:
        start.wait()
        with database.connection_context():
            given = {"taskId": encode_id("Task", task.id), "expectedVersion": task.version, "decision": "APPROVE"}
            codes = client.refused("taskDecide", "task { id }", **given)
            return codes[0] if codes else "DECIDED"

    with ThreadPoolExecutor(len(clients)) as pool:
        return Counter(pool.map(decide, clients))


def test_eight_verifiers_on_one_task_come_to_one_decision(platform: Platform, database: Database) -> None:
    clients = deciders(platform, Role.VERIFIER)
    a_submitted_application(acting(platform, an_account(platform, "pemohon@example.org", "Pemohon")))
    run_due(platform)
    task = Task.get(Task.state == TaskState.OPEN)
    answers = all_at_once(database, clients, task)
    assert answers == {"DECIDED": 1, "TASK_CLOSED": DECIDERS - 1}
    assert Decision.select().count() == 1
    assert audit.verify_all(platform.keys) == []


def test_a_quorum_of_two_takes_two_and_not_more(platform: Platform, database: Database) -> None:
    (verifier,) = deciders(platform, Role.VERIFIER)[:1]
    clients = deciders(platform, Role.BUREAU)
    a_submitted_application(acting(platform, an_account(platform, "pemohon@example.org", "Pemohon")))
    run_due(platform)
    all_at_once(database, [verifier], Task.get(Task.state == TaskState.OPEN))
    first, second = Task.select().where(Task.state == TaskState.OPEN).order_by(Task.id)
    half = DECIDERS // 2
    with ThreadPoolExecutor(2) as pool:
        answers = list(
            pool.map(lambda pair: all_at_once(database, *pair), ((clients[:half], first), (clients[half:], second)))
        )
    assert sum(answer["DECIDED"] for answer in answers) == 2
    assert Decision.select().where(Decision.role == Role.BUREAU).count() == 2
    assert WorkflowRun.get().state == "APPROVED"
    assert run_due(platform) == ["apply_approval"]

"""Whoever can write to the queue server still cannot run code here, nor end a worker."""

import json
import pickle
import socket
from collections.abc import Callable

import pytest
from redis import Redis
from rq import Callback, Queue
from rq.job import Job
from rq.serializers import JSONSerializer

from server.jobs.safe_job import RUN_OUTBOX, SafeJob
from tests.jobs.conftest import Works, until

TRAP = "tests.jobs.traps.spring"

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def plain(connection: Redis) -> Queue:
    return Queue("flow", connection=connection, serializer=JSONSerializer)


def forge(connection: Redis, **fields: bytes) -> None:
    """Enqueue a job like ours, then overwrite fields of its hash."""
    job = plain(connection).enqueue(RUN_OUTBOX, "0190163d-8694-739b-aea5-966c26f8ad91", result_ttl=60)
    for name, value in fields.items():
        connection.hset(job.key, name, value)


def another_function(connection: Redis) -> None:
    plain(connection).enqueue(TRAP)


def a_shell(connection: Redis) -> None:
    plain(connection).enqueue("os.system", "touch $KSBB_TEST_TRAP")


def a_method_of_an_object(connection: Redis) -> None:
    forge(connection, data=json.dumps([TRAP, "tests.jobs.traps", [], {}]).encode())


def callbacks(connection: Redis) -> None:
    name = Callback(TRAP)
    queue = plain(connection)
    queue.enqueue(RUN_OUTBOX, "0190163d-8694-739b-aea5-966c26f8ad91", on_success=name, on_failure=name, on_stopped=name)
    queue.enqueue(RUN_OUTBOX, "not an id", on_failure=name)


def a_pickle(connection: Redis) -> None:
    forge(connection, data=b"ctests.jobs.traps\nspring\n(tR.")


def a_pickled_result(connection: Redis) -> None:
    forge(connection, result=pickle.dumps({"a": 1}))


def garbage(connection: Redis) -> None:
    forge(connection, status=b"\xff\xfe no status")
    forge(connection, timeout=b"soon")
    forge(connection, created_at=b"yesterday")
    forge(connection, data=b"\x00\x01\x02")
    forge(connection, result_ttl=b"long", meta=b"{", dependency_ids=b"[")


def a_key_of_another_type(connection: Redis) -> None:
    job = plain(connection).enqueue(RUN_OUTBOX, "0190163d-8694-739b-aea5-966c26f8ad91")
    connection.delete(job.key)
    connection.set(job.key, "a text where a hash should be")


def ids_without_a_job(connection: Redis) -> None:
    connection.rpush(plain(connection).key, "nothing", "an id: with signs", b"\xff\xfe", "")


Forgery = Callable[[Redis], None]
RUNS_CODE: list[Forgery] = [another_function, a_shell, callbacks]
HARMFUL: list[Forgery] = [*RUNS_CODE, a_method_of_an_object, a_pickle, a_pickled_result, garbage]
HARMFUL += [a_key_of_another_type, ids_without_a_job]


@pytest.mark.parametrize("forgery", RUNS_CODE)
def test_a_stock_worker_falls_for_it(works: Works, forgery: Forgery) -> None:
    forgery(Redis.from_url(works.valkey))
    assert works.worker("stock").wait(25) == 0
    assert works.is_marked()


@pytest.mark.parametrize("forgery", HARMFUL)
def test_ours_runs_none_of_it_and_goes_on_working(works: Works, forgery: Forgery) -> None:
    forgery(Redis.from_url(works.valkey))
    works.put("test_count", "need:1:count")
    works.send()
    worker = works.worker()
    until(lambda: works.effects("need:1"), "the honest job behind the forged ones")
    assert not works.is_marked()
    assert worker.poll() is None
    assert works.queue.waiting("flow") == 0


def test_no_webhook_is_called(works: Works) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        hook = {"url": f"http://127.0.0.1:{server.getsockname()[1]}/", "on": ["success", "failure"], "events": []}
        connection = Redis.from_url(works.valkey)
        forge(connection, webhooks=json.dumps([hook]).encode())
        works.put("test_count", "need:1:count")
        works.send()
        works.worker()
        until(lambda: works.effects("need:1"), "the honest job")
        with pytest.raises(BlockingIOError):
            server.accept()


def test_commands_over_the_wire_reach_nobody(works: Works) -> None:
    connection = Redis.from_url(works.valkey)
    works.worker()
    until(lambda: any(one.startswith("worker flow:") for one in works.queue.living()), "the worker")
    channels = connection.pubsub_channels("*")
    assert channels == []


def test_what_stands_beside_the_function_is_dropped(works: Works) -> None:
    connection = Redis.from_url(works.valkey)
    name = Callback(TRAP)
    job = plain(connection).enqueue(RUN_OUTBOX, "x", on_success=name, on_failure=name, on_stopped=name)
    stock = Job.fetch(job.id, connection=connection, serializer=JSONSerializer)
    safe = SafeJob.fetch(job.id, connection=connection, serializer=JSONSerializer)
    assert stock.success_callback is not None
    assert (safe.success_callback, safe.failure_callback, safe.stopped_callback) == (None, None, None)
    assert safe.webhooks == []
    assert safe.func_name == RUN_OUTBOX

"""The queue port on RQ."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError
from redis.retry import Retry
from rq import Queue
from rq.serializers import JSONSerializer

from server.core.queues import QUEUES
from server.jobs import heartbeat
from server.jobs.safe_job import RUN_OUTBOX, SafeJob

T = TypeVar("T")
_ANSWER_SECONDS = 2
_MARK = "ksbb:mark"
_RESULT_SECONDS = 60
_FAILURE_SECONDS = 86_400


class RqQueue:
    """Rings the workers. It never waits for a server that is away: the caller has better things to do."""

    def __init__(self, redis_url: str) -> None:
        self._redis = Redis.from_url(
            redis_url,
            retry=Retry(NoBackoff(), 0),
            socket_timeout=_ANSWER_SECONDS,
            socket_connect_timeout=_ANSWER_SECONDS,
        )
        self._queues = {
            name: Queue(name, connection=self._redis, job_class=SafeJob, serializer=JSONSerializer) for name in QUEUES
        }

    def was_emptied(self) -> bool:
        """Say whether the server lost all it held since any relay asked; raise ``ConnectionError``."""
        # The mark goes with the rest; who sets it anew is the one who is told.
        return bool(_reached(lambda: self._redis.set(_MARK, 1, nx=True)))

    def waiting(self, queue: str) -> int:
        """Return how many jobs wait; raise ``ConnectionError`` when the server is away or still loading."""
        return _reached(lambda: int(self._queues[queue].count))

    def ring(self, queue: str, outbox_ids: list[UUID]) -> None:
        """Enqueue one job per row, all in one round trip; raise ``ConnectionError``.

        The jobs have ids of their own: a fixed one would block its row for as long as a dead job is kept.
        """
        terms = QUEUES[queue]
        jobs = [
            Queue.prepare_data(
                RUN_OUTBOX,
                args=[str(one)],
                timeout=terms.job_timeout_seconds,
                # Not handed out within the lease = handed out again by then.
                ttl=terms.lease_seconds,
                result_ttl=_RESULT_SECONDS,
                failure_ttl=_FAILURE_SECONDS,
            )
            for one in outbox_ids
        ]
        _reached(lambda: self._queues[queue].enqueue_many(jobs))

    def beat(self, process: str) -> None:
        """Give a sign of life of ``process``; raise ``ConnectionError``."""
        _reached(lambda: heartbeat.beat(self._redis, process))

    def living(self) -> list[str]:
        """Return the processes that gave a sign of life lately; raise ``ConnectionError``."""
        return _reached(lambda: heartbeat.living(self._redis))


def _reached(call: Callable[[], T]) -> T:
    try:
        return call()
    except (RedisConnectionError, RedisTimeoutError) as error:
        # Loading after a restart is a kind of connection error to redis-py, and to us.
        raise ConnectionError(str(error)) from error

"""RQ's forking worker, tuned for the outbox: one queue, no scheduler, deaf to commands that come over the wire."""

from typing import Any

from redis import Redis
from redis.backoff import ConstantBackoff
from redis.retry import Retry
from rq import Queue, Worker
from rq.serializers import JSONSerializer

from server.jobs import heartbeat
from server.jobs.safe_job import SafeJob

_RETRIES = 60
_RETRY_SECONDS = 0.5


class FlowWorker(Worker):
    """One process for one queue. The database is opened in the forked child only, never in this process.

    RQ's own rerun of abandoned jobs comes after more than a minute; the lease of the outbox is what counts.
    """

    max_connection_wait_time = 5.0
    job_class = SafeJob

    def __init__(self, *args: Any, **options: Any) -> None:
        """Take what RQ's worker takes (``Worker.all`` passes queues by position); refuse a second queue."""
        fixed = {"job_class": SafeJob, "worker_ttl": 30, "maintenance_interval": 15, "job_monitoring_interval": 5}
        super().__init__(*args, **{**options, **fixed})
        if len(self.queues) > 1:
            # With two, RQ pops without an intermediate list: a kill in between loses the job from both.
            raise ValueError("one queue per worker")

    def subscribe(self) -> None:
        """Listen to nobody: whoever can publish could stop jobs and workers."""

    def unsubscribe(self) -> None:
        """There is nothing to end."""

    def dequeue_job_and_maintain_ttl(self, timeout: int | None, max_idle_time: int | None = None) -> Any:
        """Wait for a job; an entry of the queue that cannot be the id of one is dropped, and does not end us."""
        while True:
            try:
                return super().dequeue_job_and_maintain_ttl(timeout, max_idle_time)
            except ValueError as error:
                # Also raised from RQ's maintenance, again and again, until the entry is gone. Whatever else another
                # worker had just taken from the queue is dropped with it: that costs a lease, not a job.
                self.log.warning("unreadable entry in queue %s: %s", self.queues[0].name, error)
                self.connection.delete(self.queues[0].intermediate_queue_key)

    def heartbeat(self, timeout: int | None = None, pipeline: Any = None) -> None:
        """Give RQ's sign of life and our own."""
        super().heartbeat(timeout, pipeline)
        heartbeat.beat(pipeline if pipeline is not None else self.connection, f"worker {self.queues[0].name}")


def worker_for(queue: str, redis_url: str) -> FlowWorker:
    """Return a worker for ``queue``. It sits out half a minute without the server, so that a restart costs no job."""
    connection = Redis.from_url(redis_url, retry=Retry(ConstantBackoff(_RETRY_SECONDS), _RETRIES))
    taken = Queue(queue, connection=connection, job_class=SafeJob, serializer=JSONSerializer)
    return FlowWorker([taken], connection=connection, serializer=JSONSerializer)

"""What the tests of jobs stand on: a platform on the test's database, a mailer that remembers, tasks that count."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from server.adapters.file_store import DiskFileStore
from server.core.act import Act, system_act
from server.core.city import load_city
from server.core.clock import Clock, SetClock
from server.core.platform import Platform
from server.core.settings import Settings
from server.core.vault import KeyRing


@dataclass
class Outbound:
    """A mailer that keeps what it was given, or raises ``trouble``."""

    sent: list[dict[str, str]] = field(default_factory=list)
    trouble: Exception | None = None

    def send(self, *, key: str, to: str, subject: str, body: str) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.sent.append({"key": key, "to": to, "subject": subject, "body": body})


@dataclass
class Bell:
    """A queue port that remembers who was rung; ``full`` jobs wait, ``away`` raises, ``emptied`` is told once."""

    rung: list[UUID] = field(default_factory=list)
    beats: list[str] = field(default_factory=list)
    full: int = 0
    away: bool = False
    emptied: bool = False

    def was_emptied(self) -> bool:
        if self.away:
            raise ConnectionError("away")
        told, self.emptied = self.emptied, False
        return told

    def waiting(self, queue: str) -> int:
        if self.away:
            raise ConnectionError("away")
        return self.full

    def ring(self, queue: str, outbox_ids: list[UUID]) -> None:
        if self.away:
            raise ConnectionError("away")
        self.rung += outbox_ids

    def beat(self, process: str) -> None:
        self.beats.append(process)


def platform_on(settings: Settings, clock: Clock) -> Platform:
    """Return an installation on the (already bound) database of ``settings``."""
    return Platform(
        settings=settings,
        clock=clock,
        keys=KeyRing.load_or_create(settings.data_dir / "keys.json"),
        city=load_city("jakarta"),
        files=DiskFileStore(settings.data_dir / "files"),
    )


def later(platform: Platform, clock: SetClock, seconds: float) -> Act:
    """Move the clock and return an act of then."""
    clock.advance(timedelta(seconds=seconds))
    return system_act(platform)

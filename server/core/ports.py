"""What the platform asks of the outside world. ``server.adapters`` answers; the composition root chooses."""

from collections.abc import Iterator
from typing import Protocol
from uuid import UUID


class Mailer(Protocol):
    """Sends one e-mail. At least once: ``key`` is stable over retries and becomes the Message-ID."""

    def send(self, *, key: str, to: str, subject: str, body: str) -> None:
        """Hand the message over, or raise ``OSError`` to have it tried again."""
        ...


class FileStore(Protocol):
    """Keeps bytes under an id, outside the web root."""

    def save(self, file_id: UUID, chunks: Iterator[bytes]) -> int:
        """Write the chunks, replacing what was there; return the number of bytes."""
        ...

    def read(self, file_id: UUID) -> bytes:
        """Return the bytes; raise ``FileNotFoundError`` when there are none."""
        ...

    def delete(self, file_id: UUID) -> None:
        """Forget the bytes; nothing happens when there are none."""
        ...


class Queue(Protocol):
    """The doorbell of the workers: losing it loses nothing, since the outbox is the truth."""

    def was_emptied(self) -> bool:
        """Say whether the server lost all it held since anybody asked; raise ``ConnectionError`` when it is away."""
        ...

    def waiting(self, queue: str) -> int:
        """Return how many jobs wait in ``queue``; raise ``ConnectionError`` when the server is away."""
        ...

    def ring(self, queue: str, outbox_ids: list[UUID]) -> None:
        """Ask the workers of ``queue`` to run these outbox rows; raise ``ConnectionError`` when away."""
        ...

    def beat(self, process: str) -> None:
        """Give a sign of life of ``process``; raise ``ConnectionError`` when the server is away."""
        ...

"""Files on the local disk, outside the web root."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID


class DiskFileStore:
    """Keeps each file under its id in ``root``; folders are 0700, files 0600.

    The last digits of an id are random (its first are the time), so they spread the files over folders.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def save(self, file_id: UUID, chunks: Iterator[bytes]) -> int:
        """Write the chunks, replacing what was there; return the number of bytes.

        A reader finds the old bytes or all of the new ones, also when the machine stops in between.
        """
        path = self._path(file_id)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                size = sum(file.write(chunk) for chunk in chunks)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        return size

    def read(self, file_id: UUID) -> bytes:
        """Return the bytes; raise ``FileNotFoundError`` when there are none."""
        return self._path(file_id).read_bytes()

    def delete(self, file_id: UUID) -> None:
        """Forget the bytes; nothing happens when there are none."""
        self._path(file_id).unlink(missing_ok=True)

    def _path(self, file_id: UUID) -> Path:
        name = file_id.hex
        return self._root / name[-2:] / name[-4:-2] / name

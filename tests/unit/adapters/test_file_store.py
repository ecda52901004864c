"""Files on disk: whole or not at all, and nobody else's to read."""

import stat
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from server.adapters.file_store import DiskFileStore


def test_what_is_saved_is_read_and_can_be_replaced_and_forgotten(tmp_path: Path) -> None:
    store, file_id = DiskFileStore(tmp_path / "files"), uuid4()
    assert store.save(file_id, iter([b"one ", b"two"])) == 7
    assert store.read(file_id) == b"one two"
    store.save(file_id, iter([b"three"]))
    assert store.read(file_id) == b"three"
    store.delete(file_id)
    store.delete(file_id)
    with pytest.raises(FileNotFoundError):
        store.read(file_id)


def test_only_the_owner_can_read(tmp_path: Path) -> None:
    store = DiskFileStore(tmp_path / "files")
    store.save(uuid4(), iter([b"x"]))
    modes = {path.is_dir(): stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "files").rglob("*")}
    assert modes == {True: 0o700, False: 0o600}


def test_a_source_that_breaks_leaves_the_old_bytes_and_no_litter(tmp_path: Path) -> None:
    store, file_id = DiskFileStore(tmp_path / "files"), uuid4()
    store.save(file_id, iter([b"old"]))

    def breaks() -> Iterator[bytes]:
        yield b"new"
        raise OSError("the client went away")

    with pytest.raises(OSError, match="went away"):
        store.save(file_id, breaks())
    assert store.read(file_id) == b"old"
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1

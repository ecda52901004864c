"""A secret in a file that only its owner can read, made once however many processes start together."""

import os
import secrets
import stat
from collections.abc import Callable
from pathlib import Path

_OWNER_ONLY = 0o600


class KeyFileError(Exception):
    """The file cannot be used; the message names it and the mend."""


def read_or_create(path: Path, make: Callable[[], str]) -> str:
    """Return the text of ``path``; if there is none, write what ``make`` returns there first.

    The file appears whole or not at all, and the process that comes second reads what the first one wrote. Raises
    ``KeyFileError`` when the file cannot be read or written, or when others than its owner may read it.
    """
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _publish(path, make())
        return _read(path)
    except OSError as error:
        raise KeyFileError(f"{path}: {error.strerror or 'cannot be used'}") from error


def replace(path: Path, text: str) -> None:
    """Write ``text`` in place of what ``path`` holds, in one step; raise ``KeyFileError``."""
    try:
        fresh = _write_beside(path, text)
        fresh.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise KeyFileError(f"{path}: {error.strerror or 'cannot be written'}") from error


def _read(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
        if mode & ~_OWNER_ONLY:
            raise KeyFileError(f"{path}: others may read this secret (mode {mode:o}); run chmod 600 on it")
        return file.read()


def _publish(path: Path, text: str) -> None:
    fresh = _write_beside(path, text)
    try:
        # A link, unlike a rename, fails when the name is taken: the first process wins and nothing is overwritten.
        os.link(fresh, path)
    except FileExistsError:
        return
    finally:
        fresh.unlink()
    _sync_folder(path.parent)


def _write_beside(path: Path, text: str) -> Path:
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(descriptor)
    return fresh


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

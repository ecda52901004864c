"""Counts the statements that reach the database."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


class _Listener(logging.Handler):
    def __init__(self, heard: list[str]) -> None:
        super().__init__(logging.DEBUG)
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        said = record.msg
        self._heard.append(str(said[0] if isinstance(said, tuple) else said))


@contextmanager
def counting() -> Iterator[list[str]]:
    """Yield the list of statements sent while the block runs; those that open and close a transaction are none."""
    heard: list[str] = []
    logger = logging.getLogger("peewee")
    listener, level = _Listener(heard), logger.level
    logger.addHandler(listener)
    logger.setLevel(logging.DEBUG)
    try:
        yield heard
    finally:
        logger.removeHandler(listener)
        logger.setLevel(level)
        heard[:] = [one for one in heard if not one.startswith(("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE"))]

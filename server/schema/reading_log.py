"""Notes who read personal data, and whose, by ids alone (UU 27/2022): in the log ``server.personal_data``."""

import logging
from collections.abc import Collection
from uuid import UUID

from server.core.act import Act

log = logging.getLogger("server.personal_data")


def note_read(act: Act, what: str, keys: Collection[UUID]) -> None:
    """Note that the actor was shown the rows with ``keys``; ``what`` is their GraphQL type. None are not noted."""
    if keys:
        told = (act.actor.account_id, len(keys), what, act.request_id, [str(key) for key in keys])
        log.info("%s read %d %s (request %s): %s", *told)

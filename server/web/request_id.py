"""The id of the HTTP request: one for its log, its audit entries and the error that a client reports."""

from flask import g

from server.core.ids import new_id


def request_id() -> str:
    """Return the id of the request in hand, made when first asked for."""
    if "request_id" not in g:
        g.request_id = new_id().hex
    made: str = g.request_id
    return made

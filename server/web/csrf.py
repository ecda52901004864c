"""Requests that another site makes a visitor's browser send."""

from collections.abc import Collection

from flask import Request

from server.schema.codes import Code
from server.web.responses import RequestRefused

HEADER = "X-KSBB"
"""A header that no form and no plain cross-site request can set; its value is ``1``."""


def refuse_forged(request: Request, origins: Collection[str]) -> None:
    """Raise ``RequestRefused`` unless our own page, or no browser at all, made the state-changing ``request``.

    A bearer token is never sent unasked, so it proves the intent by itself. Otherwise ``Origin`` and
    ``Sec-Fetch-Site``, where a browser sent them, must name this site (``origins``, such as
    ``https://ksbb.example``, or the host that was asked), and a request with cookies must carry our header.
    """
    if request.headers.get("Authorization", "").lower().startswith("bearer "):
        return
    origin = request.headers.get("Origin")
    if origin is not None and origin not in {f"{request.scheme}://{request.host}", *origins}:
        raise RequestRefused(Code.CSRF_PREVENTED, reason="FOREIGN_ORIGIN")
    if request.headers.get("Sec-Fetch-Site", "none") not in {"same-origin", "none"}:
        raise RequestRefused(Code.CSRF_PREVENTED, reason="FOREIGN_ORIGIN")
    if request.headers.get("Cookie") and request.headers.get(HEADER) != "1":
        raise RequestRefused(Code.CSRF_PREVENTED, reason="HEADER_MISSING")

"""The built page: hashed assets for ever, everything else revalidated, each file in the smallest form asked for.

The page is built from ``frontend_stub/`` into ``server/web/page/`` and served from the API's own origin. Without a
build the API works all the same; the page's addresses then answer 503, since the page is missing only until someone
builds it, and say why and how in both languages.
"""

import mimetypes
from html import escape
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, request
from werkzeug.exceptions import MethodNotAllowed
from werkzeug.security import safe_join

from server.messages.catalogue import LANGUAGES, text

BUILT = Path(__file__).parent / "page"

# The page's own addresses; ``frontend_stub/src/app/routes.ts`` has the same list, and a test compares them.
ROUTES = (
    "/",
    "/wilayah/<code>",
    "/kebutuhan/<id>",
    "/kebutuhan/<id>/bantu",
    "/masuk",
    "/masuk/lupa",
    "/daftar",
    "/akun",
    "/permohonan",
    "/permohonan/<id>",
    "/antrean",
    "/antrean/<id>",
    "/komitmen",
    "/komitmen/<id>",
    "/penerimaan",
)

FOREVER = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"

# Suffix and content coding of the forms that the build writes beside each file, smallest first.
_CODINGS = ((".br", "br"), (".gz", "gzip"))

# Said here and not left to the machine's own table, which differs between systems.
_TYPES = {".js": "text/javascript", ".webmanifest": "application/manifest+json", ".svg": "image/svg+xml"}


def page_blueprint(folder: Path = BUILT) -> Blueprint:
    """Return the routes that serve the page built in ``folder``; it may be built later, without a restart."""
    page = Blueprint("page", __name__)

    def known(**_address: str) -> Response:
        return _index(folder, 200)

    for number, route in enumerate(ROUTES):
        page.add_url_rule(route, f"known-{number}", known, methods=["GET"])

    @page.get("/assets/<path:name>")
    def asset(name: str) -> Response:
        return _file(folder / "assets", name, FOREVER)

    @page.get("/<path:name>")
    def other(name: str) -> Response:
        _leave_to_others()
        if "/" not in name and _is_public(folder, name):
            return _file(folder, name, REVALIDATE)
        return _index(folder, 404)

    return page


def _leave_to_others() -> None:
    """Refuse to answer for an address that only takes other methods, such as the endpoint: that is 405, not a page."""
    adapter = current_app.create_url_adapter(request)
    others = set(adapter.allowed_methods(request.path)) - {"GET", "HEAD", "OPTIONS"} if adapter else set()
    if others:
        raise MethodNotAllowed(valid_methods=sorted({*others, "OPTIONS"}))


def _index(folder: Path, status: int) -> Response:
    if not (folder / "index.html").is_file():
        return _not_built(folder)
    return _file(folder, "index.html", REVALIDATE, status)


def _is_public(folder: Path, name: str) -> bool:
    """Say whether ``name`` lies at the top of the build, such as ``sw.js``; the compressed forms have no address."""
    path = safe_join(str(folder), name)
    return path is not None and Path(path).is_file() and Path(path).suffix not in dict(_CODINGS)


def _file(folder: Path, name: str, caching: str, status: int = 200) -> Response:
    """Return a file of at most some hundred kilobytes, read whole; 304 when the client has these very bytes."""
    joined = safe_join(str(folder), name)
    if joined is None or not Path(joined).is_file():
        abort(404)
    path = Path(joined)
    suffix, coding = _best_form(path)
    response = Response(
        path.with_name(path.name + suffix).read_bytes(),
        status,
        mimetype=_TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream",
    )
    if coding:
        response.content_encoding = coding
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = caching
    if status == 200:
        response.add_etag()
        response.make_conditional(request)
    return response


def _best_form(path: Path) -> tuple[str, str]:
    """Return suffix and coding of the smallest form of ``path`` that the client takes; empty for the file itself."""
    for suffix, coding in _CODINGS:
        if request.accept_encodings.quality(coding) > 0 and path.with_name(path.name + suffix).is_file():
            return suffix, coding
    return "", ""


def _not_built(folder: Path) -> Response:
    """Say in each language that the page is not built, why, and how to build it."""
    sections = "".join(
        f'<section lang="{language}"><h1>{escape(text("PAGE_NOT_BUILT", language))}</h1>'
        f"<p>{escape(text('PAGE_NOT_BUILT_WHY', language, {'folder': folder}))}</p>"
        f"<p>{escape(text('PAGE_NOT_BUILT_HOW', language))}</p></section>"
        for language in LANGUAGES
    )
    body = f'<!doctype html><html lang="id"><meta charset="utf-8"><title>KSBB</title><body>{sections}</body></html>'
    response = Response(body, 503, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    return response

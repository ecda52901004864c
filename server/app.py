"""The composition root: the only place that chooses what stands behind each port."""

from flask import Flask, g
from werkzeug.middleware.proxy_fix import ProxyFix

from server.core.db import database
from server.core.platform import Platform
from server.core.settings import Settings
from server.messages.catalogue import text
from server.schema.schema import build_schema
from server.web.failures import answer_failures
from server.web.graphql_view import GraphQLEndpoint
from server.web.page import page_blueprint
from server.web.security_headers import send_security_headers
from server.web.session import context_of_request, keep_sessions
from server.web.uploads import uploads_blueprint
from server.wiring import build_platform

SCHEMA = build_schema()


def create_app(settings: Settings, platform: Platform | None = None) -> Flask:
    """Return the web application of an installation; one is wired from ``settings`` unless it is given."""
    wired = platform or build_platform(settings)
    origins = (settings.public_url.rstrip("/"),)
    app = Flask("server", static_folder=None)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # Flask's documented way
    _connect_each_request(app)
    keep_sessions(app, wired)
    view = GraphQLEndpoint.as_view(
        "graphql", schema=SCHEMA, context=lambda _request: context_of_request(wired), text=text, origins=origins
    )
    app.add_url_rule("/graphql", view_func=view)
    app.add_url_rule("/health", view_func=health)
    app.register_blueprint(uploads_blueprint(wired, origins))
    app.register_blueprint(page_blueprint())
    answer_failures(app, text)
    send_security_headers(app, https=settings.secure_cookies)
    return app


def health() -> tuple[str, int]:
    """Answer 200 when the database does."""
    database.execute_sql("SELECT 1")
    return "ok", 200


def _connect_each_request(app: Flask) -> None:
    def connect() -> None:
        g.connected = database.connect(reuse_if_open=True)

    def disconnect(_error: BaseException | None) -> None:
        if g.pop("connected", False):
            database.close()

    app.before_request(connect)
    app.teardown_request(disconnect)

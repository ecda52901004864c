"""Who makes the request: flask-login over our own session rows and access tokens, and the act that follows from it."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, Request, Response, g, request
from flask_login import LoginManager, UserMixin, current_user

from server.core.act import Act
from server.core.actor import PUBLIC
from server.core.platform import Platform
from server.core.settings import Settings
from server.messages.catalogue import language_of
from server.reads import actors
from server.reads.actors import SignedIn
from server.schema.codes import Code
from server.schema.context import Context
from server.services.sessions.start import seen
from server.services.tokens.revoke import used
from server.services.transaction import run
from server.web.request_id import request_id
from server.web.responses import RequestRefused

_BEARER = "bearer "
_NO_COOKIE = "; none"
"""A name that no cookie can have."""


def cookie_name(settings: Settings) -> str:
    """Return the name of the session cookie; the prefix binds it to this host over https (RFC 6265bis §4.1.3.2)."""
    return "__Host-session" if settings.secure_cookies else "session"


class Visitor(UserMixin):  # type: ignore[misc]  # flask-login ships no types
    """The signed-in account, as flask-login wants it."""

    def __init__(self, signed_in: SignedIn) -> None:
        self.signed_in = signed_in

    def get_id(self) -> str:
        """Return the account's id."""
        return str(self.signed_in.actor.account_id)


@dataclass(slots=True)
class CookieSwitch:
    """Notes what becomes of the session cookie; the answer then carries it out."""

    token: str | None = None
    changed: bool = False

    def start(self, token: str) -> None:
        """Set the cookie to ``token``."""
        self.token, self.changed = token, True

    def end(self) -> None:
        """Delete the cookie."""
        self.token, self.changed = None, True


def keep_sessions(app: Flask, platform: Platform) -> None:
    """Resolve who makes each request of ``app``, and write the session cookie when it changed."""
    login = LoginManager()
    # Flask's own signed session and "remember me" cookies are not used: a copy of them outlives a sign-out.
    login.session_protection = None
    app.config["REMEMBER_COOKIE_NAME"] = _NO_COOKIE
    login.request_loader(lambda found: _visitor(platform, found))
    login.init_app(app, add_context_processor=False)
    app.after_request(lambda response: _write_cookie(platform.settings, response))


def act_of_request(platform: Platform) -> Act:
    """Return the act of the request in hand, one for its whole length.

    Raises ``RequestRefused`` for an access token that does not work (any more).
    """
    if "act" not in g:
        visitor = current_user._get_current_object()
        signed_in = visitor.signed_in if isinstance(visitor, Visitor) else None
        g.act = Act(
            actor=signed_in.actor if signed_in else PUBLIC,
            now=_now(platform),
            platform=platform,
            language=_language(signed_in),
            request_id=request_id(),
            address=request.remote_addr or "",
        )
    act: Act = g.act
    return act


def context_of_request(platform: Platform) -> Context:
    """Return what the resolvers of the request in hand are given."""
    return Context(act_of_request(platform), _switch())


def _visitor(platform: Platform, found: Request) -> Visitor | None:
    authorization = found.headers.get("Authorization", "")
    # A bearer token is looked at alone: who sends both does not act with the cookie's rights by accident.
    if authorization.lower().startswith(_BEARER):
        by_token = actors.by_access_token(platform, authorization[len(_BEARER) :].strip(), _now(platform))
        if by_token is None:
            raise RequestRefused(Code.UNAUTHENTICATED, headers={"WWW-Authenticate": "Bearer"})
        return _noted(platform, by_token, used)
    token = found.cookies.get(cookie_name(platform.settings))
    by_cookie = actors.by_session(platform, token, _now(platform)) if token else None
    return _noted(platform, by_cookie, seen) if by_cookie else None


def _noted(platform: Platform, signed_in: SignedIn, note: Any) -> Visitor:
    if signed_in.is_stale:
        act = Act(actor=signed_in.actor, now=_now(platform), platform=platform)
        run(lambda: note(act, signed_in.proof_id))
    return Visitor(signed_in)


def _now(platform: Platform) -> Any:
    if "now" not in g:
        g.now = platform.clock.now()
    return g.now


def _language(signed_in: SignedIn | None) -> str:
    asked = request.headers.get("Accept-Language")
    return language_of(asked) if asked or signed_in is None else signed_in.language


def _switch() -> CookieSwitch:
    if "session_switch" not in g:
        g.session_switch = CookieSwitch()
    switch: CookieSwitch = g.session_switch
    return switch


def _write_cookie(settings: Settings, response: Response) -> Response:
    switch = g.get("session_switch")
    if switch is None or not switch.changed:
        return response
    # An age of zero has the browser delete it.
    response.set_cookie(
        cookie_name(settings),
        switch.token or "",
        max_age=settings.session_total_days * 86_400 if switch.token else 0,
        path="/",
        secure=settings.secure_cookies,
        httponly=True,
        samesite="Lax",
    )
    return response

"""What only a person at a browser may do: an access token that leaks must not grow into an account."""

from datetime import timedelta
from uuid import UUID

from server.core.act import Act
from server.core.errors import NotPermitted
from server.models.factor import Factor


def require_browser(act: Act) -> tuple[UUID, UUID]:
    """Return the ids of account and session; refuse the public and access tokens."""
    if act.actor.account_id is None:
        raise NotPermitted(reason="SIGN_IN_FIRST")
    if act.actor.session_id is None:
        raise NotPermitted(reason="BROWSER_ONLY")
    return act.actor.account_id, act.actor.session_id


def require_factor_if_enrolled(act: Act) -> None:
    """Refuse an account with a second factor that has not shown it lately."""
    shown = act.actor.stepped_up_at
    if shown is not None and act.now - shown <= timedelta(minutes=act.platform.settings.step_up_minutes):
        return
    if Factor.select().where(Factor.account == act.actor.account_id, Factor.confirmed_at.is_null(False)).exists():
        raise NotPermitted(reason="SECOND_FACTOR")

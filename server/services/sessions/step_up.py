"""Showing the second factor in a session that exists."""

from server.core.act import Act
from server.core.errors import TooManyAttempts
from server.core.verbs import verb
from server.services import audit, back_off
from server.services.factors import codes
from server.services.identity.browser import require_browser
from server.services.identity.refusals import NoFactor, WrongCode
from server.services.identity.streams import stream
from server.services.sessions.start import rotate


def claim(act: Act) -> None:
    """Count an attempt at the acting account's second factor; refuse it while the account has to wait."""
    account_id, _ = require_browser(act)
    back_off.attempt(act, [back_off.account_subject("factor", account_id)])


@verb(refuses=(WrongCode, NoFactor, TooManyAttempts))
def step_up(act: Act, code: str) -> str:
    """Take a code of the second factor (or a recovery code) and return the session's new token."""
    account_id, session_id = require_browser(act)
    means = codes.take(act, account_id, code)
    back_off.forgive(act, back_off.account_subject("factor", account_id))
    audit.record(act, stream(account_id), "session.stepped_up", {"session": session_id, "by": means})
    return rotate(act, session_id)

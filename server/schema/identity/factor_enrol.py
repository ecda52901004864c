"""factorEnrol: enrol a second factor."""

from dataclasses import replace

from server.policies.permissions import Permission
from server.schema.context import Info
from server.schema.fields import input_type, optional
from server.schema.identity.viewer import Viewer
from server.schema.mutation import mutation
from server.services.factors import enrol
from server.services.identity.browser import require_browser
from server.services.sessions import step_up
from server.services.sessions.start import rotate
from server.services.transaction import run


@input_type
class FactorEnrolInput:
    """Which of the two steps it is."""

    code: str | None = optional("Left out to begin; then the six digits that the authenticator app shows.")


class FactorStep:
    """What a step of the enrolment gives: the secret first, the recovery codes at the end."""

    secret: str
    otpauth_uri: str
    recovery_codes: list[str]
    viewer: Viewer


def _claim(info: Info, input: FactorEnrolInput) -> None:
    if input.code:
        run(lambda: step_up.claim(info.context.act))


@mutation(may=Permission.SELF, runs=enrol.confirm, prepares=_claim, gives=FactorStep)
def factor_enrol(info: Info, input: FactorEnrolInput, _: None) -> dict[str, object]:
    """Enrol an authenticator app in two steps: ask for a secret, then show a code made with it.

    The second step gives ten recovery codes, shown this once, and counts as a step-up.
    """
    context = info.context
    account_id, session_id = require_browser(context.act)
    if not input.code:
        offer = enrol.begin(context.act, account_id)
        return {"secret": offer.secret, "otpauth_uri": offer.otpauth_uri, "viewer": Viewer()}
    codes = enrol.confirm(context.act, account_id, input.code)
    token = rotate(context.act, session_id)
    context.become(replace(context.act.actor, stepped_up_at=context.act.now))
    context.after_commit(lambda: context.session.start(token))
    return {"recovery_codes": codes, "viewer": Viewer()}

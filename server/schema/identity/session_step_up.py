"""sessionStepUp: show the second factor."""

from dataclasses import replace

from server.policies.permissions import Permission
from server.schema.context import Info
from server.schema.fields import field, input_type
from server.schema.identity.viewer import Viewer
from server.schema.mutation import mutation
from server.services.sessions import step_up
from server.services.transaction import run


@input_type
class SessionStepUpInput:
    """What the device shows."""

    code: str = field("The six digits of the authenticator app, or a recovery code.")


class SteppedUp:
    """What a step-up gives."""

    viewer: Viewer


def _claim(info: Info, input: SessionStepUpInput) -> None:
    run(lambda: step_up.claim(info.context.act))


@mutation(may=Permission.SELF, runs=step_up.step_up, prepares=_claim, gives=SteppedUp)
def session_step_up(info: Info, input: SessionStepUpInput, _: None) -> dict[str, object]:
    """Show the second factor; the session gets a new cookie, and may decide for a while. A code is good once."""
    context = info.context
    token = step_up.step_up(context.act, input.code)
    context.become(replace(context.act.actor, stepped_up_at=context.act.now))
    context.after_commit(lambda: context.session.start(token))
    return {"viewer": Viewer()}

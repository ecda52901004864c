"""sessionCreate: sign in with a browser."""

from typing import Any

from server.reads import actors
from server.schema.context import Info
from server.schema.fields import field, input_type
from server.schema.identity.viewer import Viewer
from server.schema.mutation import mutation
from server.services.sessions import start
from server.services.transaction import run


@input_type
class SessionCreateInput:
    """Who signs in."""

    email: str = field("The address of the account.")
    password: str = field("Its password.")


class SessionStarted:
    """What a sign-in gives."""

    viewer: Viewer
    second_factor_due: bool


def _prove(info: Info, input: SessionCreateInput) -> start.Proof:
    act = info.context.act
    claimed = run(lambda: start.claim(act, input.email))
    return start.prove(act, claimed, input.password)


@mutation(may=None, runs=start.start, prepares=_prove, gives=SessionStarted)
def session_create(info: Info, input: SessionCreateInput, proof: start.Proof) -> dict[str, object]:
    """Sign in: a cookie is set. Whoever has a second factor shows it with `sessionStepUp` before deciding anything.

    Unknown address, wrong password, unverified and disabled account are all answered alike.
    """
    context = info.context
    token = start.start(context.act, proof)
    signed_in: Any = actors.by_session(context.act.platform, token, context.act.now)
    context.become(signed_in.actor)
    context.after_commit(lambda: context.session.start(token))
    return {"viewer": Viewer(), "second_factor_due": start.has_factor(signed_in.actor.account_id)}

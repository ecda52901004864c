"""What every resolver is handed."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol

import strawberry

from server.core.act import Act
from server.core.actor import Actor
from server.schema.loaders import Loaders


class SessionSwitch(Protocol):
    """Starts and ends the browser session of the request; the HTTP edge turns it into a cookie."""

    def start(self, token: str) -> None:
        """Hand the session token to the browser."""
        ...

    def end(self) -> None:
        """Take the session token from the browser."""
        ...


@dataclass(slots=True)
class Context:
    """One request: the act, the batch loaders, and the switch of the session."""

    act: Act
    session: SessionSwitch
    loaders: Loaders = field(init=False)
    _effects: list[Callable[[], None]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.loaders = Loaders(self.act)

    def become(self, actor: Actor) -> None:
        """Go on as ``actor``: who has just signed in sees the answer with their own rights."""
        self.act = replace(self.act, actor=actor)
        self.loaders = Loaders(self.act)

    def after_commit(self, effect: Callable[[], None]) -> None:
        """Have ``effect`` happen once the mutation is committed, and never in a dry run."""
        self._effects.append(effect)

    def begin(self) -> None:
        """Forget the effects of an attempt that the database undid; called before each by the mutation's edge."""
        self._effects.clear()

    def committed(self) -> None:
        """Let the effects happen; called by the mutation's edge."""
        effects, self._effects = self._effects, []
        for effect in effects:
            effect()

    @property
    def is_signed_in(self) -> bool:
        """Say whether an account acts."""
        return self.act.actor.account_id is not None

    @property
    def language(self) -> str:
        """The language of the request, ``id`` or ``en``."""
        return self.act.language

    @property
    def request_id(self) -> str:
        """The id that ties this request's log, audit and errors together."""
        return self.act.request_id


Info = strawberry.Info[Context, None]

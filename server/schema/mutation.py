"""How a mutation is declared: the payload, the union of its errors and the transaction come from one decorator.

A mutation file names what it takes (an input), what may do it, which guards it enforces, and calls one service verb.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, get_type_hints

import strawberry

from server.core.errors import Refusals, Refused
from server.core.guards import Guard, watching
from server.core.verbs import contract_of
from server.policies.permissions import Permission
from server.policies.permits import require
from server.schema.context import Info
from server.schema.fields import argument, doc
from server.schema.nodes import Node
from server.schema.problems import ALWAYS, KEYED, error_union, present
from server.schema.replay import Known, Replay, Twin
from server.services.transaction import run


@dataclass(frozen=True, slots=True)
class Declared:
    """One mutation: its GraphQL name, permission, guards, verb and body."""

    name: str
    may: Permission | None
    enforces: tuple[Guard, ...]
    runs: Callable[..., Any]
    prepares: Callable[[Info, Any], Any] | None
    body: Callable[..., Any]
    payload: type
    gives: dict[str, Any]


MUTATIONS: dict[str, Declared] = {}


def mutation(
    *,
    may: Permission | None,
    runs: Callable[..., Any],
    enforces: tuple[Guard, ...] = (),
    prepares: Callable[[Info, Any], Any] | None = None,
    gives: type | None = None,
) -> Callable[[Callable[..., Any]], Any]:
    """Declare a mutation from ``def name(info, input: SomeInput) -> Node | Payload``.

    ``may=None`` is for the few that anyone may call (sign-in, registration, a report). The return annotation is a
    node (the payload then has one field of its name) or a class whose annotations are the payload's fields; the body
    then returns an object or a mapping with these. Fields are null when the request was refused. ``gives`` says the
    same where the body's own annotation is that of the row, or of the mapping, that it returns.

    ``prepares`` is for what must not hold the transaction, such as hashing a password: it runs before it, also in a
    dry run, and the body is handed its result as a third argument.
    """

    def wrap(body: Callable[..., Any]) -> Any:
        hints = get_type_hints(body, include_extras=True)
        name = _pascal(body.__name__)
        fields = _gives(gives or hints["return"])
        refusals = (*ALWAYS, *contract_of(runs).refuses, *(KEYED if _is_keyed(hints["input"]) else ()))
        payload = _payload(name, fields, refusals)
        declared = Declared(_camel(name), may, enforces, runs, prepares, body, payload, fields)
        MUTATIONS[declared.name] = declared
        return strawberry.mutation(resolver=_resolver(declared, hints["input"]), description=doc(body))

    return wrap


def _resolver(declared: Declared, input_type: Any) -> Callable[..., Any]:
    def resolve(info: Info, input: Any, dry_run: bool = False) -> Any:
        return answer(declared, info, input, dry_run)

    resolve.__annotations__ = {
        "info": Info,
        "input": Annotated[input_type, argument("What to do.")],
        "dry_run": Annotated[bool, argument("Answer as if it were done, and change nothing.")],
        "return": declared.payload,
    }
    return resolve


def answer(declared: Declared, info: Info, input: Any, dry_run: bool) -> Any:
    """Run a declared mutation and build its payload; refusals become its ``errors``."""
    act = info.context.act
    replay = Replay(act, declared.name, input, dry_run)
    try:
        if declared.may is not None:
            require(act, declared.may)
        done = replay.known() or _do(declared, info, input, replay, dry_run)
    except (Refused, Refusals) as refused:
        done = Known({}, list(refused.refused) if isinstance(refused, Refusals) else [refused])
        replay.store_refusals(done.refused)
    objects = {name: done.objects.get(name) for name in declared.gives}
    return declared.payload(**objects, errors=[present(one, act.language) for one in done.refused])


def _do(declared: Declared, info: Info, input: Any, replay: Replay, dry_run: bool) -> Known:
    prepared = () if declared.prepares is None else (declared.prepares(info, input),)
    try:
        known = Known(run(lambda: replay.store(_carry_out(declared, info, input, *prepared)), dry=dry_run), [])
    except (Twin, Refused, Refusals):
        # A twin of this request may have been answered meanwhile, and its deed may be the very reason for a refusal.
        twin = replay.known()
        if twin is None:
            raise
        return twin
    if not dry_run:
        info.context.committed()
    return known


def _carry_out(declared: Declared, info: Info, input: Any, *prepared: Any) -> dict[str, Any]:
    info.context.begin()
    with watching() as ran:
        result = declared.body(info, input, *prepared)
    if ran != set(declared.enforces):
        raise AssertionError(f"{declared.name} promises {sorted(declared.enforces)} and ran {sorted(ran)}")
    if isinstance(result, dict):
        return {name: result.get(name) for name in declared.gives}
    if len(declared.gives) == 1:
        return {next(iter(declared.gives)): result}
    return {name: getattr(result, name) for name in declared.gives}


def _gives(annotation: Any) -> dict[str, Any]:
    if inspect.isclass(annotation) and issubclass(annotation, Node):
        return {_snake(annotation.__name__): annotation}
    return dict(get_type_hints(annotation, include_extras=True))


def _payload(name: str, gives: dict[str, Any], refusals: tuple[type[Refused], ...]) -> type:
    union = error_union(f"{name}Error", refusals)
    annotations = {field: _optional(hint) for field, hint in gives.items()}
    errors: Any = list
    body: dict[str, Any] = {"__annotations__": {**annotations, "errors": errors[union]}}
    for field in gives:
        body[field] = strawberry.field(description="The result; null when the request was refused.")
    body["errors"] = strawberry.field(description="Empty when the request was carried out.")
    described = f"What `{_camel(name)}` came to."
    return strawberry.type(type(f"{name}Payload", (), body), description=described)


def _optional(hint: Any) -> Any:
    return hint | None


def _is_keyed(input_type: Any) -> bool:
    return "idempotency_key" in get_type_hints(input_type)


def _pascal(name: str) -> str:
    return "".join(part.title() for part in name.split("_"))


def _camel(name: str) -> str:
    return name[0].lower() + name[1:]


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")

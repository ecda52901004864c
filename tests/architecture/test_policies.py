"""Nothing is reachable that nobody decided on, and nothing is promised that is not enforced."""

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    is_introspection_type,
)

from server.app import SCHEMA
from server.core.verbs import contract_of
from server.policies.grants import GRANTS
from server.policies.permissions import Permission
from server.schema.mutation import MUTATIONS
from server.schema.nodes import BY_NAME, CATALOG

OPEN_TO_ANYBODY = {
    "accountRegister",
    "accountVerify",
    "passwordReset",
    "passwordResetRequest",
    "sessionCreate",
}
"""What somebody must be able to do before there is an account to ask for permission."""

TYPES = [kind for kind in SCHEMA._schema.type_map.values() if not is_introspection_type(kind)]


def test_every_mutation_names_its_permission() -> None:
    assert {name for name, one in MUTATIONS.items() if one.may is None} == OPEN_TO_ANYBODY


def test_every_mutation_of_the_schema_comes_from_the_one_decorator() -> None:
    root = SCHEMA._schema.mutation_type
    assert root is not None
    assert set(root.fields) == set(MUTATIONS)


def test_every_mutation_takes_one_input_and_can_be_rehearsed() -> None:
    root = SCHEMA._schema.mutation_type
    assert root is not None
    for name, field in root.fields.items():
        assert set(field.args) == {"input", "dryRun"}, name


def test_a_mutation_promises_what_its_verb_enforces() -> None:
    for name, one in MUTATIONS.items():
        assert set(one.enforces) == set(contract_of(one.runs).enforces), name


def test_every_verb_of_a_mutation_declares_its_contract() -> None:
    undeclared = {name for name, one in MUTATIONS.items() if not hasattr(one.runs, "__contract__")}
    assert undeclared == set()


def test_every_permission_is_granted_by_something() -> None:
    assert set(GRANTS) == set(Permission)


def test_permissions_stand_in_order() -> None:
    assert [one.value for one in Permission] == sorted(one.value for one in Permission)


def test_every_object_with_an_id_has_its_row_permission() -> None:
    with_id = {kind.name for kind in TYPES if isinstance(kind, GraphQLObjectType) and _is_node(kind)}
    assert with_id == set(BY_NAME)
    assert all(callable(entry.visible) for entry in CATALOG.values())


def test_every_element_of_the_schema_is_described() -> None:
    bare = [kind.name for kind in TYPES if not kind.description]
    for kind in TYPES:
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            for name, field in kind.fields.items():
                bare += [f"{kind.name}.{name}"] if not field.description else []
                bare += [f"{kind.name}.{name}({arg})" for arg, one in field.args.items() if not one.description]
        elif isinstance(kind, GraphQLInputObjectType):
            bare += [f"{kind.name}.{name}" for name, one in kind.fields.items() if not one.description]
        elif isinstance(kind, GraphQLEnumType):
            bare += [f"{kind.name}.{name}" for name, one in kind.values.items() if not one.description]
    scalars = {"Boolean", "Float", "ID", "Int", "String"}
    assert [name for name in bare if name not in scalars] == []


def test_every_refusal_of_a_mutation_is_a_user_error() -> None:
    for kind in TYPES:
        if isinstance(kind, GraphQLUnionType) and kind.name.endswith("Error"):
            for member in kind.types:
                assert "UserError" in {one.name for one in member.interfaces}, f"{kind.name}: {member.name}"


def _is_node(kind: GraphQLObjectType) -> bool:
    return "Node" in {one.name for one in kind.interfaces}

"""Every GraphQL document of the page against the committed schema, without Node."""

import re
from pathlib import Path

import pytest
from graphql import parse, validate
from graphql.language import FragmentDefinitionNode, OperationDefinitionNode

from server.schema.cost import DEFAULT_PAGE, MAX_COST, cost_of
from tests.web.page_app import ROOT, committed_schema

SOURCES = ROOT / "frontend_stub" / "src"
CALL = re.compile(r"export const (\w+) = graphql\(\s*`([^`]*)`\s*(?:,\s*\[([^\]]*)\])?", re.DOTALL)

LARGE_PAGES = {"AreaPage": 100}
"""Documents that the page sends with more than a usual page."""


def documents() -> dict[str, str]:
    """Return name > text of each document, fragments appended as the page appends them."""
    found: dict[str, tuple[str, list[str]]] = {}
    for path in sorted((SOURCES / "documents").glob("*.ts")):
        for name, text, fragments in CALL.findall(path.read_text(encoding="utf-8")):
            assert name not in found, f"two documents are called {name}"
            found[name] = (text, re.findall(r"\w+", fragments))

    def whole(name: str) -> dict[str, str]:
        text, fragments = found[name]
        return {name: text} | {key: part for fragment in fragments for key, part in whole(fragment).items()}

    return {name: "\n".join(whole(name).values()) for name in found}


DOCUMENTS = documents()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_schema_answers_the_document(name: str) -> None:
    document = parse(DOCUMENTS[name])
    is_fragment = isinstance(document.definitions[0], FragmentDefinitionNode)
    errors = [
        error.message
        for error in validate(committed_schema(), document)
        if not (is_fragment and error.message.endswith("is never used."))
    ]
    assert errors == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_server_takes_the_document_for_its_cost(name: str) -> None:
    document = parse(DOCUMENTS[name])
    operation = document.definitions[0]
    if isinstance(operation, OperationDefinitionNode):
        asked = {"first": LARGE_PAGES.get(name, DEFAULT_PAGE), "ids": ["a", "b", "c"]}
        assert cost_of(committed_schema(), document, operation, asked) <= MAX_COST


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_has_one_operation_of_its_own_name(name: str) -> None:
    first, *rest = parse(DOCUMENTS[name]).definitions
    assert isinstance(first, OperationDefinitionNode | FragmentDefinitionNode)
    assert first.name is not None
    assert first.name.value == name
    assert all(isinstance(definition, FragmentDefinitionNode) for definition in rest)


def test_every_document_is_found() -> None:
    written = sum(_calls(path) for path in SOURCES.rglob("*.ts*") if path.name != "graphql-env.d.ts")
    assert written == len(DOCUMENTS) > 0


def test_documents_stand_in_one_folder() -> None:
    elsewhere = [path.name for path in SOURCES.rglob("*.ts*") if _calls(path) and path.parent.name != "documents"]
    assert elsewhere == []


def _calls(path: Path) -> int:
    return len(re.findall(r"\bgraphql\(", path.read_text(encoding="utf-8")))

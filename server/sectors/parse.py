"""From a document to a sector definition: one parser for TOML and JSON, all faults at once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from server.sectors.definition import Publication, RecipientKind, SectorDefinition, Text
from server.sectors.document import Document, Syntax, is_text, normalised, read_document
from server.sectors.examples import lint
from server.sectors.faults import Fault, SectorFaults, Severity
from server.sectors.read_approval import read_approval
from server.sectors.read_attributes import read_attributes
from server.sectors.read_clauses import Vocabulary, clause_ids, read_clauses, read_examples
from server.sectors.read_items import read_items, read_unit_kinds
from server.sectors.read_overlap import read_overlap, read_seasons
from server.sectors.reader import CODE, Table

FIELDS = (
    *("code", "name", "aliases", "owner", "purpose", "legal_basis", "effective_from", "recipient_kind"),
    *("recipient_unit_kinds", "attributes", "items", "eligibility", "seasons", "overlap", "approval", "publication"),
    *("conditions", "examples"),
)


@dataclass(frozen=True, slots=True)
class Examined:
    """What a document comes to: its definition, unless there are errors, and every fault, warnings too."""

    definition: SectorDefinition | None
    faults: tuple[Fault, ...]


def parse(text: str, syntax: Syntax) -> SectorDefinition:
    """Return the definition that ``text`` holds; raise ``SectorFaults`` with all its errors.

    Examples need not pass yet: a draft may be parsed before it is right. ``examine`` says everything.
    """
    return from_document(read_document(text, syntax))


def examine(text: str, syntax: Syntax) -> Examined:
    """Return the definition and all faults of ``text``, in its order: errors, warnings, examples that fail."""
    try:
        document = read_document(text, syntax)
    except SectorFaults as refused:
        return Examined(None, refused.faults)
    definition, faults = _read(document)
    if definition is not None:
        faults = [*faults, *lint(definition)]
    return Examined(definition, _in_order(document, faults))


def from_document(document: Document | Mapping[str, object]) -> SectorDefinition:
    """Return the definition in ``document``, such as one stored with a sector version; raise ``SectorFaults``."""
    source = document if isinstance(document, Document) else Document(document)
    definition, faults = _read(source)
    if definition is None:
        raise SectorFaults(fault for fault in _in_order(source, faults) if fault.severity is Severity.ERROR)
    return definition


def _in_order(document: Document, faults: list[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(map(document.placed, faults), key=lambda fault: (fault.line or 0, fault.column or 0)))


def _read(document: Document) -> tuple[SectorDefinition | None, list[Fault]]:
    root = Table(document.tree)
    root.only(*FIELDS)
    recipient_kind = root.choice("recipient_kind", RecipientKind)
    kinds, items, seasons = read_unit_kinds(root), read_items(root), read_seasons(root)
    attributes = read_attributes(root, recipient_kind)
    vocabulary = Vocabulary(attributes, items, kinds)
    definition = SectorDefinition(
        code=root.text("code", CODE),
        name=root.bilingual("name"),
        aliases=root.texts("aliases"),
        owner=root.bilingual("owner"),
        purpose=root.bilingual("purpose"),
        legal_basis=root.text("legal_basis"),
        effective_from=root.day("effective_from"),
        recipient_kind=recipient_kind,
        unit_kinds=kinds,
        attributes=attributes,
        items=items,
        clauses=read_clauses(root, document, vocabulary),
        seasons=seasons,
        overlap=read_overlap(root, recipient_kind, items, seasons),
        approval=read_approval(root.table("approval")),
        publication=_publication(root.table("publication")),
        conditions=tuple(_condition(table) for table in root.tables("conditions")),
        examples=read_examples(root, clause_ids(root), vocabulary),
        document={},
    )
    if any(fault.severity is Severity.ERROR for fault in root.faults):
        return None, root.faults
    if not is_text(document.tree):
        return None, [Fault((), "SECTOR_NOT_TEXT", {})]
    return replace(definition, document={key: normalised(value) for key, value in document.tree.items()}), root.faults


def _publication(table: Table) -> Publication:
    table.only("level", "minimum_households", "minimum_persons", "values")
    return Publication(
        level=table.text("level", CODE),
        minimum_households=table.whole("minimum_households", 2, 1000, 10),
        minimum_persons=table.whole("minimum_persons", 2, 1000, 5),
        values=table.flag("values"),
    )


def _condition(table: Table) -> Text:
    table.only("id", "en")
    return Text(table.text("id"), table.text("en"))

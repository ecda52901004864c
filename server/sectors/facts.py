"""Are facts of the shape a sector asked for? Their meaning is for the rules; their shape is settled when written."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import jsonschema_rs

from server.rules.faults import meant
from server.sectors.definition import Attribute, SectorDefinition, Subject
from server.sectors.document import is_finite_number
from server.sectors.reader import MAX_AMOUNT, MAX_STRANGERS

_CODES = {
    "type": "FACT_TYPE",
    "minimum": "FACT_MINIMUM",
    "maximum": "FACT_MAXIMUM",
    "enum": "FACT_CHOICE",
    "minLength": "FACT_TOO_SHORT",
    "maxLength": "FACT_TOO_LONG",
    "pattern": "FACT_FORM",
    "format": "FACT_DATE",
}


@dataclass(frozen=True, slots=True)
class FactFault:
    """One fact that does not fit: the attribute, a message code, and its parameters. Never the value itself."""

    name: str
    code: str
    params: Mapping[str, object]

    @property
    def limit(self) -> str | None:
        """What the attribute's schema asks for, or the name that may be meant: the one fact that every text shows."""
        return ", ".join(str(part) for key, part in self.params.items() if key != "name") or None


def attribute_schema(definition: SectorDefinition, subject: Subject | None = None) -> dict[str, object]:
    """Return the JSON Schema (2020-12) of the facts of ``subject``, or of all: annotated, ready for a form."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {attribute.name: _property(attribute) for attribute in _of(definition, subject)},
        "additionalProperties": False,
    }


def validate_facts(
    definition: SectorDefinition, facts: Mapping[str, object], subject: Subject | None = None
) -> list[FactFault]:
    """Return what is wrong with ``facts`` (of ``subject``, or of all), in the order given; empty when they are good.

    Nothing is required, and ``None`` is a missing value. Unknown names are refused. Never raises.
    """
    known = _validated(definition, subject)
    found: list[FactFault] = []
    strangers = 0
    for name, value in facts.items():
        if name not in known:
            strangers += 1
            code, more = meant("FACT_UNKNOWN", str(name), known if strangers <= MAX_STRANGERS else ())
            found.append(FactFault(str(name)[:80], code, {"name": str(name)[:80], **more}))
        elif value is not None:
            found.extend(_faults(*known[name], value))
    return found


def _faults(attribute: Attribute, validator: jsonschema_rs.Draft202012Validator, value: object) -> list[FactFault]:
    name = attribute.name
    if not _is_plain(value):
        return [FactFault(name, "FACT_TYPE", {"types": attribute.schema["type"]})]
    return [
        FactFault(name, _CODES[error.kind.name], {key: _shown(limit) for key, limit in error.kind.as_dict().items()})
        for error in validator.iter_errors(value)
    ]


def _shown(limit: object) -> object:
    return ", ".join(map(str, limit)) if isinstance(limit, list) else limit


def _is_plain(value: object) -> bool:
    """Say whether ``value`` is a scalar that JSON can carry: the validator raises on anything else."""
    if isinstance(value, str):
        return not any("\ud800" <= character <= "\udfff" for character in value)
    return isinstance(value, bool) or (is_finite_number(value) and abs(value) <= 10 * MAX_AMOUNT)


def _of(definition: SectorDefinition, subject: Subject | None) -> tuple[Attribute, ...]:
    return tuple(item for item in definition.attributes if subject in (None, item.subject))


def _property(attribute: Attribute) -> dict[str, object]:
    annotations = {
        "title": attribute.title.id,
        "x-title": {"id": attribute.title.id, "en": attribute.title.en},
        "x-unit": attribute.unit,
        "x-source": attribute.source,
        "x-personal": attribute.personal.value,
        "x-public": attribute.is_public,
        "x-subject": attribute.subject.value,
        "x-labels": {value: {"id": text.id, "en": text.en} for value, text in attribute.choices.items()} or None,
    }
    return {**attribute.schema, **{key: value for key, value in annotations.items() if value is not None}}


@lru_cache(maxsize=128)
def _validated(
    definition: SectorDefinition, subject: Subject | None
) -> Mapping[str, tuple[Attribute, jsonschema_rs.Draft202012Validator]]:
    """Compile one validator for each attribute, once for each definition."""
    return {
        attribute.name: (
            attribute,
            jsonschema_rs.Draft202012Validator(dict(attribute.schema), validate_formats=True),
        )
        for attribute in _of(definition, subject)
    }

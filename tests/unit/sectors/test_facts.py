"""Facts of the wrong shape are refused when they are written."""

import json
from datetime import date

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.sectors.definition import SectorDefinition, Subject
from server.sectors.facts import attribute_schema, validate_facts
from server.sectors.parse import from_document
from server.sectors.shipped import shipped
from tests.unit.sectors.documents import tree


def sector(code: str) -> SectorDefinition:
    return next(definition for definition in shipped() if definition.code == code)


def dated() -> SectorDefinition:
    document = tree()
    document["attributes"] = [
        *document["attributes"],  # type: ignore[misc]  # a list, as the tree above shows
        {
            "name": "sejak",
            "type": "string",
            "format": "date",
            "x-title": {"id": "Sejak", "en": "Since"},
            "x-source": "DLH",
            "x-personal": "NONE",
        },
        {
            "name": "nomor",
            "type": "integer",
            "x-title": {"id": "Nomor", "en": "Number"},
            "x-source": "DLH",
            "x-personal": "NONE",
        },
    ]
    return from_document(document)


@pytest.mark.parametrize(
    ("name", "value", "code", "params"),
    [
        ("penghasilan_bulanan", -1, "FACT_MINIMUM", {"limit": 0}),
        ("penghasilan_bulanan", 10**12, "FACT_MAXIMUM", {"limit": 10**9}),
        ("penghasilan_bulanan", "5 juta", "FACT_TYPE", {"types": "integer"}),
        ("penghasilan_bulanan", 1.5, "FACT_TYPE", {"types": "integer"}),
        ("penghasilan_bulanan", True, "FACT_TYPE", {"types": "integer"}),
        ("penghasilan_bulanan", float("nan"), "FACT_TYPE", {"types": "integer"}),
        ("penghasilan_bulanan", 10**400, "FACT_TYPE", {"types": "integer"}),
        ("penghasilan_bulanan", {"a": 1}, "FACT_TYPE", {"types": "integer"}),
        ("dtks", 1, "FACT_TYPE", {"types": "boolean"}),
        ("dtks", "ya", "FACT_TYPE", {"types": "boolean"}),
        ("status_kerja", "\ud800", "FACT_TYPE", {"types": "string"}),
        (
            "status_kerja",
            "kerja",
            "FACT_CHOICE",
            {"options": "bekerja, phk, dirumahkan, usaha_tutup, tidak_bekerja"},
        ),
        ("dtsk", True, "FACT_UNKNOWN_MEANT", {"name": "dtsk", "suggestion": "dtks"}),
        ("pledge.item", "SEMBAKO", "FACT_UNKNOWN", {"name": "pledge.item"}),
    ],
)
def test_a_fact_that_does_not_fit(name: str, value: object, code: str, params: dict[str, object]) -> None:
    [fault] = validate_facts(sector("PANGAN"), {name: value})
    assert (fault.name, fault.code, fault.params) == (name, code, params)


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ("1234567", ["FACT_FORM", "FACT_TOO_SHORT"]),
        ("123456789", ["FACT_FORM", "FACT_TOO_LONG"]),
        ("2010987a", ["FACT_FORM"]),
        ("20109876", []),
    ],
)
def test_a_school_number_has_eight_digits(value: str, codes: list[str]) -> None:
    assert sorted(fault.code for fault in validate_facts(sector("PENDIDIKAN"), {"npsn": value})) == codes


@pytest.mark.parametrize("value", ["2020-02-30", "20200201", "1 Februari 2020", date(2020, 2, 1)])
def test_a_date_is_an_iso_date(value: object) -> None:
    assert [fault.code for fault in validate_facts(dated(), {"sejak": value})][:1] in (["FACT_DATE"], ["FACT_TYPE"])


def test_good_facts_missing_facts_and_nulls_are_accepted() -> None:
    assert validate_facts(sector("PANGAN"), {}) == []
    assert validate_facts(sector("PANGAN"), {"dtks": None, "penghasilan_bulanan": 4_200_000}) == []
    assert validate_facts(dated(), {"sejak": "2020-02-29", "nomor": 3}) == []


def test_an_attribute_without_bounds_still_has_ours() -> None:
    assert [fault.code for fault in validate_facts(dated(), {"nomor": 10**15 + 1})] == ["FACT_MAXIMUM"]


def test_every_fault_is_told() -> None:
    found = validate_facts(sector("PANGAN"), {"dtks": 1, "njop": -5, "zzz": None})
    assert [fault.name for fault in found] == ["dtks", "njop", "zzz"]


def test_facts_of_a_unit_are_not_those_of_a_need() -> None:
    facts = {"rw_di_cap": True, "tahun_cap": 2019}
    definition = sector("PENATAAN_PERMUKIMAN")
    assert validate_facts(definition, facts) == []
    assert [fault.name for fault in validate_facts(definition, facts, Subject.UNIT)] == ["tahun_cap"]
    assert [fault.name for fault in validate_facts(definition, facts, Subject.NEED)] == ["rw_di_cap"]


def test_the_schema_is_valid_and_requires_nothing() -> None:
    for definition in (*shipped(), dated()):
        schema = attribute_schema(definition)
        assert json.loads(json.dumps(schema)) == schema
        jsonschema_rs.meta.validate(schema)
        assert "required" not in schema
        assert jsonschema_rs.Draft202012Validator(schema).is_valid({})
        assert not jsonschema_rs.Draft202012Validator(schema).is_valid({"tidak_dikenal": 1})


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.dates(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from(["dtks", "njop", "status_kerja", "x"]) | st.text(), values, max_size=4))
def test_no_facts_crash_the_check(facts: dict[str, object]) -> None:
    assert {fault.name for fault in validate_facts(sector("PANGAN"), facts)} <= {name[:80] for name in facts}

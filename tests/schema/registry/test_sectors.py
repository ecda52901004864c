"""Sectors as the public and as those who register see them."""

from server.core.act import Act
from server.core.platform import Platform
from tests.backends.counting import counting
from tests.factories.registry import a_partner
from tests.schema.client import Client, the_public

EVERYTHING = """
code state name { id en } purpose { id } owner { id } aliases legalBasis versionNumber definitionHash recipientKind
unitKinds { code name { id } isArea }
items { code name { id en } unit { id } category referenceValue contents { name { id } quantity unit } }
attributes { name kind title { id } unit source personal isPublic subject choices { value label { id } } }
clauses { code text { id en } source rule } overlapRules { key category window length season maximum action text }
conditions { id en } approvalThreshold formSchema
"""


def test_the_public_reads_what_a_sector_is(act: Act) -> None:
    found = the_public(act).ask(f'{{ sector(code: "PANGAN") {{ {EVERYTHING} }} }}')["sector"]
    assert found["name"] == {"id": "Pangan", "en": "Food"}
    assert (found["state"], found["recipientKind"], found["versionNumber"]) == ("ACTIVE", "HOUSEHOLD", 1)
    assert found["items"][0]["referenceValue"].isdigit()
    assert {"domisili", "membutuhkan"} <= {clause["code"] for clause in found["clauses"]}
    assert found["overlapRules"][0]["text"] == "At most 1 of SEMBAKO for each household in a week."
    assert found["overlapRules"][1]["text"] == "At most 1 of SEMBAKO for each household within 14 days."
    assert len(found["definitionHash"]) == 64


def test_the_public_sees_public_attributes_only(act: Act, platform: Platform) -> None:
    ask = '{ sector(code: "PENATAAN_PERMUKIMAN") { attributes { name } } }'
    assert "rw_di_cap" in str(the_public(act).ask(ask))
    income = '{ sector(code: "PANGAN") { attributes { name } formSchema } }'
    assert "penghasilan_bulanan" not in str(the_public(act).ask(income))
    partner = Client(a_partner(platform)).ask(income)["sector"]
    assert "penghasilan_bulanan" in {one["name"] for one in partner["attributes"]}
    assert partner["formSchema"]["properties"]["penghasilan_bulanan"]["maximum"] == 1_000_000_000


def test_a_sector_that_helps_units_has_no_recipient_kind(act: Act) -> None:
    found = the_public(act).ask('{ sector(code: "PENATAAN_PERMUKIMAN") { recipientKind } }')
    assert found == {"sector": {"recipientKind": None}}


def test_an_unknown_sector_is_null(act: Act) -> None:
    assert the_public(act).ask('{ sector(code: "TIDAK_ADA") { code } }') == {"sector": None}


def test_sectors_are_listed_by_code_in_few_statements(act: Act) -> None:
    document = """{ sectors(first: 6) { totalCount edges { cursor } nodes {
        id code name { id } items { code name { id } } attributes { name } formSchema versionNumber } } }"""
    the_public(act).ask(document)
    with counting() as statements:
        found = the_public(act).ask(document)["sectors"]
    codes = [one["code"] for one in found["nodes"]]
    assert codes == sorted(codes)
    assert found["totalCount"] == len(codes) >= 4
    assert len(statements) <= 3
    node = "query($id: ID!) { node(id: $id) { ... on Sector { code } } }"
    again = the_public(act).ask(node, id=found["nodes"][0]["id"])
    assert again == {"node": {"code": codes[0]}}
    second = the_public(act).ask(
        "query($after: String) { sectors(first: 1, after: $after) { nodes { code } } }",
        after=found["edges"][0]["cursor"],
    )
    assert second["sectors"]["nodes"] == [{"code": codes[1]}]

"""The four shipped sectors are right by their own examples, and mean what the programme published."""

import json
import tomllib
from dataclasses import replace
from importlib.resources import files

import pytest

from server.rules.verdict import Verdict, judge
from server.sectors.definition import SectorDefinition
from server.sectors.document import Syntax
from server.sectors.examples import run_examples
from server.sectors.overlap import OverlapAction, OverlapKey, WindowKind
from server.sectors.parse import examine, from_document, parse
from server.sectors.shipped import shipped

CODES = ("PANGAN", "PENATAAN_PERMUKIMAN", "PENDIDIKAN", "UMKM")
by_code = pytest.mark.parametrize("code", CODES)


def source(code: str) -> str:
    return files("server.sectors.definitions").joinpath(f"{code.lower()}.toml").read_text(encoding="utf-8")


def sector(code: str) -> SectorDefinition:
    return next(definition for definition in shipped() if definition.code == code)


def test_exactly_the_four_of_november_2020_are_shipped() -> None:
    assert tuple(definition.code for definition in shipped()) == CODES


@by_code
def test_a_shipped_sector_is_without_fault_or_warning(code: str) -> None:
    assert examine(source(code), Syntax.TOML).faults == ()


@by_code
def test_all_examples_pass_and_cover_each_verdict(code: str) -> None:
    results = run_examples(sector(code))
    assert all(result.passed for result in results)
    assert {result.judgement.verdict for result in results} == set(Verdict)


@by_code
def test_toml_json_and_what_is_stored_are_the_same_definition(code: str) -> None:
    definition = sector(code)
    as_json = json.dumps(tomllib.loads(source(code)), default=str, indent=2)
    assert parse(as_json, Syntax.JSON) == definition
    stored = json.loads(json.dumps(definition.document, sort_keys=True))
    again = from_document(stored)
    assert again == definition
    assert replace(again, document={}) != definition
    for name in ("attributes", "items", "clauses", "overlap", "seasons", "approval", "examples", "unit_kinds"):
        assert getattr(again, name) == getattr(definition, name)
    assert len(definition.definition_hash) == 64


def test_a_changed_word_changes_the_hash() -> None:
    changed = source("PANGAN").replace("penghasilan_bulanan < 5000000", "penghasilan_bulanan < 5000001")
    assert parse(changed, Syntax.TOML) != sector("PANGAN")
    respaced = source("PANGAN").replace("reference_value = 200_000", "reference_value   = 200000  # rupiah")
    assert parse(respaced, Syntax.TOML) == sector("PANGAN")


@by_code
def test_every_item_is_limited_by_a_refusing_rule(code: str) -> None:
    definition = sector(code)
    for item in definition.items:
        assert OverlapAction.REFUSE in {rule.action for rule in definition.overlap_rules(item.category)}


def test_pangan_gives_the_published_packages() -> None:
    values = {item.code: item.reference_value_rupiah for item in sector("PANGAN").items}
    assert (values["SEMBAKO"], values["MAKANAN_SIAP_SAJI"], values["PAKET_LEBARAN"]) == (200_000, 45_000, 85_000)
    assert (values["PAKET_THR_ORANG"], values["PAKET_THR_KELUARGA"]) == (50_000, 200_000)
    sembako = sector("PANGAN").item("SEMBAKO")
    assert sembako is not None
    assert len(sembako.contents) == 10
    windows = {(rule.category, rule.window.kind) for rule in sector("PANGAN").overlap}
    assert ("SEMBAKO", WindowKind.WEEK) in windows
    assert ("MAKANAN_SIAP_SAJI", WindowKind.DAY) in windows


def test_o13_phone_and_tablet_share_a_category() -> None:
    items = {item.code: item.category for item in sector("PENDIDIKAN").items}
    assert items["PONSEL"] == items["TABLET"] != items["LAPTOP"]


def test_capital_is_counted_for_the_owner_and_for_the_business() -> None:
    keys = {rule.key for rule in sector("UMKM").overlap_rules("MODAL")}
    assert keys == {OverlapKey.BUSINESS, OverlapKey.PERSON}


def test_at_registration_only_clauses_without_a_pledge_are_asked() -> None:
    definition = sector("PENDIDIKAN")
    assert [clause.id for clause in definition.standing_clauses] == ["sekolah", "aktif", "membutuhkan", "persetujuan"]
    facts = {"sekolah_dki": True, "peran": "guru", "aktif": True, "pns": False, "punya_laptop": False}
    assert judge(definition.standing_clauses, facts).verdict is Verdict.ELIGIBLE
    assert judge(definition.clauses, facts).missing == ("pledge.item",)


def test_nobody_decides_two_stages_of_one_large_gift() -> None:
    workflow = sector("PANGAN").approval.workflow
    assert workflow.stage("biro").not_by_deciders_of == {"verifikasi", "dinas"}
    assert [workflow.band_of(value) for value in (499_999_999, 500_000_000)] == ["besar", "sangat-besar"]

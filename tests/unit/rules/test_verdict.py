"""The eligibility cases of the matching study (its §5) on its rule documents (its §2.1), kept here as a fixture."""

import pytest

from server.rules.faults import RuleFaults
from server.rules.rule import compile_rule
from server.rules.syntax import Kind
from server.rules.verdict import Clause, Judgement, Verdict, judge

N, S, B = Kind.NUMBER, Kind.STRING, Kind.BOOL

DOCUMENTS: dict[str, tuple[dict[str, Kind], dict[str, str]]] = {
    "PANGAN": (
        {
            "domisili_dki": B,
            "dtks": B,
            "penghasilan_bulanan": N,
            "asn_tni_polri": B,
            "terima_pkh": B,
            "terima_bansos_lain": B,
        },
        {
            "domisili": "domisili_dki",
            "miskin": "dtks || penghasilan_bulanan <= 4200000",
            "bukan_asn": "!asn_tni_polri",
            "tidak_ganda": "!terima_pkh && !terima_bansos_lain",
        },
    ),
    "UMKM": (
        {"lokasi_dki": B, "skala": S, "omzet_bulanan": N, "punya_nib": B, "terdampak": B},
        {
            "lokasi": "lokasi_dki",
            "skala": "skala in ['mikro','kecil']",
            "omzet": "omzet_bulanan <= 1250000000",
            "nib": "punya_nib || terdampak",
        },
    ),
    "PENDIDIKAN": (
        {"sekolah_dki": B, "punya_gawai": B, "peran": S, "pledge.item": S},
        {
            "sekolah": "sekolah_dki",
            "gawai": "!punya_gawai",
            "barang": "peran == 'siswa' && pledge.item in ['ponsel','tablet']"
            " || peran == 'guru' && pledge.item in ['komputer','laptop']",
        },
    ),
    "PENATAAN": (
        {"rw_di_cap": B, "item_di_cap": B, "status_item": S},
        {"cap": "rw_di_cap && item_di_cap", "belum": "!has(status_item) || status_item != 'selesai'"},
    ),
    "PERSAMPAHAN": (
        {"domisili_dki": B, "punya_tps": B, "timbulan_kg_hari": N, "komitmen_pilah": B},
        {
            "domisili": "domisili_dki",
            "timbulan": "!punya_tps || timbulan_kg_hari >= 500",
            "pilah": "komitmen_pilah",
        },
    ),
    "TENAGA_KERJA": (
        {"ktp_dki": B, "usia": N, "bekerja": B, "sedang_sekolah": B},
        {
            "ktp": "ktp_dki",
            "usia": "usia >= 18 && usia <= 60",
            "bekerja": "!bekerja",
            "sekolah": "!sedang_sekolah",
        },
    ),
}
CLEAN = {"domisili_dki": True, "asn_tni_polri": False, "terima_pkh": False, "terima_bansos_lain": False}
GURU = {"sekolah_dki": True, "peran": "guru", "pledge.item": "laptop"}
MIKRO = {"lokasi_dki": True, "skala": "mikro", "omzet_bulanan": 9_000_000}
RW = {"domisili_dki": True, "komitmen_pilah": True}
CAP = {"rw_di_cap": True, "item_di_cap": True}


def verdict(sector: str, **facts: object) -> Judgement:
    attributes, rules = DOCUMENTS[sector]
    clauses = [Clause(name, compile_rule(text, attributes), name, name, "fixture") for name, text in rules.items()]
    return judge(clauses, {name.replace("__", "."): value for name, value in facts.items()})


def eligible(judgement: Judgement) -> bool:
    return judgement.verdict is Verdict.ELIGIBLE and not judgement.failed and not judgement.missing


def test_e01_true_or_unknown_is_true() -> None:
    assert eligible(verdict("PANGAN", **CLEAN, dtks=True))


def test_e02_both_unknown_needs_one_of_two() -> None:
    found = verdict("PANGAN", **CLEAN)
    assert (found.verdict, found.missing) == (Verdict.NEEDS_DATA, ("dtks", "penghasilan_bulanan"))
    [miskin] = [result for result in found.results if result.outcome is None]
    assert (miskin.clause_id, miskin.missing) == ("miskin", (("dtks",), ("penghasilan_bulanan",)))


def test_e03_false_and_unknown_is_false() -> None:
    found = verdict("PANGAN", asn_tni_polri=True)
    assert (found.verdict, found.failed, found.missing) == (Verdict.NOT_ELIGIBLE, ("bukan_asn",), ())


def test_e04_all_false_clauses_are_listed() -> None:
    found = verdict("PANGAN", **CLEAN | {"asn_tni_polri": True, "domisili_dki": False}, dtks=True)
    assert found.failed == ("domisili", "bukan_asn")


def test_e05_one_other_aid_is_enough_to_refuse() -> None:
    found = verdict("PANGAN", domisili_dki=True, dtks=True, asn_tni_polri=False, terima_pkh=True)
    assert (found.verdict, found.failed) == (Verdict.NOT_ELIGIBLE, ("tidak_ganda",))


def test_e06_the_threshold_itself_is_inside() -> None:
    assert eligible(verdict("PANGAN", **CLEAN, dtks=False, penghasilan_bulanan=4_200_000))
    assert verdict("PANGAN", **CLEAN, dtks=False, penghasilan_bulanan=4_200_001).failed == ("miskin",)


def test_e07_a_teacher_whose_device_is_unknown_needs_data() -> None:
    found = verdict("PENDIDIKAN", **GURU)
    assert (found.verdict, found.missing) == (Verdict.NEEDS_DATA, ("punya_gawai",))


def test_e08_a_teacher_gets_no_phone() -> None:
    found = verdict("PENDIDIKAN", **{**GURU, "pledge.item": "ponsel"}, punya_gawai=False)
    assert (found.verdict, found.failed) == (Verdict.NOT_ELIGIBLE, ("barang",))


def test_e09_the_plan_line_is_unknown() -> None:
    found = verdict("PENATAAN", rw_di_cap=True)
    assert (found.verdict, found.missing) == (Verdict.NEEDS_DATA, ("item_di_cap",))


def test_e10_an_rw_outside_the_plan_is_refused_whatever_the_line() -> None:
    assert verdict("PENATAAN", rw_di_cap=False).failed == ("cap",)


def test_e11_a_line_without_status_is_open_and_a_finished_one_is_not() -> None:
    assert eligible(verdict("PENATAAN", **CAP))
    assert eligible(verdict("PENATAAN", **CAP, status_item=None))
    assert verdict("PENATAAN", **CAP, status_item="selesai").failed == ("belum",)


def test_e12_a_medium_business_is_refused() -> None:
    assert verdict("UMKM", **{**MIKRO, "skala": "menengah"}, punya_nib=True).failed == ("skala",)


def test_e13_without_nib_the_damage_decides() -> None:
    found = verdict("UMKM", **MIKRO, punya_nib=False)
    assert (found.verdict, found.missing) == (Verdict.NEEDS_DATA, ("terdampak",))


def test_e15_a_misspelt_attribute_is_refused_with_a_suggestion() -> None:
    with pytest.raises(RuleFaults) as caught:
        compile_rule("usai >= 18", DOCUMENTS["TENAGA_KERJA"][0])
    [fault] = caught.value.faults
    assert (fault.line, fault.column, fault.params["suggestion"]) == (1, 1, "usia")


@pytest.mark.parametrize("source", ["(" * 200 + "usia > 1" + ")" * 200, "(" * 5_000_000])
def test_e17_hostile_proposals_are_refused(source: str) -> None:
    with pytest.raises(RuleFaults):
        compile_rule(source, DOCUMENTS["TENAGA_KERJA"][0])


@pytest.mark.parametrize(
    ("usia", "expected"),
    [(17, Verdict.NOT_ELIGIBLE), (18, Verdict.ELIGIBLE), (60, Verdict.ELIGIBLE), (61, Verdict.NOT_ELIGIBLE)],
)
def test_e18_both_ends_of_the_age_are_inside(usia: int, expected: Verdict) -> None:
    assert verdict("TENAGA_KERJA", ktp_dki=True, usia=usia, bekerja=False, sedang_sekolah=False).verdict is expected


def test_e19_a_sector_that_came_later_is_judged_the_same_way() -> None:
    assert eligible(verdict("PERSAMPAHAN", **RW, timbulan_kg_hari=500))
    found = verdict("PERSAMPAHAN", **RW, punya_tps=True)
    assert (found.verdict, found.missing) == (Verdict.NEEDS_DATA, ("timbulan_kg_hari",))


def test_every_clause_is_evaluated_and_explained() -> None:
    found = verdict("PANGAN", asn_tni_polri=True)
    assert [(r.clause_id, r.outcome) for r in found.results] == [
        ("domisili", None),
        ("miskin", None),
        ("bukan_asn", False),
        ("tidak_ganda", None),
    ]
    assert found.results[1].refs == ("dtks", "penghasilan_bulanan")


def test_no_clause_refuses_nobody() -> None:
    assert judge([], {}).verdict is Verdict.ELIGIBLE

import os
import stat
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core import keyfile
from server.core.vault import (
    INDEX_BYTES,
    Family,
    KeyRing,
    KeyRingUnusable,
    Keys,
    SealBroken,
    UnknownKey,
)

ROW = UUID("01936d2e-0000-7000-8000-000000000001")
OTHER_ROW = UUID("01936d2e-0000-7000-8000-000000000002")
NIK = "3171015708900001"
RING = KeyRing.generate()


def sealed_nik(ring: KeyRing = RING) -> bytes:
    return ring.seal(NIK, table="recipient", column="nik", row_id=ROW)


@given(st.text())
def test_what_is_sealed_opens_at_its_place(text: str) -> None:
    sealed = RING.seal(text, table="recipient", column="name", row_id=ROW)
    assert RING.open(sealed, table="recipient", column="name", row_id=ROW) == text


def test_a_sealed_value_names_its_version_and_key_and_hides_its_text() -> None:
    sealed = sealed_nik()
    version, key_id, _ = sealed.split(b":", 2)
    assert version == b"v1"
    assert key_id.decode() in repr(RING)
    assert NIK.encode() not in sealed


def test_the_same_text_is_sealed_differently_each_time() -> None:
    assert sealed_nik() != sealed_nik()


@pytest.mark.parametrize(
    ("table", "column", "row_id"),
    [("account", "nik", ROW), ("recipient", "kk", ROW), ("recipient", "nik", OTHER_ROW)],
)
def test_a_value_moved_elsewhere_does_not_open(table: str, column: str, row_id: UUID) -> None:
    with pytest.raises(SealBroken):
        RING.open(sealed_nik(), table=table, column=column, row_id=row_id)


def test_no_altered_byte_goes_unseen() -> None:
    sealed = sealed_nik()
    for position in range(len(sealed)):
        altered = bytearray(sealed)
        altered[position] ^= 1
        with pytest.raises((SealBroken, UnknownKey)):
            RING.open(bytes(altered), table="recipient", column="nik", row_id=ROW)


@pytest.mark.parametrize(
    "sealed", [b"", b"v1", b"v1:a:", b"v2:a:123456789012:x", b"v1:a:1234", b"v1:\xff:123456789012:"]
)
def test_bytes_that_were_never_sealed_are_refused(sealed: bytes) -> None:
    with pytest.raises(SealBroken):
        RING.needs_reseal(sealed)


def test_a_name_with_a_colon_cannot_blur_the_place() -> None:
    with pytest.raises(ValueError, match="colon"):
        RING.seal(NIK, table="recipient:nik", column="", row_id=ROW)


def test_after_rotation_old_values_open_and_ask_to_be_sealed_again() -> None:
    old = sealed_nik()
    ring = RING.rotated()
    assert ring.open(memoryview(old), table="recipient", column="nik", row_id=ROW) == NIK
    assert ring.needs_reseal(old)
    assert not ring.needs_reseal(sealed_nik(ring))
    with pytest.raises(UnknownKey):
        RING.open(sealed_nik(ring), table="recipient", column="nik", row_id=ROW)


def test_rotation_leaves_the_index_and_the_audit_key_as_they_are() -> None:
    ring = RING.rotated()
    assert ring.blind_index("person.nik", NIK) == RING.blind_index("person.nik", NIK)
    assert (ring.audit_key, ring.signing_seed) == (RING.audit_key, RING.signing_seed)


def test_the_blind_index_is_stable_bound_to_its_purpose_and_keyed() -> None:
    index = RING.blind_index("person.nik", NIK)
    assert len(index) == INDEX_BYTES
    assert index == KeyRing.parse(RING.dump()).blind_index("person.nik", NIK)
    assert index != RING.blind_index("person.kk", NIK)
    assert index != KeyRing.generate().blind_index("person.nik", NIK)
    assert RING.blind_index("a", "bc") != RING.blind_index("ab", "c")


def test_a_missing_value_has_no_index() -> None:
    with pytest.raises(ValueError, match="nothing to index"):
        RING.blind_index("person.nik", "")


def test_keys_never_show_in_a_representation() -> None:
    keys = Keys.fresh()
    assert repr(keys.by_id[keys.active]) not in repr(keys)
    assert repr(RING.audit_key) not in repr(RING)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"seal": 1}', '{"seal": {"active": "a", "keys": {"a": "!"}}}', '{"other": {}}']
)
def test_a_damaged_ring_is_refused(text: str) -> None:
    with pytest.raises(KeyRingUnusable):
        KeyRing.parse(text)


@pytest.mark.parametrize(
    ("active", "by_id"),
    [("b", {"a": bytes(32)}), ("a", {"a": bytes(16)}), ("a:b", {"a:b": bytes(32)}), ("A", {"A": bytes(32)})],
)
def test_unusable_keys_are_refused(active: str, by_id: dict[str, bytes]) -> None:
    with pytest.raises(KeyRingUnusable):
        Keys(active, by_id)


def test_a_key_serves_one_family_only() -> None:
    shared = Keys.fresh()
    with pytest.raises(KeyRingUnusable, match="twice"):
        KeyRing(dict.fromkeys(Family, shared))


def test_the_first_start_makes_a_file_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "data" / "keys.json"
    made = KeyRing.load_or_create(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert KeyRing.load_or_create(path).dump() == made.dump()
    assert [entry.name for entry in path.parent.iterdir()] == ["keys.json"]


def test_processes_that_start_together_share_one_ring(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        rings = list(pool.map(_dump_of_ring_at, [path] * 8))
    assert set(rings) == {path.read_text()}


def _dump_of_ring_at(path: Path) -> str:
    return KeyRing.load_or_create(path).dump()


def test_the_process_that_comes_second_takes_what_the_first_wrote(tmp_path: Path) -> None:
    path = tmp_path / "secret"

    def make_too_late() -> str:
        path.write_text("first")
        path.chmod(0o600)
        return "second"

    assert keyfile.read_or_create(path, make_too_late) == "first"
    assert [entry.name for entry in tmp_path.iterdir()] == ["secret"]


def test_a_file_that_others_can_read_is_refused_with_its_mend(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    KeyRing.load_or_create(path)
    path.chmod(0o644)
    with pytest.raises(keyfile.KeyFileError, match="chmod 600"):
        KeyRing.load_or_create(path)


def test_a_rotated_ring_replaces_the_file_in_one_step(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    rotated = KeyRing.load_or_create(path).rotated()
    keyfile.replace(path, rotated.dump())
    assert KeyRing.load_or_create(path).dump() == rotated.dump()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.touch()
    with pytest.raises(keyfile.KeyFileError, match=r"keys\.json"):
        KeyRing.load_or_create(blocker / "keys.json")
    with pytest.raises(keyfile.KeyFileError, match=r"keys\.json"):
        keyfile.replace(tmp_path / "absent" / "keys.json", "")
    assert os.listdir(tmp_path) == ["file"]

"""The index of places agrees with the real parsers on every document."""

import json
import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.sectors.faults import Path
from server.sectors.places import MAX_NESTING, TooDeep, json_places, toml_places

TOML = r'''
title = "a [b] {c} = 1 # no comment" # a comment with "quotes" and [brackets]
"quoted.key" . plain = 'it = [fine]'
empty = [ ]
day = 2020-11-01
[table]
text = """
[not.a.table]
x = "y" \""" still """
inline = { a = 1, "b c" = [ { d = "}" }, { d = QQQ
]QQQ } ] }
list = [ # a comment, with comma
  "one",
  [2, 3],
]
[[rows]]
id = 1
[rows.below]
x = 1
[[rows.deep]]
y = 1
[[rows.deep]]
y = 2
[[rows]]
id = 2
[a."b.c".d]
e = 1
'''.replace("QQQ", "'''")


def leaves(value: object, path: Path = ()) -> list[Path]:
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    return [path] if below is None else [found for key, item in below for found in leaves(item, (*path, key))]


def test_every_leaf_of_a_toml_document_has_its_place() -> None:
    places = toml_places(TOML)
    for path in leaves(tomllib.loads(TOML)):
        assert path in places.values, path
    assert places.line_column(places.keys["rows", 1, "id"]) == (TOML.splitlines().index("id = 2") + 1, 1)
    assert places.line_column(places.keys["table", "inline", "b c", 1, "d"]) == (10, 44)
    assert places.line_column(places.keys["table", "list", 1, 0]) == (14, 4)
    assert TOML[places.values["a", "b.c", "d", "e"]] == "1"
    assert TOML.startswith('"""\n[not', places.values["table", "text"])


def test_every_leaf_of_the_shipped_sectors_has_its_place() -> None:
    for entry in files("server.sectors.definitions").iterdir():
        if entry.name.endswith(".toml"):
            text = entry.read_text(encoding="utf-8")
            assert set(leaves(tomllib.loads(text))) <= set(toml_places(text).values)


def test_a_path_that_is_not_there_stands_where_its_parent_does() -> None:
    places = toml_places(TOML)
    assert places.offset(("rows", 1, "missing", "below")) == places.keys["rows", 1]
    assert places.offset(("nowhere",)) is None
    assert places.offset(()) is None


def test_duplicate_keys_of_json_are_seen() -> None:
    source = '{"a": {"b": 1, "c": [{"b": 2}], "b": 3}}'
    assert [path for path, _ in json_places(source).twice] == [("a", "b")]


@pytest.mark.parametrize("sources", [("[", "]"), ('{"a":', "}")])
def test_nesting_is_bounded(sources: tuple[str, str]) -> None:
    opening, closing = sources
    json_places(opening * MAX_NESTING + "1" + closing * MAX_NESTING)
    with pytest.raises(TooDeep):
        json_places(opening * (MAX_NESTING + 1) + "1" + closing * (MAX_NESTING + 1))


documents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3) | st.dictionaries(st.text(max_size=4), inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=4), documents, min_size=1, max_size=3), st.booleans(), st.booleans())
def test_every_leaf_of_any_json_document_has_its_place(
    document: dict[str, object], is_ascii: bool, indented: bool
) -> None:
    source = json.dumps(document, ensure_ascii=is_ascii, indent=1 if indented else None)
    try:
        places = json_places(source)
    except TooDeep:
        return
    assert places.twice == []
    for path in leaves(document):
        value, _ = json.JSONDecoder().raw_decode(source, places.values[path])
        expected: object = document
        for part in path:
            expected = expected[part]  # type: ignore[index]  # the path comes from the document
        assert value == expected


@given(st.text("a\"'#[]{}=,\n\\ .:1", max_size=60))
def test_any_text_is_indexed_without_harm(text: str) -> None:
    for index in (toml_places, json_places):
        try:
            places = index(text)
        except TooDeep:
            continue
        assert all(0 <= offset <= len(text) for offset in (*places.keys.values(), *places.values.values()))

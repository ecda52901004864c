"""Reads what a sector gives and to whom: unit kinds and aid items."""

from server.sectors.definition import Content, Item, UnitKind
from server.sectors.reader import CODE, Table

MAX_VALUE_RUPIAH = 10**12


def read_unit_kinds(root: Table) -> tuple[UnitKind, ...]:
    """Read ``[[recipient_unit_kinds]]``."""
    found = tuple(_unit_kind(table) for table in root.tables("recipient_unit_kinds", 1))
    root.once("recipient_unit_kinds", [kind.code for kind in found])
    return found


def read_items(root: Table) -> tuple[Item, ...]:
    """Read ``[[items]]``."""
    found = tuple(_item(table) for table in root.tables("items", 1))
    root.once("items", [item.code for item in found])
    return found


def _unit_kind(table: Table) -> UnitKind:
    table.only("code", "name", "is_area")
    return UnitKind(table.text("code", CODE), table.bilingual("name"), table.flag("is_area"))


def _item(table: Table) -> Item:
    table.only("code", "name", "unit", "category", "reference_value", "contents")
    return Item(
        code=table.text("code", CODE),
        name=table.bilingual("name"),
        unit=table.bilingual("unit"),
        category=table.text("category", CODE),
        reference_value_rupiah=table.whole("reference_value", 0, MAX_VALUE_RUPIAH),
        contents=tuple(_content(line) for line in table.tables("contents")),
    )


def _content(table: Table) -> Content:
    table.only("name", "quantity", "unit")
    quantity = table.number("quantity")
    if not table.has("quantity"):
        table.fault("quantity", "FIELD_MISSING", name="quantity")
    elif quantity is not None and quantity <= 0:
        table.fault("quantity", "FIELD_RANGE", minimum=0, maximum=MAX_VALUE_RUPIAH)
    return Content(table.bilingual("name"), quantity or 1, table.text("unit"))

"""A corner of the city: two kelurahan of one district, one of another city, with their RWs."""

from server.core.act import Act
from server.core.areas import AreaRecord
from server.services import areas
from server.services.transaction import run

HERE = "31.71.03.1002"
"""The kelurahan in which things happen."""
NEXT_DOOR = "31.71.03.1003"
ELSEWHERE = "31.74.09.1001"
"""A kelurahan of another city."""


def some_areas(act: Act) -> None:
    """Load the corner."""
    records = [AreaRecord("31", "PROVINCE", "DKI Jakarta", None)]
    for city, district, kelurahan in (("71", "03", "1002"), ("71", "03", "1003"), ("74", "09", "1001")):
        above = f"31.{city}"
        records.append(AreaRecord(above, "CITY", f"Kota {city}", "31"))
        records.append(AreaRecord(f"{above}.{district}", "DISTRICT", f"Kecamatan {district}", above))
        code = f"{above}.{district}.{kelurahan}"
        records.append(AreaRecord(code, "KELURAHAN", f"Kelurahan {kelurahan}", f"{above}.{district}"))
        records += [AreaRecord(f"{code}.{n:03}", "RW", f"RW {n:03}", code) for n in range(1, 6)]
    run(lambda: areas.load(act, list({record.code: record for record in records}.values())))

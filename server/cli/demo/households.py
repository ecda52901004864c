"""The households behind the neighbourhood of the ready unit contact."""

from datetime import date
from uuid import UUID

from server.cli.demo import names
from server.cli.demo.draw import Draw
from server.cli.demo.scene import Scene
from server.services.recipients import register

_POOR = {
    "domisili_dki": True,
    "anggota_kk": 4,
    "dtks": True,
    "kartu_dki": True,
    "penghasilan_bulanan": 2_400_000,
    "status_kerja": "bekerja",
    "aparatur": False,
    "punya_mobil": False,
}
_LAID_OFF = {**_POOR, "dtks": False, "kartu_dki": False, "penghasilan_bulanan": 5_800_000, "status_kerja": "phk"}
_CIVIL_SERVANT = {**_POOR, "aparatur": True, "penghasilan_bulanan": 7_500_000}
_UNKNOWN = {"domisili_dki": True, "anggota_kk": 3, "kartu_dki": False, "aparatur": False, "punya_mobil": False}
HOUSEHOLDS = (_POOR, _LAID_OFF, _POOR, _CIVIL_SERVANT, _UNKNOWN, _POOR, _LAID_OFF, _POOR)
"""What is known of each: two kinds that may receive, one that may not, one of which too little is known."""
_BORN, _CARD = date(1971, 3, 5), date(2014, 8, 17)


def register_households(scene: Scene, unit: UUID) -> UUID:
    """Register them and return the first one, who may receive."""
    draw = Draw("households")
    registered = [_register(scene, unit, draw, number) for number in range(len(HOUSEHOLDS))]
    return registered[0]


def _register(scene: Scene, unit: UUID, draw: Draw, number: int) -> UUID:
    born = _BORN.replace(year=_BORN.year + draw.between(0, 25), month=draw.between(1, 12))
    identity = {
        "name": names.person(draw),
        "birth_date": born,
        "nik": names.nik(born, number),
        "kk": names.kk(_CARD, number),
    }
    form = register.Form(
        unit,
        "PANGAN",
        identity,
        HOUSEHOLDS[number],
        facts_source="Pendataan RW",
        consent=True,
        source_key=f"demo:household-{number + 1}",
        is_synthetic=True,
    )
    return register.register(scene.unit_act(unit), form).recipient.id

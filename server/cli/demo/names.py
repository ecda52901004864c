"""Names and numbers of people and bodies that do not exist."""

from collections.abc import Iterator
from datetime import date

from server.cli.demo.draw import Draw
from server.models.collaborator import CollaboratorKind


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_GIVEN = _words("""
    Agus Ahmad Aisyah Andi Anita Ari Bambang Budi Citra Dedi Desi Dewi Dian Dwi Eko Endang Fajar Fitri Hadi Hendra
    Indah Iwan Joko Kartika Lestari Lina Maria Maya Mega Muhammad Nanda Ningsih Nur Putri Rahmat Ratna Rina Rizki Rudi
    Santi Sari Siti Slamet Sri Sugeng Surya Taufik Tri Udin Wahyu Wati Wawan Yanti Yohanes Yuli Yusuf Zainal
""")
_LAST = _words("""
    Anggraini Firmansyah Gunawan Hakim Handayani Haryanto Hidayat Kurniawan Kusuma Lubis Maulana Nainggolan Nugroho
    Pangestu Permana Pratama Purnomo Rahayu Ramadhan Saputra Sembiring Setiawan Simanjuntak Siregar Suharto Sulistyo
    Susanto Syahputra Utami Wibowo Widodo Wijaya Wulandari Yulianto
""")
_PLANTS = _words("""
    Kenanga Cempaka Melati Kamboja Teratai Flamboyan Bougenvil Seroja Anggrek Kemuning Dahlia Tanjung Sawo Beringin
    Cendana Kecapi Gandaria Menteng Kemang Bintaro Randu Trembesi Waru Ketapang
""")
_VIRTUES = _words("Peduli Berbagi Amanah Sejahtera Bersama Lestari Mandiri Harapan Sahabat Mulia Rukun Bakti")
_TRADES = _words("Pangan Logistik Niaga Tekstil Medika Boga Cipta Teknik Digital Sarana Kriya Agro")
_BODIES = {
    CollaboratorKind.COMPANY: "PT {plant} {trade} {virtue}",
    CollaboratorKind.FOUNDATION: "Yayasan {plant} {virtue}",
    CollaboratorKind.COMMUNITY: "Komunitas {plant} {virtue}",
    CollaboratorKind.INSTITUTION: "Lembaga {trade} {plant} {virtue}",
    CollaboratorKind.AGGREGATOR: "Yayasan Dompet {plant} {virtue}",
}


def person(draw: Draw) -> str:
    """Return the name of a person, one in eight with one word only, as many have."""
    given = draw.pick(_GIVEN)
    return given if draw.chance(1 / 8) else f"{given} {draw.pick(_LAST)}"


def givers(draw: Draw) -> "_Names":
    """Return names for givers, none of them twice."""
    return _Names(draw)


class _Names:
    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._given: set[str] = set()

    def of(self, kind: CollaboratorKind) -> str:
        """Return a name for a giver of ``kind``."""
        for name in self._names(kind):
            # PT X and Yayasan X would be asked about as possible duplicates; the demo has none by accident.
            if (bare := name.partition(" ")[2] or name) not in self._given:
                self._given.add(bare)
                return name
        raise AssertionError("names never run out")

    def _names(self, kind: CollaboratorKind) -> Iterator[str]:
        draw = self._draw
        while True:
            if kind is CollaboratorKind.INDIVIDUAL:
                yield f"{draw.pick(_GIVEN)} {draw.pick(_LAST)}"
            else:
                words = {"plant": draw.pick(_PLANTS), "trade": draw.pick(_TRADES), "virtue": draw.pick(_VIRTUES)}
                yield _BODIES[kind].format(**words)


def email(local: str) -> str:
    """Return an address that leads nowhere (RFC 2606 keeps ``.invalid`` free for ever)."""
    return f"{local}@demo.ksbb.invalid"


def phone(number: int) -> str:
    """Return a mobile number of a prefix that no operator holds."""
    return f"0890-{number // 10_000 + 1000:04}-{number % 10_000:04}"


def npwp(number: int) -> str:
    """Return the tax number of a body in its form of 15 digits."""
    digits = f"{80_000_000 + number:08}9"
    return f"{digits[:2]}.{digits[2:5]}.{digits[5:8]}.{digits[8]}-000.000"


def nib(number: int) -> str:
    """Return a business number."""
    return f"9{800_000_000_000 + number * 37}"


def nik(born: date, number: int, *, woman: bool = False) -> str:
    """Return the NIK of somebody first registered in Tanah Abang, with a serial above those that are given out."""
    return f"317107{born.day + 40 * woman:02}{born:%m%y}{9000 + number % 999 + 1:04}"


def kk(registered: date, number: int) -> str:
    """Return a family card number; ``number`` and its neighbours share no number."""
    return f"317107{registered:%d%m%y}{9000 + number % 999 + 1:04}"

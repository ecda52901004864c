"""Numbers, letters and pictures of one run, made up afresh so that the example can be run again and again."""

import secrets
import struct
import zlib
from datetime import date, timedelta

_BORN_FIRST, _BORN_DAYS = date(1960, 1, 1), 15_000


def digits(count: int) -> str:
    """Return ``count`` digits by chance, the first of them not 0."""
    return str(secrets.randbelow(9 * 10 ** (count - 1)) + 10 ** (count - 1))


def npwp() -> str:
    """Return a tax number of a body, as people write its 15 digits."""
    number = digits(15)
    return f"{number[:2]}.{number[2:5]}.{number[5:8]}.{number[8]}-{number[9:12]}.{number[12:]}"


def person() -> tuple[str, date]:
    """Return a NIK and the birth date that it carries."""
    born = _BORN_FIRST + timedelta(days=secrets.randbelow(_BORN_DAYS))
    return f"317106{born:%d%m%y}{digits(4)}", born


def family_card() -> str:
    """Return a KK: region, date of registration, serial."""
    registered = date(2012, 1, 1) + timedelta(days=secrets.randbelow(3_000))
    return f"317106{registered:%d%m%y}{digits(4)}"


def phone() -> str:
    """Return a mobile number."""
    return f"0813-{digits(4)}-{digits(4)}"


def letter(name: str) -> bytes:
    """Return a statement letter: one page of PDF."""
    page = f"BT /F1 14 Tf 72 760 Td (SURAT PERNYATAAN) Tj 0 -30 Td ({name}) Tj ET".encode("latin-1")
    parts = (
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>>",
        b"<</Length %d>>\nstream\n%b\nendstream" % (len(page), page),
        b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
    )
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % pair for pair in enumerate(parts, start=1))
    return b"%PDF-1.4\n" + body + b"trailer\n<</Size 6 /Root 1 0 R>>\n%%EOF\n"


def photo(side: int = 64) -> bytes:
    """Return a picture of the hand-over without any face: a PNG of one colour."""
    row = b"\0" + bytes((40, 140, 90)) * side
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in ((b"IHDR", header), (b"IDAT", zlib.compress(row * side)), (b"IEND", b""))
    )

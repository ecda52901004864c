"""Small files of every kind that is taken, and of some that are not."""

import io
import struct
import zlib

from PIL import Image


def a_picture(form: str = "JPEG", size: tuple[int, int] = (40, 30), *, exif: Image.Exif | None = None) -> bytes:
    """Return a plain picture; ``exif`` is written into it."""
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, form, **({"exif": exif} if exif else {}))
    return out.getvalue()


def a_located_picture() -> bytes:
    """Return a JPEG with the place and the device that took it, lying on its side, and something after its end."""
    exif = Image.Exif()
    exif[0x010F] = "Camera of Ani"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "S"
    return a_picture(exif=exif) + b"hidden after the end"


def a_boast(side: int) -> bytes:
    """Return a PNG whose header says that it is ``side`` pixels wide and high, and that holds next to none."""
    header = b"IHDR" + struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = a_picture("PNG").partition(b"IHDR")
    rest = parts[2][13 + 4 :]
    return parts[0] + header + struct.pack(">I", zlib.crc32(header)) + rest


def a_pdf(
    catalog: bytes = b"", body: bytes = b"", *, packed: bytes = b"", stream_filter: bytes = b"FlateDecode"
) -> bytes:
    """Return a PDF of one page: more in its catalog, more objects, and objects in a compressed stream."""
    parts = [b"%PDF-1.7\n1 0 obj <</Type /Catalog /Pages 2 0 R " + catalog + b">> endobj\n"]
    parts.append(
        b"2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj\n3 0 obj <</Type /Page /Parent 2 0 R>> endobj\n"
    )
    content = zlib.compress(b"BT /F1 12 Tf (Surat pernyataan) Tj ET")
    parts.append(
        b"4 0 obj <</Length %d /Filter /FlateDecode>> stream\n" % len(content) + content + b"\nendstream endobj\n"
    )
    if packed:
        inner = zlib.compress(packed) if stream_filter == b"FlateDecode" else packed
        head = b"5 0 obj <</Type /ObjStm /N 1 /First 4 /Length %d /Filter /%s>> stream\n" % (len(inner), stream_filter)
        parts.append(head + inner + b"\nendstream endobj\n")
    return b"".join(parts) + body + b"trailer <</Root 1 0 R>>\n%%EOF\n"

"""Files are told by their content, pictures lose what hangs on them, and a PDF that acts is refused."""

import io
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from server.interchange import images, pdf_scan
from server.interchange.media import MediaType, Unsafe, media_type_of
from tests.factories.files import a_boast, a_located_picture, a_pdf, a_picture


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (a_picture("JPEG"), MediaType.JPEG),
        (a_picture("PNG"), MediaType.PNG),
        (a_picture("WEBP"), MediaType.WEBP),
        (a_pdf(), MediaType.PDF),
    ],
)
def test_a_type_is_read_from_the_content(data: bytes, found: MediaType) -> None:
    assert media_type_of(data) is found


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"<html><script>", a_picture("GIF"), b"PK\x03\x04rest", b"MZ\x90\x00", b" " + a_pdf()]
)
def test_other_types_are_not_taken(data: bytes) -> None:
    with pytest.raises(Unsafe, match="FILE_TYPE"):
        media_type_of(data)


def test_a_picture_loses_place_device_and_tail_and_stands_upright() -> None:
    out = images.cleaned(a_located_picture(), MediaType.JPEG)
    picture = Image.open(io.BytesIO(out))
    assert dict(picture.getexif()) == {}
    assert picture.size == (30, 40)
    assert b"hidden" not in out
    assert b"Camera" not in out


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_cleaning_again_keeps_the_picture(form: str) -> None:
    media_type = MediaType(f"image/{form.lower()}")
    once = images.cleaned(a_picture(form), media_type)
    again = images.cleaned(once, media_type)
    assert Image.open(io.BytesIO(again)).size == (40, 30)


def test_a_transparent_palette_stays_transparent() -> None:
    out = io.BytesIO()
    source = Image.new("P", (4, 4), 0)
    source.info["transparency"] = 0
    source.save(out, "PNG", transparency=0)
    cleaned = Image.open(io.BytesIO(images.cleaned(out.getvalue(), MediaType.PNG)))
    assert cleaned.mode == "RGBA"
    assert cleaned.getpixel((0, 0)) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("data", "media_type", "reason"),
    [
        (a_picture("JPEG")[:200], MediaType.JPEG, "IMAGE_UNREADABLE"),
        (b"\xff\xd8\xff no picture", MediaType.JPEG, "IMAGE_UNREADABLE"),
        (a_picture("PNG"), MediaType.JPEG, "IMAGE_UNREADABLE"),
    ],
)
def test_what_is_no_picture_is_refused(data: bytes, media_type: MediaType, reason: str) -> None:
    with pytest.raises(Unsafe, match=reason):
        images.cleaned(data, media_type)


@pytest.mark.parametrize("side", [6_500, 30_000, 2_000_000_000])
def test_a_picture_with_too_many_pixels_is_refused_before_it_is_decoded(side: int) -> None:
    with pytest.raises(Unsafe, match="IMAGE_TOO_LARGE"):
        images.cleaned(a_boast(side), MediaType.PNG)


def test_a_pdf_of_pages_is_fine() -> None:
    pdf_scan.check(a_pdf())
    pdf_scan.check(a_pdf(packed=b"6 0 <</Type /Font>>"))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (a_pdf(b"/OpenAction <</S /JavaScript /JS (app.alert\\(1\\))>>"), "PDF_SCRIPT"),
        (a_pdf(b"/OpenAction <</S /Java#53cript /JS (x)>>"), "PDF_SCRIPT"),
        (a_pdf(b"/Names <</EmbeddedFiles 9 0 R>>"), "PDF_EMBEDDED_FILE"),
        (a_pdf(body=b"9 0 obj <</Type /EmbeddedFile>> endobj\n"), "PDF_EMBEDDED_FILE"),
        (a_pdf(b"/OpenAction <</S /Launch /F (cmd)>>"), "PDF_LAUNCH"),
        (a_pdf(b"/AcroForm <</XFA 9 0 R>>"), "PDF_SCRIPT"),
        (a_pdf(body=b"9 0 obj <</S /SubmitForm>> endobj\n"), "PDF_SENDS"),
        (a_pdf(body=b"9 0 obj <</Subtype /RichMedia>> endobj\n"), "PDF_EMBEDDED_FILE"),
        (a_pdf(packed=b"6 0 <</S /JavaScript /JS (x)>>"), "PDF_SCRIPT"),
        (a_pdf(packed=b"6 0 <</S /L#61unch>>"), "PDF_LAUNCH"),
        (a_pdf(packed=b"opaque", stream_filter=b"LZWDecode"), "PDF_UNREADABLE"),
        (a_pdf().replace(b"/Root", b"/Encrypt 8 0 R /Root"), "PDF_ENCRYPTED"),
        (a_pdf().replace(b"%%EOF", b""), "PDF_UNREADABLE"),
    ],
)
def test_a_pdf_that_does_more_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Unsafe, match=reason):
        pdf_scan.check(data)


def test_an_endstream_in_the_middle_hides_nothing() -> None:
    shown, hidden = b"endstream endobj ", b"<</S /JavaScript>> " * 50
    stored, packed = zlib.compressobj(0, wbits=-15), zlib.compressobj(9, wbits=-15)
    deflated = stored.compress(shown) + stored.flush(zlib.Z_FULL_FLUSH) + packed.compress(hidden) + packed.flush()
    whole = b"\x78\x9c" + deflated + zlib.adler32(shown + hidden).to_bytes(4, "big")
    assert b"/JavaScript" not in whole
    with pytest.raises(Unsafe, match="PDF_SCRIPT"):
        pdf_scan.check(a_pdf(body=b"7 0 obj <</Type /ObjStm>> stream\n" + whole + b"\nendstream endobj\n"))


def test_a_pdf_that_unfolds_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_scan, "LARGEST_INFLATED_BYTES", 1_000_000)
    bomb = zlib.compress(b"\0" * 5_000_000)
    with pytest.raises(Unsafe, match="PDF_TOO_LARGE"):
        pdf_scan.check(a_pdf(body=b"7 0 obj <<>> stream\n" + bomb + b"\nendstream endobj\n"))


@given(st.binary(max_size=2000))
def test_any_bytes_are_answered_and_never_break(data: bytes) -> None:
    for look in (
        lambda: pdf_scan.check(data),
        lambda: images.cleaned(data, MediaType.WEBP),
        lambda: media_type_of(data),
    ):
        with suppress(Unsafe):
            look()

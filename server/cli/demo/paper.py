"""A statement letter as applicants attach it: one page of PDF (ISO 32000-1), made of nothing but text."""

_LINES = (
    "SURAT PERNYATAAN (CONTOH)",
    "",
    "{name}",
    "menyatakan bersedia membantu warga melalui KSBB tanpa imbalan",
    "dan memberikan barang yang baik, halal, dan layak.",
    "",
    "Dokumen ini dibuat untuk peragaan dan tidak berlaku.",
)


def statement(name: str) -> bytes:
    """Return the letter of ``name``."""
    text = "\n".join(f"({_escaped(line.format(name=name))}) Tj T*" for line in _LINES)
    page = f"BT /F1 12 Tf 16 TL 72 760 Td\n{text}\nET".encode("latin-1", "replace")
    objects = (
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>>",
        b"<</Length %d>>\nstream\n%b\nendstream" % (len(page), page),
        b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
    )
    return _document(objects)


def _document(objects: tuple[bytes, ...]) -> bytes:
    found, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(found))
        found += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(found))
    return found + head + table + tail


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")

"""PDF files that do more than show pages are refused: scripts, files within, programs to start, forms that send.

The whole file is searched for the names of such things, and so is whatever inflates inside it, since objects may
stand in compressed streams. Names may spell letters as ``#4A`` (ISO 32000-1 §7.3.5); these are read first. What
cannot be looked into (encryption, objects under another compression) is refused as well.
"""

import re
import zlib

from server.interchange.media import Unsafe

LARGEST_INFLATED_BYTES = 200_000_000
_ACTIVE = {
    b"JavaScript": "PDF_SCRIPT",
    b"EmbeddedFile": "PDF_EMBEDDED_FILE",
    b"EmbeddedFiles": "PDF_EMBEDDED_FILE",
    b"Launch": "PDF_LAUNCH",
    b"RichMedia": "PDF_EMBEDDED_FILE",
    b"XFA": "PDF_SCRIPT",
    b"SubmitForm": "PDF_SENDS",
    b"ImportData": "PDF_SENDS",
    b"Encrypt": "PDF_ENCRYPTED",
}
_NAME = re.compile(rb"/([^\x00-\x20()<>\[\]{}/%]{2,64})")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY_BYTES = 2048
_CHUNK_BYTES = 65_536


def check(data: bytes) -> None:
    """Return when the PDF only shows pages; raise ``Unsafe`` with the reason otherwise."""
    if b"%%EOF" not in data:
        raise Unsafe("PDF_UNREADABLE")
    _refuse_active(data)
    left = LARGEST_INFLATED_BYTES
    for start in _STREAM.finditer(data):
        inflated = _inflated(data, start.end(), left)
        if inflated is None:
            _refuse_hidden_objects(data[max(0, start.start() - _DICTIONARY_BYTES) : start.start()])
            continue
        left -= len(inflated)
        if left <= 0:
            raise Unsafe("PDF_TOO_LARGE")
        _refuse_active(inflated)


def _refuse_active(text: bytes) -> None:
    for name in _names(text):
        if name in _ACTIVE:
            raise Unsafe(_ACTIVE[name])


def _refuse_hidden_objects(before: bytes) -> None:
    """Refuse an object stream whose compression we do not read: its dictionary stands just before it."""
    dictionary = before[before.rfind(b" obj") :]
    if b"ObjStm" in _names(dictionary):
        raise Unsafe("PDF_UNREADABLE")


def _names(text: bytes) -> set[bytes]:
    found = set(_NAME.findall(text))
    return {_ESCAPE.sub(lambda hex_: bytes([int(hex_[1], 16)]), name) if b"#" in name else name for name in found}


def _inflated(data: bytes, start: int, limit: int) -> bytes | None:
    """Return what is deflated from ``start`` on, ``limit`` bytes at most; ``None`` when nothing is.

    Where it ends is told by the deflated data, not by ``/Length`` or ``endstream``: both can lie.
    """
    inflate, parts, got = zlib.decompressobj(), [], 0
    try:
        for at in range(start, len(data), _CHUNK_BYTES):
            parts.append(inflate.decompress(data[at : at + _CHUNK_BYTES], limit - got))
            got += len(parts[-1])
            if inflate.eof or got >= limit:
                break
    except zlib.error:
        # What came out before the fault is what a lenient reader would see.
        pass
    return b"".join(parts) if got else None

"""Which files are taken, told by their content: what a sender calls a file says nothing."""

from enum import StrEnum

import puremagic


class MediaType(StrEnum):
    """A type that is taken."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"


SUFFIX = {MediaType.PDF: "pdf", MediaType.JPEG: "jpg", MediaType.PNG: "png", MediaType.WEBP: "webp"}
HEAD_BYTES = 4096
"""How much of a file ``media_type_of`` has to see."""

_SIGNATURES = {
    MediaType.PDF: (b"%PDF-",),
    MediaType.JPEG: (b"\xff\xd8\xff",),
    MediaType.PNG: (b"\x89PNG\r\n\x1a\n",),
    MediaType.WEBP: (b"RIFF",),
}


class Unsafe(ValueError):
    """A file that must not be passed on. ``reason`` is a message code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def media_type_of(head: bytes) -> MediaType:
    """Return the type of a file that begins with ``head``; raise ``Unsafe`` for one that is not taken.

    The signature must stand at the very first byte: readers that look further in would see another file than we do.
    """
    try:
        found = MediaType(puremagic.from_string(head, mime=True))
    except (puremagic.PureError, ValueError):
        raise Unsafe("FILE_TYPE") from None
    if not head.startswith(_SIGNATURES[found]):
        raise Unsafe("FILE_TYPE")
    return found

"""Images made harmless: decoded, and written anew without metadata (place, device, thumbnails, whatever trails)."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from server.interchange.media import MediaType, Unsafe

LARGEST_PIXELS = 40_000_000
_FORMATS = {MediaType.JPEG: "JPEG", MediaType.PNG: "PNG", MediaType.WEBP: "WEBP"}
_MODES = {"JPEG": ("RGB", "L"), "PNG": ("RGB", "RGBA", "L"), "WEBP": ("RGB", "RGBA")}


def cleaned(data: bytes, media_type: MediaType) -> bytes:
    """Return the picture alone, turned upright; raise ``Unsafe`` when it cannot be decoded or is too large.

    Of a moving picture the first frame stays.
    """
    form = _FORMATS[media_type]
    try:
        with warnings.catch_warnings():
            # Pillow warns of large pictures at a limit of its own; ours is lower and refuses.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=[form]) as image:
                if image.width * image.height > LARGEST_PIXELS:
                    raise Unsafe("IMAGE_TOO_LARGE")
                return _written(_plain(ImageOps.exif_transpose(image), form), form)
    except Image.DecompressionBombError as fault:
        raise Unsafe("IMAGE_TOO_LARGE") from fault
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as fault:
        raise fault if isinstance(fault, Unsafe) else Unsafe("IMAGE_UNREADABLE") from fault


def _plain(image: Image.Image, form: str) -> Image.Image:
    modes = _MODES[form]
    if image.mode in modes:
        return image
    is_clear = image.mode in {"LA", "PA"} or "transparency" in image.info
    return image.convert("RGBA" if is_clear and "RGBA" in modes else "RGB")


def _written(image: Image.Image, form: str) -> bytes:
    # A fresh picture with the same pixels: nothing that hangs on the old one can come along.
    fresh = Image.new(image.mode, image.size)
    fresh.paste(image)
    out = io.BytesIO()
    fresh.save(out, form, **({} if form == "PNG" else {"quality": 88}))
    return out.getvalue()

"""Small pictures of attached images, drawn anew: nothing of the file that came reaches a browser.

Only PNG and JPEG are read, and none with so many pixels that reading it takes the memory of a web process.
What cannot be read has no picture.
"""

import io
import struct

from PIL import Image, ImageOps

from intake.models import Attachment

_FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG"}
_SIZE = (480, 360)
_MOST_PIXELS = {"PNG": 16_000_000, "JPEG": 25_000_000}
CONTENT_TYPE = "image/jpeg"


class NoPicture(Exception):
    """The file is no image that is shown, or is broken."""


def can_have(attachment: Attachment) -> bool:
    """Return whether there may be a picture: of its type, and not while a virus is known to be in it."""
    return attachment.content_type in _FORMATS and attachment.scan != Attachment.Scan.INFECTED


def of(attachment: Attachment) -> bytes:
    """Return a small JPEG of an attached image, without anything else that the file says.

    Raises:
        NoPicture: see there; or the file is gone from the storage.
    """
    if not can_have(attachment):
        raise NoPicture("no image that is shown")
    try:
        with attachment.file.open("rb") as file:
            content = file.read()
        return _drawn_anew(content, _FORMATS[attachment.content_type])
    except (OSError, ValueError, SyntaxError, EOFError, struct.error, Image.DecompressionBombError) as error:
        raise NoPicture(type(error).__name__) from error


def _drawn_anew(content: bytes, image_format: str) -> bytes:
    with Image.open(io.BytesIO(content), formats=[image_format]) as image:
        if image.width * image.height > _MOST_PIXELS[image_format]:
            raise ValueError("too many pixels")
        image.thumbnail(_SIZE)
        upright = ImageOps.exif_transpose(image)
        paper = Image.new("RGB", upright.size, "white")
        with_alpha = upright.convert("RGBA")
        paper.paste(with_alpha, mask=with_alpha)
        drawn = io.BytesIO()
        paper.save(drawn, "JPEG", quality=82)
        return drawn.getvalue()

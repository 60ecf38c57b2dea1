"""Small pictures of attached images and PDFs' first pages, drawn anew: nothing of a file reaches a browser.

Of images only PNG and JPEG are read, and none with so many pixels that reading it takes the memory of a web
process. A PDF is drawn by a process of its own, see `pdf_page`. What cannot be read has no picture.
"""

import io
import struct
import subprocess
import sys
from pathlib import Path

from PIL import Image, ImageOps

from intake.models import Attachment

_FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG"}
_PDF = "application/pdf"
_DRAWS_PDF = [sys.executable, "-I", str(Path(__file__).with_name("pdf_page.py"))]
_PATIENCE_SECONDS = 10
_SIZE = (480, 360)
_MOST_PIXELS = {"PNG": 16_000_000, "JPEG": 25_000_000}
CONTENT_TYPE = "image/jpeg"


class NoPicture(Exception):
    """The file is nothing that is shown, or is broken."""


def can_have(attachment: Attachment) -> bool:
    """Return whether there may be a picture: of its type, and of what may be opened."""
    return attachment.content_type in {*_FORMATS, _PDF} and attachment.may_be_opened


def of(attachment: Attachment) -> bytes:
    """Return a small JPEG of an attached image or PDF, without anything else that the file says.

    Raises:
        NoPicture: see there; or the file is gone from the storage.
    """
    if not can_have(attachment):
        raise NoPicture("no image that is shown")
    try:
        with attachment.file.open("rb") as file:
            content = file.read()
        if attachment.content_type == _PDF:
            return _drawn_anew(_first_page(content), "PNG")
        return _drawn_anew(content, _FORMATS[attachment.content_type])
    except subprocess.SubprocessError as error:
        raise NoPicture("no PDF that can be drawn") from error
    except (OSError, ValueError, SyntaxError, EOFError, struct.error, Image.DecompressionBombError) as error:
        raise NoPicture(type(error).__name__) from error


def _first_page(content: bytes) -> bytes:
    drawn = subprocess.run(  # noqa: S603 - our own script; the file is its input only
        _DRAWS_PDF, input=content, capture_output=True, timeout=_PATIENCE_SECONDS, check=True, env={}
    )
    return drawn.stdout


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

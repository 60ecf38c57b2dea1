"""Small pictures of attached images: drawn anew, and only of what can be."""

import io
import struct
import zlib

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from intake import thumbnails
from tests.factories import AttachmentFactory, SubmissionFactory

pytestmark = pytest.mark.django_db


def attached(content: bytes, content_type: str = "image/png", **more):
    return AttachmentFactory(
        submission=SubmissionFactory(),
        name="photo",
        content_type=content_type,
        file=ContentFile(content, name="photo"),
        **more,
    )


def drawn(kind: str, size=(1200, 800), mode="RGB", **options) -> bytes:
    file = io.BytesIO()
    Image.new(mode, size, "red").save(file, kind, **options)
    return file.getvalue()


def bomb() -> bytes:
    """The beginning of a PNG that says it is 30,000 pixels wide and high."""
    head = b"IHDR" + struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    return b"\x89PNG\r\n\x1a\n" + chunk


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("JPEG", "CMYK")])
def test_a_picture_is_small_and_a_jpeg(kind, mode):
    made = thumbnails.of(attached(drawn(kind, mode=mode), f"image/{kind.lower()}"))
    with Image.open(io.BytesIO(made)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (480, 320))


def test_nothing_else_of_the_file_is_in_it():
    secret = Image.Exif()
    secret[0x010E] = "taken at the sender's home"
    made = thumbnails.of(attached(drawn("JPEG", exif=secret) + b"<script>", "image/jpeg"))
    assert b"home" not in made
    assert b"<script>" not in made


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"<svg/>", drawn("PNG")[:60], drawn("PNG")[:-40], bomb(), drawn("GIF")]
)
def test_what_is_broken_or_too_large_has_none(content):
    with pytest.raises(thumbnails.NoPicture):
        thumbnails.of(attached(content))


def test_more_pixels_than_are_read():
    with pytest.raises(thumbnails.NoPicture):
        thumbnails.of(attached(drawn("PNG", size=(4000, 4001), mode="1")))


def test_what_a_telephone_took_on_its_side_stands_upright():
    turned = Image.Exif()
    turned[0x0112] = 6
    made = thumbnails.of(attached(drawn("JPEG", exif=turned), "image/jpeg"))
    with Image.open(io.BytesIO(made)) as picture:
        assert picture.size == (320, 480)


def test_types_without_one():
    assert not thumbnails.can_have(attached(b"%PDF-1.7", "application/pdf"))
    assert not thumbnails.can_have(attached(drawn("PNG"), scan="infected"))
    with pytest.raises(thumbnails.NoPicture):
        thumbnails.of(attached(drawn("PNG"), scan="infected"))


def test_a_file_that_is_gone():
    attachment = attached(drawn("PNG"))
    attachment.file.storage.delete(attachment.file.name)
    with pytest.raises(thumbnails.NoPicture):
        thumbnails.of(attachment)

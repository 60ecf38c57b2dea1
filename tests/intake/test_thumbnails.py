"""Small pictures of attached images: drawn anew, and only of what can be."""

import io
import struct
import sys
import time
import zlib

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from intake import pdf_page, thumbnails
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


def paper(width: float = 595, height: float = 842) -> bytes:
    """A PDF of one page with a line of text, of a size in points."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(width, height))
    canvas.setFont("Helvetica", 40)
    canvas.drawString(60, height / 2, "Certificate")
    canvas.save()
    return file.getvalue()


@pytest.mark.parametrize(("width", "height", "size"), [(595, 842, (254, 360)), (14_000, 7_000, (480, 240))])
def test_a_pdfs_first_page_is_drawn(width, height, size):
    made = thumbnails.of(attached(paper(width, height), "application/pdf"))
    with Image.open(io.BytesIO(made)) as picture:
        assert (picture.format, picture.size) == ("JPEG", size)
        dark, light = picture.convert("L").getextrema()
        assert light == 255
        assert width > 1000 or dark < 100


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", paper()[:400], b"%PDF-1.7\n%%EOF\n" * 1000])
def test_a_broken_pdf_has_none(content):
    with pytest.raises(thumbnails.NoPicture):
        thumbnails.of(attached(content, "application/pdf"))


def test_who_draws_a_pdf_knows_no_secret_and_is_stopped_in_time(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "a secret")
    told = "import os; print(dict(os.environ), 'was told')"
    monkeypatch.setattr(thumbnails, "_DRAWS_PDF", [sys.executable, "-I", "-c", told])
    said = thumbnails._first_page(b"")
    assert b"was told" in said
    assert b"a secret" not in said

    monkeypatch.setattr(thumbnails, "_DRAWS_PDF", [sys.executable, "-I", "-c", "while True: pass"])
    monkeypatch.setattr(thumbnails, "_PATIENCE_SECONDS", 0.2)
    began = time.monotonic()
    with pytest.raises(thumbnails.NoPicture):
        thumbnails.of(attached(paper(), "application/pdf"))
    assert time.monotonic() - began < 10


def test_who_draws_a_pdf_has_little_memory_and_time_and_nothing_to_write_to(monkeypatch):
    tried = """
import resource, runpy, sys, types
drawing = types.ModuleType("pypdfium2")
sys.modules["pypdfium2"] = drawing

def tries(content):
    limits = (resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_NPROC)
    print([resource.getrlimit(limit)[1] for limit in limits])
    try:
        bytearray(1_100_000_000)
    except MemoryError:
        print("no memory")
    sys.exit()

drawing.PdfDocument = tries
runpy.run_path(sys.argv[1], run_name="__main__")
"""
    monkeypatch.setattr(thumbnails, "_DRAWS_PDF", [sys.executable, "-I", "-c", tried, pdf_page.__file__])
    assert thumbnails._first_page(b"") == b"[5, 0, 0]\nno memory\n"


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
    assert not thumbnails.can_have(attached(b"<svg/>", "image/svg+xml"))
    assert not thumbnails.can_have(attached(drawn("PNG"), scan="infected"))
    with pytest.raises(thumbnails.NoPicture):
        thumbnails.of(attached(drawn("PNG"), scan="infected"))


def test_a_file_that_is_gone():
    attachment = attached(drawn("PNG"))
    attachment.file.storage.delete(attachment.file.name)
    with pytest.raises(thumbnails.NoPicture):
        thumbnails.of(attachment)

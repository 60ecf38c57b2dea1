"""Files as an attacker makes them, each built anew: none is stored in this repository."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from functools import lru_cache

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

#: In pieces, so that no scanner takes this file for what it speaks of.
EICAR = b"".join([rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$", b"EICAR-STANDARD-", b"ANTIVIRUS-TEST-FILE!$H+H*"])
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><title>x</title><script>alert(document.cookie)</script>"
MHTML = (
    b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n'
    + HTML
    + b"\r\n--x--\r\n"
)
GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,"
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 40
MP4 = b"\0\0\0\x18ftypisom\0\0\x02\0isomiso2avc1mp41" + b"\0" * 40
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le")
BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">&b;</w:document>'
)

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_ODT = "application/vnd.oasis.opendocument.text"


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    """A ZIP file of `parts`."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            # Of one moment: a nested package is a byte longer or shorter by its time.
            package.writestr(zipfile.ZipInfo(name), content, package.compression)
    return made.getvalue()


def docx(more: Mapping[str, bytes | str] | None = None, main: str = _WORD) -> bytes:
    """A Word document with `more` parts in it."""
    return zipped(_office(main, "word/document.xml") | dict(more or {}))


def xlsx(more: Mapping[str, bytes | str] | None = None) -> bytes:
    """A workbook with `more` parts in it."""
    return zipped(_office(_SHEET, "xl/workbook.xml") | dict(more or {}))


def odt(more: Mapping[str, bytes | str] | None = None, manifest: str = "") -> bytes:
    """An OpenDocument text with `more` parts in it."""
    listed = f'<manifest:manifest xmlns:manifest="urn:m">{manifest}</manifest:manifest>'
    parts = {"mimetype": _ODT, "content.xml": "<x/>", "META-INF/manifest.xml": listed}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, content in (parts | dict(more or {})).items():
            package.writestr(name, content)
    return made.getvalue()


def _office(main: str, document: str) -> dict[str, bytes | str]:
    types = f'<Types><Override PartName="/{document}" ContentType="{main}"/></Types>'
    return {"[Content_Types].xml": types, "_rels/.rels": "<Relationships/>", document: "<document/>"}


@lru_cache
def zip_bomb() -> bytes:
    """A Word document with 201 MB of zeros in it."""
    return docx({"word/media/image1.png": b"\0" * 201 * 1024 * 1024})


def lying_zip_bomb() -> bytes:
    """A Word document that claims 4 GB in its table of contents, whatever there is."""
    made = bytearray(docx({"word/media/image1.png": b"\0" * 1000}))
    entry = made.rfind(b"PK\x01\x02")
    made[entry + 24 : entry + 28] = struct.pack("<L", 0xFFFFFFF0)
    return bytes(made)


def docx_with_link() -> bytes:
    """A Word document with a symbolic link in it."""
    link = zipfile.ZipInfo("word/media/image1.png")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    made = io.BytesIO(docx())
    with zipfile.ZipFile(made, "a") as package:
        package.writestr(link, "/etc/passwd")
    return made.getvalue()


def docx_with_nul_in_a_name() -> bytes:
    """A Word document with a part whose name goes on behind a NUL."""
    return docx({"word/x.xml#.exe": "<x/>"}).replace(b"word/x.xml#.exe", b"word/x.xml\0.exe")


def program_and_docx() -> bytes:
    """A Word document with the beginning of a program in front of it; ZIP files are read from their end."""
    return b"MZ\x90\0" + docx()


def locked_docx() -> bytes:
    """A Word document whose parts are marked as encrypted, as a ZIP program does it."""
    made = bytearray(docx())
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(header)
        while at >= 0:
            made[at + flags] |= 1
            at = made.find(header, at + 4)
    return bytes(made)


def png(width: int = 1, height: int = 1) -> bytes:
    """A picture that says how large it is, with the pixels of one line at most."""
    header = struct.pack("!LLBBBBB", width, height, 1, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * (1 + (width + 7) // 8))
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def jpeg(width: int = 1, height: int = 1) -> bytes:
    """The beginning of a photo that says how large it is."""
    frame = struct.pack("!BHHB", 8, height, width, 1) + b"\x01\x11\0"
    marked = b"\xff\xc0" + struct.pack("!H", len(frame) + 2) + frame
    scan = b"\xff\xda\0\x08\x01\x01\0\0\x3f\0"
    jfif = b"\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
    return b"\xff\xd8" + jfif + marked + scan + b"\0\xff\xd9"


@lru_cache
def locked_pdf() -> bytes:
    """A PDF that nobody opens without its password."""
    made = io.BytesIO()
    paper = Canvas(made, encrypt=StandardEncryption("reader", "owner"))
    paper.drawString(100, 700, "secret")
    paper.save()
    return made.getvalue()


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack("!L", len(content)) + kind + content + struct.pack("!L", zlib.crc32(kind + content))

"""What a file must not have inside, whatever its name and type: bombs, macros, locks, paths out of it.

Nothing is unpacked to find that out: a package's own table of contents and the beginnings of its XML are
enough, and what lies in its table cannot be opened by an office program either.
"""

import io
import stat
import zipfile
import zlib
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from PIL import JpegImagePlugin, PngImagePlugin

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
#: Office files, each a ZIP package, by what a part of every one is called.
PACKAGES = {".docx": "word/", ".xlsx": "xl/", ".odt": "mimetype"}
#: How files of the other types begin; the sniffer goes by the name where it knows no beginning.
_BEGINS = {
    ".pdf": (b"%PDF-",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    **dict.fromkeys(PACKAGES, (b"PK\x03\x04", _OLE)),
}
_MOST_UNPACKED = 200 * 1024 * 1024
_MOST_PARTS = 5_000
_MOST_PIXELS = 250_000_000
_BEGINNING = 64 * 1024
_MACROS = ("vbaproject.bin", "vbadata.xml", "basic/", "scripts/", "xl/macrosheets/", "macrosheets/")
_XML = (".xml", ".rels", ".rdf")
#: What begins like this is a page, a saved page, a program or a document, though every byte of it is text.
_NO_TABLE = (b"<", b"mime-version:", b"from: <saved by", b"%pdf", b"{\\rtf", b"#!")
_READERS = {".png": PngImagePlugin.PngImageFile, ".jpg": JpegImagePlugin.JpegImageFile}
_READERS[".jpeg"] = _READERS[".jpg"]


def check(content: bytes, *, name: str, ending: str) -> None:
    """Look into a file that is about to be kept.

    Raises:
        ValidationError: there is something inside that we do not take, or it is broken.
    """
    if not content.startswith(_BEGINS.get(ending, b"")) or (ending == ".heic" and content[4:8] != b"ftyp"):
        raise not_real(name, ending)
    if ending in PACKAGES:
        _check_package(content, name, ending)
    elif ending in _READERS:
        _check_picture(content, name, ending)
    elif ending == ".csv" and content.lstrip(b"\xef\xbb\xbf \t\r\n")[:20].lower().startswith(_NO_TABLE):
        raise not_real(name, ending)


def not_real(name: str, ending: str) -> ValidationError:
    """Return the error of a file that is not what its name says."""
    said = gettext("“{name}” is not a real {type} file.").format(name=name, type=ending[1:].upper())
    return ValidationError(said, code="not_what_it_says")


def _check_package(content: bytes, name: str, ending: str) -> None:
    if content.startswith(_OLE):
        # Office wraps what it encrypts into its format of old; a file of that format may bear a new name too.
        raise _locked(name, ending)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_parts(package.infolist(), name, ending)
            for part in package.infolist():
                if part.filename.lower().endswith(_XML):
                    _check_xml(package, part, name, ending)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise not_real(name, ending) from error


def _check_parts(parts: list[zipfile.ZipInfo], name: str, ending: str) -> None:
    if any(_leads_out(part) for part in parts):
        raise not_real(name, ending)
    if any(part.flag_bits & 1 for part in parts):
        raise _locked(name, ending)
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise _bomb(name)
    names = [part.filename.lower() for part in parts]
    if not any(each.startswith(PACKAGES[ending]) for each in names):
        raise not_real(name, ending)
    if any(each.startswith(_MACROS) or each.endswith(_MACROS[:2]) for each in names):
        raise _macros(name)


def _leads_out(part: zipfile.ZipInfo) -> bool:
    """Whether a part's name points out of the package, or it is a link to somewhere."""
    path = part.orig_filename.replace("\\", "/")
    unix_mode = part.external_attr >> 16
    return (
        "\0" in path
        or ":" in path
        or path.startswith("/")
        or (".." in PurePosixPath(path).parts or stat.S_ISLNK(unix_mode))
    )


def _check_xml(package: zipfile.ZipFile, part: zipfile.ZipInfo, name: str, ending: str) -> None:
    with package.open(part) as file:
        beginning = file.read(_BEGINNING)
    # UTF-16 is read as well: its letters have a NUL beside them.
    text = beginning.replace(b"\0", b"").lower()
    if b"<!entity" in text:
        raise _bomb(name)
    if b"macroenabled" in text and part.filename == "[Content_Types].xml":
        raise _macros(name)
    if part.filename.lower() == "meta-inf/manifest.xml" and b"encryption-data" in text:
        raise _locked(name, ending)


def _check_picture(content: bytes, name: str, ending: str) -> None:
    try:
        # Only its beginning is read, and none of its pixels.
        width, height = _READERS[ending](io.BytesIO(content)).size
    except Exception:  # noqa: BLE001 - what cannot be read at all is no bomb; the sniffer says what it is
        return
    if width * height > _MOST_PIXELS:
        said = gettext("“{name}” has too many pixels. Make the picture smaller, and add it again.")
        raise ValidationError(said.format(name=name), code="bomb")


def _bomb(name: str) -> ValidationError:
    said = gettext(
        "“{name}” is too large when it is unpacked. Save it anew or make it shorter, and add it again."
    )
    return ValidationError(said.format(name=name), code="bomb")


def _macros(name: str) -> ValidationError:
    said = gettext("“{name}” has macros in it. Save it without macros, and add it again.")
    return ValidationError(said.format(name=name), code="macros")


def _locked(name: str, ending: str) -> ValidationError:
    said = gettext(
        "“{name}” has a password, or is of an old kind. Save it as {type} without a password, "
        "and add it again."
    )
    return ValidationError(said.format(name=name, type=ending[1:].upper()), code="locked")

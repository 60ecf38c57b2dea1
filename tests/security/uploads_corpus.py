"""The files that somebody may try to send, and what becomes of each: the table behind docs/security.md."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.security import files
from tests.security.files import EICAR, GIF, HEIC, HTML, MHTML, MP4, OLE, PDF, SVG

ACCEPTED = "PDF, DOCX, XLSX, ODT, CSV, PNG, JPEG or HEIC"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ODT = "application/vnd.oasis.opendocument.text"
_ENDINGS = {
    ".pdf": "application/pdf",
    ".csv": "text/csv",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".docx": _DOCX,
    ".xlsx": _XLSX,
    ".odt": _ODT,
    ".heic": "image/heif",
}
LONG = "l" * 296 + ".pdf"


@dataclass(frozen=True)
class Case:
    """One file.

    Attributes:
        what: it is.
        name: as the browser says it.
        make: makes the file.
        refused: the code of the refusal; "" where it is kept.
        shown: the name under which it is kept or refused, if not `name`.
        scan: what the virus scanner says of it, once it is kept.
    """

    what: str
    name: str
    make: Callable[[], bytes]
    refused: str = ""
    shown: str = ""
    scan: str = "clean"

    @property
    def name_shown(self) -> str:
        """The name that people read."""
        return self.shown or self.name

    @property
    def message(self) -> str:
        """What the sender is told where it is refused."""
        ending = self.name_shown.rpartition(".")[2].upper()
        said = {
            "": "",
            "empty": "is empty.",
            "too_large": "must be smaller than 10 MB.",
            "wrong_type": f"must be a {ACCEPTED} file.",
            "not_what_it_says": f"is not a real {ending} file.",
            "macros": "has macros in it. Save it without macros, and add it again.",
            "locked": f"has a password, or is of an old kind. Save it as {ending} without a password, "
            "and add it again.",
            "bomb": "is too large when it is unpacked. Save it anew or make it shorter, and add it again.",
            "pixels": "has too many pixels. Make the picture smaller, and add it again.",
        }[self.refused]
        return f"“{self.name_shown}” {said}" if said else ""

    @property
    def content_type(self) -> str:
        """The type under which it is kept and served."""
        return _ENDINGS["." + self.name_shown.rpartition(".")[2].lower()]


def _just(content: bytes) -> Callable[[], bytes]:
    return lambda: content


CASES = [
    # What scanners are tried with, plain, zipped and nested.
    Case("EICAR", "eicar.com", _just(EICAR), "wrong_type"),
    Case("EICAR called text", "eicar.txt", _just(EICAR), "wrong_type"),
    Case("EICAR called a table", "eicar.csv", _just(EICAR), scan="infected"),
    Case("EICAR called a PDF", "eicar.pdf", _just(EICAR), "not_what_it_says"),
    Case("EICAR called a photo", "eicar.heic", _just(EICAR), "not_what_it_says"),
    Case("EICAR zipped", "eicar.zip", lambda: files.zipped({"eicar.com": EICAR}), "wrong_type"),
    Case(
        "EICAR zipped twice",
        "twice.zip",
        lambda: files.zipped({"eicar.zip": files.zipped({"eicar.com": EICAR})}),
        "wrong_type",
    ),
    Case(
        "EICAR in a document",
        "letter.docx",
        lambda: files.docx({"word/embeddings/eicar.bin": EICAR}),
        scan="infected",
    ),
    Case(
        "EICAR zipped in a document",
        "zipped.docx",
        lambda: files.docx({"word/embeddings/e.zip": files.zipped({"eicar.com": EICAR})}),
        scan="infected",
    ),
    Case(
        "EICAR zipped twice in a workbook",
        "nested.xlsx",
        lambda: files.xlsx(
            {"xl/embeddings/e.zip": files.zipped({"e.zip": files.zipped({"eicar.com": EICAR})})}
        ),
        scan="infected",
    ),
    Case("EICAR behind a PDF", "behind.pdf", _just(PDF + EICAR), scan="infected"),
    Case("EICAR behind a picture", "behind.png", lambda: files.png() + EICAR, scan="infected"),
    # Pages that a browser would run.
    Case("SVG", "logo.svg", _just(SVG), "wrong_type"),
    Case("SVG called a picture", "logo.png", _just(SVG), "not_what_it_says"),
    Case("SVG called a table", "logo.csv", _just(b"\xef\xbb\xbf \n" + SVG), "not_what_it_says"),
    Case("HTML", "page.html", _just(HTML), "wrong_type"),
    Case("HTML called a PDF", "page.pdf", _just(HTML), "not_what_it_says"),
    Case("HTML called a table", "page.csv", _just(HTML), "not_what_it_says"),
    Case("HTML called a document", "page.docx", _just(HTML), "not_what_it_says"),
    Case("MHTML", "page.mht", _just(MHTML), "wrong_type"),
    Case("MHTML called a table", "saved.csv", _just(MHTML), "not_what_it_says"),
    # Two kinds in one: kept as what the name says, and never shown by a browser.
    Case("HTML in front of a PDF", "both.pdf", _just(HTML + b"\n" + PDF), "not_what_it_says"),
    Case("PDF and ZIP", "zip.pdf", lambda: PDF + files.zipped({"page.html": HTML})),
    Case("PNG and HTML", "page.png", lambda: files.png() + HTML),
    Case("JPEG and HTML", "page.jpg", lambda: files.jpeg() + HTML),
    Case("GIF called PNG", "picture.png", _just(GIF), "not_what_it_says"),
    Case("a video called a photo", "film.heic", _just(MP4), "not_what_it_says"),
    Case("the beginning of a document", "cut.docx", lambda: files.docx()[:200], "not_what_it_says"),
    Case("a program in front of a document", "run.docx", files.program_and_docx, "not_what_it_says"),
    # Endings.
    Case("two endings, the last a program's", "report.pdf.exe", _just(PDF), "wrong_type"),
    Case("two endings, the last a PDF's", "invoice.exe.pdf", _just(PDF)),
    Case("a point at the end", "plan.exe.", _just(PDF), "wrong_type", shown="plan.exe"),
    Case("a space in front of the ending", "plan.pdf .exe", _just(PDF), "wrong_type"),
    Case("a stream of Windows", "plan.pdf::$DATA", _just(PDF), "wrong_type"),
    Case("the type is right, the name is not", "plan", _just(PDF), "wrong_type"),
    # Names.
    Case("a path", "../../etc/cron.d/plan.pdf", _just(PDF), shown="plan.pdf"),
    Case("a path of Windows", "..\\..\\Windows\\plan.pdf", _just(PDF), shown="plan.pdf"),
    Case("a NUL in the name", "plan.pdf\0.exe", _just(PDF), "wrong_type", shown="plan.pdf.exe"),
    Case("right to left, a program", "annex\u202efdp.exe", _just(PDF), "wrong_type", shown="annexfdp.exe"),
    Case("right to left, a PDF", "plan\u202efdp.pdf", _just(PDF), shown="planfdp.pdf"),
    Case("300 characters", LONG, _just(PDF), shown="l" * 146 + ".pdf"),
    # Bombs and traps in packages.
    Case("zip bomb", "bomb.zip", lambda: files.zipped({"zeros": b"\0" * 10_000_000}), "wrong_type"),
    Case("zip bomb called a document", "bomb.docx", files.zip_bomb, "bomb"),
    Case("a table of contents that says 4 GB", "lies.docx", files.lying_zip_bomb, "bomb"),
    Case(
        "5,001 parts",
        "parts.xlsx",
        lambda: files.xlsx({f"xl/{number}": b"" for number in range(5001)}),
        "bomb",
    ),
    Case("billion laughs", "laughs.docx", lambda: files.docx({"word/x.xml": files.BILLION_LAUGHS}), "bomb"),
    Case(
        "billion laughs in UTF-16",
        "laughs16.docx",
        lambda: files.docx({"word/x.xml": files.BILLION_LAUGHS.encode("utf-16")}),
        "bomb",
    ),
    Case("zip slip", "slip.docx", lambda: files.docx({"../../evil.xml": "<x/>"}), "not_what_it_says"),
    Case("zip slip, absolute", "root.xlsx", lambda: files.xlsx({"/etc/evil": "x"}), "not_what_it_says"),
    Case("zip slip, Windows", "drive.odt", lambda: files.odt({"C:\\evil": "x"}), "not_what_it_says"),
    Case(
        "zip slip, slashes of Windows", "up.docx", lambda: files.docx({"..\\evil": "x"}), "not_what_it_says"
    ),
    Case("a NUL in a part's name", "nul.docx", files.docx_with_nul_in_a_name, "not_what_it_says"),
    Case("symbolic link", "link.docx", files.docx_with_link, "not_what_it_says"),
    # Macros.
    Case("macros", "macro.docx", lambda: files.docx({"word/vbaProject.bin": b"\0"}), "macros"),
    Case("macros, by type", "type.docx", lambda: files.docx(main="x.macroEnabled.main+xml"), "macros"),
    Case("macros of Excel 4", "xlm.xlsx", lambda: files.xlsx({"xl/macrosheets/s.xml": "<x/>"}), "macros"),
    Case("Basic", "basic.odt", lambda: files.odt({"Basic/Standard/Module1.xml": "<x/>"}), "macros"),
    Case("macros, honestly", "macro.docm", lambda: files.docx({"word/vbaProject.bin": b"\0"}), "wrong_type"),
    # Floods of pixels.
    Case("pixel flood", "flood.png", lambda: files.png(60_000, 60_000), "pixels"),
    Case("pixel flood, JPEG", "flood.jpg", lambda: files.jpeg(65_000, 65_000), "pixels"),
    # Sizes and types.
    Case("nothing in it", "empty.pdf", _just(b""), "empty"),
    Case("over 10 MB", "big.pdf", lambda: PDF + b" " * 10 * 1024 * 1024, "too_large"),
    Case("over the scanner's limit", "scan.pdf", lambda: PDF + b" " * 3 * 1024 * 1024, scan="failed"),
    Case("a program", "run.exe", _just(b"MZ\x90\0" * 20), "wrong_type"),
    Case("a program called a picture", "run.png", _just(b"MZ\x90\0" * 20), "not_what_it_says"),
    Case("a program called a table", "run.csv", _just(b"MZ\x90\0" * 20), "not_what_it_says"),
    Case("a program without NULs called a table", "run.csv", _just(b"MZ\x90\x01" * 20), "not_what_it_says"),
    Case("a NUL in a table", "nul.csv", _just(b"name\0,count\r\n"), "not_what_it_says"),
    Case("a document called a workbook", "letter.xlsx", files.docx, "not_what_it_says"),
    # Encrypted.
    Case("encrypted by Word", "secret.docx", _just(OLE), "locked"),
    Case("encrypted by a ZIP program", "zip.docx", files.locked_docx, "locked"),
    Case(
        "encrypted by LibreOffice",
        "secret.odt",
        lambda: files.odt(manifest="<manifest:encryption-data/>"),
        "locked",
    ),
    Case("encrypted PDF", "secret.pdf", files.locked_pdf, scan="failed"),
    # And what everybody sends.
    Case("a PDF", "plan.pdf", _just(PDF)),
    Case("a document", "fine.docx", files.docx),
    Case("a workbook", "fine.xlsx", files.xlsx),
    Case("an OpenDocument text", "fine.odt", files.odt),
    Case("a table", "fine.csv", _just(b"name,count\r\nwidget,1\r\n")),
    Case("a picture", "fine.png", files.png),
    Case("a photo", "fine.jpg", files.jpeg),
    Case("a photo of a telephone", "fine.heic", _just(HEIC)),
]
BY_WHAT = {case.what: case for case in CASES}
KEPT = [case for case in CASES if not case.refused]

"""Bodies of forms with files, written byte by byte: a client that is no browser writes them as it likes."""

from dataclasses import dataclass

from hypothesis import strategies as st

from tests.security import files
from tests.security.fuzz.examples import ODD

BOUNDARY = "a-boundary-of-the-tests"
CONTENT_TYPE = f"multipart/form-data; boundary={BOUNDARY}"


@dataclass(frozen=True)
class Part:
    """One part of a body: a file, or without a `filename` a text."""

    name: str
    content: bytes
    filename: str | None = None
    content_type: str = "application/pdf"
    more: str = ""

    def written(self) -> bytes:
        """Return it with its headers."""
        head = f'Content-Disposition: form-data; name="{self.name}"'
        if self.filename is not None:
            head += f'; filename="{self.filename}"\r\nContent-Type: {self.content_type}'
        return f"{head}{self.more}\r\n\r\n".encode("utf-8", "replace") + self.content


def body(parts: list[Part]) -> bytes:
    """Return the whole body."""
    written = b"".join(f"--{BOUNDARY}\r\n".encode() + part.written() + b"\r\n" for part in parts)
    return written + f"--{BOUNDARY}--\r\n".encode()


def texts(fields: dict[str, str]) -> list[Part]:
    """Return the parts of what is typed."""
    return [Part(name, text.encode()) for name, text in fields.items()]


_WHOLE = [files.PDF, files.png(), files.jpeg(), files.docx(), files.xlsx(), b"name,count\r\nwidget,1\r\n"]
_STEMS = [
    *ODD,
    "plan",
    "../../etc/cron.d/plan",
    "..\\..\\Windows\\plan",
    "/etc/passwd",
    "C:\\plan",
    "plan\u202efdp",
    "a\x01\x7f\x85b",
    "l" * 300,
    "x\r\nX-Evil: 1",
    "~",
    "con",
    "\u00e9\u0301\U0001f600",
    "%00%2f",
]
_ENDINGS = ["", ".pdf", ".PDF", ".png", ".docx", ".csv", ".exe", ".pdf.", ".pdf\0.exe", "." + "z" * 300]
filenames = st.builds(
    lambda stem, ending: stem + ending,
    st.sampled_from(_STEMS) | st.text(max_size=20),
    st.sampled_from(_ENDINGS) | st.just(".pdf"),
)
contents = (
    st.sampled_from(_WHOLE)
    | st.builds(lambda whole, cut: whole[:cut], st.sampled_from(_WHOLE), st.integers(0, 200))
    | st.binary(max_size=200)
    | st.just(files.PDF)
)
content_types = st.sampled_from(
    ["application/pdf", "text/html", "", "x", "multipart/mixed; boundary=b", "text/plain; charset=idna"]
) | st.text(st.characters(codec="ascii"), max_size=20)
more_headers = st.sampled_from(
    [
        "",
        "",
        "",
        "\r\nContent-Transfer-Encoding: base64",
        "\r\nContent-Length: -1",
        "\r\nContent-Length: x",
        "\r\nX: " + "x" * 3000,
        "\r\nContent-Disposition: attachment",
    ]
)

"""Reads back what is written in a PDF of ours, with the fonts' own tables, and without another library."""

import base64
import re
import zlib

_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_FONT = re.compile(rb"/(F\d+\+\d+) (\d+) 0 R")
_SHOWN = re.compile(rb"/(F\d+\+\d+) [\d.]+ Tf|\(((?:\\.|[^\\()])*)\) Tj|(T\*|ET)", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, a line each."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    tables = {}
    for name, reference in _FONT.findall(b"\n".join(objects.values())):
        to_unicode = re.search(rb"/ToUnicode (\d+) 0 R", objects[int(reference)])
        tables[name] = _table(_stream(objects[int(to_unicode[1])])) if to_unicode else {}
    pages = [body for body in objects.values() if re.search(rb"/Type /Page\b", body)]
    contents = [int(re.search(rb"/Contents (\d+) 0 R", page)[1]) for page in pages]
    return [_text(_stream(objects[number]), tables) for number in contents]


def _stream(body: bytes) -> bytes:
    data = _STREAM.search(body)[1].strip()
    if b"/ASCII85Decode" in body:
        data = base64.a85decode(b"<~" + data.removeprefix(b"<~"), adobe=True)
    return zlib.decompress(data) if b"/FlateDecode" in body else data


def _table(cmap: bytes) -> dict[int, str]:
    pairs = re.findall(rb"<([0-9A-F]{2})> <([0-9A-F]+)>", cmap.split(b"beginbfchar", 1)[1])
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def _text(content: bytes, tables: dict[bytes, dict[int, str]]) -> str:
    text, table = "", {}
    for font, shown, line_end in _SHOWN.findall(content):
        if font:
            table = tables[font]
        elif line_end:
            text += "\n"
        else:
            text += "".join(table.get(byte, "") for byte in _ESCAPED.sub(_unescape, shown))
    return text


def _unescape(found: re.Match[bytes]) -> bytes:
    escape = found[1]
    return bytes([int(escape, 8)]) if escape[:1].isdigit() else _LETTERS.get(escape, escape)

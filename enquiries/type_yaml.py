"""YAML of a type's file: read as plain data with the line of everything, and written always in the same way.

Only what such a file needs is read: maps, lists, texts, whole numbers, true and false. “yes”, “on”, “012” and
dates are texts as they stand. Anchors, aliases and tags, by which YAML makes a small file huge or runs
code, are refused.
"""

import json
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml import events as parsed
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

LARGEST = 500_000
_DEEPEST = 12
_WIDTH = 100
_WHOLE_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,9})")
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}
# Neither database nor UTF-8 has them.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
# What any reader of YAML, old or new, takes for a text.
_PLAIN = re.compile(
    r"[^\W\d_](?:[^\n:#\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]|:(?=[^\s]))*(?<![\s:])"
)
_NOT_TEXT = re.compile(r"(?:y|n|yes|no|on|off|true|false|null)", re.IGNORECASE)
_NO_BLOCK = re.compile(
    r"\A[ \n]|[ \t]$|[^\n -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]", re.MULTILINE
)
_UNPRINTED = re.compile("[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """What is wrong with a file, and in which line."""

    line: int
    text: str


class Unusable(Exception):
    """A file that cannot be used; `problems` is all that is wrong with it, by line."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"line {each.line}: {each.text}" for each in problems))
        self.problems = problems


@dataclass(frozen=True)
class Told:
    """What a file says, and in which line it says what."""

    data: Any
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """Return the line of what is at `path`, or of the nearest that it is in."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read(source: bytes) -> Told:
    """Return what a file says.

    Raises:
        Unusable: it is no such file.
    """
    if len(source) > LARGEST:
        raise _unusable(1, "The file is larger than 500 kB.")
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unusable(
            source.count(b"\n", 0, error.start) + 1, "This is not UTF-8. Save the file as UTF-8."
        ) from None
    lines: dict[Path, int] = {}
    try:
        return Told(_document(YAML(typ="safe", pure=True).parse(text), lines), lines)
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise _unusable(line, "A character that no text has.") from None
    except MarkedYAMLError as error:
        raise _unusable(error.problem_mark.line + 1 if error.problem_mark else 1, _why(error)) from None
    except (YAMLError, ValueError, OverflowError):
        raise _unusable(max(lines.values(), default=1), "From here on, this is not YAML.") from None


def write(data: dict[str, Any]) -> str:
    """Return `data` as YAML that `read` reads as the same: long texts as blocks, nothing on one line."""
    return "".join(f"{line}\n" for line in _map_lines(data, ""))


def _unusable(line: int, text: str) -> Unusable:
    return Unusable([Problem(line, text)])


def _why(error: MarkedYAMLError) -> str:
    problem = str(error.problem or "it cannot be read")
    if "'\\t'" in problem:
        return "This is not YAML: a tab. Indent with spaces."
    return f"This is not YAML: {problem}."


def _document(events: Iterator[Any], lines: dict[Path, int]) -> Any:
    data = None
    documents = 0
    for event in events:
        if isinstance(event, parsed.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _unusable(event.start_mark.line + 1, "A second document begins here. Give one a file.")
            data = _value(events, next(events), (), lines)
    return data


def _value(events: Iterator[Any], event: Any, path: Path, lines: dict[Path, int]) -> Any:
    line = event.start_mark.line + 1
    lines.setdefault(path, line)
    if isinstance(event, parsed.AliasEvent) or event.anchor:
        raise _unusable(line, "Anchors (&) and aliases (*) are not read here. Write it out, or in quotes.")
    if event.tag:
        raise _unusable(line, "Tags (!) are not read here. Leave it out, or write it in quotes.")
    if isinstance(event, parsed.ScalarEvent):
        return _scalar(event, line)
    if len(path) >= _DEEPEST:
        raise _unusable(line, "This is nested too deeply.")
    if isinstance(event, parsed.SequenceStartEvent):
        return _list(events, path, lines)
    return _map(events, path, lines)


def _scalar(event: Any, line: int) -> Any:
    text = event.value
    if _UNSTORABLE.search(text):
        raise _unusable(line, "A character that no text has.")
    if event.style:
        return text
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else text


def _list(events: Iterator[Any], path: Path, lines: dict[Path, int]) -> list[Any]:
    found: list[Any] = []
    for event in events:
        if isinstance(event, parsed.SequenceEndEvent):
            break
        found.append(_value(events, event, (*path, len(found)), lines))
    return found


def _map(events: Iterator[Any], path: Path, lines: dict[Path, int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for event in events:
        if isinstance(event, parsed.MappingEndEvent):
            break
        line = event.start_mark.line + 1
        if not isinstance(event, parsed.ScalarEvent) or event.tag or event.anchor:
            raise _unusable(line, "The name of an entry must be a word.")
        if _UNSTORABLE.search(event.value):
            raise _unusable(line, "A character that no text has.")
        if event.value in found:
            raise _unusable(line, f"“{event.value}” is here twice.")
        lines[*path, event.value] = line
        found[event.value] = _value(events, next(events), (*path, event.value), lines)
    return found


def _map_lines(data: dict[str, Any], indent: str) -> Iterator[str]:
    for name, value in data.items():
        if isinstance(value, dict) and value:
            yield f"{indent}{name}:"
            yield from _map_lines(value, f"{indent}  ")
        elif isinstance(value, list) and value:
            yield f"{indent}{name}:"
            for each in value:
                first, *rest = _map_lines(each, f"{indent}    ")
                yield f"{indent}  - {first.lstrip(' ')}"
                yield from rest
        elif isinstance(value, str):
            yield from _text_lines(f"{indent}{name}: ", value, f"{indent}  ")
        else:
            yield f"{indent}{name}: {json.dumps(value)}"


def _text_lines(begin: str, text: str, indent: str) -> Iterator[str]:
    if "\n" in text and not _NO_BLOCK.search(text) and not text.endswith("\n\n"):
        yield begin + ("|" if text.endswith("\n") else "|-")
        yield from (f"{indent}{line}" if line else "" for line in text.removesuffix("\n").split("\n"))
    elif _folds(text):
        yield f"{begin}>-"
        yield from textwrap.wrap(
            text,
            _WIDTH,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
    elif _PLAIN.fullmatch(text) and not _NOT_TEXT.fullmatch(text):
        yield begin + text
    else:
        quoted = json.dumps(text, ensure_ascii=False)
        yield begin + _UNPRINTED.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def _folds(text: str) -> bool:
    """Whether it is long, and lines can be broken at its spaces without losing any."""
    single = re.fullmatch(r"[^\s]+(?: [^\s]+)*", text)
    return len(text) > _WIDTH and " " in text and bool(single) and not _NO_BLOCK.search(text)

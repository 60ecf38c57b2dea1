"""No text takes long to be read because of what it says; how long is measured by bench/hostile_text.py."""

import re
import re._constants as kinds
import re._parser as parser
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from intake.inbound import html, quoting
from intake.privacy import telling
from portal import logs
from tests.security.hostile_text import READERS, SIZES, texts

_REPEATS = (kinds.MAX_REPEAT, kinds.MIN_REPEAT)


def _steps(read: Any, text: str) -> int:
    """How many functions were called, ours and Python's own: what no machine makes fewer."""
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        read(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in READERS if name.startswith("condition")])
def test_ten_times_the_text_is_ten_times_the_work_of_a_condition_at_most(name):
    for short, long in zip(*map(texts, SIZES), strict=True):
        assert _steps(READERS[name], long) <= 12 * _steps(READERS[name], short) + 5_000


@pytest.mark.django_db
@pytest.mark.parametrize("name", READERS)
def test_every_reader_ends_on_every_text(name):
    """An endless one would stop the tests; one that calls itself for each line fails."""
    for text in texts(SIZES[0]):
        READERS[name](text)


def test_an_email_of_many_preformatted_lines_is_read():
    assert html.as_text(html.harmless("<pre>" + "x\n" * 5000)).count("x") == 5000


def test_addresses_are_found_wherever_they_stand():
    text = "a@b.example,c'd@e.example @x f@g f@g.example@h.example"
    assert logs.without_persons(text) == "(an address),(an address) @x f@g (an address)@h.example"
    assert telling.masked("x@y.example jo@z.example", own=["jo@z.example"]).endswith("] jo@z.example")


def test_a_quote_is_found_below_its_attribution():
    assert quoting.split("Yes\n\nOn Tuesday Jo wrote:\n\n> Is it?").new == "Yes"


def _patterns() -> Iterator[tuple[str, str]]:
    for app in ("intake", "enquiries", "suppliers", "portal"):
        for file in Path(settings.BASE_DIR, app).rglob("*.py"):
            for found in re.finditer(r're\.\w+\(\s*r?f?"((?:[^"\\\n]|\\.)*)"', file.read_text()):
                yield f"{file.name}: {found[1]}", found[1]


def _repeats_within(tree: Any) -> bool:
    """Whether something of any length is repeated any number of times, with nothing that parts the turns."""
    for kind, value in tree:
        if kind in _REPEATS and value[1] is kinds.MAXREPEAT:
            inner = list(value[2])
            if len(inner) == 1 and inner[0][0] is kinds.SUBPATTERN:
                inner = list(inner[0][1][3])
            if inner and all(each[0] in _REPEATS for each in inner):
                return True
        for each in value if isinstance(value, tuple) else ():
            if isinstance(each, parser.SubPattern) and _repeats_within(each):
                return True
    return False


def test_no_pattern_repeats_what_repeats_itself():
    bad = []
    for name, pattern in _patterns():
        try:
            tree = parser.parse(pattern.replace("{{", "{").replace("}}", "}"))
        except re.error:
            continue
        bad += [name] if _repeats_within(tree) else []
    assert bad == []
    assert _repeats_within(parser.parse("(a+)+b")), "such a pattern would be found"

"""No text takes long to be read because of what it says; how long is measured by bench/hostile_text.py."""

import re._constants as kinds
import re._parser as parser
import sys
from typing import Any

import pytest

from intake.inbound import html, quoting
from intake.privacy import telling
from portal import logs
from tests.security import patterns
from tests.security.hostile_text import READERS, SIZES, texts

_SHORT = 3_000
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
    found = patterns.of_the_code()

    assert [name for name, tree in found.items() if _repeats_within(tree)] == []
    assert _repeats_within(parser.parse("(a+)+b")), "such a pattern would be found"


def test_every_pattern_of_the_code_is_looked_at():
    """Those on several lines, in a class, within a call, and those that a value is put into."""
    found = patterns.of_the_code()

    assert {
        "intake.inbound.quoting._ATTRIBUTION",
        "intake.screening.scoring._MARKUP",
        r're.sub(r"\n{3,}") of intake/inbound/quoting.py',
    } <= set(found)
    assert len(found) > 80


@pytest.mark.parametrize("name", patterns.compiled())
def test_every_pattern_ends_on_every_text_in_the_way_it_is_used(name):
    """Also where nothing above reads by it: one that takes the cube of the length does not end in time."""
    for use in patterns.uses(name):
        for text in texts(_SHORT):
            use(text)


class _Lines(list[str]):
    """Lines that count how many of them are looked at."""

    looked_at = 0

    def __getitem__(self, key: Any) -> Any:
        found = super().__getitem__(key)
        self.looked_at += len(found) if isinstance(key, slice) else 1
        return found


def test_ten_times_the_attributions_are_ten_times_the_lines_that_are_looked_at():
    looked_at = []
    for count in (200, 2_000):
        lines = _Lines(["On x wrote:", ""] * count)
        assert quoting._start_of_quote(lines) == len(lines)
        looked_at.append(lines.looked_at)

    assert looked_at[1] <= 11 * looked_at[0]


def test_no_attribution_is_looked_for_in_a_long_line(monkeypatch):
    class Noted:
        longest = 0

        def match(self, said: str) -> None:
            self.longest = max(self.longest, len(said))

    noted = Noted()
    monkeypatch.setattr(quoting, "_ATTRIBUTION", noted)

    quoting.split(f"On {'x ' * 190}wrote:\nOn {'x ' * 5_000}wrote:\nBye:")

    assert 380 < noted.longest <= 400

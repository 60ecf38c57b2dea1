"""The list of guards that `make guards` takes out fits the code, so that it can be run at any time."""

import pytest

from scripts import guards
from scripts.guards import Guard, Outcome

GUARDS = guards.listed()
FAILED = "security/test_door.py::test_closed"


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: f"{guard.part}: {guard.name}")
def test_a_guard_stands_where_the_list_says(guard):
    text = (guards.ROOT / guard.file).read_text()

    assert guard.taken_out_of(text) != text
    for test in guard.tests:
        assert (guards.ROOT / test.partition("::")[0]).exists(), test


def test_a_guard_is_listed_once():
    assert len({(each.part, each.name) for each in GUARDS}) == len(GUARDS)


def test_a_guard_that_stands_twice_is_not_taken_out():
    with pytest.raises(LookupError, match="stands 2 times"):
        _guard().taken_out_of("if closed: ... if closed:")


def test_what_no_test_misses_is_no_guard():
    assert Outcome(_guard(), FAILED).is_held
    assert not Outcome(_guard()).is_held
    assert not Outcome(_guard(), FAILED, "ran for over 600 seconds").is_held


def test_each_guard_was_seen_to_be_missed():
    assert {(each.part, each.name) for each in GUARDS} == set(guards.seen())
    assert guards.REPORT.read_text() == guards.page(GUARDS, guards.seen())


def test_what_was_seen_is_kept_until_nothing_fails(tmp_path):
    (tmp_path / "doors.toml").write_text(
        '[[guard]]\nname = "The door"\nfile = "door.py"\nold = "if closed:"\nnew = "if False:"\ntests = []\n'
    )
    guards.remember([Outcome(_guard(), FAILED)], tmp_path)
    assert "| The door | `door.py` | `security/test_door.py::test_closed` |" in guards.page(
        [_guard()], guards.seen(tmp_path)
    )

    guards.remember([Outcome(_guard())], tmp_path)
    assert "| The door | `door.py` | **not seen** |" in guards.page([_guard()], guards.seen(tmp_path))


def _guard():
    return Guard(
        "doors", "The door", "door.py", "if closed:", "if False:", ("tests/security/test_guards.py",)
    )

"""The table of states and moves, alone."""

import pytest

from intake import workflow
from intake.models.submission import OPEN_STATUSES, Status

CLOSED = [status for status in Status if status not in (*OPEN_STATUSES, Status.HELD)]
TARGETS = {
    "take_up": "open",
    "reply": "open",
    "wait": "waiting",
    "resolve": "resolved",
    "mark_as_spam": "spam",
    "withdraw": "withdrawn",
    "solve": "resolved",
    "reopen": "open",
    "sender_writes": "open",
    "merge": "merged",
    "pass_on": "new",
    "sender_adds": "held",
}
#: What only that can be done to which is held, and what also to it.
ONLY_HELD = ("pass_on", "sender_adds")
ALSO_HELD = ("mark_as_spam", "withdraw", "solve", *ONLY_HELD)


@pytest.mark.parametrize("status", OPEN_STATUSES)
def test_what_is_open_can_be_worked_on_and_closed(status):
    assert set(workflow.moves_from(status)) == set(TARGETS) - {"reopen", *ONLY_HELD}


@pytest.mark.parametrize("status", CLOSED)
def test_what_is_closed_can_only_be_reopened_or_if_it_was_resolved_written_to_and_merged(status):
    moves = ["sender_writes", "reopen", "merge"] if status == Status.RESOLVED else ["reopen"]
    assert workflow.moves_from(status) == ([] if status == Status.MERGED else moves)


def test_what_is_held_can_be_passed_on_or_put_away_and_its_sender_goes_on_as_ever():
    assert set(workflow.moves_from(Status.HELD)) == set(ALSO_HELD)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("move", TARGETS)
def test_every_move_from_every_state(move, status):
    if status == Status.MERGED:
        allowed = False
    elif status == Status.HELD:
        allowed = move in ALSO_HELD
    elif move in ONLY_HELD:
        allowed = False
    elif move in ("sender_writes", "merge"):
        allowed = status not in (Status.WITHDRAWN, Status.SPAM)
    else:
        allowed = (move == "reopen") is (status in CLOSED)
    if allowed:
        assert workflow.after(move, status) == TARGETS[move]
    else:
        with pytest.raises(workflow.MoveNotAllowed):
            workflow.after(move, status)


def test_the_table_has_no_other_move():
    assert set(workflow.MOVES) == set(TARGETS)


def test_a_refusal_names_the_state_in_words():
    with pytest.raises(workflow.MoveNotAllowed, match="to a submission that is spam"):
        workflow.after("reply", Status.SPAM)

"""What a question page sets for programs: a field nobody sees, and a proof of when the form was opened."""

import datetime as dt
import logging

import pytest
import time_machine

from enquiries import traps
from intake.models import Message, RecentPost, Screening, Submission
from tests.enquiries.visitor import WHO, Page, Visitor
from tests.factories import EnquiryTypeFactory, catch_all_queue

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor(settings) -> Visitor:
    """A visitor to a site on which one sign is enough, so that each can be seen alone."""
    settings.SPAM_HOLD_FROM = 40
    catch_all_queue()
    return Visitor(EnquiryTypeFactory(asks_who=True))


def sent(visitor: Visitor, after: float = 60, **more: str) -> Submission:
    """Open, answer and send the form; it is sent so many seconds after it was opened."""
    with time_machine.travel("2026-11-24 10:00Z", tick=False) as clock:
        page = visitor.opens()
        shown = {traps.SHOWN: page.control(traps.SHOWN)["value"]}
        clock.shift(dt.timedelta(seconds=after))
        assert visitor.answers({**WHO, **shown, **more}).status_code == 303
        assert visitor.sends().status_code == 303
    return Submission.objects.get()


def signs() -> str:
    return Screening.objects.get().signs


def test_a_person_who_fills_in_the_form_is_not_held(visitor):
    assert sent(visitor).status == "new"


def test_whoever_fills_in_the_field_that_nobody_sees_is_held_and_loses_nothing(visitor):
    held = sent(visitor, **{traps.TRAP: "http://spam.example"})
    assert (held.status, signs()) == ("held", "honeypot")
    assert {answer["name"] for answer in held.answers} >= {"name", "email", "message"}
    assert not Message.objects.exists()


def test_the_confirmation_is_the_same_for_what_is_held(visitor):
    sent(visitor, **{traps.TRAP: "x"})
    page = visitor.arrives()
    assert Submission.objects.get().reference in page.text
    assert "We will send a confirmation to jo@example.com." in page.text
    assert "held" not in page.text


def test_too_fast_is_suspicious_and_slow_is_not(visitor):
    assert sent(visitor, after=1).status == "held"
    assert signs() == "too_fast"


def test_a_day_later_is_fine(visitor):
    assert sent(visitor, after=86_400).status == "new"


@pytest.mark.security("tokens")
@pytest.mark.parametrize("stamp", ["", "rubbish", "1 2:3", "\x00"])
def test_a_missing_or_forged_proof_is_suspicious(visitor, stamp):
    assert sent(visitor, **{traps.SHOWN: stamp}).status == "held"
    assert signs() == "no_time"


@pytest.mark.security("tokens")
def test_the_proof_of_another_form_proves_nothing(visitor):
    other = Visitor(visitor.enquiry_type).opens().control(traps.SHOWN)["value"]
    assert sent(visitor, **{traps.SHOWN: other}).status == "held"


def test_a_mistake_that_is_mended_at_once_is_not_too_fast(visitor):
    """What counts is when the form was first shown, not the page with the errors."""
    with time_machine.travel("2026-11-24 10:00Z", tick=False) as clock:
        shown = visitor.opens().control(traps.SHOWN)["value"]
        clock.shift(dt.timedelta(seconds=60))
        refused = visitor.answers({**WHO, "name": "", traps.SHOWN: shown})
        again = Page(refused).control(traps.SHOWN)["value"]
        visitor.answers({**WHO, traps.SHOWN: again})
        visitor.sends()
    assert Submission.objects.get().status == "new"


def test_the_field_is_neither_seen_nor_heard_nor_reached_nor_filled_in_by_browsers(visitor):
    field = visitor.opens().control(traps.TRAP)
    assert field["tabindex"] == "-1"
    assert field["autocomplete"] == "off"
    assert "value" not in field.attrs
    assert field.parent["aria-hidden"] == "true"
    assert field.parent["class"] == ["portal-trap"]


def test_where_it_came_from_is_neither_stored_nor_written_to_the_log(visitor, caplog):
    caplog.set_level(logging.DEBUG)
    visitor.client.defaults["REMOTE_ADDR"] = "203.0.113.77"
    sent(visitor)
    assert "203.0.113.77" not in caplog.text
    assert RecentPost.objects.get().client not in ("", "203.0.113.77")


def test_only_three_weak_signs_together_hold_by_default(visitor, settings):
    settings.SPAM_HOLD_FROM = 100
    assert sent(visitor, after=0, message="See <a href=x>here</a>").status == "new"

"""What is edited is looked at, published now or later, called off and put back."""

import datetime as dt

import pytest
import time_machine

from enquiries import editing, versions
from enquiries.models import EnquiryType
from tests.enquiries.editor import TYPES, at, hall_hire, lead_of, listed, of_question, publishes, saves
from tests.enquiries.visitor import Visitor
from tests.intake.admin.staff import Colleague, fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


@pytest.fixture
def halls() -> EnquiryType:
    return hall_hire()


@pytest.fixture
def lead(halls) -> Colleague:
    return lead_of(halls)


def test_a_lead_adds_a_question_and_publishes_it(lead, halls):
    page = saves(
        lead,
        at(halls, "question/add/?kind=one_of"),
        label="How many people?",
        choices="few | Up to 20\nmany | More",
        only_if_question="hall",
        only_if_operator="equals",
        only_if_choice="hall:big",
    )

    assert page.messages == ["“How many people?” is added."]
    assert listed(page)[-1] == "How many people?"
    assert "One of several · must be answered · only if “The big one” to “Which hall?”" in page.text
    assert "Question “How many people?” is new." in page.part(".changes")
    assert "How many people?" not in Visitor(halls).opens().text

    page = publishes(lead, halls, note="Asks for the number")

    assert page.messages == ["Version 2 is on the site now."]
    assert "Everything is published." in page.text
    assert "How many people?" in Visitor(halls).opens().text
    version = versions.in_force(halls)
    assert (version.published_by, version.note) == (lead.user, "Asks for the number")


def test_a_version_is_published_for_later_and_called_off(lead, halls):
    with time_machine.travel(dt.datetime(2026, 12, 1, 10, tzinfo=dt.UTC), tick=False):
        lead = Colleague(lead.user)
        saves(lead, of_question(halls, "day"), label="For which day?")
        page = publishes(lead, halls, when="later", day="2026-12-01", time="09:00")
        assert "This is past" in page.problem
        page = publishes(lead, halls, when="later")
        assert "Give the date" in page.error_beside("day")
        page = publishes(lead, halls, when="later", day="2027-07-01", time="09:30", note="Summer")
        assert page.messages == ["Version 2 will be on the site from Thursday 1 July 2027 at 9:30am."]
        assert versions.scheduled(halls)[0].in_force_from == dt.datetime(2027, 7, 1, 8, 30, tzinfo=dt.UTC)
        assert "From 1 July 2027 at 9:30am" in page.part(".scheduled")
        page = lead.posts(at(halls, "version/2/cancel/"))
        assert page.messages == ["Version 2 is called off."]
        assert versions.scheduled(halls) == []
        page = lead.posts(at(halls, "version/1/cancel/"))
        assert "on the site already" in page.messages[0]


def test_an_earlier_version_comes_back_and_is_edited_from(lead, halls):
    saves(lead, of_question(halls, "day"), label="For which day?")
    publishes(lead, halls)
    page = lead.opens(at(halls, "version/1/back/"))
    assert "Whoever begins the form from now on" in page.text
    page = lead.posts(at(halls, "version/1/back/"))
    assert page.messages == ["Version 1 is back on the site, as version 3."]
    assert "Which day?" in Visitor(halls).opens().text
    assert halls.questions.get(name="day").label == "For which day?"
    assert lead.posts(at(halls, "version/1/back/")).messages == ["This is what is on the site."]
    assert "is lost" in lead.opens(at(halls, "version/1/edit/")).text
    lead.posts(at(halls, "version/1/edit/"))
    assert halls.questions.get(name="day").label == "Which day?"
    assert lead.client.get(at(halls, "version/9/back/")).status_code == 404
    assert lead.client.get(at(halls, "version/1/erase/")).status_code == 404


def test_what_a_colleague_has_changed_meanwhile_is_not_published_unseen(lead, halls):
    old = lead.opens(at(halls))
    editing.shift_question(enquiry_type_id=halls.pk, question_id=halls.questions.last().pk, up=True)
    fields = fields_of(old.soup.select_one("form.publish-form")) | {"when": "now"}
    page = lead.posts(at(halls, "publish/"), **fields)
    assert "Somebody has changed this since you opened it" in page.problem
    assert "in another order" in page.part(".changes")


def test_the_preview_stands_in_frames_of_the_portal_and_of_nobody_else(lead, halls):
    page = lead.opens(at(halls, "look/?version="))
    frames = page.soup.select("iframe")
    assert [frame["title"] for frame in frames] == ["The form on a telephone", "The form on a computer"]
    assert "frame-src 'self'" in page.response["Content-Security-Policy"]
    preview = lead.client.get(frames[0]["src"])
    assert preview["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in preview["Content-Security-Policy"]
    other = lead.client.get(at(halls))
    assert other["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in other["Content-Security-Policy"]
    assert lead.client.get(f"{TYPES}{halls.pk}/preview/?version=9").status_code == 404


def test_a_version_is_looked_at_as_it_was(lead, halls):
    saves(lead, of_question(halls, "day"), label="For which day?")
    page = lead.opens(at(halls, "look/?version=1"))
    assert "version 1" in page.text
    page = lead.opens(page.soup.select_one("iframe")["src"])
    assert ("Which day?" in page.text, "For which day?" in page.text) == (True, False)

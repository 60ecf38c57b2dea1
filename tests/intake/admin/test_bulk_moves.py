"""Changing several submissions of the list at once."""

import pytest

from intake import worklist
from intake.models import Submission
from tests.factories import SubmissionFactory
from tests.intake.admin.staff import LIST, fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(widgets):
    return SubmissionFactory.create_batch(3, queue=widgets)


def ids(submissions) -> list[int]:
    return [each.pk for each in submissions]


def test_the_ticked_ones_are_assigned_to_oneself(ada, three):
    page = ada.lists()
    assert len(page.soup.select("input[name=ticked][form=bulk]")) == 3
    assert [button["value"] for button in page.soup.select("button[name=move]")] == [
        "assign_to_me",
        "resolve",
        "mark_as_spam",
    ]

    page = ada.posts(LIST, move="assign_to_me", ticked=ids(three[:2]))

    assert page.messages == ["2 submissions assigned to you."]
    assert Submission.objects.filter(assignee=ada.user).count() == 2


def test_the_ticked_ones_are_resolved_and_the_filters_stay(ada, three):
    response = ada.client.post(f"{LIST}?view=unassigned&q=widget", {"move": "resolve", "ticked": ids(three)})
    assert (response.status_code, response["Location"]) == (302, f"{LIST}?view=unassigned&q=widget")
    assert Submission.objects.filter(status="resolved").count() == 3


def test_spam_is_asked_about_first(ada, three):
    asked = ada.posts(LIST, move="mark_as_spam", ticked=ids(three[:2]))

    assert not Submission.objects.filter(status="spam").exists()
    assert asked.title.startswith("Mark as spam?")
    for submission in three[:2]:
        assert submission.reference in asked.text
    assert three[2].reference not in asked.text
    form = asked.soup.select_one("main form")
    fields = fields_of(form) | {"ticked": [field["value"] for field in form.select("[name=ticked]")]}
    page = ada.posts(LIST, **fields)
    assert page.messages == ["2 submissions put away as spam."]
    assert Submission.objects.filter(status="spam").count() == 2


def test_the_question_about_spam_can_be_left(ada, three):
    asked = ada.posts(f"{LIST}?view=unassigned", move="mark_as_spam", ticked=ids(three))
    assert asked.link("Go back and change nothing") == f"{LIST}?view=unassigned"


def test_the_question_about_spam_names_nothing_of_other_teams(ada, gadgets):
    foreign = SubmissionFactory(queue=gadgets)
    asked = ada.posts(LIST, move="mark_as_spam", ticked=[foreign.pk])
    assert foreign.reference not in asked.text
    assert "None of those that you ticked is in your queues." in asked.text
    assert not asked.soup.select("main form button")


def test_what_was_refused_is_said_with_its_reason(ada, three, gadgets):
    Submission.objects.filter(pk=three[0].pk).update(status="resolved")
    foreign = SubmissionFactory(queue=gadgets)

    page = ada.posts(LIST, move="resolve", ticked=ids([*three, foreign]))

    said, refused = page.messages
    assert said == "2 submissions resolved."
    assert f"2 submissions not changed. {three[0].reference}: This cannot be done" in refused
    assert "1 submission not in your queues." in refused
    assert foreign.reference not in page.text


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"move": "resolve"},
        {"ticked": "own"},
        {"move": "reopen", "ticked": "own"},
        {"move": "resolve", "ticked": "x"},
        {"move": "resolve", "ticked": "-1"},
        {"move": "resolve", "ticked": "0"},
        {"move": "resolve", "ticked": "9" * 25},
        {"move": "resolve", "ticked": "0" * 19 + "1" + "9" * 30},
        {"move": "resolve", "ticked": "\0"},
    ],
)
def test_what_makes_no_sense_changes_nothing(ada, three, posted):
    if posted.get("ticked") == "own":
        posted = {**posted, "ticked": three[0].pk}
    page = ada.posts(LIST, **posted)
    assert page.messages == ["Nothing was changed. Tick the submissions first, then choose what to do."]
    assert not Submission.objects.exclude(version=1).exists()


def test_more_than_a_page_shows_are_not_changed_at_once(ada, widgets, monkeypatch):
    monkeypatch.setattr(worklist, "PAGE_SIZE", 2)
    page = ada.posts(LIST, move="resolve", ticked=ids(SubmissionFactory.create_batch(3, queue=widgets)))
    assert "Nothing was changed" in page.messages[0]
    assert not Submission.objects.filter(status="resolved").exists()

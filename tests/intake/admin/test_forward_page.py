"""Forwarding to an address outside, in two steps."""

import pytest

from intake.models import Message
from tests.factories import SubmissionFactory
from tests.intake.admin.staff import fields_of
from tests.intake.admin.test_related_pages import beside, form_on

pytestmark = pytest.mark.django_db


def answer(name: str, label: str, text: str) -> dict[str, str]:
    return {"name": name, "label": label, "kind": "long_text", "value": text, "display": text}


@pytest.fixture
def submission(widgets):
    return SubmissionFactory(
        queue=widgets,
        subject="Damp hall",
        sender_email="jo@example.com",
        answers=[answer("a", "Message", "The wall is wet."), answer("b", "Since when", "Friday")],
    )


def test_what_is_chosen_is_edited_and_sent(ada, submission):
    page = ada.opens(beside(submission, "forward"))
    assert not page.soup.select("input[type=checkbox][checked]:not(#keys-on)")
    fields = form_on(page)
    page = ada.posts(beside(submission, "forward"), **fields | {"address": "s@example.net", "parts": "1"})

    assert "Step 2 of 2" in page.text
    words = fields_of(page.soup.select_one("form.beside"))
    assert (words["address"], words["text"]) == ("s@example.net", "Damp hall\n\nSince when\nFriday")
    assert not Message.objects.exists()

    page = ada.posts(beside(submission, "forward"), **words | {"text": "Damp hall. Since Friday?"})
    assert page.messages == ["Your email is on its way to s@example.net."]
    assert "Damp hall. Since Friday?" in page.part(".message-out")
    assert "Forwarded copy by Ada Okoro to s@example.net" in page.part(".message-out")
    assert "To s@example.net" in page.part(".timeline")


def test_contact_details_are_in_it_when_they_are_ticked(ada, submission):
    fields = {"address": "s@example.net", "parts": ["0", "1"]}
    page = ada.posts(beside(submission, "forward"), **fields, with_contact="on")
    text = fields_of(page.soup.select_one("form.beside"))["text"]
    assert "The wall is wet." in text
    assert "Email: jo@example.com" in text


@pytest.mark.parametrize("address", ["", "nobody", "jo@example.com", "widgets@example.org"])
def test_a_wrong_address_is_said_at_once(ada, submission, address):
    page = ada.posts(beside(submission, "forward"), address=address)
    assert "Step 1 of 2" in page.text
    assert page.problem.startswith("There is a problem")


def test_an_answer_that_is_not_offered_is_not_taken(ada, submission):
    page = ada.posts(beside(submission, "forward"), address="s@example.net", parts="7")
    assert "Step 1 of 2" in page.text


def test_what_was_typed_survives_a_refusal(ada, submission):
    page = ada.posts(
        beside(submission, "forward"), step="send", address="nobody", text="Damp hall.", version=1
    )
    assert "Enter an email address" in page.problem
    assert page.field("text").get_text().strip() == "Damp hall."

    page = ada.posts(
        beside(submission, "forward"), step="send", address="s@example.net", text="Damp hall.", version=9
    )
    assert "has changed" in page.problem
    assert page.field("text").get_text().strip() == "Damp hall."
    assert fields_of(page.soup.select_one("form.beside"))["version"] == "1"
    assert not Message.objects.exists()


def test_typed_words_are_given_back_where_it_has_left_ones_queues(ada, submission, gadgets):
    submission.queue = gadgets
    submission.save()
    page = ada.posts(beside(submission, "forward"), step="send", address="s@example.net", text="Damp hall.")
    assert page.status == 404
    assert page.part("#unsent") == "Damp hall."

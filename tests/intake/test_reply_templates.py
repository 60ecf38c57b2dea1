"""Canned replies: their fields are checked, and filled in for a submission."""

import pytest
from django.core.exceptions import ValidationError

from intake import reply_templates, template_fields
from intake.models import ReplyTemplate
from tests.factories import QueueFactory, SubmissionFactory, UserFactory

pytestmark = pytest.mark.django_db


def filled(text: str, **fields) -> str:
    submission = SubmissionFactory(queue=QueueFactory(contact_name="Widget Desk"), **fields)
    author = UserFactory(first_name="Ada", last_name="Okoro")
    template = ReplyTemplate(name="x", text=text)
    said = reply_templates.filled_in(template, submission=submission, author=author)
    return said.replace(submission.reference, "REFERENCE")


def test_every_field_is_filled_in():
    text = "Dear {{ sender_name }}, “{{subject}}” ({{ reference }}).\n{{  author  }}, {{ queue }}"
    assert filled(text) == "Dear Jo Brown, “A widget is missing” (REFERENCE).\nAda Okoro, Widget Desk"


def test_without_a_name_it_is_still_polite():
    assert filled("Dear {{ sender_name }},", sender_name="") == "Dear Sir or Madam,"


def test_what_a_sender_wrote_is_never_a_field():
    assert filled("About {{ subject }}", subject="{{ author }} {% x %}") == "About {{ author }} {% x %}"


@pytest.mark.parametrize("text", ["", "Plain, with { one } brace", "{{ reference }}{{ queue }}"])
def test_good_texts(text):
    template_fields.check(text)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{{ password }}", "no field “password”. There are {{ reference }}, {{ sender_name }}"),
        ("{{ submission.queue }}", "no field “submission.queue”"),
        ("{{ }}", "no field “”"),
        ("{{ reference", "A field begins with"),
        ("reference }}", "A field begins with"),
        ("{% load x %}", "A field begins with"),
    ],
)
def test_bad_texts(text, problem):
    with pytest.raises(ValidationError) as refused:
        template_fields.check(text)
    assert problem in refused.value.messages[0]


def test_a_team_uses_its_own_and_those_of_every_team():
    queue = QueueFactory()
    ReplyTemplate.objects.all().delete()
    ReplyTemplate.objects.create(name="Of all", text="x")
    ReplyTemplate.objects.create(name="Mine", text="x", queue=queue)
    ReplyTemplate.objects.create(name="Theirs", text="x", queue=QueueFactory())
    usable = reply_templates.usable_for(SubmissionFactory(queue=queue))
    assert [template.name for template in usable] == ["Mine", "Of all"]


def test_those_the_site_begins_with_are_good():
    found = ReplyTemplate.objects.all()
    assert found
    for template in found:
        template.full_clean()
        assert template.history.count() == 1


@pytest.mark.parametrize(
    ("text", "more", "whole"), [("", "B", "B"), ("A", "", "A"), ("A \n\n", "B\n", "A\n\nB\n"), ("", "", "")]
)
def test_one_text_below_another(text, more, whole):
    assert reply_templates.added_to(text, more) == whole

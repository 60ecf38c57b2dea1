"""Logging a telephone call."""

import pytest

from intake.models import Submission
from tests.factories import MembershipFactory, QueueFactory, UserFactory
from tests.intake.admin.staff import LIST, Colleague, fields_of, url_of
from tests.intake.admin.test_page_queries import same

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

CALL = f"{LIST}call/"


def blank(colleague: Colleague) -> dict[str, str]:
    return fields_of(colleague.opens(CALL).soup.select_one("form.beside"))


def test_three_fields_make_a_submission(ada, widgets):
    page = ada.opens(CALL)
    asked = [" ".join(label.get_text().split()) for label in page.soup.select("form.beside label")]
    assert asked == ["Who called?", "What about?", "Telephone or email (optional)"]

    fields = blank(ada) | {"caller": "Jo", "matter": "The hall is damp.", "contact": "020 7946 0100"}
    page = ada.posts(CALL, **fields)

    submission = Submission.objects.get()
    assert page.response.redirect_chain == [(url_of(submission), 303)]
    assert page.messages == [f"The call is logged: {submission.reference}."]
    assert (submission.subject, submission.queue, submission.source) == (
        "The hall is damp.",
        widgets,
        "telephone",
    )
    assert "entered by Ada Okoro" in page.part(".timeline")


def test_it_is_assigned_to_who_took_it_by_the_other_button(ada):
    fields = blank(ada) | {"caller": "Jo", "matter": "The hall is damp.", "take_it": "yes"}
    ada.posts(CALL, **fields)
    assert Submission.objects.get().assignee == ada.user


def test_the_same_form_twice_is_one_call(ada):
    fields = blank(ada) | {"caller": "Jo", "matter": "The hall is damp."}
    ada.posts(CALL, **fields)
    ada.posts(CALL, **fields)
    assert Submission.objects.count() == 1


def test_who_is_in_several_queues_chooses_one_of_them(ada, gadgets):
    other = MembershipFactory(user=ada.user, queue__name="Other").queue
    page = ada.opens(CALL)
    assert [option.get_text() for option in page.field("queue").select("option")] == [
        "Choose a queue",
        "Widgets",
        "Other",
    ]
    fields = blank(ada) | {"caller": "Jo", "matter": "The hall is damp."}
    assert "Choose a queue." in ada.posts(CALL, **fields).problem
    assert "not one of the available choices" in ada.posts(CALL, **fields | {"queue": gadgets.pk}).problem
    ada.posts(CALL, **fields | {"queue": other.pk})
    assert Submission.objects.get().queue == other


def test_what_is_missing_is_said_and_what_was_typed_is_kept(ada):
    fields = blank(ada) | {"caller": "", "matter": "The hall is damp.", "contact": "soon"}
    page = ada.posts(CALL, **fields)
    assert page.problem == "There is a problem Say who called."
    page = ada.posts(CALL, **fields | {"caller": "Jo"})
    assert "Enter a telephone number" in page.problem
    assert page.field("matter").get_text().strip() == "The hall is damp."
    assert page.field("contact")["value"] == "soon"


def test_who_is_in_no_queue_is_told_so(db):
    nobody = Colleague(UserFactory())
    page = nobody.opens(CALL)
    assert "You are in no queue yet" in page.text
    page = nobody.posts(CALL, caller="Jo", matter="Damp", queue=QueueFactory().pk)
    assert not Submission.objects.exists()


def test_it_asks_as_often_for_many_queues_as_for_few(ada):
    MembershipFactory(user=ada.user)
    same(ada, CALL, lambda: [MembershipFactory(user=ada.user) for _ in range(12)], at_most=7)

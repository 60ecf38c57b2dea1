"""Answers to try are shown before an enquiry is sent, and counted where one was all that was needed."""

import datetime as dt
from importlib import import_module
from uuid import UUID, uuid4

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from enquiries import definitions, form_factory, suggested_answers
from enquiries.models import AnswerShown, Draft, EnquiryType, SuggestedAnswer
from intake.models import Attachment, Submission
from tests.enquiries.visitor import WHO, Page, Visitor
from tests.factories import EnquiryTypeFactory, QuestionFactory, SuggestedAnswerFactory

pytestmark = pytest.mark.django_db

FILE = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def enquiry_type():
    return EnquiryTypeFactory(asks_who=True)


@pytest.fixture
def gate(enquiry_type):
    """An answer that fits the message of `WHO`."""
    return SuggestedAnswerFactory(
        enquiry_type=enquiry_type,
        title="The gate is shut",
        text="Ring the bell.\n\nOr ring 020 7946 0123, or see www.example.org.",
        words="gates broken",
    )


@pytest.fixture
def visitor(enquiry_type):
    visitor = Visitor(enquiry_type)
    visitor.opens()
    return visitor


def solves(visitor: Visitor, answer: SuggestedAnswer | str):
    pressed = getattr(answer, "pk", answer)
    return visitor.client.post(f"{visitor.url}solved/", {"form_token": visitor.token, "answer": pressed})


def suggested(page: Page) -> list[str]:
    return [each.get_text() for each in page.soup.select("#suggested ~ details summary span")]


def counts(answer: SuggestedAnswer) -> tuple[int, int, int]:
    counted = suggested_answers.with_counts(SuggestedAnswer.objects.all()).get(pk=answer.pk)
    return counted.shown, counted.solved, counted.sent


def test_an_answer_that_solves_it_ends_the_form(visitor, gate, django_capture_on_commit_callbacks):
    QuestionFactory(enquiry_type=visitor.enquiry_type, name="plan", kind="files", required=False)
    visitor.answers(WHO, plan=SimpleUploadedFile("plan.pdf", FILE))
    page = visitor.checks()
    assert suggested(page) == ["The gate is shut"]
    assert "Before you send: have you tried this?" in page.text
    assert page.soup.select_one('main details a[href="tel:+442079460123"]')
    assert page.soup.select_one('main details a[href$="://www.example.org"]')
    stored = Attachment.objects.get().file

    with django_capture_on_commit_callbacks(execute=True):
        response = solves(visitor, gate)

    assert response.status_code == 303
    assert response["Location"] == f"{visitor.url}solved/?form={visitor.token}"
    thanks = Page(visitor.client.get(response["Location"]))
    assert (thanks.status, thanks.title.split(" –")[0]) == (200, "Nothing was sent")
    assert thanks.soup.select_one('main a[href="/"]')
    assert counts(gate) == (1, 1, 0)
    assert not Draft.objects.exists()
    assert not Attachment.objects.exists()
    assert not stored.storage.exists(stored.name)
    assert not Submission.objects.exists()


def test_the_page_stays_one_form_that_is_sent_by_its_own_button(visitor, gate):
    visitor.answers(WHO)
    page = visitor.checks()
    [form] = page.soup.select("main form")
    assert [button.get_text() for button in form.select("button")] == ["Send"]
    button = page.soup.select_one("main details button")
    assert (button["form"], button["formaction"]) == (form["id"], f"{visitor.url}solved/")
    assert button.get_text() == "This solved it: do not send (The gate is shut)"
    assert "govuk-button--secondary" in button["class"]


def test_who_sends_all_the_same_is_counted_so(visitor, gate):
    visitor.goes_through(WHO)
    assert counts(gate) == (1, 0, 1)


def test_each_form_counts_once_however_often_it_is_looked_at(visitor, gate):
    for _ in range(3):
        visitor.answers(WHO)
        visitor.checks()
    assert counts(gate) == (1, 0, 0)
    solves(visitor, gate)
    again = solves(visitor, gate)
    assert again.status_code == 200
    assert counts(gate) == (1, 1, 0)


def test_looking_counts_and_changes_nothing(visitor, gate):
    visitor.answers(WHO)
    AnswerShown.objects.all().delete()
    visitor.checks()
    address = f"{visitor.url}solved/?form={visitor.token}&answer={gate.pk}"
    for way in (visitor.client.get, visitor.client.head):
        assert way(address)["Location"] == f"{visitor.url}check/?form={visitor.token}"
    assert not AnswerShown.objects.exists()
    assert Draft.objects.count() == 1


def test_what_does_not_fit_is_not_shown(visitor, gate, enquiry_type):
    SuggestedAnswerFactory(enquiry_type=enquiry_type, words="gate", active=False)
    SuggestedAnswerFactory(words="gate")
    SuggestedAnswerFactory(enquiry_type=enquiry_type, words="fence\nbrown\ngate fence")
    visitor.answers({**WHO, "message": "Where is the library?"})
    page = visitor.checks()
    assert suggested(page) == []
    assert "Before you send: have you tried" not in page.text
    visitor.answers(WHO)
    assert suggested(visitor.checks()) == ["The gate is shut"]


def test_only_texts_count_and_only_those_that_are_asked(enquiry_type):
    SuggestedAnswerFactory(enquiry_type=enquiry_type, words="swing")
    QuestionFactory(enquiry_type=enquiry_type, name="has_park", kind="yes_no")
    QuestionFactory(enquiry_type=enquiry_type, name="park", only_if_question="has_park", only_if_value="yes")
    visitor = Visitor(enquiry_type)
    visitor.opens()
    visitor.answers({**WHO, "name": "Swing", "has_park": "no", "park": "swing"})
    assert suggested(visitor.checks()) == []
    visitor.answers({**WHO, "has_park": "yes", "park": "swings"})
    assert len(suggested(visitor.checks())) == 1


def test_the_three_that_fit_best_are_shown_the_best_first(visitor, enquiry_type):
    for title, words, position in [
        ("fourth", "gate", 30),
        ("third", "gate", 20),
        ("second", "gate\nmend", 40),
        ("first", "front gate broken\nfence", 50),
    ]:
        SuggestedAnswerFactory(enquiry_type=enquiry_type, title=title, words=words, position=position)
    visitor.answers(WHO)
    page = visitor.checks()
    assert suggested(page) == ["first", "second", "third"]
    assert [details.has_attr("open") for details in page.soup.select("main details")] == [True, False, False]


def test_only_an_answer_that_was_shown_can_solve_it(visitor, gate):
    visitor.answers({**WHO, "message": "Where is the library?"})
    for pressed in (gate, "", "0", "x", "9" * 30, "-1", "\u0663"):
        assert solves(visitor, pressed)["Location"] == f"{visitor.url}check/?form={visitor.token}"
    assert Draft.objects.count() == 1
    assert counts(gate) == (0, 0, 0)


def test_another_browser_ends_nothing(visitor, gate):
    visitor.answers(WHO)
    stranger = Visitor(visitor.enquiry_type)
    stranger.token = visitor.token
    assert solves(stranger, gate).status_code == 404
    assert counts(gate) == (1, 0, 0)
    assert visitor.checks().status == 200


def test_a_form_of_another_type_ends_nothing(visitor, gate):
    visitor.answers(WHO)
    elsewhere = EnquiryTypeFactory()
    visitor.url = f"/enquiries/{elsewhere.slug}/"
    assert solves(visitor, gate).status_code == 404
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("query", ["", "?form=x", f"?form={UUID(int=1)}"])
def test_nobody_is_told_that_a_form_ended_which_did_not(visitor, query):
    assert visitor.client.get(f"{visitor.url}solved/{query}").status_code == 404


def test_what_was_sent_cannot_be_called_solved(visitor, gate):
    visitor.goes_through(WHO)
    response = solves(visitor, gate)
    assert visitor.client.get(response["Location"])["Location"] == f"/enquiries/sent/?form={visitor.token}"
    assert counts(gate) == (1, 0, 1)


def test_of_two_presses_at_once_one_counts(visitor, gate, enquiry_type):
    other = SuggestedAnswerFactory(enquiry_type=enquiry_type, words="gate")
    visitor.answers(WHO)
    draft = Draft.objects.get()
    assert suggested_answers.solve(draft=draft, answer_id=gate.pk)
    draft.pk = UUID(visitor.token)
    assert not suggested_answers.solve(draft=draft, answer_id=other.pk)
    assert (counts(gate), counts(other)) == ((1, 1, 0), (1, 0, 0))


def test_who_goes_back_and_sends_it_after_all_was_not_spared_that(visitor, gate):
    visitor.answers(WHO)
    solves(visitor, gate)
    visitor.answers(WHO)
    visitor.sends()
    assert counts(gate) == (1, 0, 1)


def test_counts_are_of_thirty_days_and_forgotten_after_ninety(visitor, gate):
    with time_machine.travel(dt.datetime(2026, 12, 2, 11, tzinfo=dt.UTC)) as clock:
        suggested_answers.record_shown(
            draft=Draft(id=uuid4(), enquiry_type=visitor.enquiry_type), form=_form(visitor)
        )
        clock.shift(dt.timedelta(days=29))
        assert counts(gate) == (1, 0, 0)
        clock.shift(dt.timedelta(days=2))
        assert counts(gate) == (0, 0, 0)
        assert suggested_answers.forget_old() == 0
        clock.shift(dt.timedelta(days=60))
        assert suggested_answers.forget_old() == 1


def _form(visitor):
    form = form_factory.build(definitions.working_copy(visitor.enquiry_type))(WHO)
    form.full_clean()
    return form


@pytest.mark.parametrize(
    ("words", "problem"), [("…\n-", "at least one word"), ("x\n" * 31, "at most 30 lines")]
)
def test_words_that_nobody_can_type_or_keep_in_mind_are_refused(enquiry_type, words, problem):
    with pytest.raises(ValidationError) as refused:
        SuggestedAnswer(enquiry_type=enquiry_type, title="x", text="x", words=words).full_clean()
    assert problem in refused.value.messages[0]


def test_two_hundred_answers_of_a_type_are_tried_and_no_more(enquiry_type, django_assert_num_queries):
    SuggestedAnswerFactory.create_batch(201, enquiry_type=enquiry_type)
    with django_assert_num_queries(1):
        assert len(suggested_answers.matches(enquiry_type=enquiry_type, text="widget")) == 200


class TestThoseTheSiteBeginsWith:
    """Rows of a data migration, HLT's own to edit."""

    def test_they_are_good_and_have_a_history(self):
        found = SuggestedAnswer.objects.all()
        assert {answer.enquiry_type.slug for answer in found} == {"it-helpdesk", "web-team"}
        for answer in found:
            answer.full_clean()
            assert answer.history.count() == 1

    @pytest.mark.parametrize(
        ("slug", "text", "title"),
        [
            ("it-helpdesk", "I forgot my password", "You cannot sign in, or forgot your password"),
            ("it-helpdesk", "The Wi-Fi in room 3 is down.", "Your wifi or network does not work"),
            ("it-helpdesk", "two printers stopped printing", "Your printer does not print"),
            ("web-team", "There is a broken link on this page", "A link or a page does not open"),
            ("web-team", "The page looks wrong", "A page looks old or odd"),
        ],
    )
    def test_each_is_found_by_what_people_say(self, slug, text, title):
        enquiry_type = EnquiryType.objects.get(slug=slug)
        assert [
            str(match.answer) for match in suggested_answers.matches(enquiry_type=enquiry_type, text=text)
        ] == [title]

    def test_they_are_added_once(self):
        import_module("enquiries.migrations.0012_first_suggested_answers").add(apps, None)
        assert SuggestedAnswer.objects.count() == 5

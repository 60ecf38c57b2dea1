"""What is published of a form stays as it was: for who began it, and for who wants it back."""

import datetime as dt

import pytest
import time_machine

from enquiries import definitions, versions
from enquiries.models import Draft, EnquiryType, Page, Question
from tests.enquiries.visitor import WHO, Visitor
from tests.factories import EnquiryTypeFactory, NoticeFactory, QuestionFactory, UserFactory, catch_all_queue

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 12, 1, 10, tzinfo=dt.UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def halls(clock):
    """A form that is published as version 1 and asks for the hall."""
    catch_all_queue()
    made = EnquiryTypeFactory(slug="hall-hire", asks_who=True, next_steps="We look at the calendar.")
    QuestionFactory(enquiry_type=made, name="hall", label="Which hall", required=False)
    versions.publish(enquiry_type_id=made.pk, by=None)
    return made


def asks(enquiry_type):
    return [question.name for question in versions.on_the_site(enquiry_type).questions]


def ask_for_the_day(halls):
    QuestionFactory(enquiry_type=halls, name="day", label="Which day")


def publish(enquiry_type, **how):
    return versions.publish(enquiry_type_id=enquiry_type.pk, by=None, **how)


def test_what_is_edited_is_on_the_site_once_it_is_published(halls):
    ask_for_the_day(halls)
    assert "day" not in asks(halls)
    assert versions.has_unpublished_changes(halls)
    colleague = UserFactory()
    version = versions.publish(enquiry_type_id=halls.pk, by=colleague, note="Asks for the day")
    assert "day" in asks(halls)
    assert not versions.has_unpublished_changes(halls)
    assert (version.number, version.published_by, version.note) == (2, colleague, "Asks for the day")


def test_a_visitor_sees_the_published_words(halls):
    halls.introduction = halls.next_steps = "Changed."
    halls.save()
    NoticeFactory(enquiry_type=halls, text="A new notice", place="form")
    visitor = Visitor(halls)
    page = visitor.opens()
    assert "Changed." not in page.text
    assert "A new notice" not in page.text
    assert "We look at the calendar." in visitor.goes_through(WHO).text


def test_who_is_in_the_middle_of_an_older_version_finishes_it(halls):
    visitor = Visitor(halls)
    visitor.opens()
    visitor.answers({**WHO, "hall": "The big one"})
    halls.questions.filter(name="hall").delete()
    ask_for_the_day(halls)
    publish(halls)
    assert visitor.checks().rows()["Which hall"] == "The big one"
    assert "Which day" not in visitor.opens(f"?form={visitor.token}").text
    visitor.sends()
    answers = Draft.objects.get().submission.answers
    assert [answer["label"] for answer in answers][-1] == "Which hall"


def test_who_only_had_it_open_finishes_it_too(halls):
    visitor = Visitor(halls)
    shown = visitor.opens().control("form_version")["value"]
    ask_for_the_day(halls)
    publish(halls)
    assert visitor.answers({**WHO, "hall": "The big one"}, form_version=shown).status_code == 303
    assert Draft.objects.get().version.number == 1


@pytest.mark.parametrize("shown", ["", "x", "99", "-1", "1" * 30, "²"])
def test_no_other_number_opens_a_form(halls, shown):
    assert versions.of_new_draft(halls, shown=shown).number == 1


def test_a_version_that_was_replaced_days_ago_is_begun_by_nobody(halls, clock):
    ask_for_the_day(halls)
    publish(halls)
    assert versions.of_new_draft(halls, shown="1").number == 1
    clock.shift(dt.timedelta(days=2, seconds=1))
    assert versions.of_new_draft(halls, shown="1").number == 2


def test_who_began_before_anything_was_published_finishes_it(clock):
    catch_all_queue()
    lost = EnquiryTypeFactory(asks_who=True)
    visitor = Visitor(lost)
    visitor.opens()
    visitor.answers(WHO)
    versions.keep_what_is_on_the_site(enquiry_type_id=lost.pk)
    QuestionFactory(enquiry_type=lost, name="colour", label="Colour")
    publish(lost)
    assert visitor.sends().status_code == 303
    assert "colour" not in {answer["name"] for answer in Draft.objects.get().submission.answers}


def test_publishing_at_a_time(halls, clock):
    ask_for_the_day(halls)
    version = publish(halls, at=NOW + dt.timedelta(hours=1))
    assert "day" not in asks(halls)
    assert versions.scheduled(halls) == [version]
    clock.shift(dt.timedelta(hours=1))
    assert "day" in asks(halls)
    assert versions.scheduled(halls) == []


def test_what_is_scheduled_can_be_called_off_until_its_time(halls, clock):
    ask_for_the_day(halls)
    version = publish(halls, at=NOW + dt.timedelta(hours=1))
    versions.cancel(version_id=version.pk)
    clock.shift(dt.timedelta(hours=2))
    assert "day" not in asks(halls)
    with pytest.raises(versions.NotPublished):
        versions.cancel(version_id=halls.versions.get(number=1).pk)


def test_going_back_puts_an_earlier_version_on_the_site_and_leaves_the_working_copy(halls):
    ask_for_the_day(halls)
    publish(halls)
    back = versions.roll_back(version_id=halls.versions.get(number=1).pk, by=None)
    assert (back.number, back.note) == (3, "Back to version 1")
    assert "day" not in asks(halls)
    assert halls.questions.filter(name="day").exists()
    with pytest.raises(versions.NotPublished):
        versions.roll_back(version_id=back.pk, by=None)


def test_an_earlier_version_becomes_the_working_copy(halls):
    hall = halls.questions.get(name="hall")
    halls.questions.filter(name="hall").update(label="Which room")
    Page.objects.create(enquiry_type=halls, name="when", title="When")
    ask_for_the_day(halls)
    first = definitions.of_version(halls, halls.versions.get(number=1))
    versions.replace_working_copy(enquiry_type_id=halls.pk, form=first)
    halls.refresh_from_db()
    assert not versions.has_unpublished_changes(halls)
    assert halls.questions.get(name="hall").pk == hall.pk
    assert hall.history.first().label == "Which hall"


@pytest.mark.parametrize("problem", ["nothing new", "no email question"])
def test_what_cannot_be_published(halls, problem):
    if problem == "no email question":
        halls.questions.filter(name="email").delete()
    with pytest.raises(versions.NotPublished):
        publish(halls)
    assert halls.versions.count() == 1


@pytest.mark.parametrize("slug", ["press", "it-helpdesk", "web-team", "general"])
def test_the_forms_that_the_site_comes_with_survive_as_data(slug):
    kept = EnquiryType.objects.get(slug=slug)
    content = definitions.content_of(definitions.working_copy(kept))
    again = definitions.of_content(kept, content)
    assert definitions.content_of(again) == content
    for before, after in zip(kept.questions.all(), again.questions, strict=True):
        ours = {f.name for f in Question._meta.concrete_fields} - {"id", "page", "position", "choices"}
        assert {name: getattr(before, name) for name in ours} == {name: getattr(after, name) for name in ours}
        assert before.choice_pairs() == after.choice_pairs()

"""What the editor changes of a form: each change whole, nobody's work overwritten, the site as it was."""

import pytest
from django.core.exceptions import ValidationError

from enquiries import definitions, editing, versions
from enquiries.models import Page, Question
from tests.factories import (
    EnquiryTypeFactory,
    NoticeFactory,
    QuestionFactory,
    RoutingConditionFactory,
    RoutingRuleFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def halls():
    """A form without pages that asks for an email address, the hall and the day."""
    made = EnquiryTypeFactory(slug="hall-hire")
    QuestionFactory(enquiry_type=made, name="email", kind="email", meaning="sender_email", position=1)
    QuestionFactory(enquiry_type=made, name="hall", label="Which hall?", position=2)
    QuestionFactory(enquiry_type=made, name="day", label="Which day?", position=2)
    return made


@pytest.fixture
def stepped(halls):
    """The same on two pages, the second of which asks for the day."""
    second = editing.add_page(enquiry_type_id=halls.pk, said={"title": "The day"}, first_title="The hall")
    editing.move_question(
        enquiry_type_id=halls.pk, question_id=question(halls, "day").pk, page_id=second.pk, after_id=None
    )
    return halls


def question(enquiry_type, name: str) -> Question:
    return enquiry_type.questions.get(name=name)


def layout(enquiry_type) -> dict[str, list[str]]:
    form = definitions.working_copy(enquiry_type)
    return {str(page): [each.name for each in form.questions_on(page)] for page in form.pages}


def change(asked: Question, seen: Question | None = None, **how):
    said = how.pop("said", None) or {}
    return editing.change_question(
        enquiry_type_id=asked.enquiry_type_id,
        question_id=asked.pk,
        seen=editing.stamp(seen or asked),
        said={"kind": asked.kind, **said},
        **how,
    )


def test_a_question_is_added_where_it_is_wanted_and_the_site_stays_as_it_was(halls):
    hall = question(halls, "hall")
    added = editing.add_question(
        enquiry_type_id=halls.pk,
        said={"label": "How many people?", "kind": "short_text"},
        after_id=question(halls, "email").pk,
    )
    assert added.name == "how_many_people"
    assert layout(halls) == {"": ["email", "how_many_people", "hall", "day"]}
    assert [each.position for each in halls.questions.all()] == [10, 20, 30, 40]
    assert "how_many_people" not in [each.name for each in versions.on_the_site(halls).questions]
    assert halls.versions.get().number == 1
    assert hall.history.count() == 1


def test_names_are_made_that_nothing_else_has(halls):
    for expected in ("which_hall", "which_hall_2", "which_hall_3"):
        assert editing.add_question(enquiry_type_id=halls.pk, said={"label": "Which hall?"}).name == expected
    assert editing.add_question(enquiry_type_id=halls.pk, said={"label": "?"}).name == "question"
    assert editing.add_question(enquiry_type_id=halls.pk, said={"label": "Page"}).name == "page_2"


def test_what_a_colleague_has_changed_is_not_overwritten(halls):
    seen = question(halls, "hall")
    change(seen, said={"label": "Which of our halls?"})
    with pytest.raises(editing.ChangedMeanwhile):
        change(question(halls, "hall"), seen, said={"label": "What hall?"})
    assert question(halls, "hall").label == "Which of our halls?"


def test_moving_it_meanwhile_is_no_change_of_its_words(halls):
    seen = question(halls, "hall")
    editing.shift_question(enquiry_type_id=halls.pk, question_id=seen.pk, up=True)
    change(seen, said={"label": "What hall?"})
    assert layout(halls) == {"": ["hall", "email", "day"]}


def test_what_depends_on_a_question_goes_along_with_its_name(stepped):
    day = question(stepped, "day")
    page = stepped.pages.last()
    change(day, said={"only_if_question": "hall", "only_if_operator": "filled"})
    editing.change_page(
        enquiry_type_id=stepped.pk,
        page_id=page.pk,
        seen=editing.stamp(page),
        said={"only_if_question": "hall", "only_if_operator": "filled"},
    )
    notice = NoticeFactory(enquiry_type=stepped, place="confirmation", field="hall", operator="filled")
    change(question(stepped, "hall"), said={"name": "which"})
    for row in (day, page, notice):
        row.refresh_from_db()
    assert (day.only_if_question, page.only_if_question, notice.field) == ("which", "which", "which")


def test_fields_of_another_kind_are_left_behind(halls):
    hall = question(halls, "hall")
    change(hall, said={"kind": "one_of", "choices": "big\nsmall", "default": "big"})
    change(question(halls, "hall"), said={"kind": "date", "future_only": True})
    hall.refresh_from_db()
    assert (hall.choices, hall.default, hall.future_only) == ("", "", True)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": "one_of", "choices": ""}, "choices"),
        ({"kind": "one_of", "choices": "big\nbig | Big"}, "choices"),
        ({"kind": "one_of", "choices": "| Big"}, "choices"),
        ({"kind": "one_of", "choices": "big", "default": "small"}, "default"),
        ({"kind": "some_of", "choices": "big\nsmall", "default": "big | huge"}, "default"),
        ({"kind": "yes_no", "default": "maybe"}, "default"),
        ({"kind": "web_address", "default": "no address"}, "default"),
        ({"kind": "short_text", "min_length": 10, "max_length": 5}, "max_length"),
        ({"kind": "files", "file_types": "pdf, exe"}, "file_types"),
        ({"kind": "date", "meaning": "sender_email"}, "meaning"),
        ({"kind": "date", "name": "Which hall"}, "name"),
        ({"kind": "date", "only_if_question": "email", "only_if_value": ""}, "only_if_value"),
    ],
)
def test_what_makes_no_sense_is_refused_by_field(halls, said, field):
    with pytest.raises(ValidationError) as refused:
        change(question(halls, "hall"), said=said)
    assert list(refused.value.message_dict) == [field]
    assert question(halls, "hall").kind == "short_text"


def test_a_copy_stands_below_and_means_nothing_else(halls):
    copy = editing.duplicate_question(enquiry_type_id=halls.pk, question_id=question(halls, "email").pk)
    assert layout(halls) == {"": ["email", copy.name, "hall", "day"]}
    assert (copy.kind, copy.meaning) == ("email", "")
    assert question(halls, "email").meaning == "sender_email"


def test_the_first_page_that_is_added_leaves_the_questions_where_they_are(halls):
    editing.add_page(enquiry_type_id=halls.pk, said={"title": "About you"}, first_title="The hall")
    assert layout(halls) == {"The hall": ["email", "hall", "day"], "About you": []}
    assert [page.name for page in halls.pages.all()] == ["the-hall", "about-you"]


def test_up_and_down_lead_from_page_to_page(stepped):
    hall = question(stepped, "hall")
    for up, expected in [
        (False, {"The hall": ["email"], "The day": ["hall", "day"]}),
        (False, {"The hall": ["email"], "The day": ["day", "hall"]}),
        (False, {"The hall": ["email"], "The day": ["day", "hall"]}),
        (True, {"The hall": ["email"], "The day": ["hall", "day"]}),
        (True, {"The hall": ["email", "hall"], "The day": ["day"]}),
    ]:
        editing.shift_question(enquiry_type_id=stepped.pk, question_id=hall.pk, up=up)
        assert layout(stepped) == expected


def test_pages_change_places_with_their_questions(stepped):
    editing.shift_page(enquiry_type_id=stepped.pk, page_id=stepped.pages.last().pk, up=True)
    assert layout(stepped) == {"The day": ["day"], "The hall": ["email", "hall"]}
    editing.shift_page(enquiry_type_id=stepped.pk, page_id=stepped.pages.first().pk, up=True)
    assert list(layout(stepped)) == ["The day", "The hall"]


def test_a_place_that_is_gone_is_refused(stepped):
    day, hall = question(stepped, "day"), question(stepped, "hall")
    first = stepped.pages.first()
    for page_id, after_id in [(first.pk, day.pk), (999_999, None), (first.pk, 999_999)]:
        with pytest.raises(editing.ChangedMeanwhile):
            editing.move_question(
                enquiry_type_id=stepped.pk, question_id=hall.pk, page_id=page_id, after_id=after_id
            )
    assert layout(stepped) == {"The hall": ["email", "hall"], "The day": ["day"]}


def test_within_its_page_a_question_goes_after_the_one_that_is_named(halls):
    email, day = question(halls, "email"), question(halls, "day")
    for moved, after, expected in [
        (email, day, ["hall", "day", "email"]),
        (email, None, ["email", "hall", "day"]),
        (day, email, ["email", "day", "hall"]),
        (day, day, ["email", "day", "hall"]),
    ]:
        editing.move_question(
            enquiry_type_id=halls.pk, question_id=moved.pk, page_id=None, after_id=after and after.pk
        )
        assert layout(halls) == {"": expected}


def test_the_questions_of_a_deleted_page_go_to_another_one(stepped):
    first, second = stepped.pages.all()
    with pytest.raises(ValidationError):
        editing.delete_page(enquiry_type_id=stepped.pk, page_id=first.pk, to_page_id=None)
    editing.delete_page(enquiry_type_id=stepped.pk, page_id=first.pk, to_page_id=second.pk)
    assert layout(stepped) == {"The day": ["day", "email", "hall"]}
    editing.delete_page(enquiry_type_id=stepped.pk, page_id=second.pk, to_page_id=None)
    assert layout(stepped) == {"": ["day", "email", "hall"]}
    assert not Page.objects.filter(enquiry_type=stepped).exists()


@pytest.mark.parametrize("may_change_rules", [True, False])
def test_who_may_change_no_rule_cannot_silence_one(halls, may_change_rules):
    rule = RoutingRuleFactory(name="big halls", kind="hall-hire")
    RoutingConditionFactory(rule=rule, field="hall")
    hall = question(halls, "hall")

    def delete():
        editing.delete_question(
            enquiry_type_id=halls.pk, question_id=hall.pk, may_change_rules=may_change_rules
        )

    if may_change_rules:
        change(hall, said={"name": "which"}, may_change_rules=True)
        delete()
        assert not halls.questions.filter(pk=hall.pk).exists()
    else:
        with pytest.raises(ValidationError, match="Routing rule “big halls” asks about “hall”"):
            change(hall, said={"name": "which"})
        with pytest.raises(ValidationError, match="Routing rule “big halls” asks about “hall”"):
            delete()
        assert question(halls, "hall") == hall


def test_nothing_of_another_type_can_be_changed(halls):
    foreign = QuestionFactory(label="Foreign")
    with pytest.raises(Question.DoesNotExist):
        editing.change_question(
            enquiry_type_id=halls.pk, question_id=foreign.pk, seen=editing.stamp(foreign), said={}
        )
    with pytest.raises(Question.DoesNotExist):
        editing.shift_question(enquiry_type_id=halls.pk, question_id=foreign.pk, up=True)


def test_words_and_notices_are_changed_by_who_has_seen_them(halls):
    seen = editing.stamp(halls)
    editing.change_words(enquiry_type_id=halls.pk, seen=seen, introduction="Welcome.", next_steps="")
    with pytest.raises(editing.ChangedMeanwhile):
        editing.change_words(enquiry_type_id=halls.pk, seen=seen, introduction="Hello.", next_steps="")
    halls.refresh_from_db()
    assert halls.introduction == "Welcome."
    first = editing.add_notice(enquiry_type_id=halls.pk, said={"place": "form", "text": "Closed in August."})
    second = editing.add_notice(enquiry_type_id=halls.pk, said={"place": "form", "text": "Bring a chair."})
    assert list(halls.notices.all()) == [first, second]
    seen = editing.stamp(first)
    july = {"notice_id": first.pk, "seen": seen, "said": {"text": "Closed in July."}}
    editing.change_notice(enquiry_type_id=halls.pk, **july)
    with pytest.raises(editing.ChangedMeanwhile):
        editing.change_notice(enquiry_type_id=halls.pk, **july)
    editing.delete_notice(enquiry_type_id=halls.pk, notice_id=second.pk)
    assert [notice.text for notice in halls.notices.all()] == ["Closed in July."]


def test_only_what_was_seen_is_published(halls):
    seen = editing.stamp_of(definitions.working_copy(halls))
    editing.shift_question(enquiry_type_id=halls.pk, question_id=question(halls, "day").pk, up=True)
    with pytest.raises(editing.ChangedMeanwhile):
        editing.publish(enquiry_type_id=halls.pk, seen=seen, by=None)
    seen = editing.stamp_of(definitions.working_copy(halls))
    assert editing.publish(enquiry_type_id=halls.pk, seen=seen, by=None).number == 2

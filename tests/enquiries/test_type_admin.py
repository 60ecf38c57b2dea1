"""Types in the admin: a lead edits those that come to their queue, and sees them as the public would."""

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from enquiries.models import EnquiryType, Question
from tests.factories import (
    EnquiryTypeFactory,
    MembershipFactory,
    NoticeFactory,
    QuestionFactory,
    QueueFactory,
    RoutingConditionFactory,
    RoutingRuleFactory,
    UserFactory,
)
from tests.intake.admin.staff import Colleague, Page, fields_of

pytestmark = pytest.mark.django_db

TYPES = "/admin/enquiries/enquirytype/"


@pytest.fixture
def halls():
    """A type of the queue Halls, with two questions of its own, the second with choices."""
    made = EnquiryTypeFactory(
        name="Hall hire", slug="hall-hire", usual_queue=QueueFactory(name="Halls"), asks_who=True
    )
    # The factory counts on from test to test: its own are between 1 and the two.
    made.questions.update(position=F("position") + 100)
    QuestionFactory(enquiry_type=made, name="day", label="Which day?", position=10_000)
    QuestionFactory(
        enquiry_type=made,
        name="hall",
        label="Which hall?",
        position=10_001,
        kind="one_of",
        choices="big | The big one\nsmall | The small one",
    )
    return made


@pytest.fixture
def lead(halls) -> Colleague:
    return Colleague(MembershipFactory(queue=halls.usual_queue, role="lead").user)


@pytest.fixture
def administrator() -> Colleague:
    return Colleague(UserFactory(administrator=True))


def url(enquiry_type: EnquiryType) -> str:
    return f"{TYPES}{enquiry_type.pk}/change/"


def typed(colleague: Colleague, enquiry_type: EnquiryType) -> dict[str, str]:
    return fields_of(colleague.opens(url(enquiry_type)).soup.select_one("#enquirytype_form"))


def saves(colleague: Colleague, enquiry_type: EnquiryType, **fields: object) -> Page:
    return colleague.posts(url(enquiry_type), **(typed(colleague, enquiry_type) | fields))


def number_of(fields: dict[str, str], name: str) -> int:
    """Which form of the page is the one of the question called `name`."""
    return next(
        n for n in range(20) if fields.get(f"questions-{n}-name") == name and f"questions-{n}-id" in fields
    )


def test_a_lead_edits_words_and_questions_of_their_own_type(lead, halls):
    n = number_of(typed(lead, halls), "day")
    page = saves(
        lead, halls, summary="Hire a hall.", **{f"questions-{n}-label": "For which day do you want it?"}
    )
    assert "was changed successfully" in page.messages[0]
    halls.refresh_from_db()
    assert halls.summary == "Hire a hall."
    assert halls.questions.get(name="day").label == "For which day do you want it?"
    assert halls.history.first().history_user == lead.user


def test_a_lead_puts_the_questions_in_another_order(lead, halls):
    n = number_of(typed(lead, halls), "hall")
    saves(lead, halls, **{f"questions-{n}-position": "9999"})
    assert [question.name for question in halls.questions.all()][-2:] == ["hall", "day"]


def test_a_lead_sees_the_types_of_their_own_queues_only(lead, halls):
    other = EnquiryTypeFactory(name="Foreign")
    page = lead.opens(TYPES)
    assert ("Hall hire" in page.text, "Foreign" in page.text) == (True, False)
    for way in ("change/", "history/", "preview/", "delete/"):
        assert lead.client.get(f"{TYPES}{other.pk}/{way}").status_code in (302, 403, 404)
    assert lead.client.post(url(other), {"name": "Mine"}).status_code in (302, 403, 404)
    other.refresh_from_db()
    assert other.name == "Foreign"


def test_what_touches_other_teams_is_shown_to_a_lead_and_not_asked(lead, halls):
    elsewhere = QueueFactory()
    page = lead.opens(url(halls))
    for name in ("slug", "active", "position", "usual_queue"):
        assert page.field(name) is None
    saves(lead, halls, slug="mine", active="", position="0", usual_queue=elsewhere.pk)
    was = (halls.slug, halls.active, halls.position, halls.usual_queue_id)
    halls.refresh_from_db()
    assert (halls.slug, halls.active, halls.position, halls.usual_queue_id) == was


@pytest.mark.parametrize("way", ["add/", "{}/delete/"])
def test_new_types_and_deleting_them_are_the_administrators(lead, administrator, halls, way):
    address = TYPES + way.format(halls.pk)
    assert lead.client.get(address).status_code == 403
    assert lead.client.post(address, {"post": "yes", "name": "New"}).status_code == 403
    assert administrator.opens(address).status == 200


def test_a_member_has_no_types_to_edit(halls):
    member = Colleague(MembershipFactory(queue=halls.usual_queue).user)
    assert member.client.get(TYPES).status_code == 403
    assert member.client.post(url(halls), {"name": "Mine"}).status_code in (302, 403)


def test_a_question_of_another_type_cannot_be_taken_over(lead, halls):
    foreign = QuestionFactory(label="Foreign")
    n = number_of(typed(lead, halls), "day")
    saves(lead, halls, **{f"questions-{n}-id": foreign.pk, f"questions-{n}-label": "Mine"})
    foreign.refresh_from_db()
    assert foreign.label == "Foreign"


def asks_about(field: str, **condition: str) -> None:
    rule = RoutingRuleFactory(name="big halls", kind="hall-hire")
    RoutingConditionFactory(rule=rule, field=field, **condition)


@pytest.mark.parametrize("change", [{"name": "which_day"}, {"DELETE": "on"}])
def test_a_lead_cannot_make_a_rule_fall_silent(lead, halls, change):
    asks_about("day")
    n = number_of(typed(lead, halls), "day")
    page = saves(lead, halls, **{f"questions-{n}-{field}": value for field, value in change.items()})
    assert "Routing rule “big halls” asks about “day”" in page.text
    assert halls.questions.filter(name="day").exists()


def test_nor_take_away_the_choice_that_it_asks_for(lead, halls):
    asks_about("hall", operator="one_of", value="big, small")
    n = number_of(typed(lead, halls), "hall")
    page = saves(lead, halls, **{f"questions-{n}-choices": "big | The big one"})
    assert "Routing rule “big halls” asks for the choice “small”" in page.text
    page = saves(lead, halls, **{f"questions-{n}-choices": "big | Big\nsmall | Small\nnew | New"})
    assert "was changed successfully" in page.messages[0]


def test_an_administrator_changes_the_rule_as_well(administrator, halls):
    asks_about("day")
    n = number_of(typed(administrator, halls), "day")
    page = saves(administrator, halls, **{f"questions-{n}-name": "which_day"})
    assert "was changed successfully" in page.messages[0]


def test_a_preview_shows_what_is_typed_and_saves_nothing(lead, halls):
    NoticeFactory(enquiry_type=halls, text="Closed in August.")
    fields = typed(lead, halls)
    n, total = number_of(fields, "day"), int(fields["questions-TOTAL_FORMS"])
    new = {
        "questions-TOTAL_FORMS": total + 1,
        f"questions-{total}-position": "1",
        f"questions-{total}-name": "people",
        f"questions-{total}-label": "How many people?",
        f"questions-{total}-kind": "short_text",
        f"questions-{total}-required": "on",
    }
    page = saves(lead, halls, _preview="yes", name="Halls for hire", **new, **{f"questions-{n}-DELETE": "on"})

    assert page.soup.select_one("h1").get_text(strip=True) == "Halls for hire"
    labels = [label.get_text(" ", strip=True) for label in page.soup.select("main label, main legend")]
    assert labels[0] == "How many people?"
    assert "Which hall?" in labels
    assert "Which day?" not in labels
    assert "Closed in August." in page.text
    assert page.soup.select("main [type=submit]") == []
    halls.refresh_from_db()
    assert halls.name == "Hall hire"
    assert not Question.objects.filter(name="people").exists()
    assert halls.questions.filter(name="day").exists()


def test_a_preview_of_what_is_wrong_is_the_form_with_what_is_wrong(lead, halls):
    page = saves(lead, halls, _preview="yes", summary="")
    assert "This field is required" in page.text
    assert page.soup.select_one("#enquirytype_form")


def test_a_type_can_be_looked_at_before_it_is_on_the_site(administrator, halls):
    EnquiryType.objects.filter(pk=halls.pk).update(active=False)
    page = administrator.opens(f"{TYPES}{halls.pk}/preview/")
    assert "Which day?" in page.text
    assert "nothing can be sent from here" in page.soup.get_text()


def test_the_page_asks_as_often_however_many_questions_there_are(lead, halls):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            lead.opens(url(halls))
        return len(asked)

    queries()
    few = queries()
    QuestionFactory.create_batch(20, enquiry_type=halls)
    NoticeFactory.create_batch(10, enquiry_type=halls)
    assert queries() == few


def test_the_history_says_who_changed_which_question(lead, halls):
    fields = typed(lead, halls)
    n, hall = number_of(fields, "day"), number_of(fields, "hall")
    line_ends = {f"questions-{hall}-choices": fields[f"questions-{hall}-choices"].replace("\n", "\r\n")}
    saves(
        lead, halls, **{f"questions-{n}-label": "For which day?", f"questions-{n}-required": ""}, **line_ends
    )
    saves(lead, halls, **{f"questions-{n}-DELETE": "on"})
    NoticeFactory(enquiry_type=halls, text="Closed in August.")

    page = lead.opens(f"{TYPES}{halls.pk}/history/")

    rows = [" ".join(row.get_text(" ").split()) for row in page.soup.select("section table tbody tr")]
    name = lead.user.get_full_name()
    assert "Notice “Closed in August.” added" in rows[0]
    assert rows[1].endswith(f"Question “For which day?” deleted {name}")
    assert (
        "Question “For which day?” changed Label: Which day? → For which day? Required: yes → no" in rows[2]
    )
    assert "Question “Which hall?” added" in rows[3]
    assert not any("Which hall?” changed" in row for row in rows)


def test_a_history_asks_as_often_however_much_has_changed(lead, halls):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            lead.opens(f"{TYPES}{halls.pk}/history/")
        return len(asked)

    queries()
    few = queries()
    for number in range(20):
        question = QuestionFactory(enquiry_type=halls)
        question.label = f"Another {number}"
        question._history_user = UserFactory()
        question.save()
    assert queries() == few


def test_the_list_asks_as_often_however_many_types_there_are(lead, halls):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            lead.opens(TYPES)
        return len(asked)

    queries()
    few = queries()
    EnquiryTypeFactory.create_batch(20, usual_queue=halls.usual_queue)
    assert queries() == few

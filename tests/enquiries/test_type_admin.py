"""Types in the admin: a lead edits those that come to their queue; their form has pages of its own."""

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from enquiries import editing
from enquiries.admin import EnquiryTypeAdmin
from enquiries.models import EnquiryType
from tests.enquiries.visitor import Visitor
from tests.factories import (
    EnquiryTypeFactory,
    MembershipFactory,
    NoticeFactory,
    QuestionFactory,
    QueueFactory,
    UserFactory,
)
from tests.intake.admin.staff import Colleague, Page, fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

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


def test_a_lead_edits_the_settings_of_their_own_type(lead, halls):
    page = saves(lead, halls, summary="Hire a hall.")
    assert "was changed successfully" in page.messages[0]
    halls.refresh_from_db()
    assert halls.summary == "Hire a hall."
    assert halls.history.first().history_user == lead.user


def test_words_that_are_typed_in_the_editor_meanwhile_stay(lead, halls, monkeypatch):
    fetched = EnquiryTypeAdmin.get_object

    def fetch(*args):
        found = fetched(*args)
        EnquiryType.objects.filter(pk=halls.pk).update(introduction="Welcome.")
        return found

    monkeypatch.setattr(EnquiryTypeAdmin, "get_object", fetch)
    saves(lead, halls, summary="Hire a hall.")
    halls.refresh_from_db()
    assert (halls.summary, halls.introduction) == ("Hire a hall.", "Welcome.")


def test_a_lead_sees_the_types_of_their_own_queues_only(lead, halls):
    other = EnquiryTypeFactory(name="Foreign")
    page = lead.opens(TYPES)
    assert ("Hall hire" in page.text, "Foreign" in page.text) == (True, False)
    for way in ("change/", "history/", "preview/", "delete/", "form/"):
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


def test_a_new_type_is_on_the_site_at_once_and_leads_to_its_editor(administrator, halls):
    page = administrator.posts(
        f"{TYPES}add/",
        name="School visit",
        slug="school-visit",
        active="on",
        position="50",
        usual_queue=halls.usual_queue.pk,
        summary="Ask whether we can visit.",
    )
    made = EnquiryType.objects.get(slug="school-visit")
    assert page.response.redirect_chain == [(f"{TYPES}{made.pk}/form/", 302)]
    assert "Your message" in Visitor(made).opens().text


def test_a_type_can_be_looked_at_before_it_is_on_the_site(administrator, halls):
    EnquiryType.objects.filter(pk=halls.pk).update(active=False)
    page = administrator.opens(f"{TYPES}{halls.pk}/preview/")
    assert "Which day?" in page.text
    assert "nothing can be sent from here" in page.soup.get_text()


def test_the_history_says_who_changed_which_question(lead, halls):
    day = f"{TYPES}{halls.pk}/form/question/{halls.questions.get(name='day').pk}/"
    fields = fields_of(lead.opens(day).soup.select_one("form.part-form"))
    fields.pop("required")
    lead.posts(day, **fields | {"label": "For which day?"})
    lead.posts(f"{day}delete/")
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


def test_the_history_says_to_which_page_a_question_was_moved(lead, halls):
    page = editing.add_page(enquiry_type_id=halls.pk, said={"title": "The day"}, first_title="The hall")
    day = halls.questions.get(name="day")
    editing.move_question(enquiry_type_id=halls.pk, question_id=day.pk, page_id=page.pk, after_id=None)
    told = lead.opens(f"{TYPES}{halls.pk}/history/").text
    assert "Page: empty → The day" in told

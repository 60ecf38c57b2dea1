"""Suggested answers in the admin: a lead edits those of their own types, tries them, sees what they spare."""

import datetime as dt
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from enquiries.models import AnswerShown, SuggestedAnswer
from tests.factories import (
    EnquiryTypeFactory,
    MembershipFactory,
    SubmissionFactory,
    SuggestedAnswerFactory,
    UserFactory,
)
from tests.intake.admin.staff import Colleague, Page

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

ANSWERS = "/admin/enquiries/suggestedanswer/"
TYPED = {
    "title": "No heating",
    "text": "Turn the valve.",
    "words": "heating",
    "active": "on",
    "position": "1",
}


@pytest.fixture
def halls():
    return EnquiryTypeFactory(name="Hall hire")


@pytest.fixture
def lead(halls) -> Colleague:
    return Colleague(MembershipFactory(queue=halls.usual_queue, role="lead").user)


@pytest.fixture
def foreign():
    """An answer of a type that is another team's."""
    return SuggestedAnswerFactory(title="Foreign", words="heating", enquiry_type__name="Boats")


def url(answer: SuggestedAnswer, way: str = "change") -> str:
    return f"{ANSWERS}{answer.pk}/{way}/"


def shown(answer: SuggestedAnswer, **fields) -> None:
    AnswerShown.objects.create(answer=answer, draft_id=fields.pop("draft_id", uuid4()), **fields)


def row(page: Page) -> list[str]:
    return [
        cell.get_text()
        for cell in page.soup.select("#result_list tbody tr:first-child td:not(.action-checkbox)")
    ]


def test_a_lead_adds_changes_and_deletes_an_answer_of_their_own_type(lead, halls):
    lead.posts(f"{ANSWERS}add/", enquiry_type=halls.pk, **TYPED)
    answer = SuggestedAnswer.objects.get(title="No heating")
    assert (answer.enquiry_type, answer.history.get().history_user) == (halls, lead.user)
    lead.posts(url(answer), enquiry_type=halls.pk, **(TYPED | {"words": "heating\nradiator"}))
    answer.refresh_from_db()
    assert answer.words.split() == ["heating", "radiator"]
    assert "Changed" in lead.opens(url(answer, "history")).text
    lead.posts(url(answer, "delete"), post="yes")
    assert not SuggestedAnswer.objects.filter(pk=answer.pk).exists()


def test_an_answer_of_a_type_that_is_not_theirs_is_neither_seen_nor_touched(lead, foreign):
    assert "Foreign" not in lead.opens(ANSWERS).text
    for way in ("change", "history", "delete"):
        assert lead.client.get(url(foreign, way)).status_code in (302, 403, 404)
        refused = lead.client.post(
            url(foreign, way), {"post": "yes", "enquiry_type": foreign.enquiry_type_id, **TYPED}
        )
        assert refused.status_code in (302, 403, 404)
    lead.posts(ANSWERS, action="delete_selected", _selected_action=foreign.pk, post="yes")
    foreign.refresh_from_db()
    assert foreign.title == "Foreign"


def test_no_answer_is_given_to_a_type_that_is_not_theirs(lead, halls, foreign):
    page = lead.opens(f"{ANSWERS}add/")
    offered = [option.get_text() for option in page.soup.select("[name=enquiry_type] option")]
    assert ("Hall hire" in offered, "Boats" in offered) == (True, False)
    own = SuggestedAnswerFactory(enquiry_type=halls)
    for address in (f"{ANSWERS}add/", url(own)):
        lead.posts(address, enquiry_type=foreign.enquiry_type_id, **TYPED)
    assert SuggestedAnswer.objects.filter(enquiry_type=foreign.enquiry_type).count() == 1


@pytest.mark.parametrize("role", ["member", None])
def test_who_leads_no_team_has_none_of_the_pages(halls, role):
    answer = SuggestedAnswerFactory(enquiry_type=halls)
    user = MembershipFactory(queue=halls.usual_queue, role=role).user if role else UserFactory()
    colleague = Colleague(user)
    for address in (ANSWERS, f"{ANSWERS}add/", f"{ANSWERS}try/", url(answer), url(answer, "delete")):
        assert colleague.client.get(address).status_code == 403


def test_an_administrator_edits_all(foreign):
    administrator = Colleague(UserFactory(administrator=True))
    administrator.posts(url(foreign), enquiry_type=foreign.enquiry_type_id, **TYPED)
    foreign.refresh_from_db()
    assert foreign.title == "No heating"


def test_the_list_shows_what_each_answer_spared_in_thirty_days(lead, halls):
    answer = SuggestedAnswerFactory(enquiry_type=halls, title="No heating")
    assert row(lead.opens(ANSWERS))[2:] == ["0", "0", "0", "–"]
    for _ in range(2):
        shown(answer, solved_at=timezone.now())
    shown(answer, shown_at=timezone.now() - dt.timedelta(days=31), solved_at=timezone.now())
    shown(answer, draft_id=SubmissionFactory(idempotency_key=uuid4()).idempotency_key)
    shown(answer)
    shown(answer)
    page = lead.opens(ANSWERS)
    assert row(page)[2:] == ["5", "2", "1", "40 %"]
    assert "last 30 days" in page.text


def test_the_list_asks_as_often_for_many_answers_as_for_one(lead, halls):
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert lead.opens(f"{ANSWERS}?o=5").status == 200
        return len(queries)

    shown(SuggestedAnswerFactory(enquiry_type=halls))
    lead.opens(ANSWERS)
    for_one = asked()
    for answer in SuggestedAnswerFactory.create_batch(12, enquiry_type=halls):
        shown(answer)
    second = EnquiryTypeFactory(usual_queue=halls.usual_queue)
    shown(SuggestedAnswerFactory(enquiry_type=second))

    assert asked() == for_one
    assert for_one <= 9


def test_the_list_is_filtered_by_type_searched_and_cleared(lead, halls, foreign):
    SuggestedAnswerFactory(enquiry_type=halls, title="No heating", words="radiator")
    mine = EnquiryTypeFactory(name="Hut hire", usual_queue=halls.usual_queue)
    other = SuggestedAnswerFactory(enquiry_type=mine, title="No key")
    page = lead.opens(f"{ANSWERS}?enquiry_type__id__exact={mine.pk}")
    assert ("No key" in page.text, "No heating" in page.text) == (True, False)
    assert "Boats" not in page.text
    assert "No heating" in lead.opens(f"{ANSWERS}?q=radiator").text
    lead.posts(ANSWERS, action="delete_selected", _selected_action=other.pk, post="yes")
    assert not SuggestedAnswer.objects.filter(pk=other.pk).exists()


def test_answers_are_tried_with_words_and_nothing_is_counted(lead, halls, foreign):
    SuggestedAnswerFactory(enquiry_type=halls, title="Cold", words="radiator cold\nheating")
    SuggestedAnswerFactory.create_batch(3, enquiry_type=halls, words="cold")
    assert "answers fit" not in lead.opens(f"{ANSWERS}try/").text
    page = lead.posts(f"{ANSWERS}try/", enquiry_type=halls.pk, text="All radiators are cold.")
    items = [item.get_text() for item in page.soup.select("main ol li")]
    assert len(items) == 4
    assert items[0] == "Cold for radiator cold"
    assert [item.endswith("(not shown)") for item in items] == [False, False, False, True]
    assert page.soup.select_one("[name=text]").get_text().strip() == "All radiators are cold."
    assert "No answer fits" in lead.posts(f"{ANSWERS}try/", enquiry_type=halls.pk, text="Warm").text
    assert not AnswerShown.objects.exists()


def test_answers_of_a_type_that_is_not_theirs_are_not_tried(lead, foreign):
    page = lead.posts(f"{ANSWERS}try/", enquiry_type=foreign.enquiry_type_id, text="heating")
    assert "Foreign" not in page.text
    assert page.soup.select_one("[role=alert] a[href='#id_enquiry_type']")


def test_a_trial_without_words_says_so(lead, halls):
    page = lead.posts(f"{ANSWERS}try/", enquiry_type=halls.pk, text=" ")
    assert "Type a few words." in page.text


def test_a_types_page_leads_to_its_answers(lead, halls):
    page = lead.opens(f"/admin/enquiries/enquirytype/{halls.pk}/change/")
    assert page.soup.select_one(f"a[href='{ANSWERS}?enquiry_type__id__exact={halls.pk}']")

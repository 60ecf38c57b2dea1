"""The review page, through the browser's eyes: forms posted, pages read."""

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from intake import triage
from intake.models import Auditor
from suppliers import review
from suppliers.models import Decision, ExclusionReview, SectionReview, Supplier
from suppliers.models.registration import State
from suppliers.sections import SECTIONS
from tests.factories import MembershipFactory, UserFactory, approved_supplier
from tests.suppliers import answers
from tests.suppliers.review.scenes import (
    GROUND,
    NOW,
    accept_all,
    declaring,
    fresh,
    judge,
    registration_to_review,
    reviewer,
)

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
ALL_ACCEPTED = {f"{section.slug}-outcome": "accepted" for section in SECTIONS}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ada(client):
    ada = reviewer(first_name="Ada", last_name="Okoro")
    client.force_login(ada)
    return ada


def url(registration):
    return reverse("admin:suppliers_registration_review", args=[registration.pk])


def soup(response):
    return BeautifulSoup(response.content, "lxml")


def post(client, registration, action, page=None, **fields):
    """Press a button of the page as it is now, or as `page` had it."""
    page = page or soup(client.get(url(registration)))
    hidden = {name: page.find("input", {"name": name})["value"] for name in ("version", "seen")}
    return client.post(url(registration), {**hidden, "action": action, **fields})


def problems(response):
    return soup(response).select_one(".errornote").get_text(" ", strip=True)


def test_a_reviewer_checks_every_section_and_approves_in_one_go(client, ada):
    registration = registration_to_review()

    response = post(client, registration, "approve", **ALL_ACCEPTED, text="Welcome.")

    assert response.status_code == 302
    assert "Approved. The supplier is in the register" in client.get(url(registration)).content.decode()
    assert fresh(registration).supplier.status == Supplier.Status.ACTIVE
    assert SectionReview.objects.filter(outcome="accepted", reviewer=ada).count() == len(SECTIONS)


def test_the_page_shows_answers_documents_checks_and_the_way_to_the_conversation(client, ada):
    registration = registration_to_review()

    page = soup(client.get(url(registration)))

    assert page.h1.get_text(" ", strip=True).endswith("Lea Bridge Catering Limited")
    insurance = page.find("section", {"aria-labelledby": "insurance"}).get_text(" ", strip=True)
    assert "Example Mutual" in insurance
    assert "Download public_liability.pdf" in insurance
    assert "£5,000,000, until Wednesday 30 June 2027, with its certificate." in insurance
    download = page.find("a", string="Download public_liability.pdf")["href"]
    assert b"".join(client.get(download).streaming_content).startswith(b"%PDF")
    conversation = reverse("admin:intake_submission_change", args=[registration.submission_id])
    assert page.find("a", href=conversation)
    assert "Review this supplier registration" in client.get(conversation).content.decode()


def test_saving_the_checklist_comes_back_to_the_section(client, ada):
    registration = registration_to_review()

    response = post(
        client,
        registration,
        "check:insurance",
        **{"insurance-outcome": "query", "insurance-note": "Page 2?"},
    )

    assert response["Location"] == url(registration) + "#insurance"
    assert SectionReview.objects.get().note == "Page 2?"


def test_a_query_without_a_note_is_said_beside_it_and_what_was_typed_is_kept(client, ada):
    registration = registration_to_review()

    response = post(
        client,
        registration,
        "check:contacts",
        **{"insurance-outcome": "query", "contacts-outcome": "accepted", "reasons": "Half a thought"},
    )

    page = soup(response)
    assert "Insurance: write what the supplier is to change." in problems(response)
    assert (
        page.select_one(".errornote a")["href"]
        == "#" + page.find("textarea", {"name": "insurance-note"})["id"]
    )
    assert page.find("input", {"name": "contacts-outcome", "value": "accepted"}).has_attr("checked")
    assert page.find("textarea", {"name": "reasons"}).text.strip() == "Half a thought"
    assert not SectionReview.objects.exists()


def test_a_note_without_an_outcome_is_refused(client, ada):
    registration = registration_to_review()

    response = post(client, registration, "check:offer", **{"offer-note": "Fine, I think"})

    assert "Choose what the section is" in problems(response)


def test_approving_too_early_says_what_stands_in_the_way_and_keeps_the_ticks(client, ada):
    registration = registration_to_review()

    response = post(client, registration, "approve", **{**ALL_ACCEPTED, "payment-outcome": ""}, text="Hi")

    assert "Not checked yet: “How you are paid”." in problems(response)
    assert soup(response).find("input", {"name": "offer-outcome", "value": "accepted"}).has_attr("checked")
    assert not Decision.objects.exists()
    assert not SectionReview.objects.exists()


@pytest.mark.parametrize(
    ("action", "problem"),
    [
        ("approve_with_conditions", "Write the conditions."),
        ("request_changes", "Mark the sections that must be changed"),
        ("reject", "Write the reasons"),
    ],
)
def test_a_decision_without_its_words_is_refused_beside_its_field(client, ada, action, problem):
    registration = registration_to_review()

    response = post(client, registration, action, **ALL_ACCEPTED, conditions="", reasons=" ")

    assert problem in problems(response)
    opened = soup(response).find("textarea", {"aria-invalid": "true"}).find_parent("details")
    assert opened.has_attr("open")
    assert not Decision.objects.exists()


def test_a_stale_page_is_told_what_happened_and_decides_nothing(client, ada):
    registration = registration_to_review()
    seen = soup(client.get(url(registration)))
    sam = reviewer(first_name="Sam", last_name="Reed")
    review.check_section(
        registration_id=registration.pk, actor=sam, section="offer", outcome="query", note="Which codes?"
    )

    response = post(client, registration, "approve", seen, **ALL_ACCEPTED, text="Welcome.")

    assert "has changed since you opened it" in problems(response)
    assert "by Sam Reed" in problems(response)
    assert "What you sell: query – Which codes?" in problems(response)
    assert soup(response).find("textarea", {"name": "text"}).text.strip() == "Welcome."
    assert fresh(registration).state == State.SUBMITTED


def test_a_double_click_makes_one_decision(client, ada):
    registration = registration_to_review()
    seen = soup(client.get(url(registration)))

    first, second = (post(client, registration, "approve", seen, **ALL_ACCEPTED) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert Decision.objects.count() == 1
    assert registration.submission.messages.filter(kind="reply").count() == 1


def test_two_persons_judge_a_ground_and_only_then_it_can_be_approved(client, ada):
    registration = registration_to_review(declaring(**{GROUND: "New manager since."}))
    finding = {"finding": "acceptable", "note": "Seen the new manager's plan."}

    page = soup(client.get(url(registration)))
    assert "New manager since." in page.find(id=GROUND).get_text()
    assert post(client, registration, f"judge:{GROUND}", **finding).status_code == 302
    response = post(client, registration, "approve", **ALL_ACCEPTED)
    assert "A second, who must be another person, must judge it too." in problems(response)

    client.force_login(reviewer())
    assert post(client, registration, f"judge:{GROUND}", **finding).status_code == 302
    assert post(client, registration, "approve", **ALL_ACCEPTED).status_code == 302
    assert ExclusionReview.objects.get().first_reviewer == ada


def test_a_finding_without_a_reason_is_refused_beside_it(client, ada):
    registration = registration_to_review(declaring(**{GROUND: "New manager since."}))

    response = post(client, registration, f"judge:{GROUND}", finding="excluded", note=" ")

    assert "Write why" in problems(response)
    assert soup(response).find("input", {"name": "finding", "value": "excluded"}).has_attr("checked")
    assert not ExclusionReview.objects.exists()


def test_reasons_begin_with_what_was_found(client, ada):
    registration = registration_to_review(declaring(**{GROUND: ""}))
    judge(registration, ada, "excluded")

    page = soup(client.get(url(registration)))

    assert "Breach of contract and poor performance" in page.find("textarea", {"name": "reasons"}).text


def test_a_change_of_details_shows_what_is_new_beside_what_was_approved(client, ada):
    supplier = approved_supplier(answers.company())
    changed = answers.company(
        organisation={"trading_name": "Lea Kitchens", "website": ""},
        insurance={"public_liability_amount": 2_000_000},
    )
    registration = registration_to_review(changed, supplier=supplier, kind="change")

    page = soup(client.get(url(registration)))

    shown = [row.get_text(" ", strip=True) for row in page.select(".changed-answer")]
    assert any("Lea Kitchens" in row and "Before: Lea Bridge Kitchens" in row for row in shown)
    assert any("no answer any more" in row and "https://leabridge.example.com" in row for row in shown)
    assert len(shown) == 3


def test_a_new_registration_marks_nothing_as_changed(client, ada):
    page = soup(client.get(url(registration_to_review())))

    assert not page.select(".changed-answer, .tag.changed")


def test_a_decided_registration_offers_no_step(client, ada):
    registration = registration_to_review()
    accept_all(registration, ada)
    review.approve_with_conditions(registration_id=registration.pk, actor=ada, conditions="Insurance by May")

    page = soup(client.get(url(registration)))

    assert "There is nothing to decide" in page.get_text()
    assert "Insurance by May" in page.find("section", {"aria-labelledby": "decisions"}).get_text()
    assert [button["value"] for button in page.select("button[name=action]")] == []


def test_a_page_without_its_version_decides_nothing(client, ada):
    registration = registration_to_review()

    response = client.post(url(registration), {"action": "approve", **ALL_ACCEPTED})

    assert "This page was not complete" in problems(response)
    assert not Decision.objects.exists()


def test_an_unknown_step_does_nothing(client, ada):
    registration = registration_to_review()

    response = client.post(url(registration), {"action": "delete"}, follow=True)

    assert "Nothing was changed" in response.content.decode()


def test_outsiders_are_kept_out(client):
    registration = registration_to_review()
    listing = reverse("admin:suppliers_registration_changelist")
    assert client.get(url(registration)).status_code == 302

    client.force_login(MembershipFactory().user)
    assert client.get(url(registration)).status_code == 404
    assert client.post(url(registration), {"action": "approve"}).status_code == 404
    assert client.get(listing).status_code == 403

    client.force_login(UserFactory(is_staff=False))
    assert client.get(url(registration)).status_code == 302


def test_another_team_to_which_it_was_moved_by_mistake_may_not_decide(client):
    registration = registration_to_review()
    press = MembershipFactory()
    triage.move(submission_id=registration.submission_id, actor=reviewer(), queue=press.queue)
    client.force_login(press.user)

    assert client.get(url(registration)).status_code == 403


def test_an_auditor_reads_a_registration_and_finds_nothing_to_press(client):
    registration = registration_to_review(declaring(**{GROUND: "They were late once."}))
    auditor = reviewer(role="lead")
    Auditor.objects.create(user=auditor)
    client.force_login(auditor)

    response = client.get(url(registration))

    page = soup(response).select_one("main")
    assert "They were late once." in page.get_text()
    assert page.select("form, button") == []
    refused = client.post(url(registration), {"action": "approve", "version": 1, **ALL_ACCEPTED})
    assert refused.status_code == 403
    with pytest.raises(PermissionDenied):
        review.approve(registration_id=registration.pk, actor=auditor, found={}, text="", version=None)
    assert not Decision.objects.exists()

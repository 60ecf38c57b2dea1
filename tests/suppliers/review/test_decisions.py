"""What each decision does, and what keeps it from being made."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from intake import triage, workflow
from intake.models import Message, Submission
from intake.steps import ChangedMeanwhile
from suppliers import review
from suppliers.models import Decision, SectionReview, Supplier
from suppliers.models.registration import Registration, State
from suppliers.states import MoveNotAllowed
from tests.factories import MembershipFactory, approved_supplier
from tests.suppliers import answers
from tests.suppliers.review.scenes import (
    NOW,
    accept_all,
    add_document,
    fresh,
    registration_to_review,
    reviewer,
)

pytestmark = pytest.mark.django_db
DECISIONS = {
    "approve": lambda **who: review.approve(**who),
    "approve_with_conditions": lambda **who: review.approve_with_conditions(conditions="By May.", **who),
    "request_changes": lambda **who: review.request_changes(**who),
    "reject": lambda **who: review.reject(reasons="No insurance.", **who),
}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def ada():
    return reviewer(first_name="Ada", last_name="Okoro")


@pytest.fixture
def registration(ada):
    """One of which every section is accepted."""
    registration = registration_to_review()
    accept_all(registration, ada)
    return registration


def query(registration, actor, section="insurance", note="Send page 2."):
    review.check_section(
        registration_id=registration.pk, actor=actor, section=section, outcome="query", note=note
    )


def told(registration):
    """The emails of decisions, as the supplier reads them."""
    return list(
        registration.submission.messages.filter(kind=Message.Kind.REPLY).values_list("text", flat=True)
    )


def test_a_rejected_supplier_is_told_why_and_what_it_can_do(registration, ada):
    review.reject(registration_id=registration.pk, actor=ada, reasons="The insurance is too low.")

    registration = fresh(registration)
    assert (registration.state, registration.submission.status) == (
        State.REJECTED,
        Submission.Status.RESOLVED,
    )
    assert registration.supplier.status == Supplier.Status.APPLICANT
    (text,) = told(registration)
    assert "We have decided not to approve your registration." in text
    assert "The insurance is too low." in text
    assert "looked at again by somebody who had no part in it" in text
    assert "within 20 working days, by 5pm on Wednesday 23 December" in text
    assert "you can complain: http://portal.example.org/contacts/" in text


def test_conditions_reach_the_supplier_and_the_register(registration, ada):
    review.approve_with_conditions(registration_id=registration.pk, actor=ada, conditions="New cover by May.")

    supplier = fresh(registration).supplier
    assert (supplier.status, supplier.conditions) == (Supplier.Status.ACTIVE, "New cover by May.")
    (text,) = told(registration)
    assert "on conditions" in text
    assert "New cover by May." in text
    assert "looked at again" in text


def test_a_change_of_details_keeps_its_conditions_unless_it_has_its_own(ada):
    supplier = approved_supplier(answers.company(), conditions="By May.")
    for conditions, kept in (("", "By May."), ("By June.", "By June.")):
        change = registration_to_review(supplier=supplier, kind=Registration.Kind.CHANGE)
        accept_all(change, ada)
        if conditions:
            review.approve_with_conditions(registration_id=change.pk, actor=ada, conditions=conditions)
        else:
            review.approve(registration_id=change.pk, actor=ada)
        assert fresh(change).supplier.conditions == kept


def test_changes_are_asked_for_section_by_section(registration, ada):
    query(registration, ada)
    query(registration, ada, "offer", "Which phases?")

    decision = review.request_changes(registration_id=registration.pk, actor=ada, text="Two things:")

    assert decision.reasons == "Two things:\n\nWhat you sell: Which phases?\n\nInsurance: Send page 2."
    assert decision.reasons in told(registration)[0]


def test_rejecting_is_possible_while_changes_are_waited_for(registration, ada):
    query(registration, ada)
    review.request_changes(registration_id=registration.pk, actor=ada)

    review.reject(registration_id=registration.pk, actor=ada, reasons="No answer in 30 days.")

    assert fresh(registration).state == State.REJECTED


@pytest.mark.parametrize("outcome", ["approve", "approve_with_conditions"])
def test_nothing_is_approved_with_a_query_or_unchecked(outcome, ada):
    registration = registration_to_review()
    query(registration, ada)

    with pytest.raises(ValidationError) as refused:
        DECISIONS[outcome](registration_id=registration.pk, actor=ada)

    assert "“Insurance” has a query." in refused.value.messages
    assert any(words.startswith("Not checked yet: “Your organisation”") for words in refused.value.messages)
    assert fresh(registration).state == State.SUBMITTED


def test_a_document_uploaded_after_the_check_must_be_looked_at(registration, ada, clock):
    clock.shift(dt.timedelta(hours=1))
    add_document(registration, "professional_indemnity")

    assert review.what_stands_in_the_way(fresh(registration)) == [
        "“Insurance” was changed after it was checked. Check it again."
    ]


@pytest.mark.parametrize(
    ("status", "words"), [("debarred", "The supplier is debarred."), ("merged", "merged into another")]
)
def test_a_supplier_that_may_not_be_used_is_not_approved(registration, status, words):
    Supplier.objects.update(status=status)

    (reason,) = review.what_stands_in_the_way(fresh(registration))

    assert words in reason


@pytest.mark.parametrize(
    ("decide", "problem"),
    [
        (lambda who: review.reject(reasons=" ", **who), "Write the reasons"),
        (lambda who: review.approve_with_conditions(conditions="", **who), "Write the conditions"),
        (lambda who: review.request_changes(text="Please.", **who), "Mark the sections"),
    ],
)
def test_a_decision_needs_its_words(registration, ada, decide, problem):
    with pytest.raises(ValidationError, match=problem):
        decide({"registration_id": registration.pk, "actor": ada})

    assert not Decision.objects.exists()


@pytest.mark.parametrize("state", [State.APPROVED, State.REJECTED, State.WITHDRAWN, State.DRAFT])
@pytest.mark.parametrize("decide", DECISIONS)
def test_what_does_not_wait_for_a_decision_gets_none(registration, ada, decide, state):
    Registration.objects.update(state=state)

    with pytest.raises(MoveNotAllowed):
        DECISIONS[decide](registration_id=registration.pk, actor=ada)

    assert told(registration) == []


@pytest.mark.parametrize("decide", DECISIONS)
def test_outsiders_decide_nothing(registration, decide):
    with pytest.raises(PermissionDenied):
        DECISIONS[decide](registration_id=registration.pk, actor=MembershipFactory().user)


@pytest.mark.parametrize("decide", DECISIONS)
def test_a_stale_page_decides_nothing(registration, ada, decide):
    version = registration.submission.version
    triage.assign(submission_id=registration.submission_id, actor=ada, assignee=ada)

    with pytest.raises(ChangedMeanwhile):
        DECISIONS[decide](registration_id=registration.pk, actor=ada, version=version)

    assert fresh(registration).state == State.SUBMITTED


@pytest.mark.parametrize("decide", DECISIONS)
def test_the_same_decision_twice_is_one(registration, ada, decide):
    if decide == "request_changes":
        query(registration, ada)
    version = fresh(registration).submission.version

    first, second = (
        DECISIONS[decide](registration_id=registration.pk, actor=ada, version=version) for _ in range(2)
    )

    assert first == second
    assert len(told(registration)) == 1


def test_another_decision_after_the_first_is_refused(registration, ada):
    review.approve(registration_id=registration.pk, actor=ada)

    with pytest.raises(MoveNotAllowed):
        review.approve(registration_id=registration.pk, actor=reviewer())
    with pytest.raises(MoveNotAllowed):
        review.reject(registration_id=registration.pk, actor=ada, reasons="Changed my mind.")


def test_a_registration_closed_by_hand_is_reopened_before_it_is_decided(registration, ada):
    triage.resolve(submission_id=registration.submission_id, actor=ada)

    with pytest.raises(workflow.MoveNotAllowed):
        review.approve(registration_id=registration.pk, actor=ada)

    assert fresh(registration).state == State.SUBMITTED
    assert not Decision.objects.exists()


def test_the_checklist_is_saved_with_the_decision_or_not_at_all(ada):
    registration = registration_to_review()
    found = {"insurance": review.Found("query", "Send page 2.")}

    with pytest.raises(ValidationError):
        review.approve(registration_id=registration.pk, actor=ada, found=found)
    assert not SectionReview.objects.exists()
    review.request_changes(registration_id=registration.pk, actor=ada, found=found)
    assert SectionReview.objects.get().note == "Send page 2."


@pytest.mark.parametrize(
    ("found", "section"),
    [
        ({"insurance": review.Found("query", " ")}, "insurance"),
        ({"insurance": review.Found("")}, "insurance"),
        ({"nonsense": review.Found("accepted")}, "nonsense"),
    ],
)
def test_what_cannot_be_said_of_a_section(registration, ada, found, section):
    with pytest.raises(ValidationError) as refused:
        review.check_sections(registration_id=registration.pk, actor=ada, found=found)

    assert list(refused.value.message_dict) == [section]


def test_saying_the_same_of_a_section_again_changes_nothing(registration, ada):
    version = fresh(registration).submission.version

    accept_all(registration, reviewer())

    assert fresh(registration).submission.version == version
    assert set(SectionReview.objects.values_list("reviewer", flat=True)) == {ada.pk}


def test_checking_waits_for_the_supplier_to_send_it_again(registration, ada):
    query(registration, ada)
    review.request_changes(registration_id=registration.pk, actor=ada)

    with pytest.raises(MoveNotAllowed):
        query(registration, ada, note="And page 3.")

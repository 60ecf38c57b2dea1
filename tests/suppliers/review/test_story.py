"""A registration from HLT's side, from its arrival to the register."""

import datetime as dt

import pytest
import time_machine

from intake.models import Submission, TimelineEntry
from suppliers import documents, review, sending
from suppliers import registration as rules
from suppliers.models import Supplier
from suppliers.models.registration import State
from tests.factories import catch_all_queue
from tests.suppliers.public.people import EMAIL, pdf
from tests.suppliers.public.test_sending import complete
from tests.suppliers.review.scenes import NOW, accept_all, fresh, registration_to_review, resubmit, reviewer

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


def test_a_query_is_answered_and_the_supplier_gets_into_the_register(deliver_outbox):
    with time_machine.travel(NOW, tick=False) as clock:
        registration = registration_to_review()
        ada = reviewer(first_name="Ada", last_name="Okoro")
        clock.shift(dt.timedelta(hours=1))
        accept_all(registration, ada)
        review.check_section(
            registration_id=registration.pk,
            actor=ada,
            section="insurance",
            outcome="query",
            note="Please replace the certificate: page 2 is missing.",
        )
        assert review.what_stands_in_the_way(fresh(registration)) == ["“Insurance” has a query."]

        review.request_changes(registration_id=registration.pk, actor=ada, text="Nearly there.")

        asked = deliver_outbox()[-1].get_body(("plain",)).get_content()
        assert "Nearly there." in asked
        assert "Insurance: Please replace the certificate: page 2 is missing." in asked
        assert f"/suppliers/registration/{registration.pk}/" in asked
        assert fresh(registration).state == State.CHANGES_REQUESTED
        assert fresh(registration).submission.status == Submission.Status.WAITING

        clock.shift(dt.timedelta(days=1))
        registration = resubmit(registration, "insurance", public_liability_policy_number="PL-2")
        clock.shift(dt.timedelta(days=1))
        assert review.what_stands_in_the_way(fresh(registration)) == [
            "“Insurance” was changed after it was checked. Check it again."
        ]
        review.check_section(
            registration_id=registration.pk, actor=ada, section="insurance", outcome="accepted"
        )
        review.approve(registration_id=registration.pk, actor=ada, text="Welcome.")

        registration = fresh(registration)
        assert registration.state == State.APPROVED
        assert registration.submission.status == Submission.Status.RESOLVED
        assert registration.supplier.status == Supplier.Status.ACTIVE
        assert registration.supplier.renew_by == dt.date(2027, 11, 27)
        told = deliver_outbox()[-1].get_body(("plain",)).get_content()
        assert "is in our register of suppliers until Saturday 27 November 2027" in told
        assert "Welcome." in told
        decided = registration.submission.timeline.filter(event=TimelineEntry.Event.DECIDED)
        assert [entry.text.splitlines()[0] for entry in decided] == [
            "Checklist",
            "Checklist",
            "Changes asked for",
            "Checklist",
            "Approved",
        ]
        assert {entry.actor for entry in decided} == {ada}


def test_what_the_supplier_really_sends_again_is_checked_again():
    catch_all_queue()
    with time_machine.travel(NOW, tick=False) as clock:
        ada, draft = reviewer(), complete()
        registration = sending.submit(registration_id=draft.pk, by=EMAIL)
        assert review.what_stands_in_the_way(registration)[0].startswith(
            "Not checked yet: “Your organisation”"
        )
        clock.shift(dt.timedelta(hours=1))
        accept_all(registration, ada)
        found = {
            "insurance": review.Found("query", "Send the whole certificate."),
            "offer": review.Found("query", "Which phases?"),
        }
        review.request_changes(registration_id=registration.pk, actor=ada, found=found)

        clock.shift(dt.timedelta(days=1))
        file = pdf(content=b"the whole certificate")
        documents.store(registration_id=draft.pk, kind="public_liability", file=file, by=EMAIL)
        offer = fresh(draft).sections.get(slug="offer")
        rules.save_section(
            registration_id=draft.pk,
            slug="offer",
            answers=offer.answers | {"phases": ["primary"]},
            is_complete=True,
            version=offer.version,
            by=EMAIL,
        )
        sending.submit(registration_id=draft.pk, by=EMAIL)
        assert review.what_stands_in_the_way(fresh(draft)) == [
            "“What you sell” was changed after it was checked. Check it again.",
            "“Insurance” was changed after it was checked. Check it again.",
        ]

        clock.shift(dt.timedelta(hours=1))
        accept_all(fresh(draft), ada)
        review.approve(registration_id=draft.pk, actor=ada)
        assert fresh(draft).supplier.status == Supplier.Status.ACTIVE

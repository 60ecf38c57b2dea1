"""The suggested queue on a submission's page."""

import pytest

from intake import suggestions
from intake.models import Auditor, Submission, Suggester
from tests.factories import MembershipFactory, SubmissionFactory, TimelineEntryFactory
from tests.intake.admin.staff import Colleague, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


@pytest.fixture
def general(widgets, gadgets) -> Submission:
    """A general enquiry in Widgets, of whose words the model in use knows that they belong to Gadgets."""
    suggestions._weights.cache_clear()
    weights = {"queues": [widgets.pk, gadgets.pk], "start": [0, 0], "words": {"gadget": [1, 0, 1.6]}}
    Suggester.objects.create(kind="general", in_use=True, weights=weights)
    return SubmissionFactory(queue=widgets, kind="general", subject="My gadget is broken")


def test_it_is_shown_with_how_sure_it_is_and_accepted_with_one_button(ada, general, gadgets):
    page = ada.opens(url_of(general))
    assert "Suggested: Gadgets (83 %)" in page.text
    assert page.soup.select_one("button[value=accept_suggestion]")["data-key"] == "y"

    page = ada.acts(general, "accept_suggestion")

    assert page.messages[0].startswith(f"{general.reference} is moved to Gadgets.")
    general.refresh_from_db()
    assert general.queue == gadgets
    assert general.timeline.get(event="moved").text == "Widgets → Gadgets: suggested with 83 %"


def test_it_is_gone_once_somebody_has_moved_it(ada, general):
    TimelineEntryFactory(submission=general, event="moved", actor=ada.user)
    assert "Suggested" not in ada.opens(url_of(general)).text


def test_what_changed_meanwhile_is_said(ada, general):
    page = ada.opens(url_of(general))
    ada.acts(general, "note", text="Wait.")
    refused = ada.acts(general, "accept_suggestion", page=page)
    assert "This submission has changed since you opened it" in refused.problem
    general.refresh_from_db()
    assert general.queue.name == "Widgets"


def test_a_suggestion_that_has_changed_is_not_followed(ada, general, widgets):
    page = ada.opens(url_of(general))
    Suggester.objects.update(in_use=False)
    refused = ada.acts(general, "accept_suggestion", page=page)
    assert "This is not suggested any more" in refused.problem


@pytest.mark.parametrize("queue", ["", "x", "0", "99999999999999999999"])
def test_a_forged_queue_changes_nothing(ada, general, queue):
    ada.acts(general, "accept_suggestion", queue=queue)
    general.refresh_from_db()
    assert general.version == 1


def test_an_auditor_is_shown_none(general):
    auditor = MembershipFactory().user
    Auditor.objects.create(user=auditor)
    assert "Suggested" not in Colleague(auditor).opens(url_of(general)).text


def test_a_page_asks_two_things_more_for_it(ada, general, django_assert_max_num_queries):
    ada.opens(url_of(general))
    with django_assert_max_num_queries(28):
        ada.opens(url_of(general))

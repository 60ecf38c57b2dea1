"""Merging, linking and splitting, from a submission's page."""

import pytest
from django.core.files.base import ContentFile

from intake import merging
from intake.models import InboundEmail, Link, Merge, Message, Submission
from tests.factories import (
    AttachmentFactory,
    MembershipFactory,
    MessageFactory,
    QueueFactory,
    SubmissionFactory,
    TimelineEntryFactory,
)
from tests.intake.admin.staff import LIST, fields_of, url_of
from tests.intake.admin.test_page_queries import queries, same

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

_MATTER = [
    {
        "name": "message",
        "label": "Message",
        "kind": "long_text",
        "value": "x",
        "display": "Damp walls in the main hall since the storm of last Friday.",
    }
]


@pytest.fixture
def first(widgets):
    return SubmissionFactory(
        queue=widgets, sender_email="jo@example.com", subject="Damp hall", answers=_MATTER
    )


@pytest.fixture
def again(widgets):
    return SubmissionFactory(
        queue=widgets, sender_email="jo@example.com", subject="Damp in the hall", answers=_MATTER
    )


@pytest.fixture
def message(first):
    """An email about something else, with a file."""
    message = MessageFactory(
        submission=first,
        direction="in",
        kind="inbound",
        state="recorded",
        recipient="jo@example.com",
        subject="Re: Fwd: the playground",
        text="The swing is broken.",
    )
    email = InboundEmail(key="1", source="Test", submission=first, message=message, outcome="reply")
    email.raw.save("x.eml", ContentFile(b"x"), save=False)
    email.save()
    AttachmentFactory(submission=first, message=message, name="swing.png")
    return message


def beside(submission: Submission, name: str) -> str:
    """The address of a page beside a submission's own."""
    return f"{LIST}{submission.pk}/{name}/"


def form_on(page) -> dict[str, str]:
    """What the form of a page beside a submission's begins with, as a browser would post it."""
    form = page.soup.select_one("form.beside")
    fields = fields_of(form)
    for radios in form.select("input[type=radio]"):
        fields.pop(str(radios["name"]), None)
    return fields | {
        str(each["name"]): str(each["value"]) for each in form.select("input[type=radio][checked]")
    }


def test_a_suggested_duplicate_is_merged_and_the_merge_undone(ada, first, again):
    page = ada.opens(url_of(again))
    assert f"Merge with {first.reference}" in page.part("section[aria-labelledby=related]")

    page = ada.opens(page.link(f"Merge with {first.reference}"))
    assert "Damp walls in the main hall" in page.text
    fields = form_on(page)
    assert (fields["other"], fields["keep"]) == (first.reference, "other")
    page = ada.posts(beside(again, "merge"), **fields)

    assert page.messages == [f"{again.reference} is merged into {first.reference}. You can undo that here."]
    assert page.response.redirect_chain == [(url_of(first), 303)]
    assert f"Merged in: {again.reference}" in page.text
    assert f"Merge with {again.reference}" not in page.text

    merged = ada.opens(url_of(again))
    assert f"This was merged into {first.reference}" in merged.text
    assert merged.actions() == ["note"]
    assert "Undo the merge to assign" in merged.text

    page = ada.posts(beside(again, "unmerge"))
    assert page.messages == [f"{again.reference} is on its own again."]
    assert not Merge.objects.exists()


def test_the_conversation_shows_what_came_to_both(ada, first, again):
    MessageFactory(submission=again, direction="in", kind="inbound", text="It gets worse.")
    AttachmentFactory(submission=again, name="wall.pdf")
    merging.merge(keep_id=first.pk, merge_id=again.pk, actor=ada.user)

    page = ada.opens(url_of(first))

    assert "It gets worse." in page.part(".message-in")
    assert f"of {again.reference}" in page.part(".message-in")
    assert page.says_link("Download wall.pdf")


def test_the_sender_is_told_where_that_is_ticked(ada, first, again):
    ada.posts(beside(again, "merge"), other=first.reference, keep="other", tell_sender="on")
    assert Message.objects.get(kind="notice").recipient == "jo@example.com"


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"other": "", "keep": "this"}, "Enter the reference of the other submission."),
        ({"other": "HLT-AAA", "keep": "this"}, "There is no submission “HLT-AAA” in your queues."),
        ({"keep": ""}, "Choose which one is kept."),
        ({"keep": "this", "other": "itself"}, "That is this submission itself."),
        ({"keep": "this", "other": "strange"}, "There is no submission"),
        ({"keep": "this", "other": "sam"}, "They are from different senders"),
        ({"keep": "other", "version": "7"}, "This submission has changed since you opened this page."),
    ],
)
def test_what_cannot_be_merged_is_said(ada, first, again, widgets, fields, problem):
    others = {
        "itself": again.reference,
        "strange": SubmissionFactory().reference,
        "sam": SubmissionFactory(queue=widgets, sender_email="sam@example.com").reference,
    }
    posted = {"other": first.reference, **fields}
    posted["other"] = others.get(posted["other"], posted["other"])

    page = ada.posts(beside(again, "merge"), **posted)

    assert problem in page.problem
    assert page.title.startswith("Error: ")
    assert not Merge.objects.exists()


def test_merging_in_another_teams_queue_is_refused_without_saying_what_is_there(ada, stranger, first, again):
    for name in ("merge", "unmerge", "link", "unlink", "forward", "split/1"):
        assert stranger.opens(beside(again, name)).status == 404
        page = stranger.posts(beside(again, name), other=first.reference, keep="this")
        assert page.status == 404
        assert again.subject not in page.text
    assert not Merge.objects.exists()


def test_what_was_merged_from_anothers_queue_is_shown_but_not_opened(ada, lead, first, widgets):
    elsewhere = QueueFactory()
    MembershipFactory(queue=elsewhere, user=ada.user)
    other = SubmissionFactory(queue=elsewhere, sender_email="jo@example.com", answers=_MATTER)
    merging.merge(keep_id=first.pk, merge_id=other.pk, actor=ada.user)

    assert ada.opens(url_of(first)).says_link(f"Open {other.reference}")
    page = lead.opens(url_of(first))
    assert f"Merged in: {other.reference}" in page.text
    assert not page.says_link(f"Open {other.reference}")
    assert "Undo the merge" not in page.text


def test_two_are_linked_and_the_link_is_removed(ada, first, again):
    page = ada.posts(beside(first, "link"), other=again.reference.lower())
    assert page.messages == [f"Linked with {again.reference}."]
    assert ada.opens(url_of(again)).says_link(first.reference)

    page = ada.posts(beside(again, "unlink"), other=first.reference)
    assert page.messages == [f"The link with {first.reference} is removed."]
    assert not Link.objects.exists()


def test_what_is_linked_in_another_teams_queue_is_left_out(ada, lead, first, widgets):
    other = SubmissionFactory(queue=MembershipFactory(user=ada.user).queue)
    ada.posts(beside(first, "link"), other=other.reference)
    assert ada.opens(url_of(first)).says_link(other.reference)
    page = lead.opens(url_of(first))
    assert not page.says_link(other.reference)


def test_the_buttons_have_no_page_of_their_own_but_lead_back(ada, first):
    for name in ("unmerge", "unlink"):
        page = ada.opens(beside(first, name))
        assert page.status == 200
        assert page.says_link(f"Back to {first.reference}")


def test_a_message_is_split_off(ada, first, message):
    page = ada.opens(url_of(first))
    page = ada.opens(next(a["href"] for a in page.soup.select("main a") if "Split this" in a.get_text()))
    assert "The swing is broken." in page.text
    assert "swing.png" in page.text
    fields = form_on(page)
    assert fields["subject"] == "the playground"

    page = ada.posts(beside(first, f"split/{message.pk}"), **fields)

    new = Submission.objects.exclude(pk=first.pk).get()
    assert page.messages == [f"The message is now {new.reference}, in Widgets."]
    assert page.response.redirect_chain == [(url_of(new), 303)]
    assert page.says_link("Download swing.png")
    assert page.says_link(first.reference)

    again = ada.opens(beside(first, f"split/{message.pk}"))
    assert again.problem == f"It was split off before: it is {new.reference}."


def test_a_message_that_goes_to_another_team_leads_to_the_list(ada, first, message, gadgets):
    from tests.factories import RoutingRuleFactory

    RoutingRuleFactory(queue=gadgets, kind="email")
    page = ada.posts(beside(first, f"split/{message.pk}"), subject="The swing")
    assert page.response.redirect_chain == [(LIST, 303)]
    assert page.messages[0].endswith("in Gadgets. It is in a queue of which you are not a member.")


def test_a_message_without_a_subject_is_not_split_off(ada, first, message):
    page = ada.posts(beside(first, f"split/{message.pk}"), subject="")
    assert page.problem == "There is a problem Enter a subject."
    assert Submission.objects.count() == 1


def test_the_page_asks_as_often_however_much_belongs_together(ada, first, widgets):
    def add(count: int) -> None:
        for _ in range(count):
            for _ in range(2):
                SubmissionFactory(
                    queue=widgets, sender_email="jo@example.com", subject="Damp", answers=_MATTER
                )
            *_, merged, other = Submission.objects.order_by("pk")
            merging.merge(keep_id=first.pk, merge_id=merged.pk, actor=MembershipFactory(queue=widgets).user)
            Link.objects.create(one=first, other=other)
            MessageFactory(submission=merged, direction="in", kind="inbound")
            TimelineEntryFactory(submission=first)

    add(1)
    same(ada, url_of(first), lambda: add(15), at_most=29)


@pytest.mark.parametrize("name", ["merge", "link", "forward"])
def test_the_pages_beside_it_ask_as_often_for_many_as_for_few(ada, first, widgets, name):
    def more() -> None:
        for _ in range(15):
            SubmissionFactory(queue=widgets, sender_email="jo@example.com", subject="Damp", answers=_MATTER)

    SubmissionFactory(queue=widgets, sender_email="jo@example.com", subject="Damp", answers=_MATTER)
    assert queries(ada, beside(first, name)) > 0
    same(ada, beside(first, name), more, at_most=8)

"""An email to senders as HLT word it: looked at with a real submission before it is saved, and tried."""

import datetime as dt
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from intake import access, delivery, email_wordings, kinds, outbox, reply_email, targets
from intake.models import EmailWording, Message, Queue, Submission

TESTS_AN_HOUR = 10
_REFERENCE, _MERGED_REFERENCE = "HLT-234-567-89A", "HLT-BCD-EFG-HJK"
_REPLY = "Here stands what a colleague writes.\n\nIt may have several paragraphs."


class Preview(NamedTuple):
    """An email as its recipient will read it; `submission` has no key where it is an example."""

    submission: Submission
    sender: str
    subject: str
    text: str
    html: str


def preview(*, wording: EmailWording, person: User, submission: Submission | None = None) -> Preview:
    """Return the email as `wording` would have it, saved or not; nothing is stored, and no link is made.

    Args:
        wording: the words, as they are typed.
        person: who looks at it.
        submission: with what it is filled in; else the newest of its type and team that `person` may see, or
            an example where there is none.
    """
    shown = submission or _newest(wording, person) or _example(wording, person)
    subject, text, html = outbox.rendered(wording.email, _context(wording, shown, person))
    return Preview(shown, delivery.from_address(shown.queue), subject, text, html)


@transaction.atomic
def send_test(*, shown: Preview, person: User) -> None:
    """Email a preview to who looks at it, and to nobody else; no submission knows of it.

    Raises:
        ValidationError: they have no email address, or have sent themselves many within an hour.
    """
    if not person.email:
        raise ValidationError("Your account has no email address. Ask an administrator to add it.")
    an_hour_ago = timezone.now() - dt.timedelta(hours=1)
    sent = Message.objects.filter(kind=Message.Kind.TEST, author=person, created_at__gt=an_hour_ago)
    if sent.count() >= TESTS_AN_HOUR:
        raise ValidationError(f"You have sent yourself {TESTS_AN_HOUR} tests within an hour. Wait a while.")
    outbox.send(
        queue=shown.submission.queue,
        kind=Message.Kind.TEST,
        recipients=[person.email],
        template="test",
        context={"subject": shown.subject, "text": shown.text, "html": shown.html},
        author=person,
    )


def _context(wording: EmailWording, submission: Submission, person: User) -> dict[str, Any]:
    # In place of the sender's own link, which nobody else has, stands the page on which one is asked for.
    page = (kinds.sender_page(submission) if submission.pk else "") or reverse("intake:tracking-lookup")
    link = settings.SITE_URL + page
    if wording.email == EmailWording.Email.REPLY:
        return reply_email.context_of(submission, _REPLY, person, link, typed=wording)
    return email_wordings.context_of(
        wording.email,
        submission,
        next_steps=lambda: "\n\n".join(map(str, kinds.next_steps(submission))),
        typed=wording,
        tracking_url=link,
        merged_reference=_MERGED_REFERENCE,
    )


def _newest(wording: EmailWording, person: User) -> Submission | None:
    found = access.visible_submissions(person).select_related("queue")
    if wording.kind:
        found = found.filter(kind=wording.kind)
    if wording.queue:
        found = found.filter(queue=wording.queue)
    return found.exclude(status=Submission.Status.SPAM).order_by("-received_at", "-id").first()


def _example(wording: EmailWording, person: User) -> Submission:
    """A submission that nobody sent, for a type or a team that has none yet."""
    slug, label = next((pair for pair in kinds.known() if pair[0] == wording.kind), ("general", "Enquiry"))
    queue = wording.queue or access.led_queues(person).first() or Queue.objects.get(is_catch_all=True)
    example = Submission(
        reference=_REFERENCE,
        kind=slug,
        kind_label=label,
        queue=queue,
        subject="The front gate is broken",
        sender_name="Jo Brown",
        sender_email="jo@example.com",
    )
    targets.set_targets(example)
    return example

"""The email that a reply becomes: what its templates are given, and how it will look, before it is sent."""

from copy import copy
from functools import partial
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.utils import timezone, translation

from intake import delivery, email_wordings, feedback, languages, outbox, progress, reply_address, steps
from intake.models import EmailWording, Submission

#: What stands in a preview where the email has the sender's own key.
_LINK = "(the sender’s own tracking link)"


class Preview(NamedTuple):
    """A reply as its recipient will read it."""

    sender: str
    to: str
    reply_to: str
    subject: str
    text: str


def context_of(
    submission: Submission,
    text: str,
    author: User,
    tracking_url: str,
    *,
    status: str = Submission.Status.OPEN,
    typed: EmailWording | None = None,
) -> dict[str, Any]:
    """Return what the templates of a reply use; one that resolves asks for feedback as well.

    Args:
        submission: what it answers.
        text: what its author typed.
        author: who writes.
        tracking_url: the sender's link.
        status: where the submission stands once the reply is sent, which the reply says.
        typed: a wording of the email that is not saved yet; see `email_wordings.context_of`.
    """
    after = copy(submission)
    after.status = status
    after.first_response_at = submission.first_response_at or timezone.now()
    resolves = status == Submission.Status.RESOLVED
    return email_wordings.context_of(
        "reply",
        submission,
        next_steps=lambda: progress.of(after).next_step,
        typed=typed,
        text=text.strip(),
        author_name=steps.name(author),
        tracking_url=tracking_url,
        feedback_choices=partial(feedback.choices, submission, tracking_url) if resolves else [],
    )


def preview(*, submission: Submission, text: str, author: User) -> Preview:
    """Return the reply as it would be sent, in its sender’s language; nothing is stored, no link is made."""
    with translation.override(languages.known(submission.language)):
        subject, body, _ = outbox.rendered("reply", context_of(submission, text, author, _LINK))
    return Preview(
        sender=delivery.from_address(submission.queue),
        to=submission.sender_email,
        reply_to=reply_address.of(submission),
        subject=subject,
        text=body,
    )

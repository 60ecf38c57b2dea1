"""The email that a reply becomes: what its templates are given, and how it will look, before it is sent."""

from typing import Any, NamedTuple

from django.contrib.auth.models import User

from intake import delivery, feedback, outbox, reply_address, steps
from intake.models import Submission

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
    submission: Submission, text: str, author: User, tracking_url: str, *, resolves: bool = False
) -> dict[str, Any]:
    """Return what the templates of a reply use; one that resolves asks for feedback as well."""
    return {
        "submission": submission,
        "text": text.strip(),
        "author_name": steps.name(author),
        "tracking_url": tracking_url,
        "feedback_choices": feedback.choices(submission, tracking_url) if resolves else [],
    }


def preview(*, submission: Submission, text: str, author: User) -> Preview:
    """Return the reply as it would be sent; nothing is stored and no link is made."""
    subject, body, _ = outbox.rendered("reply", context_of(submission, text, author, _LINK))
    return Preview(
        sender=delivery.from_address(submission.queue),
        to=submission.sender_email,
        reply_to=reply_address.of(submission),
        subject=subject,
        text=body,
    )

"""Acknowledging what was received, in none of the sender's own words, and never flooding one address."""

from collections.abc import Callable, Sequence

from intake import email_wordings, outbox, tracking
from intake.models import Attachment, Message, Submission, TimelineEntry
from intake.screening import allowance


def acknowledge(
    submission: Submission,
    *,
    next_steps: Sequence[str] = (),
    because: str = "",
    copy: Callable[[Submission], Attachment] | None = None,
) -> None:
    """Acknowledge in none of the sender's own words: a stranger's address must not carry their message.

    Must be called in a transaction.

    Args:
        submission: what was received.
        next_steps: paragraphs of HLT's own wording, or ones that wait for their reader's language.
        because: why its sender gets no acknowledgement; "" where they do.
        copy: makes the file that goes with it.
    """
    if not submission.sender_email:
        return
    if not because and not allowance.may_have_another(submission.sender_email):
        because = allowance.ENOUGH
    if because:
        TimelineEntry.objects.create(
            submission=submission, event=TimelineEntry.Event.NOT_ACKNOWLEDGED, text=because
        )
        return
    outbox.send(
        submission=submission,
        kind=Message.Kind.ACKNOWLEDGEMENT,
        recipients=[submission.sender_email],
        template="acknowledgement",
        context=email_wordings.context_of(
            "acknowledgement",
            submission,
            next_steps=lambda: "\n\n".join(map(str, next_steps)),
            tracking_url=tracking.new_link(submission),
        ),
        dedupe_key=f"acknowledgement:{submission.pk}",
        files=[copy(submission)] if copy else [],
    )

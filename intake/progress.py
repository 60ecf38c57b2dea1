"""Where a submission stands and what happens next, in words for its sender."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone, translation
from django.utils.translation import gettext

from intake import languages, merged, sla
from intake.models import Attachment, Message, Submission
from intake.models.submission import Status

#: Replies that were taken back, or still may be: their sender has not got them.
_NOT_OUT = Q(state=Message.State.CANCELLED) | Q(
    state=Message.State.QUEUED, attempts=0, typed__gt="", next_attempt_at__gt=Now()
)


@dataclass(frozen=True)
class Progress:
    """What a sender is told.

    Attributes:
        status: a few words.
        colour: of the Design System's tag that shows them.
        next_step: a sentence or two.
    """

    status: str
    colour: str
    next_step: str


@dataclass(frozen=True)
class Said:
    """One message of a conversation; `author` is the address of the sender's side, "" where we wrote."""

    at: dt.datetime
    text: str
    author: str
    files: tuple[Attachment, ...] = ()


def of(submission: Submission) -> Progress:
    """Return where `submission` stands.

    Nobody outside is told what is spam, or that something is held: the one is closed, the other received.
    """
    if submission.status == Status.WITHDRAWN:
        return Progress(
            gettext("Withdrawn"), "grey", gettext("You withdrew this. We do nothing more with it.")
        )
    if not submission.is_open_to_its_sender:
        return Progress(
            gettext("Closed"),
            "green",
            gettext("We have dealt with this. If something is still open, tell us."),
        )
    if submission.status == Status.WAITING:
        return Progress(
            gettext("Waiting for you"),
            "yellow",
            gettext("We have asked you something, and go on when we have your answer."),
        )
    if submission.first_response_at:
        return Progress(
            gettext("In progress"),
            "blue",
            _aim(submission, gettext("We have replied, and are working on it."), is_answered=True),
        )
    is_new = submission.status in (Status.NEW, Status.HELD)
    status = gettext("Received") if is_new else gettext("In progress")
    opening = gettext("{team} will look at it.").format(team=submission.queue.public_name)
    return Progress(status, "blue", _aim(submission, opening, is_answered=False))


def conversation(submission: Submission) -> list[Said]:
    """Return what staff have replied and what the sender wrote, the newest first; never notes."""
    messages = merged.whole(submission).messages().exclude(_NOT_OUT).prefetch_related("attachments")
    return [
        Said(message.created_at, message.text, message.recipient, tuple(message.attachments.all()))
        if message.direction == Message.Direction.IN
        else Said(message.created_at, without_ending(message), "")
        for message in messages.filter(kind__in=[Message.Kind.REPLY, Message.Kind.INBOUND]).reverse()
    ]


def files(submission: Submission) -> QuerySet[Attachment]:
    """Return the files that the sender has sent: with the form, or with a message of the conversation."""
    sent = Q(message=None) | Q(message__kind=Message.Kind.INBOUND)
    return merged.whole(submission).attachments().filter(sent)


def without_ending(message: Message) -> str:
    """Return the text of a reply without the reference and the links that its email ends with."""
    # Below the text the email has the reference and what the page shows itself. It is the last such line that
    # ends the text: staff may have written another, in the reply or in the wording below it.
    submission = message.submission
    assert submission  # noqa: S101 - it is of a conversation
    # In English it is where the language is one that the portal did not speak when it was sent.
    for language in (languages.known(submission.language), settings.LANGUAGE_CODE):
        with translation.override(language):
            # As the email's templates have it.
            reference = gettext("Your reference: %(reference)s") % {"reference": submission.reference}
            below = gettext("What happens next")
        ending = f"{reference}\n"
        heading = f"{ending}\n{below}\n"
        if ending in message.text:
            return message.text.rsplit(heading if heading in message.text else ending, 1)[0].strip()
    return message.text.strip()


def _aim(submission: Submission, opening: str, *, is_answered: bool) -> str:
    target = submission.due_at if is_answered else submission.respond_by
    if target < timezone.now():
        said = (
            gettext("We aimed to be finished {by}. We are sorry that it is taking longer.")
            if is_answered
            else gettext("We aimed to reply {by}. We are sorry that it is taking longer.")
        )
    else:
        said = gettext("We aim to be finished {by}.") if is_answered else gettext("We aim to reply {by}.")
    return f"{opening} {said.format(by=sla.in_words(target))}"

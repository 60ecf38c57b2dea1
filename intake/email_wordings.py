"""The words of the emails to senders: the standard ones, HLT's own instead, and their fields filled in.

The frame stays whatever HLT write: the reference, the links, and what keeps the emails safe.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intake import sla, template_fields, wording
from intake.models import EmailWording, Submission
from intake.models.email_wording import WordedEmail, Words

Standard = tuple[str | Promise, str | Promise, str | Promise, str | Promise]

#: Subject, opening, what happens next and closing of each email, where HLT have written nothing else.
_STANDARD: dict[str, Standard] = {
    WordedEmail.ACKNOWLEDGEMENT: (
        _("we have your {{ kind }}"),
        _("We have your {{ kind }}."),
        _("{{ queue }} will look at it. We aim to reply {{ target }}.\n\n{{ next_steps }}"),
        _("If it cannot wait, telephone {{ queue }} on {{ telephone }} and give your reference."),
    ),
    WordedEmail.REPLY: (
        _("our reply to your {{ kind }}"),
        "",
        _("{{ next_steps }}\n\nTo write to us, answer this email."),
        "",
    ),
    WordedEmail.TRACKING_LINK: (
        _("the link you asked for"),
        _("Somebody, we hope you, asked for a link to follow {{ reference }}."),
        _("The link shows where it stands. There you can also write to us. It works for 90 days."),
        "",
    ),
    WordedEmail.DETAILS_CORRECTED: (
        _("your email address was changed"),
        _("Somebody, we hope you, gave us another email address for {{ reference }}."),
        _("We write to the new address from now on."),
        "",
    ),
    WordedEmail.MERGED: (
        _("your two enquiries are one now"),
        _(
            "You wrote to us twice about the same matter. We have put the two together, so that one person "
            "can answer both."
        ),
        _("Everything that you sent us is kept. You do not need to send it again."),
        "",
    ),
}
_OF_A_CALL = (_("we have made a note of your call"), _("We have made a note of your telephone call."))


def standard(email: str, submission: Submission | None = None) -> Words:
    """Return the words of an email where HLT have written nothing else, with their fields."""
    words = Words(*(str(part) for part in _STANDARD[email]))
    is_of_a_call = submission and submission.source == Submission.Source.TELEPHONE
    if email == WordedEmail.ACKNOWLEDGEMENT and is_of_a_call:
        subject, opening = _OF_A_CALL
        return words._replace(subject=str(subject), opening=str(opening))
    return words


def context_of(
    email: str,
    submission: Submission,
    *,
    next_steps: str | Callable[[], str] = "",
    typed: EmailWording | None = None,
    **frame: Any,
) -> dict[str, Any]:
    """Return what the templates of an email to the sender of `submission` use; its words are a function.

    Args:
        email: one of `WordedEmail`.
        submission: what it is about.
        next_steps: what the field of that name says; a function where that depends on the language.
        typed: a wording that is not saved yet, as it is being typed, for a preview.
        frame: what the templates use besides.
    """
    layers = _layers(email, submission, typed)
    words = partial(_words, email, submission, layers, next_steps=next_steps, **frame)
    return {"submission": submission, "words": words, **frame}


def _words(
    email: str,
    submission: Submission,
    layers: list[EmailWording],
    *,
    next_steps: str | Callable[[], str],
    author_name: str = "",
    merged_reference: str = "",
    **_frame: Any,
) -> Words:
    """The words of an email in the language of its reader, with their fields filled in."""
    queue = submission.queue
    values = {
        "reference": submission.reference,
        "kind": wording.lower_first(submission.kind_label),
        "queue": queue.public_name,
        "telephone": queue.telephone.as_national if queue.telephone else "",
        "target": sla.in_words(submission.respond_by),
        "next_steps": next_steps() if callable(next_steps) else next_steps,
        "sender_name": submission.sender_name or gettext("Sir or Madam"),
        "subject": submission.subject,
        "author": author_name,
        "merged_reference": merged_reference,
    }
    allowed = {name: values[name] for name in template_fields.OF_EMAIL[email]}
    # For each part the words of who is nearest, and the standard where there are none.
    parts = zip(*(each.words for each in layers), standard(email, submission), strict=True)
    return Words(*(_filled(next(filter(str.strip, part), ""), allowed) for part in parts))


def _layers(email: str, submission: Submission, typed: EmailWording | None) -> list[EmailWording]:
    """HLT's own words, the nearest first: of a team for a type, of a team, of a type, of all."""
    for_queue = Q(queue=None) | Q(queue=submission.queue_id)
    found = EmailWording.objects.filter(for_queue, email=email, kind__in=["", submission.kind])
    layers = sorted(found, key=_nearness, reverse=True)
    if not typed:
        return layers
    # What is being typed is what is looked at; empty parts of it fall to what is less near.
    return [typed, *(each for each in layers if _nearness(each) < _nearness(typed))]


def _nearness(wording: EmailWording) -> tuple[bool, bool]:
    return wording.queue_id is not None, bool(wording.kind)


def _filled(text: str, values: dict[str, str]) -> str:
    """The text with its fields filled in, without the paragraphs of which a field has nothing to say."""
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    said = [each for each in paragraphs if all(values.get(name, "-") for name in template_fields.named(each))]
    return "\n\n".join(template_fields.fill(each, values) for each in said)

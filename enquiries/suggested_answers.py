"""Suggested answers: which fit what somebody typed, and how often one ended the need to send it."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from enquiries import word_match
from enquiries.forms import EnquiryForm
from enquiries.models import AnswerShown, Draft, EnquiryType, Question, SuggestedAnswer
from intake import attachments
from intake.models import Submission

#: More than three would keep people from what they came to do.
SHOWN_AT_MOST = 3
COUNTED_DAYS = 30
_KEPT = dt.timedelta(days=90)
_TRIED_AT_MOST = 200
_TYPED = (Question.Kind.SHORT_TEXT, Question.Kind.LONG_TEXT)
#: What somebody is called says nothing of what they need.
_OF_THE_SENDER = (
    Question.Meaning.SENDER_NAME,
    Question.Meaning.SENDER_ORGANISATION,
    Question.Meaning.SENDER_ROLE,
)


@dataclass(frozen=True)
class Match:
    """A suggested answer that fits, with the lines of its words that were typed."""

    answer: SuggestedAnswer
    lines: list[str]
    score: int


def for_form(form: EnquiryForm, enquiry_type: EnquiryType) -> list[SuggestedAnswer]:
    """Return the answers to show for a good form: three at most, what fits best first."""
    typed = [
        form.answer(question).display
        for question in form.questions
        if question.kind in _TYPED and question.meaning not in _OF_THE_SENDER and form.is_asked(question)
    ]
    if not any(typed):
        return []
    found = matches(enquiry_type=enquiry_type, text="\n".join(typed))
    return [match.answer for match in found[:SHOWN_AT_MOST]]


def matches(*, enquiry_type: EnquiryType, text: str) -> list[Match]:
    """Return all answers of a type that fit `text`: the more of their words it has, the earlier."""
    typed = word_match.words_of(text)
    answers = SuggestedAnswer.objects.filter(enquiry_type=enquiry_type, active=True)
    found = (_match(answer, typed) for answer in answers.order_by("position", "pk")[:_TRIED_AT_MOST])
    return sorted((match for match in found if match.lines), key=lambda match: -match.score)


def record_shown(*, draft: Draft, form: EnquiryForm) -> None:
    """Count the answers that the check page of `draft` is going to show; however often, each counts once.

    Args:
        draft: the draft.
        form: its form, with good answers.
    """
    answers = for_form(form, draft.enquiry_type)
    rows = [AnswerShown(answer=answer, draft_id=draft.pk) for answer in answers]
    if rows:
        AnswerShown.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def solve(*, draft: Draft, answer_id: int) -> bool:
    """Count that an answer was all that the writer of `draft` needed, and forget what they typed.

    Returns:
        Whether that was so now: not where the answer was never shown to them, or where the draft has been
        sent, or has ended by another press of a button.
    """
    shown = AnswerShown.objects.filter(draft_id=draft.pk, answer=answer_id)
    # Of several presses at once, only one finds the draft to delete.
    if not shown.exists() or not Draft.objects.filter(pk=draft.pk, submission=None).delete()[0]:
        return False
    shown.update(solved_at=timezone.now())
    # A file that is gone from the disk does not come back with the transaction.
    transaction.on_commit(lambda: _forget_files(draft.pk))
    return True


def is_solved(*, token: str | None, enquiry_type: EnquiryType) -> bool:
    """Return whether `token`, whatever it is, names a draft of this type that a suggested answer ended."""
    try:
        draft_id = uuid.UUID(token or "")
    except ValueError:
        return False
    shown = AnswerShown.objects.filter(draft_id=draft_id, answer__enquiry_type=enquiry_type)
    return shown.exclude(solved_at=None).exists()


def with_counts(answers: QuerySet[SuggestedAnswer]) -> QuerySet[SuggestedAnswer]:
    """Add to each answer how often it was `shown`, `solved` it, or was `sent` all the same, in 30 days."""
    since = Q(showings__shown_at__gte=timezone.now() - dt.timedelta(days=COUNTED_DAYS))
    # A submission is known by the id of the draft that it was.
    was_sent = Exists(Submission.objects.filter(idempotency_key=OuterRef("showings__draft_id")))
    return answers.annotate(
        shown=Count("showings", filter=since),
        # Who goes back and sends it after all was not spared that.
        solved=Count("showings", filter=since & Q(showings__solved_at__isnull=False) & ~Q(was_sent)),
        sent=Count("showings", filter=since & Q(was_sent)),
    )


def forget_old() -> int:
    """Delete the counts that no page shows any more; return how many there were."""
    return AnswerShown.objects.filter(shown_at__lt=timezone.now() - _KEPT).delete()[0]


def _match(answer: SuggestedAnswer, typed: frozenset[str]) -> Match:
    fitting = [(line, words) for line, words in word_match.phrases_of(answer.words) if words <= typed]
    return Match(answer, [line for line, _ in fitting], sum(len(words) for _, words in fitting))


def _forget_files(draft_id: uuid.UUID) -> None:
    for file in attachments.waiting(draft_id):
        attachments.remove(upload_token=draft_id, attachment=file.uuid)

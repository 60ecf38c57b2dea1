"""Sending: a draft whose answers are good becomes a submission, once."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from django.utils import timezone

from enquiries import form_factory, forms, traps, versions
from enquiries.definitions import Definition
from enquiries.forms import EnquiryForm
from enquiries.models import Draft, EnquiryType, Notice, Question
from enquiries.steps import Steps
from intake import attachments, conditions, languages, routing, submissions, wording
from intake.models import Attachment, Submission
from intake.sla import CLOSES, LONDON
from intake.submissions import Answer, Incoming, Sender

Meaning = Question.Meaning
_SUBJECT_LENGTH = 80
_COLUMN_LENGTH = 200
_SITES = (Question.Kind.SCHOOL, Question.Kind.SCHOOL_OR_TEAM)


class AnswersRefused(Exception):
    """The draft's answers do not pass, or no longer, or a page is not answered yet; `form` says why."""

    def __init__(self, form: EnquiryForm) -> None:
        super().__init__("the answers do not pass")
        self.form = form


def send(draft: Draft, *, client: str = "") -> Submission:
    """Send the answers of `draft`; however often and in parallel this is called, one submission is made.

    Args:
        draft: the draft.
        client: the network address from which it is sent, for its screening.

    Raises:
        AnswersRefused: an answer does not pass its check.
    """
    if draft.submission:
        return draft.submission
    form = checked_form(draft)
    if form.errors or (form.definition.has_steps and Steps(form).unfinished()):
        raise AnswersRefused(form)
    _forget_files_not_asked_for(draft, form)
    language, signs = languages.asked_for(), traps.signs(draft, client=client)
    # What is kept is what staff read, such as “Yes”, days and sizes.
    with languages.in_english():
        received = replace(incoming(draft, form), language=language, signs=signs)
        submission = submissions.receive(received)
    # The answers live in the submission now.
    Draft.objects.filter(pk=draft.pk).update(submission=submission, answers={}, updated_at=timezone.now())
    return submission


def checked_form(draft: Draft) -> EnquiryForm:
    """Return the form of `draft` with its stored answers, checked as of now."""
    form_class = form_factory.build(versions.of_draft(draft))
    form = form_class(forms.as_posted(draft.answers), files=kept_files(draft, form_class))
    form.full_clean()
    return form


def kept_files(draft: Draft, form_class: type[EnquiryForm]) -> list[Attachment]:
    """Return the files stored for `draft`; asks the database only where the form has a question for files."""
    if draft._state.adding or not form_class.file_questions():
        return []
    return list(attachments.waiting(draft.pk))


def incoming(draft: Draft, form: EnquiryForm, *, received_at: dt.datetime | None = None) -> Incoming:
    """Return what is received: the answers, who sends them, and what the acknowledgement may say.

    `received_at` is when it came in, if not just now.
    """
    enquiry_type = draft.enquiry_type
    answers = form.answers()
    subject = _subject(form, enquiry_type)
    sender = _sender(form)
    needed_by = _needed_by(form.meant(Meaning.NEEDED_BY))
    facts = routing.facts_of(
        Submission(
            answers=[asdict(answer) for answer in answers],
            subject=subject,
            sender_email=sender.email,
            sender_organisation=sender.organisation,
            needed_by=needed_by,
        )
    )
    return Incoming(
        kind=enquiry_type.slug,
        kind_label=enquiry_type.name,
        subject=subject,
        sender=sender,
        idempotency_key=draft.pk,
        answers=answers,
        needed_by=needed_by,
        received_at=received_at,
        upload_token=draft.pk if form.file_questions() else None,
        usual_queue=enquiry_type.usual_queue,
        site=form.meant_text(Meaning.SITE) or _site(answers),
        next_steps=next_steps(form.definition, facts=facts, now=received_at or timezone.now()),
    )


def next_steps(form: Definition, *, facts: Mapping[str, Any], now: dt.datetime) -> list[str]:
    """Return what happens next after an enquiry whose facts are `facts`, as paragraphs of HLT's own words."""
    notices = confirmation_notices(form, facts=facts, now=now)
    return [*paragraphs(form.next_steps), *(notice.text for notice in notices)]


def confirmation_notices(form: Definition, *, facts: Mapping[str, Any], now: dt.datetime) -> list[Notice]:
    """Return the notices to show after an enquiry whose facts are `facts` and that came in at `now`."""
    return [
        notice
        for notice in form.notices
        if notice.place == Notice.Place.CONFIRMATION and (not notice.field or _holds(notice, facts, now))
    ]


def _holds(notice: Notice, facts: Mapping[str, Any], now: dt.datetime) -> bool:
    return conditions.holds(
        field=notice.field, operator=notice.operator, value=notice.value, facts=facts, now=now
    )


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text in which empty lines part them."""
    blocks = text.replace("\r\n", "\n").split("\n\n")
    return [block.strip() for block in blocks if block.strip()]


def _subject(form: EnquiryForm, enquiry_type: EnquiryType) -> str:
    subject = form.meant_text(Meaning.SUBJECT)
    if subject:
        return wording.shortened(subject, _COLUMN_LENGTH - 1)
    return wording.shortened(form.meant_text(Meaning.MESSAGE) or enquiry_type.name, _SUBJECT_LENGTH)


def _sender(form: EnquiryForm) -> Sender:
    telephone = form.meant(Meaning.SENDER_TELEPHONE)
    return Sender(
        name=form.meant_text(Meaning.SENDER_NAME)[:_COLUMN_LENGTH],
        email=form.meant(Meaning.SENDER_EMAIL) or "",
        telephone=telephone.as_e164 if telephone else "",
        organisation=form.meant_text(Meaning.SENDER_ORGANISATION)[:_COLUMN_LENGTH],
        role=form.meant_text(Meaning.SENDER_ROLE)[:_COLUMN_LENGTH],
    )


def _site(answers: Iterable[Answer]) -> str:
    """The school or team, where a question asks for one."""
    return next((answer.display for answer in answers if answer.kind in _SITES and answer.display), "")


def _needed_by(cleaned: dt.datetime | dt.date | None) -> dt.datetime | None:
    """A day alone is meant until the office closes."""
    if cleaned is None or isinstance(cleaned, dt.datetime):
        return cleaned
    return dt.datetime.combine(cleaned, CLOSES, LONDON)


def _forget_files_not_asked_for(draft: Draft, form: EnquiryForm) -> None:
    for question in form.file_questions():
        if form.is_asked(question):
            continue
        for file in attachments.waiting(draft.pk).filter(question=question.name):
            attachments.remove(upload_token=draft.pk, attachment=file.uuid)

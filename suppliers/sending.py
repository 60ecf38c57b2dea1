"""Sending: a complete registration becomes a submission, once; sent again after a change, it joins the first.

A change of details in which nothing that HLT decide on has changed is taken into the register at once.
"""

import uuid
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intake import attachments, languages, outbox, senders, submissions, wording
from intake.models import Attachment, Message, Submission
from intake.submissions import Answer, Incoming, Sender
from suppliers import documents, exclusions, kinds, paper, procurement, register, states, tasklist
from suppliers.facts import Facts
from suppliers.models import Decision, Registration, Supplier
from suppliers.models.registration import State
from suppliers.tasklist import Change, TaskList

Kind = Registration.Kind
KIND_LABELS = {
    Kind.NEW: kinds.KIND_LABEL,
    Kind.CHANGE: "Supplier’s change of details",
    Kind.RENEWAL: "Renewal of a supplier’s registration",
}
#: What a supplier may change without a decision of HLT: by section the fields, or all of them for None.
WITHOUT_REVIEW: dict[str, frozenset[str] | None] = {
    "contacts": None,
    "organisation": frozenset({"website", "trading_address"}),
    "offer": frozenset({"description", "areas", "phases", "price_band", "directory_fields"}),
}


class NotComplete(Exception):
    """Something is missing; `tasks` says what."""

    def __init__(self, tasks: TaskList) -> None:
        super().__init__("the registration is not complete")
        self.tasks = tasks


class NothingChanged(Exception):
    """A change of details that changes nothing."""


@transaction.atomic
def submit(*, registration_id: uuid.UUID, by: str) -> Registration:
    """Send a registration; however often and in parallel this is called, one submission is made.

    Args:
        registration_id: the registration: a draft, or one of which HLT have asked for changes.
        by: the address of the person who sends it; it is their own, as only they can have come in by it.

    Raises:
        NotComplete: something is missing, or no longer good.
        NothingChanged: it is a change of details, and all is as it was.
        MoveNotAllowed: it was withdrawn or decided on.
    """
    registration = Registration.objects.select_for_update().get(pk=registration_id)
    if registration.state in (State.SUBMITTED, State.APPROVED):
        return registration
    states.after("submit", registration.state)
    tasks, language = tasklist.of(registration), languages.asked_for()
    if not tasks.is_complete:
        raise NotComplete(tasks)
    with languages.in_english():
        # What staff read of the answers is in English.
        in_english = tasks if language == settings.LANGUAGE_CODE else tasklist.of(registration)
        return _submit(registration, in_english, by, language)


def _submit(registration: Registration, tasks: TaskList, by: str, language: str) -> Registration:
    documents.note_expiries(supplier_id=registration.supplier_id, expiries=tasks.expiries())
    if registration.submission:
        _send_again(registration, tasks, by)
    elif registration.kind == Kind.CHANGE and _applies_at_once(registration, tasks):
        return _apply_at_once(registration, tasks, by, language)
    else:
        registration.submission = submissions.receive(_incoming(registration, tasks, by, language))
        _name_applicant(registration, tasks)
    registration.state = State.SUBMITTED
    registration.submitted_at = registration.touched_at = timezone.now()
    registration.save(update_fields=["submission", "state", "submitted_at", "touched_at"])
    return registration


def next_steps(kind: str = Kind.NEW) -> list[str]:
    """Return what happens after a registration was sent, as paragraphs in the language of their reader."""
    queue = procurement.queue()
    steps: list[Any] = [
        _(
            "We check your answers and documents. If something is missing or unclear, we ask you by email; "
            "you answer on the same page on which you follow your registration."
        ),
        format_lazy(
            _("We aim to decide {within}, and email you our decision with the reasons."),
            within=lazy(wording.resolution_target_in_words, str)(queue),
        ),
    ]
    if kind == Kind.NEW:
        steps.append(_("Being registered is no promise of business."))
    return steps


def _incoming(registration: Registration, tasks: TaskList, by: str, language: str) -> Incoming:
    facts = Facts(tasks.answers)
    return Incoming(
        kind=kinds.KIND,
        kind_label=KIND_LABELS[Kind(registration.kind)],
        subject=facts.legal_name or kinds.KIND_LABEL,
        sender=Sender(
            name=facts.text("contacts", "main_name"),
            # Not the main contact's: what we send goes to an address whose owner has come in by it.
            email=by,
            telephone=facts.text("contacts", "main_telephone"),
            organisation=facts.legal_name,
            role=facts.text("contacts", "main_job_title"),
        ),
        idempotency_key=registration.pk,
        answers=[*_answers(tasks), *_facts_for_rules(registration, tasks)],
        upload_token=registration.pk,
        usual_queue=procurement.queue(),
        next_steps=next_steps(registration.kind),
        copy=lambda submission: _copy(registration, submission),
        language=language,
    )


def _answers(tasks: TaskList) -> Iterator[Answer]:
    for task in tasks.tasks:
        kept = task.saved.answers if task.saved else {}
        for row in task.rows():
            yield Answer(
                name=row.field,
                label=f"{task.section.title}: {wording.lower_first(row.label)}",
                kind="text",
                value=kept.get(row.field),
                display=row.text,
            )


def _facts_for_rules(registration: Registration, tasks: TaskList) -> list[Answer]:
    """What rules may ask besides the answers themselves."""
    declared = exclusions.declared(tasks.answers)
    titles = "\n".join(str(each.ground.title) for each in declared)
    return [
        Answer("registration_kind", "Kind", "text", registration.kind, str(registration.get_kind_display())),
        Answer(
            "declared_exclusion",
            "Declared exclusion grounds",
            "text",
            "yes" if declared else "no",
            titles or "None",
        ),
    ]


def _copy(registration: Registration, submission: Submission) -> Attachment:
    """Store the copy that goes with the acknowledgement; it stays with the submission."""
    name = f"{submission.reference}.pdf"
    with translation.override(submission.language):
        file = SimpleUploadedFile(name, copy_of(registration, submission.reference), "application/pdf")
    stored = attachments.store(
        file=file, upload_token=registration.pk, question="copy", kept=True, is_ours=True
    )
    attachments.claim(submission=submission, upload_token=registration.pk)
    return stored


def copy_of(registration: Registration, reference: str) -> bytes:
    """Return a registration with all its answers as a PDF."""
    return paper.pdf(registration, reference=reference)


def _send_again(registration: Registration, tasks: TaskList, by: str) -> None:
    """Tell the team what has changed since the last time, in the conversation."""
    submission = registration.submission
    assert submission  # noqa: S101 - the caller has looked
    before = {answer["name"]: answer["display"] for answer in submission.answers}
    changed = [
        f"{each.label}: {each.display or 'not answered'}"
        for each in _answers(tasks)
        if each.display != before.get(each.name, "")
    ]
    attachments.claim(submission=submission, upload_token=registration.pk)
    text = "The registration was sent again.\n\n" + ("\n".join(changed) or "No answer has changed.")
    senders.write(submission_id=submission.pk, text=text, author_email=by)
    registration.submission = Submission.objects.get(pk=submission.pk)


def _name_applicant(registration: Registration, tasks: TaskList) -> None:
    """Give a firm that is in no register yet the name by which lists show it."""
    facts = Facts(tasks.answers)
    Supplier.objects.filter(pk=registration.supplier_id, status=Supplier.Status.APPLICANT).update(
        legal_name=facts.legal_name, trading_name=facts.text("organisation", "trading_name")
    )


def _applies_at_once(registration: Registration, tasks: TaskList) -> bool:
    changes, uploaded = tasks.changes(), registration.documents.exists()
    if not changes and not uploaded:
        raise NothingChanged
    return not uploaded and all(_needs_no_review(change) for change in changes)


def _needs_no_review(change: Change) -> bool:
    if change.section.slug not in WITHOUT_REVIEW:
        return False
    fields = WITHOUT_REVIEW[change.section.slug]
    return fields is None or change.row.field in fields


def _apply_at_once(registration: Registration, tasks: TaskList, by: str, language: str) -> Registration:
    changes = _labels(tasks)
    with translation.override(language):
        changes_in_their_words = _labels(tasklist.of(registration))
        reasons = gettext("Nothing that we decide on has changed, so your new details hold at once.")
    former = registration.supplier.email
    registration.state = states.after("approve", states.after("submit", registration.state))
    registration.submitted_at = registration.decided_at = registration.touched_at = timezone.now()
    registration.save(update_fields=["state", "submitted_at", "decided_at", "touched_at"])
    Decision.objects.create(
        registration=registration,
        outcome=Decision.Outcome.APPROVED,
        reasons=reasons,
    )
    supplier = register.apply(registration=registration)
    _tell_team_of_change(supplier, changes, by)
    people = [*supplier.people.values_list("email", flat=True), former, supplier.email]
    _tell_of_change(registration, changes_in_their_words, by, people, language)
    return registration


def _labels(tasks: TaskList) -> list[str]:
    """Return what has changed, by the labels of the questions."""
    return [f"{change.section.title}: {wording.lower_first(change.row.label)}" for change in tasks.changes()]


def _tell_team_of_change(supplier: Supplier, labels: list[str], by: str) -> None:
    queue = procurement.queue()
    outbox.send(
        queue=queue,
        kind=Message.Kind.ALERT,
        recipients=submissions.team_addresses(queue),
        template="supplier-changed-team",
        context={"supplier": supplier, "by": by, "labels": labels, "link": _staff_link(supplier)},
    )


def _tell_of_change(
    registration: Registration, labels: list[str], by: str, people: list[str], language: str
) -> None:
    """Tell everybody of the supplier, so that a change in a stranger's hand is noticed."""
    link = settings.SITE_URL + reverse("suppliers:registration", args=[registration.pk])
    outbox.send(
        queue=procurement.queue(),
        kind=Message.Kind.NOTICE,
        recipients=[address for address in people if address],
        template="supplier-changed",
        context={"supplier": registration.supplier, "by": by, "labels": labels, "link": link},
        language=language,
    )


def _staff_link(supplier: Supplier) -> str:
    return settings.SITE_URL + reverse("admin:suppliers_supplier_change", args=[supplier.pk])

"""What becomes of the demo's registrations in the hands of the demo's team."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from intake import backdating, outbox, senders, sla, submissions, triage
from intake.models import Submission
from intake.submissions import Answer, Incoming, Sender
from suppliers import exclusions, kinds, procurement
from suppliers.demo import texts
from suppliers.facts import Facts
from suppliers.models import Decision, Registration, SectionAnswers
from suppliers.models.registration import State
from suppliers.sections import SECTIONS


class Story:
    """One registration's way, which began so many days ago."""

    def __init__(self, registration: Registration, team: list[User], *, days_ago: int) -> None:
        """Begin with a registration all of whose sections are answered."""
        self.registration = registration
        self.team = team
        self.sent_at = sla.add_working_hours(timezone.now() - dt.timedelta(days=days_ago), 0.5)
        if self.sent_at > timezone.now():
            self.sent_at = timezone.now() - dt.timedelta(minutes=40)

    def leave_as_draft(self, *, sections: int) -> None:
        """Leave it in the middle: so many sections are answered, the last of them not to the end."""
        kept = [section.slug for section in SECTIONS[:sections]]
        self.registration.sections.exclude(slug__in=kept).delete()
        self.registration.sections.filter(slug=kept[-1]).update(state=SectionAnswers.State.IN_PROGRESS)

    def send(self, *, declares: exclusions.Ground | None = None) -> Submission:
        """Send it, perhaps with an exclusion ground that its firm declares."""
        if declares:
            section = self.registration.sections.get(slug=exclusions.SECTION)
            section.answers |= {
                declares.field: "yes",
                f"{declares.field}_details": texts.GROUND_DETAILS,
                f"{declares.field}_self_cleaning": texts.SELF_CLEANING,
            }
            section.save()
        with outbox.already_sent(self.sent_at):
            submission = submissions.receive(_incoming(self.registration, self.sent_at))
        registration = self.registration
        registration.submission, registration.state = submission, State.SUBMITTED
        registration.submitted_at = registration.touched_at = self.sent_at
        registration.save()
        return submission

    def ask_for_changes(self, text: str) -> None:
        """Send it, and let the team ask for something."""
        self.send()
        self._decide(Decision.Outcome.CHANGES_REQUESTED, State.CHANGES_REQUESTED, text, then="wait")

    def approve(self, text: str) -> None:
        """Send it, and let the team approve it; the register is the caller's to fill."""
        self.send()
        self._decide(Decision.Outcome.APPROVED, State.APPROVED, text, then="resolve")

    def reject(self, text: str) -> None:
        """Send it, and let the team refuse it."""
        self.send()
        self._decide(Decision.Outcome.REJECTED, State.REJECTED, text, then="resolve")

    def withdraw(self, reason: str) -> None:
        """Send it, and let the firm think better of it."""
        self.send()
        self._do(24, senders.withdraw, reason=reason)
        Registration.objects.filter(pk=self.registration.pk).update(state=State.WITHDRAWN)

    def _decide(self, outcome: Decision.Outcome, state: State, text: str, *, then: str) -> None:
        person = self.team[0]
        self._do(4, triage.assign, actor=person, assignee=person)
        moment = self._do(16, triage.reply, actor=person, text=text, then=then)
        Decision.objects.create(
            registration=self.registration, outcome=outcome, reasons=text, decided_by=person, at=moment
        )
        decided_at = None if state == State.CHANGES_REQUESTED else moment
        Registration.objects.filter(pk=self.registration.pk).update(state=state, decided_at=decided_at)

    def _do(self, hours: int, action: Callable[..., Any], **arguments: Any) -> dt.datetime:
        """Do one thing to the submission, so many working hours after it was sent."""
        submission = self.registration.submission
        assert submission  # noqa: S101 - it was sent
        moment = sla.add_working_hours(self.sent_at, hours)
        backdating.act(submission_id=submission.pk, moment=moment, action=action, **arguments)
        return moment


def _incoming(registration: Registration, received_at: dt.datetime) -> Incoming:
    given = registration.answers()
    facts = Facts(given)
    declared = "yes" if exclusions.declared(given) else "no"
    answers = (
        ("registration_kind", "Kind", registration.kind),
        ("organisation_type", "Kind of organisation", facts.text("organisation", "organisation_type")),
        ("categories", "CPV codes", facts.many("offer", "categories")),
        ("description", "What you sell", facts.text("offer", "description")),
        ("works_with_children", "Works with children", facts.text("safeguarding", "works_with_children")),
        ("declared_exclusion", "Declared an exclusion ground", declared),
    )
    return Incoming(
        kind=kinds.KIND,
        kind_label=kinds.KIND_LABEL if registration.kind == "new" else registration.get_kind_display(),
        subject=facts.legal_name,
        sender=Sender(
            name=facts.text("contacts", "main_name"),
            email=facts.main_email,
            telephone=facts.text("contacts", "main_telephone"),
            organisation=facts.legal_name,
            role=facts.text("contacts", "main_job_title"),
        ),
        idempotency_key=registration.pk,
        answers=[Answer(name, label, "text", value, _read(value)) for name, label, value in answers],
        received_at=received_at,
        usual_queue=procurement.queue(),
    )


def _read(value: str | list[str]) -> str:
    text = ", ".join(value) if isinstance(value, list) else value.replace("_", " ")
    return text[:1].upper() + text[1:]

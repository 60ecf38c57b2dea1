"""What the review page shows."""

from dataclasses import dataclass
from typing import Any

from intake.models import TimelineEntry
from suppliers import machine_checks, review, states
from suppliers.admin.review_forms import CheckForm, JudgeForm, ReviewForms
from suppliers.forms import FORMS
from suppliers.machine_checks import Check, Verdict
from suppliers.models import Registration
from suppliers.models.registration import State
from suppliers.review import Checked, Judged, letters, papers, reading
from suppliers.review.papers import Papers
from suppliers.review.reading import Answer


@dataclass(frozen=True)
class SectionShown:
    """A section as the page shows it: its answers beside its documents, checks and control."""

    checked: Checked
    answers: list[Answer]
    not_needed: str
    papers: Papers
    checks: list[Check]
    form: CheckForm

    @property
    def is_changed(self) -> bool:
        """Whether anything in it is other than what was approved last."""
        return any(answer.is_changed for answer in self.answers)

    @property
    def wrong(self) -> list[Check]:
        """The checks that did not come out well."""
        return [check for check in self.checks if check.verdict != Verdict.OK]


@dataclass(frozen=True)
class GroundShown:
    """A declared ground as the page shows it, with the form for the person's own finding."""

    judged: Judged
    form: JudgeForm


def context_of(registration: Registration, forms: ReviewForms, *, may_act: bool = True) -> dict[str, Any]:
    """Return the context of the page's template; to who may not act it offers nothing to do."""
    answers, approved = registration.answers(), reading.approved_answers(registration)
    by_section = papers.by_section(registration)
    checks = machine_checks.run(registration)
    checklist = review.checklist(registration)
    sections = [
        SectionShown(
            checked=checked,
            answers=reading.read(slug, answers, approved),
            not_needed=FORMS[slug].not_needed(answers),
            papers=by_section.get(slug, Papers()),
            checks=[check for check in checks if check.section == slug],
            form=forms.sections[slug],
        )
        for checked in checklist
        for slug in [checked.section.slug]
    ]
    judgements = review.judgements(registration)
    newest = TimelineEntry.objects.filter(submission=registration.submission_id).order_by("-pk")
    return {
        "title": f"Review {registration.submission}",
        "registration": registration,
        "submission": registration.submission,
        "supplier": registration.supplier,
        "forms": forms,
        "sections": sections,
        "is_compared": bool(approved),
        "grounds": [
            GroundShown(judged, forms.grounds[judged.declared.ground.slug])
            for judged in judgements
            if judged.declared.ground.slug in forms.grounds
        ],
        "hindrances": review.what_stands_in_the_way(registration),
        "changes_wanted": letters.changes_wanted(checklist),
        "may_act": may_act,
        "is_submitted": may_act and registration.state == State.SUBMITTED,
        "offered": {
            move for move, (sources, _) in states.MOVES.items() if may_act and registration.state in sources
        },
        "decisions": list(registration.decisions.all())[::-1],
        "seen": newest.values_list("pk", flat=True).first() or "",
        "has_errors": any(form.errors for form in forms.bound()),
    }

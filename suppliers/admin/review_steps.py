"""The steps of the review page: each one's function, where a refusal is shown, its success, as a table."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms as django_forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from suppliers import company_check, review
from suppliers.admin.review_forms import CheckForm, DecisionForm, JudgeForm, ReviewForms, StepForm
from suppliers.forms import FORMS
from suppliers.models import Registration
from suppliers.review import letters

__all__ = ["STEPS", "ReviewForms", "Step", "forms_of"]


@dataclass(frozen=True)
class Step:
    """One step.

    Attributes:
        run: calls the domain function with the forms' answers, what it is about, and keyword arguments.
        said: the success message; "" where the page itself shows it.
        field: of the decision's form, beside which a refusal is said.
        stays: whether the answer is the page itself, with what was typed elsewhere, and no redirect.
    """

    run: Callable[..., object]
    said: str = ""
    field: str = ""
    stays: bool = False

    def refuse(self, forms: ReviewForms, what: str, error: ValidationError) -> None:
        """Say a refusal beside what it is about: a section, a field of a ground, or a decision."""
        by_name = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        for name, said in by_name.items():
            form, field = self._place(forms, what, name)
            form.add_error(field, said)

    def _place(self, forms: ReviewForms, what: str, name: str) -> tuple[django_forms.Form, str | None]:
        if name in forms.sections:
            return forms.sections[name], "note"
        if what in forms.grounds:
            return forms.grounds[what], name if name in forms.grounds[what].fields else None
        return (forms.decision, self.field) if self.field else (forms.step, None)


def forms_of(registration: Registration, *, data: Any = None, step: str = "", what: str = "") -> ReviewForms:
    """Return the page's forms; those that `step` posts are bound to `data`."""
    answers = registration.answers()
    checklist, judgements = review.checklist(registration), review.judgements(registration)
    judged, checked = (data, None) if step == "judge" else (None, data)
    reasons = letters.reasons_template(checklist, judgements)
    return ReviewForms(
        step=StepForm(data),
        sections={
            each.section.slug: CheckForm(
                checked, checked=each, not_needed=FORMS[each.section.slug].not_needed(answers)
            )
            for each in checklist
        },
        grounds={
            slug: JudgeForm(judged if slug == what else None, judged=each)
            for each in judgements
            for slug in [each.declared.ground.slug]
        },
        decision=DecisionForm(checked, initial={"reasons": reasons}),
    )


def _check(forms: ReviewForms, what: str, **kwargs: Any) -> None:
    review.check_sections(found=forms.found(), version=_version(forms), **kwargs)


def _judge(forms: ReviewForms, what: str, **kwargs: Any) -> None:
    if what not in forms.grounds:
        raise ValidationError("The supplier does not declare this exclusion ground.")
    given = forms.grounds[what].cleaned_data
    review.judge_exclusion(
        ground=what, finding=given["finding"], note=given["note"], version=_version(forms), **kwargs
    )


def _ask(forms: ReviewForms, what: str, **kwargs: Any) -> None:
    company_check.ask(**kwargs)


def _decide(
    forms: ReviewForms, what: str, *, decide: Callable[..., object], of: str, as_: str, **kwargs: Any
) -> None:
    words = {as_: forms.decision.cleaned_data[of]}
    decide(found=forms.found(), version=_version(forms), **words, **kwargs)


def _version(forms: ReviewForms) -> int:
    return int(forms.step.cleaned_data["version"])


STEPS: dict[str, Step] = {
    "check": Step(_check, "The checklist is saved."),
    "judge": Step(_judge, "Your finding is recorded."),
    "ask": Step(_ask, stays=True),
    "approve": Step(
        partial(_decide, decide=review.approve, of="text", as_="text"),
        "Approved. The supplier is in the register, and told by email.",
        "text",
    ),
    "approve_with_conditions": Step(
        partial(_decide, decide=review.approve_with_conditions, of="conditions", as_="conditions"),
        "Approved with conditions. The supplier is in the register, and told by email.",
        "conditions",
    ),
    "request_changes": Step(
        partial(_decide, decide=review.request_changes, of="changes", as_="text"),
        "The supplier is asked by email to make the changes.",
        "changes",
    ),
    "reject": Step(
        partial(_decide, decide=review.reject, of="reasons", as_="reasons"),
        "Not approved. The supplier is told the reasons by email.",
        "reasons",
    ),
}

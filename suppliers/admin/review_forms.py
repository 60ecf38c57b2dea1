"""The forms of the review page: the checklist's, a ground's, and the decision's."""

from dataclasses import dataclass
from typing import Any

from django import forms

from suppliers.models import ExclusionReview, SectionReview
from suppliers.review import Checked, Found, Judged

_LONGEST_NOTE = 5_000
_LONGEST_TEXT = 20_000


def _text(label: str, help_text: str, *, rows: int, longest: int = _LONGEST_NOTE) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        max_length=longest,
        required=False,
        strip=False,
    )


class StepForm(forms.Form):
    """What every step posts: the version that the person saw, and the last timeline entry they saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class CheckForm(forms.Form):
    """What a section is found to be."""

    outcome = forms.ChoiceField(
        choices=SectionReview.Outcome.choices, widget=forms.RadioSelect, required=False
    )
    note = _text(
        "Note", "For a query, say what to change. The supplier reads it if you ask for changes.", rows=2
    )

    def __init__(self, *args: Any, checked: Checked, not_needed: str = "", **kwargs: Any) -> None:
        """Begin with what was found last of the section as it is now."""
        slug = checked.section.slug
        super().__init__(*args, **{**kwargs, "prefix": slug, "auto_id": "check_%s", "label_suffix": ""})
        self.fields["outcome"].label = f"Your finding on “{checked.section.title}”"
        self.initial = {
            "outcome": checked.outcome or (SectionReview.Outcome.NOT_NEEDED if not_needed else ""),
            "note": checked.review.note if checked.review else "",
        }

    def found(self) -> Found | None:
        """Return what was ticked, or None where nothing was; for a valid form."""
        outcome, note = self.cleaned_data["outcome"], self.cleaned_data["note"]
        # A note that stands there from before, without an outcome, says nothing new.
        if not outcome and note.strip() in ("", str(self.initial["note"]).strip()):
            return None
        return Found(outcome, note)


class JudgeForm(forms.Form):
    """What one person finds of a declared ground."""

    finding = forms.ChoiceField(
        label="Your finding",
        choices=ExclusionReview.Finding.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    note = _text("Why", "What you have looked at, and what you make of it. For staff only.", rows=3)

    def __init__(self, *args: Any, judged: Judged, **kwargs: Any) -> None:
        """Ask of one ground."""
        auto_id = f"judge_{judged.declared.ground.slug}_%s"
        super().__init__(*args, **{**kwargs, "auto_id": auto_id, "label_suffix": ""})


class DecisionForm(forms.Form):
    """The words of each decision; which one is made, the button says."""

    text = _text("Message (optional)", "It is added to the email.", rows=3, longest=_LONGEST_TEXT)
    conditions = _text("Conditions", "They are in the email to the supplier, and in the register.", rows=4)
    changes = _text("Message (optional)", "It comes before the notes of the queries in the email.", rows=3)
    reasons = _text("Reasons", "They are in the email to the supplier.", rows=6, longest=_LONGEST_TEXT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the fields' ids for the page."""
        super().__init__(*args, **{**kwargs, "auto_id": "decision_%s", "label_suffix": ""})


@dataclass(frozen=True)
class ReviewForms:
    """The forms of one page, as they were posted or anew."""

    step: StepForm
    sections: dict[str, CheckForm]
    grounds: dict[str, JudgeForm]
    decision: DecisionForm

    def bound(self) -> list[forms.Form]:
        """Return the forms that were posted."""
        every = [self.step, *self.sections.values(), *self.grounds.values(), self.decision]
        return [form for form in every if form.is_bound]

    def found(self) -> dict[str, Found]:
        """Return what was ticked in the checklist, by section."""
        return {slug: found for slug, form in self.sections.items() if (found := form.found())}

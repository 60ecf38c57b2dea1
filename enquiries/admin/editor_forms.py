"""The forms of the editor: pages, notices, words, deleting, moving, publishing."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from enquiries.admin.condition_form import AskedIfForm
from enquiries.definitions import Definition
from enquiries.models import EnquiryType, Notice, Page
from intake import dates, kinds


class EditorForm(forms.Form):
    """A form of the editor, with what is needed to see that somebody else was quicker."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def said(self) -> dict[str, Any]:
        """Return what was typed, by the row's own fields."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class PageForm(AskedIfForm):
    """A page: its title, what it says before its questions, and when it is shown."""

    condition_label = "Show the page"
    first_title = forms.CharField(
        label="Title of the first page",
        max_length=200,
        initial="Your enquiry",
        help_text="This form is one page so far. What it asks now stays on the first page, under this title.",
    )

    class Meta:
        model = Page
        fields = ("title", "introduction", "only_if_question", "only_if_operator", "only_if_value")
        labels = {"title": "Title", "introduction": "Words before its questions"}
        help_texts = {
            "title": "Such as “About the event”.",
            "introduction": "Links, lists and **bold** words may be used (Markdown).",
        }

    def __init__(self, *args: Any, is_second: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_second:
            del self.fields["first_title"]
        self.fields["introduction"].widget.attrs["rows"] = 4

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields as the page shows them, each group with its heading."""
        names = [name for name in ("first_title", "title", "introduction") if name in self.fields]
        return [("", [self[name] for name in names]), ("When the page is shown", self.condition_fields())]


class NoticeForm(EditorForm, forms.ModelForm):
    """A notice: its words, where it stands, and after which answer."""

    class Meta:
        model = Notice
        fields = ("place", "text", "important", "field", "operator", "value")
        labels = {
            "place": "Where it is shown",
            "text": "Words",
            "important": "Show it as a warning",
            "operator": "Only if that",
            "value": "This",
        }
        help_texts = {"important": "", "value": "For a choice: what stands before its | in the question."}

    def __init__(self, *args: Any, form: Definition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {question.name: question.label for question in form.questions}
        names |= {name: label for name, label in kinds.COMMON_FIELDS if name not in names}
        if self.instance.field:
            names.setdefault(self.instance.field, f"{self.instance.field} (not asked any more)")
        self.fields["field"] = forms.ChoiceField(
            label="Show it",
            required=False,
            choices=[("", "Always"), *((name, f"Depending on: {label}") for name, label in names.items())],
            help_text="Only on the confirmation: the form is shown before anything is answered.",
        )
        self.fields["text"].widget.attrs["rows"] = 4

    def clean(self) -> dict[str, Any]:
        """Forget the rest of a condition that is none."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("field"):
            cleaned["operator"] = cleaned["value"] = ""
        return cleaned

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields as the page shows them, each group with its heading."""
        return [
            ("", [self[name] for name in ("text", "place", "important")]),
            ("When it is shown", [self[name] for name in ("field", "operator", "value")]),
        ]


class WordsForm(EditorForm, forms.ModelForm):
    """What a form says before its questions, and after it is sent."""

    class Meta:
        model = EnquiryType
        fields = ("introduction", "next_steps")
        labels = {"introduction": "Introduction", "next_steps": "What happens next"}

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields as the page shows them, each group with its heading."""
        return [("", [self["introduction"], self["next_steps"]])]


class PublishForm(EditorForm):
    """When the form is to be on the site, by London's clocks, and what has changed."""

    when = forms.ChoiceField(
        label="When",
        choices=[("now", "Now"), ("later", "At the date and time below")],
        initial="now",
        widget=forms.RadioSelect,
    )
    day = forms.DateField(
        label="Date", required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    time = forms.TimeField(
        label="Time (London)", required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    note = forms.CharField(
        label="What has changed, for colleagues (optional)", max_length=200, required=False
    )

    def clean(self) -> dict[str, Any]:
        """Make one moment of day and time, which must be to come."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["at"] = None
        if cleaned.get("when") != "later" or self.errors:
            return cleaned
        for name in ("day", "time"):
            if not cleaned.get(name):
                self.add_error(name, f"Give the {'date' if name == 'day' else 'time'}, or choose “Now”.")
        if not self.errors:
            cleaned["at"] = self._moment(cleaned["day"], cleaned["time"])
        return cleaned

    def _moment(self, day: dt.date, time: dt.time) -> dt.datetime | None:
        try:
            at = dates.parse_datetime(f"{day:%Y-%m-%d} {time:%H:%M}")
        except dates.NotUnderstood:
            self.add_error("time", "There is no such time on that day: the clocks go forward.")
            return None
        if at <= timezone.now():
            self.add_error("day", "This is past. Give a moment to come, or choose “Now”.")
        return at


class DeletePageForm(EditorForm):
    """To which page the questions go of one that is deleted."""

    to_page = forms.TypedChoiceField(label="Its questions go to the end of", coerce=int)

    def __init__(self, *args: Any, pages: Sequence[Page], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to_page"]
        field.choices = [(page.pk, str(page)) for page in pages]
        if not pages:
            del self.fields["to_page"]


class PlaceForm(EditorForm):
    """Where a question stands: on which page, and after which other one."""

    place = forms.ChoiceField(label="Where it stands")

    def __init__(self, *args: Any, form: Definition, without: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["place"]
        field.choices = places(form, without=without)


def places(form: Definition, *, without: int | None = None) -> list[tuple[str, Any]]:
    """Return the places of a form, as (page:question before it, words), by page where there are several."""
    groups: list[tuple[str, list[tuple[str, str]]]] = []
    for page in form.pages:
        key = page.pk or ""
        after = [
            (f"{key}:{each.pk}", f"After “{each}”") for each in form.questions_on(page) if each.pk != without
        ]
        groups.append((f"Page “{page}”", [(f"{key}:", "At the beginning"), *after]))
    return list(groups) if form.has_steps else list(groups[0][1])


def place_chosen(chosen: str) -> dict[str, int | None]:
    """Return a place that was chosen as the domain takes it."""
    page, _, after = chosen.partition(":")
    return {"page_id": int(page) if page else None, "after_id": int(after) if after else None}

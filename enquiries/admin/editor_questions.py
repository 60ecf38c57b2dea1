"""Adding, changing, moving and duplicating the questions of a form, and the order of its pages."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import HttpResponse

from enquiries import definitions, editing, rule_names, type_preview
from enquiries.admin.editor_base import GONE, EditorPage
from enquiries.admin.editor_forms import PlaceForm, place_chosen
from enquiries.admin.editor_parts import PartPage
from enquiries.admin.question_form import QuestionForm
from enquiries.definitions import Definition
from enquiries.models import Question
from enquiries.question_kinds import SAID
from intake import paging

_NEW_KIND = "These are the fields for the new kind. Nothing is saved yet."


class QuestionOfForm(PartPage):
    """Adds a question, or changes one; the fields are those of its kind."""

    template = "admin/enquiries/enquirytype/editor/question.html"
    part: Question

    def find(self) -> None:
        """Find the question."""
        new = Question(enquiry_type=self.enquiry_type)
        self.part = self.one_of(self.enquiry_type.questions) or new

    def heading(self) -> str:
        """Return what the page does."""
        return "Change the question" if self.part.pk else "Add a question"

    def post(self) -> HttpResponse:
        """Store it, preview it, or show the fields of another kind."""
        self.find()
        posted = self.request.POST
        if "_kind" in posted or posted.get("kind") != posted.get("shown_kind"):
            return self._with_another_kind()
        form = self.form(posted)
        if "_preview" in posted and form.is_valid():
            typed = self._as_typed(form)
            return type_preview.page(self.request, typed, at=form.instance.page)
        return self.page(form) if "_preview" in posted else self.attempt(form)

    def form(self, data: Any = None, initial: dict[str, Any] | None = None) -> QuestionForm:
        """Return the form, with the questions before it."""
        form = self.working_copy()
        start = {} if self.part.pk else {"place": self._place(form)}
        return QuestionForm(
            data,
            instance=self.part,
            form=form,
            kind=self._kind(),
            earlier=self._earlier(form, start.get("place", "")),
            locked=self._is_locked(),
            initial={**start, **(initial or {})},
        )

    def run(self, form: QuestionForm) -> str:
        """Store the question."""
        if self.part.pk:
            self.part = editing.change_question(
                enquiry_type_id=self.enquiry_type.pk,
                question_id=self.part.pk,
                seen=form.cleaned_data["seen"],
                said=form.said(),
                may_change_rules=self.may_change_rules,
            )
            return f"“{self.part}” is saved."
        self.part = editing.add_question(
            enquiry_type_id=self.enquiry_type.pk,
            said=form.said(),
            **place_chosen(form.cleaned_data["place"]),
        )
        return f"“{self.part}” is added."

    def page(self, form: Any, **more: Any) -> HttpResponse:
        """Show the page, with what each kind is for."""
        kinds = [(value, label, SAID[value]) for value, label in Question.Kind.choices]
        chosen = Question.Kind(form.kind)
        return super().page(
            form, kinds=kinds, kind=chosen.value, kind_name=chosen.label, kind_said=SAID[chosen], **more
        )

    def _with_another_kind(self) -> HttpResponse:
        """The form of the kind that was chosen, with what was typed."""
        posted = self.request.POST
        form = self.form()
        for name, field in form.fields.items():
            if name not in ("kind", "shown_kind") and name in posted:
                form.initial[name] = field.widget.value_from_datadict(posted, self.request.FILES, name)
        form.initial["required"] = "required" in posted
        return self.page(form, new_kind=_NEW_KIND)

    def _kind(self) -> str:
        wanted = self.request.POST.get("kind") or self.request.GET.get("kind", "")
        return wanted if wanted in Question.Kind.values else self.part.kind

    def _place(self, form: Definition) -> str:
        """The end of the page on which the button was pressed, else of the last one."""
        wanted = self.request.POST.get("place", "") or self.request.GET.get("page", "")
        if ":" in wanted:
            return wanted
        page = next((each for each in form.pages if str(each.pk) == wanted), form.pages[-1])
        on_page = form.questions_on(page)
        return f"{page.pk or ''}:{on_page[-1].pk if on_page else ''}"

    def _earlier(self, form: Definition, place: str) -> list[Question]:
        ids = [question.pk for question in form.questions]
        if self.part.pk:
            return list(form.questions[: ids.index(self.part.pk)]) if self.part.pk in ids else []
        page_id, _, after = place.partition(":")
        if paging.is_id(after) and int(after) in ids:
            return list(form.questions[: ids.index(int(after)) + 1])
        pages = [str(page.pk or "") for page in form.pages]
        before = form.pages[: pages.index(page_id)] if page_id in pages else []
        return [question for question in form.questions if question.page in before]

    def _is_locked(self) -> bool:
        if not self.part.pk or self.may_change_rules:
            return False
        return self.part.name in rule_names.asked_about(self.enquiry_type)

    def _as_typed(self, form: QuestionForm) -> Definition:
        """The form with the question as it is typed, which is not stored."""
        rows = list(self.enquiry_type.questions.all())
        typed = form.instance
        if typed.pk:
            rows = [typed if row.pk == typed.pk else row for row in rows]
        else:
            place = place_chosen(form.cleaned_data["place"])
            typed.name = typed.name or "new_question"
            typed.page_id = place["page_id"]
            after = [number for number, row in enumerate(rows, start=1) if row.pk == place["after_id"]]
            rows.insert(after[0] if after else 0, typed)
        pages, notices = self.enquiry_type.pages.all(), self.enquiry_type.notices.all()
        return definitions.of_rows(self.enquiry_type, pages=pages, questions=rows, notices=notices)


class MoveQuestion(PartPage):
    """Moves a question to another place or page."""

    template = "admin/enquiries/enquirytype/editor/move.html"

    def find(self) -> None:
        """Find the question."""
        self.part = self.one_of(self.enquiry_type.questions)

    def heading(self) -> str:
        """Return what the page does."""
        return "Move the question"

    def form(self, data: Any = None) -> PlaceForm:
        """Return the form, with the places that there are."""
        form = self.working_copy()
        before, here = None, None
        for question in form.questions:
            if question.pk == self.part.pk:
                here = question.page
                break
            before = question
        after = before.pk if before and before.page is here else ""
        start = f"{here.pk or ''}:{after}" if here else ""
        return PlaceForm(data, form=form, without=self.part.pk, initial={"place": start})

    def run(self, form: PlaceForm) -> str:
        """Move it."""
        place = place_chosen(form.cleaned_data["place"])
        editing.move_question(enquiry_type_id=self.enquiry_type.pk, question_id=self.part.pk, **place)
        return f"“{self.part}” is moved."


class Arrange(EditorPage):
    """What the buttons beside questions and pages post to, and what is dragged: up, down, elsewhere, copy."""

    def post(self) -> HttpResponse:
        """Do it, and lead back to where it was done."""
        action, _, row_id = self.request.POST.get("do", "").partition(":")
        run = getattr(self, f"_{action.replace('-', '_')}", None) if action in _ACTIONS else None
        if not run or not paging.is_id(row_id):
            return self.back(refused="That is nothing that can be done here. Nothing was changed.")
        try:
            said, anchor = run(int(row_id))
        except (ObjectDoesNotExist, editing.ChangedMeanwhile):
            return self.back(refused=GONE)
        except ValidationError as error:
            return self.back(refused=" ".join(error.messages))
        return self.back(said, anchor=anchor)

    def _question_up(self, question_id: int) -> tuple[str, str]:
        return self._shifted(question_id, up=True)

    def _question_down(self, question_id: int) -> tuple[str, str]:
        return self._shifted(question_id, up=False)

    def _question_to(self, question_id: int) -> tuple[str, str]:
        place = self.request.POST.get("place", "")
        if not all(not part or paging.is_id(part) for part in place.split(":")[:2]):
            raise editing.ChangedMeanwhile
        question = editing.move_question(
            enquiry_type_id=self.enquiry_type.pk, question_id=question_id, **place_chosen(place)
        )
        return f"“{question}” is moved.", f"question-{question_id}"

    def _question_copy(self, question_id: int) -> tuple[str, str]:
        copy = editing.duplicate_question(enquiry_type_id=self.enquiry_type.pk, question_id=question_id)
        return f"“{copy}” stands there twice now. Change the second one.", f"question-{copy.pk}"

    def _page_up(self, page_id: int) -> tuple[str, str]:
        return self._shifted_page(page_id, up=True)

    def _page_down(self, page_id: int) -> tuple[str, str]:
        return self._shifted_page(page_id, up=False)

    def _shifted(self, question_id: int, *, up: bool) -> tuple[str, str]:
        question = editing.shift_question(
            enquiry_type_id=self.enquiry_type.pk, question_id=question_id, up=up
        )
        return f"“{question}” is moved {'up' if up else 'down'}.", f"question-{question_id}"

    def _shifted_page(self, page_id: int, *, up: bool) -> tuple[str, str]:
        page = editing.shift_page(enquiry_type_id=self.enquiry_type.pk, page_id=page_id, up=up)
        return f"Page “{page}” is moved {'up' if up else 'down'}.", f"page-{page_id}"


_ACTIONS = ("question-up", "question-down", "question-to", "question-copy", "page-up", "page-down")

"""Deleting a part of a form, when it is said what depends on it."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpResponse

from enquiries import dependants, editing, rule_names
from enquiries.admin.editor_base import GONE, refuse
from enquiries.admin.editor_forms import DeletePageForm
from enquiries.admin.editor_parts import PartPage
from enquiries.models import Page

_FOR_AN_ADMINISTRATOR = "A routing rule asks about it: ask an administrator to change the rule first."


class DeletePart(PartPage):
    """Asks whether a question, page or notice is to be deleted, and deletes it."""

    template = "admin/enquiries/enquirytype/editor/delete.html"

    def find(self) -> None:
        """Find what is to be deleted."""
        rows: dict[str, Any] = {
            "question": self.enquiry_type.questions,
            "page": self.enquiry_type.pages,
            "notice": self.enquiry_type.notices,
        }
        self.kind = self.wanted["part"]
        if self.kind not in rows:
            raise Http404("The form has no such part.")
        self.part = self.one_of(rows[self.kind])

    def heading(self) -> str:
        """Return what the page asks."""
        return f"Delete the {self.kind}"

    def anchor(self) -> str:
        """Nothing is left to lead to."""
        return ""

    def form(self, data: Any = None) -> DeletePageForm:
        """Return the form; it asks something only where questions would be left without a page."""
        others: list[Page] = []
        if self.kind == "page" and self.part.questions.exists():
            others = [page for page in self.enquiry_type.pages.all() if page.pk != self.part.pk]
        return DeletePageForm(data, pages=others)

    def page(self, form: Any, **more: Any) -> HttpResponse:
        """Say what depends on it."""
        depends = dependants.of_question(self.part, self.working_copy()) if self.kind == "question" else []
        return super().page(form, depends=depends, locked=self._locked(), **more)

    def attempt(self, form: Any) -> HttpResponse:
        """Delete it, or show why not."""
        if form.is_valid():
            try:
                self._delete(form)
            except (editing.ChangedMeanwhile, ValidationError) as error:
                refuse(form, error)
            except ObjectDoesNotExist:
                return self.back(refused=GONE)
            else:
                return self.back(f"The {self.kind} is deleted: {self.words}.")
        return self.page(form)

    def _delete(self, form: Any) -> None:
        self.words = f"“{self.part}”"
        type_id, part_id = self.enquiry_type.pk, self.part.pk
        if self.kind == "page":
            to = form.cleaned_data.get("to_page")
            editing.delete_page(enquiry_type_id=type_id, page_id=part_id, to_page_id=to)
        elif self.kind == "notice":
            editing.delete_notice(enquiry_type_id=type_id, notice_id=part_id)
        else:
            editing.delete_question(
                enquiry_type_id=type_id, question_id=part_id, may_change_rules=self.may_change_rules
            )

    def _locked(self) -> str:
        if self.kind != "question" or self.may_change_rules:
            return ""
        return _FOR_AN_ADMINISTRATOR if self.part.name in rule_names.asked_about(self.enquiry_type) else ""

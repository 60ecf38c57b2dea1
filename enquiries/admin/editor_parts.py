"""Adding and changing the parts of a form: a page of the editor for each kind of part."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpResponse

from enquiries import editing
from enquiries.admin.editor_base import GONE, EditorPage, refuse
from enquiries.admin.editor_forms import NoticeForm, PageForm, WordsForm
from enquiries.models import Notice, Page


class PartPage(EditorPage):
    """A page with the form of one part; `part` is the row, or a new one."""

    template = "admin/enquiries/enquirytype/editor/part.html"
    part: Any = None

    def form(self, data: Any = None) -> Any:
        """Return the form of the part, as typed or new."""
        raise NotImplementedError

    def run(self, form: Any) -> str:
        """Have it done; return what is said of it."""
        raise NotImplementedError

    def heading(self) -> str:
        """Return what the page does."""
        raise NotImplementedError

    def get(self) -> HttpResponse:
        """Show the form."""
        self.find()
        return self.page(self.form())

    def post(self) -> HttpResponse:
        """Have it done, or show what is wrong."""
        self.find()
        form = self.form(self.request.POST)
        return self.attempt(form)

    def attempt(self, form: Any) -> HttpResponse:
        """Have it done what was typed, or show it with what is wrong."""
        if form.is_valid():
            try:
                return self.back(self.run(form), anchor=self.anchor())
            except (editing.ChangedMeanwhile, ValidationError) as error:
                refuse(form, error)
            except ObjectDoesNotExist:
                return self.back(refused=GONE)
        return self.page(form)

    def find(self) -> None:
        """Find the part that is changed."""

    def anchor(self) -> str:
        """Return where on the editor's first page the part is."""
        return f"{self.part._meta.model_name}-{self.part.pk}" if self.part and self.part.pk else ""

    def seen(self) -> str:
        """Return the stamp of the part as it is stored."""
        if not self.part or not self.part.pk:
            return ""
        stored = type(self.part)._default_manager.filter(pk=self.part.pk).first()
        return editing.stamp(stored) if stored else ""

    def page(self, form: Any, **more: Any) -> HttpResponse:
        """Show the page; who presses its button next has seen what is stored now."""
        return self.shown(
            self.heading(), form=form, part=self.part, part_name=self.part_name(), seen=self.seen(), **more
        )

    def part_name(self) -> str:
        """Return what kind of part it is, as its addresses say it; "" for what cannot be deleted."""
        return self.part._meta.model_name if self.part and self.part.pk else ""

    def one_of(self, rows: Any) -> Any:
        """Return the row of the type that the address names; None where it names none."""
        row_id = self.wanted.get("part_id")
        found = rows.filter(pk=row_id).first() if row_id else None
        if row_id and not found:
            raise Http404("The form has no such part.")
        return found


class PageOfForm(PartPage):
    """Adds a page of the form, or changes one."""

    def find(self) -> None:
        """Find the page."""
        self.part = self.one_of(self.enquiry_type.pages) or Page(enquiry_type=self.enquiry_type)

    def heading(self) -> str:
        """Return what the page does."""
        return "Change the page" if self.part.pk else "Add a page"

    def form(self, data: Any = None) -> PageForm:
        """Return the form, with the questions of the pages before."""
        form = self.working_copy()
        before = [page for page in form.pages if page.pk]
        if self.part.pk:
            ids = [page.pk for page in before]
            before = before[: ids.index(self.part.pk)]
        earlier = [question for question in form.questions if not form.pages[0].pk or question.page in before]
        is_second = not self.part.pk and not form.pages[0].pk and bool(form.questions)
        return PageForm(data, instance=self.part, earlier=earlier, is_second=is_second)

    def run(self, form: PageForm) -> str:
        """Store the page."""
        if self.part.pk:
            self.part = editing.change_page(
                enquiry_type_id=self.enquiry_type.pk,
                page_id=self.part.pk,
                seen=form.cleaned_data["seen"],
                said=form.said(),
            )
            return f"Page “{self.part}” is saved."
        self.part = editing.add_page(
            enquiry_type_id=self.enquiry_type.pk,
            said=form.said(),
            first_title=form.cleaned_data.get("first_title", ""),
        )
        return f"Page “{self.part}” is added, at the end."


class NoticeOfForm(PartPage):
    """Adds a notice, or changes one."""

    def find(self) -> None:
        """Find the notice."""
        self.part = self.one_of(self.enquiry_type.notices) or Notice(enquiry_type=self.enquiry_type)

    def heading(self) -> str:
        """Return what the page does."""
        return "Change the notice" if self.part.pk else "Add a notice"

    def form(self, data: Any = None) -> NoticeForm:
        """Return the form, with all questions."""
        return NoticeForm(data, instance=self.part, form=self.working_copy())

    def run(self, form: NoticeForm) -> str:
        """Store the notice."""
        if self.part.pk:
            self.part = editing.change_notice(
                enquiry_type_id=self.enquiry_type.pk,
                notice_id=self.part.pk,
                seen=form.cleaned_data["seen"],
                said=form.said(),
            )
            return "The notice is saved."
        self.part = editing.add_notice(enquiry_type_id=self.enquiry_type.pk, said=form.said())
        return "The notice is added."


class WordsOfForm(PartPage):
    """Changes the introduction and what happens next."""

    def find(self) -> None:
        """The type itself has these words."""
        self.part = self.enquiry_type

    def heading(self) -> str:
        """Return what the page does."""
        return "Change the words"

    def part_name(self) -> str:
        """They are not deleted."""
        return ""

    def anchor(self) -> str:
        """Return where they are."""
        return "words"

    def form(self, data: Any = None) -> WordsForm:
        """Return the form."""
        return WordsForm(data, instance=self.enquiry_type)

    def run(self, form: WordsForm) -> str:
        """Store them."""
        said = form.said()
        editing.change_words(enquiry_type_id=self.enquiry_type.pk, seen=form.cleaned_data["seen"], **said)
        return "The words are saved."

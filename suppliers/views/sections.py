"""The page of one section: its questions, saved on their own, good or not."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods

from suppliers import conflicts, documents, session, unsaved
from suppliers import registration as rules
from suppliers.forms import FORMS
from suppliers.forms.base import SectionForm, Typed, as_posted
from suppliers.forms.fields import DocumentField
from suppliers.models import Registration
from suppliers.sections import BY_SLUG, Answers
from suppliers.views.answers import CONFLICT, UNPROCESSABLE, number, own, see_other


def _put_aside(request: HttpRequest, pk: uuid.UUID, slug: str) -> bool:
    if request.method != "POST" or slug not in FORMS:
        return False
    return unsaved.keep(
        registration_id=pk,
        slug=slug,
        mark=request.POST.get("mark", ""),
        posted=request.POST.lists(),
        version=number(request, "version"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@session.signed_in(otherwise=_put_aside)
def section(request: HttpRequest, pk: uuid.UUID, slug: str, *, email: str) -> HttpResponse:
    """Ask the questions of one section, and save the answers."""
    registration = own(email, pk)
    if slug not in FORMS:
        raise Http404("There is no such section.")
    if not registration.is_editable:
        return see_other("registration", pk)
    page = _SectionPage(request, registration, slug, email)
    if request.method != "POST":
        return page.open()
    return page.act() if request.POST.get("action") in FORMS[slug].actions else page.save()


class _SectionPage:
    """One request for one section."""

    def __init__(self, request: HttpRequest, registration: Registration, slug: str, email: str) -> None:
        self.request, self.registration, self.slug, self.email = request, registration, slug, email
        self.form_class = FORMS[slug]
        self.saved = {each.slug: each for each in registration.sections.all()}
        self.answers: Answers = {each.slug: each.answers for each in self.saved.values()}
        self.then = (request.POST if request.method == "POST" else request.GET).get("then", "")

    def open(self) -> HttpResponse:
        """Show the questions with the answers so far, or with what a lost session left behind."""
        mine = self.saved.get(self.slug)
        version = mine.version if mine else 0
        left = unsaved.found(registration_id=self.registration.pk, slug=self.slug, email=self.email)
        if left:
            data, version = left
            return self._show(self._form(Typed(data)), version, left=True)
        if mine and "check" in self.request.GET:
            return self._show(self._form(as_posted(mine.answers)), version)
        return self._show(self._form(None), version)

    def act(self) -> HttpResponse:
        """Do what one of the form's own buttons is for, and show what was typed again; saves only files."""
        problems = self._store_files()
        typed, said = self.form_class.act(self.request.POST["action"], self.request.POST)
        return self._show(self._form(typed, problems), number(self.request, "version"), 200, said=said)

    def save(self) -> HttpResponse:
        """Keep the files, then save the answers as far as they go."""
        form = self._form(self.request.POST, self._store_files())
        kept, is_complete = form.kept(), form.is_valid()
        try:
            saved = rules.save_section(
                registration_id=self.registration.pk,
                slug=self.slug,
                answers=kept,
                is_complete=is_complete,
                version=number(self.request, "version"),
                by=self.email,
            )
        except rules.NotNow:
            return see_other("registration", self.registration.pk)
        except rules.ChangedMeanwhile as changed:
            theirs = conflicts.of(changed.section, form=form, reader=self.email)
            return self._show(form, changed.section.version, CONFLICT, conflict=theirs)
        if "later" in self.request.POST:
            return see_other("registration", self.registration.pk, query="?later=yes")
        if not is_complete:
            return self._show(form, saved.version, UNPROCESSABLE, is_saved=True)
        if self.then == "check":
            return see_other("check", self.registration.pk, query=f"#{self.slug}")
        return see_other("registration", self.registration.pk, query=f"?saved={self.slug}")

    def _form(self, data: Any, problems: dict[str, list[str]] | None = None) -> SectionForm:
        return self.form_class(
            data,
            answers=self.answers,
            documents=documents.newest(self.registration),
            file_problems=problems,
        )

    def _store_files(self) -> dict[str, list[str]]:
        """Store what was posted before anything is checked, so that no error elsewhere loses a file."""
        files: MultiValueDict[str, Any] = self.request.FILES
        problems: dict[str, list[str]] = {}
        for name, kind in _file_inputs(self.form_class, self.answers).items():
            if files.getlist(name):
                problems[kind] = documents.store_all(
                    registration=self.registration, kind=kind, files=files.getlist(name), by=self.email
                )
        return problems

    def _show(self, form: SectionForm, version: int, status: int = 200, **more: Any) -> HttpResponse:
        context = self._context() | {"form": form, "version": version} | more
        return render(self.request, "suppliers/section.html", context, status=status)

    def _context(self) -> dict[str, Any]:
        mine = self.saved.get(self.slug)
        return {
            "email": self.email,
            "registration": self.registration,
            "section": BY_SLUG[self.slug],
            "then": self.then,
            "mark": unsaved.mark(registration_id=self.registration.pk, email=self.email),
            "confirm": bool(mine and not mine.confirmed),
        }


def _file_inputs(form_class: type[SectionForm], answers: Answers) -> dict[str, str]:
    """Return the kind of document that each file input of a section takes, by the input's name."""
    fields = form_class(answers=answers).fields
    return {name: field.kind for name, field in fields.items() if isinstance(field, DocumentField)}

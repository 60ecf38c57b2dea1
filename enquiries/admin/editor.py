"""The editor's first page: what a form asks, what is wrong with it, what is published and what is not."""

import re
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse

from enquiries import definitions, editing, form_words, type_check, versions
from enquiries.admin.editor_base import CHANGED, EditorPage
from enquiries.admin.editor_forms import PublishForm
from enquiries.definitions import Definition
from enquiries.models import Notice, Page, Question, Version
from enquiries.question_kinds import SAID
from intake import wording

_SHOWN_VERSIONS = 30


@dataclass(frozen=True)
class ShownQuestion:
    """A question as the page lists it."""

    row: Question
    facts: list[str]
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class ShownPage:
    """A page of the form as the page lists it."""

    row: Page
    asked_if: str
    questions: list[ShownQuestion]
    is_first: bool
    is_last: bool


class Editor(EditorPage):
    """What there is to see and to press."""

    template = "admin/enquiries/enquirytype/editor/editor.html"
    for_looking = True

    def get(self) -> HttpResponse:
        """Show it."""
        return self.page(PublishForm())

    def page(self, publish: PublishForm) -> HttpResponse:
        """Show it, with the form that publishes."""
        form = self.working_copy()
        published = list(
            self.enquiry_type.versions.select_related("published_by").order_by("-number")[:_SHOWN_VERSIONS]
        )
        now = versions.in_force(self.enquiry_type)
        newest = next((each for each in published if not each.cancelled_at), None)
        return self.shown(
            "Form",
            form=form,
            pages=_pages(form),
            notices=[(notice, form_words.shown_if(notice)) for notice in form.notices],
            problems=[(problem, self._link(problem, form)) for problem in type_check.problems(form)],
            cannot_publish=bool(type_check.problems_of_form(form)),
            publish=publish,
            seen=editing.stamp_of(form),
            changes=self._changes(form, newest),
            newest=newest,
            now=now,
            versions=[(each, each.pk == (now and now.pk)) for each in published],
            scheduled=versions.scheduled(self.enquiry_type),
            kinds=[(value, label, SAID[value]) for value, label in Question.Kind.choices],
        )

    def _changes(self, form: Definition, newest: Version | None) -> list[str]:
        if not newest:
            return []
        return form_words.differences(definitions.of_version(self.enquiry_type, newest), form)

    def _link(self, problem: str, form: Definition) -> str:
        """Where what is wrong can be put right: on the page of the first question or page that it names."""
        for name in re.findall("“([^”]*)”", problem):
            for question in form.questions:
                if question.name == name and question.pk:
                    return self._address("question", question)
            for page in form.pages:
                if str(page) == name and page.pk:
                    return self._address("page", page)
            for notice in form.notices:
                if str(notice) == name:
                    return self._address("notice", notice)
        return ""

    def _address(self, part: str, row: Page | Question | Notice) -> str:
        return reverse(f"admin:enquiries_enquirytype_{part}", args=[self.enquiry_type.pk, row.pk])


class Publish(Editor):
    """Puts the form on the site as it is edited, now or later."""

    for_looking = False

    def get(self) -> HttpResponse:
        """Lead to where the button is."""
        return self.back()

    def post(self) -> HttpResponse:
        """Publish what the person has seen, or show what is wrong."""
        form = PublishForm(self.request.POST)
        if not form.is_valid():
            return self.page(form)
        try:
            version = editing.publish(
                enquiry_type_id=self.enquiry_type.pk,
                seen=form.cleaned_data["seen"],
                by=self.user,
                at=form.cleaned_data["at"],
                note=form.cleaned_data["note"],
            )
        except editing.ChangedMeanwhile:
            form.add_error(None, CHANGED)
        except versions.NotPublished as error:
            form.add_error(None, str(error))
        else:
            return self.back(_published(version, later=bool(form.cleaned_data["at"])), anchor="publish")
        return self.page(form)


def _published(version: Version, *, later: bool) -> str:
    if not later:
        return f"Version {version.number} is on the site now."
    from_then = wording.moment_in_words(version.in_force_from)
    return f"Version {version.number} will be on the site from {from_then}."


def _pages(form: Definition) -> list[ShownPage]:
    shown = []
    last_question = form.questions[-1] if form.questions else None
    for number, page in enumerate(form.pages):
        questions = [
            ShownQuestion(
                each,
                form_words.facts(each, form.questions),
                is_first=each is form.questions[0] and not number,
                is_last=each is last_question and page is form.pages[-1],
            )
            for each in form.questions_on(page)
        ]
        shown.append(
            ShownPage(
                page,
                form_words.asked_if(page, form.questions),
                questions,
                is_first=not number,
                is_last=page is form.pages[-1],
            )
        )
    return shown

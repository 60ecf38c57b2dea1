"""The pages beside a submission's own: each asks for one thing, has it done, and leads back."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from intake import access, steps, workflow
from intake.models import Submission

_CHANGED = (
    "This submission has changed since you opened this page. Nothing was done. Look at what has happened, "
    "then press the button again if you still want to."
)


@dataclass(frozen=True)
class Done:
    """What became of it: the message, and the submission to whose page it leads."""

    said: str
    submission: Submission


class SideForm(forms.Form):
    """What is asked, with the version of the submission that the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, submission: Submission, user: User, **kwargs: Any) -> None:
        """Take what the choices depend on."""
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self.submission, self.user = submission, user


class SidePage:
    """One request to such a page; each page is a subclass."""

    title = ""
    template = ""
    form_class: type[SideForm] = SideForm
    #: The field whose typed text is given back even where the page cannot be shown any more.
    draft_field = ""

    def __init__(self, request: HttpRequest, site: AdminSite, submission: Submission) -> None:
        """Take the submission that the person may see."""
        self.request, self.site, self.submission = request, site, submission
        self.user = access.signed_in(request.user)

    def run(self, data: dict[str, Any]) -> Done:
        """Have it done. What the domain refuses, it may raise."""
        raise NotImplementedError

    def context(self, form: Any) -> dict[str, Any]:
        """Return what the template shows besides the form."""
        return {}

    def initial(self) -> dict[str, Any]:
        """Return what the form begins with."""
        return {}

    def answer(self) -> HttpResponse:
        """Answer a GET with the page, and a POST with what became of it."""
        if self.request.method != "POST":
            return self.shown(self.form())
        form = self.form(self.request.POST)
        done = self.attempt(form)
        return self.leads_on(done) if done else self.shown(form)

    def form(self, data: Any = None) -> SideForm:
        """Return the form, as posted or new."""
        return self.form_class(data, submission=self.submission, user=self.user, initial=self.initial())

    def attempt(self, form: SideForm) -> Done | None:
        """Have it done; a refusal becomes an error of the form, and None is returned."""
        if not form.is_valid():
            return None
        try:
            return self.run(form.cleaned_data)
        except steps.ChangedMeanwhile:
            form.add_error(None, _CHANGED)
        except workflow.MoveNotAllowed as error:
            form.add_error(None, str(error))
        except ValidationError as error:
            form.add_error(None, error)
        # The page shows, and posts next time, what the submission is now.
        self.submission = _visible(self.user, self.submission.pk) or self.submission
        return None

    def leads_on(self, done: Done) -> HttpResponseRedirect:
        """Lead to the submission's page, or to the list where the person may not see it."""
        if _visible(self.user, done.submission.pk):
            messages.success(self.request, done.said)
            return HttpResponseRedirect(page_url(done.submission), status=303)
        messages.success(self.request, f"{done.said} It is in a queue of which you are not a member.")
        return HttpResponseRedirect(reverse("admin:intake_submission_changelist"), status=303)

    def shown(self, form: Any, template: str = "", **more: Any) -> HttpResponse:
        """Show the page, with `template` in place of its own where one is given."""
        context = {
            **self.site.each_context(self.request),
            "title": f"{self.title}: {self.submission.reference}",
            "heading": self.title,
            "opts": Submission._meta,
            "submission": self.submission,
            "form": form,
            **self.context(form),
            **more,
        }
        self.request.current_app = self.site.name
        return TemplateResponse(self.request, template or self.template, context)


def side_page(
    page: type[SidePage], request: HttpRequest, site: AdminSite, submission_id: int, **more: Any
) -> HttpResponse:
    """Answer with a page beside a submission, if the person may see that; the same 404 for all others."""
    submission = _visible(access.signed_in(request.user), submission_id)
    if not submission:
        return _not_yours(request, site, page.draft_field)
    if request.method == "POST":
        access.require_act(request.user)
    try:
        return page(request, site, submission, **more).answer()
    except (PermissionDenied, Submission.DoesNotExist):
        return _not_yours(request, site, page.draft_field)


def page_url(submission: Submission) -> str:
    """Return the address of a submission's own page."""
    return reverse("admin:intake_submission_change", args=[submission.pk])


def _visible(user: User, submission_id: int) -> Submission | None:
    found = access.visible_submissions(user).select_related("queue", "assignee")
    return found.filter(pk=submission_id).first()


def _not_yours(request: HttpRequest, site: AdminSite, draft_field: str) -> HttpResponse:
    context = {
        **site.each_context(request),
        "title": "This submission is not in your queues",
        "opts": Submission._meta,
        "unsent": request.POST.get(draft_field, "") if draft_field else "",
        "list_url": reverse("admin:intake_submission_changelist"),
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/intake/submission/not_yours.html", context, status=404)

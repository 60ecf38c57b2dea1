"""A person's own settings of the list: the columns, and the saved views."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse

from intake import access, columns, paging, saved_views
from intake.admin.asked import asked_by
from intake.models import Queue, SavedView, Submission


class SaveForm(forms.Form):
    """The name to save a view under, and with whom it is shared."""

    name = forms.CharField(max_length=60, error_messages={"required": "Give the view a name."})
    queue = forms.ModelChoiceField(Queue.objects.none(), label="For", required=False, empty_label="Only me")

    def __init__(self, *args: Any, user: User, queues: Iterable[Queue] = (), **kwargs: Any) -> None:
        """Take the queues that `user` sees, and offer those that are given."""
        super().__init__(*args, **{**kwargs, "auto_id": "save_%s", "label_suffix": ""})
        field: Any = self.fields["queue"]
        field.queryset = access.visible_queues(user)
        everybody = [(queue.pk, f"Everybody in {queue}") for queue in queues]
        field.choices = [("", field.empty_label), *everybody]


def choose_columns(request: HttpRequest) -> HttpResponse:
    """Keep the ticked columns, and go back to the list."""
    if request.method == "POST":
        access.require_act(request.user)
        columns.choose(user=access.signed_in(request.user), names=request.POST.getlist("column"))
        messages.success(request, "Your columns are kept.")
    return HttpResponseRedirect(_list_url(request.POST.get("list", "")))


def views_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Show the person's saved views; a POST saves one, or deletes one."""
    if request.method == "POST":
        access.require_act(request.user)
        return _delete(request) if "delete" in request.POST else _save(request)
    user = access.signed_in(request.user)
    led = set(access.led_queues(user).values_list("pk", flat=True))
    views = [
        (view, _list_url(_query(view)), view.owner_id == user.pk or view.queue_id in led)
        for view in access.visible_saved_views(user)
    ]
    context = {
        **site.each_context(request),
        "title": "Saved views",
        "opts": Submission._meta,
        "saved_views": views,
        "own": user,
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/intake/submission/saved_views.html", context)


def _save(request: HttpRequest) -> HttpResponse:
    user = access.signed_in(request.user)
    typed = QueryDict(request.POST.get("list", ""))
    asked = asked_by(typed, user)
    form = SaveForm(request.POST, user=user)
    query = {**asked.pairs, "view": asked.view.value}
    if not form.is_valid():
        errors = [str(error) for field in form.errors.values() for error in field]
        messages.error(request, f"The view was not saved. {' '.join(errors)}")
        return HttpResponseRedirect(_list_url(asked.query()))
    try:
        view = saved_views.save(user=user, query=query, **form.cleaned_data)
    except (ValidationError, PermissionDenied) as error:
        messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
    else:
        shared = f" for everybody in {view.queue}" if view.queue else ""
        messages.success(request, f"The view “{view}” is saved{shared}.")
    return HttpResponseRedirect(_list_url(asked.query()))


def _delete(request: HttpRequest) -> HttpResponse:
    typed = request.POST["delete"]
    try:
        view = saved_views.delete(
            user=access.signed_in(request.user), view_id=int(typed) if paging.is_id(typed) else 0
        )
    except (SavedView.DoesNotExist, PermissionDenied):
        messages.error(request, "Nothing was deleted: the view is gone, or it is not yours to delete.")
    else:
        messages.success(request, f"The view “{view}” is deleted. No submission has changed.")
    return HttpResponseRedirect(reverse("admin:intake_submission_views"))


def _query(view: SavedView) -> str:
    query = QueryDict(mutable=True)
    query.update(view.query)
    return query.urlencode()


def _list_url(query: str) -> str:
    return reverse("admin:intake_submission_changelist") + (f"?{query}" if query else "")

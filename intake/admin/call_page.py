"""The page on which a telephone call is logged: who, what about, and how to reach them."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from intake import access, calls
from intake.admin.side_page import page_url
from intake.models import Queue, Submission


class CallForm(forms.Form):
    """Three fields, and the queue where the person has several."""

    caller = forms.CharField(
        label="Who called?",
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Say who called."},
    )
    matter = forms.CharField(
        label="What about?",
        help_text="The first line becomes the subject.",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Say what they called about."},
    )
    contact = forms.CharField(
        label="Telephone or email (optional)",
        help_text="With an email address the caller gets an acknowledgement with the reference.",
        max_length=254,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    queue = forms.ModelChoiceField(
        Queue.objects.none(), empty_label="Choose a queue", error_messages={"required": "Choose a queue."}
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Offer the queues of `user`; who has one only is not asked."""
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        field: Any = self.fields["queue"]
        queues = list(access.worked_queues(user))
        field.queryset = Queue.objects.filter(pk__in=[queue.pk for queue in queues])
        if len(queues) == 1:
            field.widget = forms.HiddenInput()
            self.initial["queue"] = queues[0].pk


def call_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Answer a GET with the form, and a POST with the page of the submission that was made of the call."""
    user = access.signed_in(request.user)
    if request.method != "POST":
        return _page(request, site, CallForm(user=user, initial={"key": uuid.uuid4()}))
    access.require_act(user)
    form = CallForm(request.POST, user=user)
    if form.is_valid():
        try:
            take_it = "take_it" in request.POST
            submission = calls.log(actor=user, take_it=take_it, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"The call is logged: {submission.reference}.")
            return HttpResponseRedirect(page_url(submission), status=303)
    return _page(request, site, form)


def _page(request: HttpRequest, site: AdminSite, form: CallForm) -> HttpResponse:
    context = {
        **site.each_context(request),
        "title": "Log a telephone call",
        "opts": Submission._meta,
        "form": form,
        "has_queues": access.worked_queues(request.user).exists(),
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/intake/submission/call.html", context)

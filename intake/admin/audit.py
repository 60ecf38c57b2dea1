"""The audit log in the admin, for administrators and auditors: a list to read and to filter."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone

from intake import access, paging
from intake.admin.permissions import ReadOnly
from intake.audit import Action, checking, reading
from intake.fields.when import DateField
from intake.models import AuditEntry


class AuditForm(forms.Form):
    """Which entries."""

    action = forms.ChoiceField(
        label="What was done", required=False, choices=[("", "Anything"), *Action.choices]
    )
    who = forms.CharField(
        label="Whose account", required=False, max_length=254, help_text="The account’s name."
    )
    about = forms.CharField(
        label="To what",
        required=False,
        max_length=130,
        help_text="A kind, such as submission or queue, or a kind and an id, such as submission HLT-7KQ-2M4.",
    )
    until = DateField(label="Up to the end of", required=False, help_text="A day, such as 25/11/2026.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Without colons after the labels."""
        super().__init__(*args, **{**kwargs, "label_suffix": ""})

    def clean_who(self) -> User | None:
        """Return the account of that name."""
        typed = self.cleaned_data["who"].strip()
        if not typed:
            return None
        found = User.objects.filter(username=typed).first()
        if not found:
            raise ValidationError(f"There is no account “{typed}”.")
        return found

    def clean_until(self) -> dt.datetime | None:
        """Return the moment at which that day is over."""
        day = self.cleaned_data["until"]
        if not day:
            return None
        return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min))


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnly, admin.ModelAdmin):
    """One page; looking at it changes nothing, and nor can anybody."""

    def get_urls(self) -> list[URLPattern]:
        """Return the one address there is."""
        return [path("", self.admin_site.admin_view(self.page), name="intake_auditentry_changelist")]

    def page(self, request: HttpRequest) -> HttpResponse:
        """Show the entries that are asked for, the newest first."""
        if not access.may_read_audit_log(request.user):
            raise PermissionDenied
        asked = {name: request.GET[name] for name in AuditForm.base_fields if request.GET.get(name)}
        form = AuditForm(asked or None)
        found = (
            reading.matching(**_chosen(form)) if form.is_valid() or not asked else AuditEntry.objects.none()
        )
        before = request.GET.get("before", "")
        page = reading.page(found, before=int(before) if paging.is_id(before) else None)
        context = {
            **self.admin_site.each_context(request),
            "title": "Audit log",
            "opts": AuditEntry._meta,
            "form": form,
            "lines": page.lines,
            "older": urlencode({**asked, "before": page.older}) if page.older else "",
            "is_first": not before,
            "newest": urlencode(asked),
            "log": checking.state(),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/intake/audit/log.html", context)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return whether the person may look at it."""
        return access.may_read_audit_log(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As for the page."""
        return self.has_module_permission(request)


def _chosen(form: AuditForm) -> dict[str, Any]:
    if not form.is_bound:
        return {}
    data = form.cleaned_data
    return {
        "action": data["action"],
        "user": data["who"],
        "about": data["about"].strip(),
        "until": data["until"],
    }

"""Deliveries in the admin: the emails on their way or lost, for the leads of their queues."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from intake import access, circuit, deliveries, scanning
from intake.admin.permissions import ReadOnly, may_inspect
from intake.audit import checking
from intake.deliveries import View
from intake.models import Message

_SHOWN = 100
_SAID = {
    "send_again": "The email is on its way again.",
    "change_address": "The email is on its way to the new address.",
    "mark_as_handled": "The email is put away as handled.",
}


@admin.register(Message)
class MessageAdmin(ReadOnly, admin.ModelAdmin):
    """Deliveries: a page of views and buttons; an email itself is read in its submission's conversation."""

    def get_urls(self) -> list[URLPattern]:
        """Return the one address there is."""
        page = self.admin_site.admin_view(self.page_view)
        return [path("", page, name="intake_message_changelist")]

    def page_view(self, request: HttpRequest) -> HttpResponse:
        """Show a view of the emails, or do one thing to one of them."""
        if not self.has_module_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            access.require_act(request.user)
            return self._act(request)
        person = access.signed_in(request.user)
        wanted = request.GET.get("view", "")
        view = View(wanted) if wanted in View.values else View.TO_HANDLE
        found = list(deliveries.in_view(person, view)[: _SHOWN + 1])
        context = {
            **self.admin_site.each_context(request),
            "title": "Deliveries",
            "opts": Message._meta,
            "view": view,
            "views": View,
            "rows": found[:_SHOWN],
            "more": len(found) > _SHOWN,
            "shown": _SHOWN,
            "circuit": circuit.state(),
            "scanner": scanning.state(),
            "log": checking.state(),
            "may_act": access.may_act(person),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/intake/message/list.html", context)

    def _act(self, request: HttpRequest) -> HttpResponse:
        person, action = access.signed_in(request.user), request.POST.get("action", "")
        number = request.POST.get("message", "")
        message_id = int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0
        try:
            if action == "send_again":
                deliveries.send_again(message_id=message_id, actor=person)
            elif action == "change_address":
                address = request.POST.get("address", "")
                deliveries.change_address(message_id=message_id, actor=person, address=address)
            elif action == "mark_as_handled":
                deliveries.mark_as_handled(message_id=message_id, actor=person)
            else:
                raise ValidationError("That is nothing that can be done here. Nothing was changed.")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _SAID[action])
        return HttpResponseRedirect(request.get_full_path())

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return whether the person manages any queue, or may look at all of them."""
        return may_inspect(request, None)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As for the page."""
        return self.has_module_permission(request)

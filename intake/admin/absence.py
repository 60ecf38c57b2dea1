"""Days away in the admin: everybody's own, a lead's for their teams; and handing open work over."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from intake import absences, access, handover, paging, worklist
from intake.admin.permissions import ReadOnly
from intake.fields.when import DateField
from intake.models import Absence
from intake.templatetags.triage import person

_SPREAD = "spread"


class AwayForm(forms.Form):
    """Who is away, from when to when."""

    user = forms.ModelChoiceField(User.objects.none(), label="Who", empty_label=None)
    starts_on = DateField(label="First day", error_messages={"required": "Enter the first day."})
    ends_on = DateField(label="Last day", error_messages={"required": "Enter the last day."})

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        """Offer the viewer and those whom they lead; who leads nobody is not asked."""
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        field: Any = self.fields["user"]
        led = list(access.led_people(viewer).exclude(pk=viewer.pk).values_list("pk", flat=True))
        field.queryset = User.objects.filter(pk__in=[viewer.pk, *led]).order_by("username")
        field.label_from_instance = lambda user: f"{person(user)} (you)" if user == viewer else person(user)
        self.initial["user"] = viewer.pk
        self.led = led
        if not led:
            field.widget = forms.HiddenInput()


class HandoverForm(forms.Form):
    """To whom the work goes."""

    to = forms.ChoiceField(
        label="To whom?", widget=forms.RadioSelect, error_messages={"required": "Choose to whom it goes."}
    )

    def __init__(self, *args: Any, of: User, lead: User, **kwargs: Any) -> None:
        """Offer all who are there together, and each colleague, with who is away."""
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self.people = {str(user.pk): user for user in handover.recipients(of=of, lead=lead)}
        away = absences.until([user.pk for user in self.people.values()])
        names = [(pk, absences.with_name(user, away)) for pk, user in self.people.items()]
        field: Any = self.fields["to"]
        field.choices = [(_SPREAD, "Everybody who is there, the least busy first"), *names]

    def recipient(self) -> User | None:
        """Return who was chosen; None for all who are there."""
        return self.people.get(self.cleaned_data["to"])


@admin.register(Absence)
class AbsenceAdmin(ReadOnly, admin.ModelAdmin):
    """One page of days, and one for each person whose work is handed over."""

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses there are."""
        protect = self.admin_site.admin_view
        return [
            path("", protect(self.days_view), name="intake_absence_changelist"),
            path("handover/<int:user_id>/", protect(self.handover_view), name="intake_absence_handover"),
        ]

    def days_view(self, request: HttpRequest) -> HttpResponse:
        """Show the days, or mark or remove some."""
        viewer = access.signed_in(request.user)
        form = AwayForm(viewer=viewer)
        if request.method == "POST":
            access.require_act(viewer)
        if request.method == "POST" and "remove" in request.POST:
            return self._remove(request, viewer)
        if request.method == "POST":
            form = AwayForm(request.POST, viewer=viewer)
            if self._enter(request, form, viewer):
                return HttpResponseRedirect(reverse("admin:intake_absence_changelist"), status=303)
        own_and_led = {viewer.pk, *form.led}
        work = handover.people(viewer)
        context = {
            "title": "Days away",
            "form": form,
            "rows": [(row, row.user_id in own_and_led) for row in absences.coming(viewer)],
            "work": work,
            "away": absences.until([user.pk for user, _ in work]),
        }
        return self._answer(request, "admin/intake/absence/list.html", context)

    def handover_view(self, request: HttpRequest, user_id: int) -> HttpResponse:
        """Ask to whom a person's work goes, show what each would get, and do it once that is confirmed."""
        lead = access.signed_in(request.user)
        of = get_object_or_404(User, pk=user_id)
        if not access.leads(lead, of):
            raise PermissionDenied
        counts = handover.counts(of=of, lead=lead)
        form = HandoverForm(request.POST or None, of=of, lead=lead)
        context = {
            "title": f"Hand over the open work of {person(of)}",
            "of": of,
            "form": form,
            "counts": counts,
            "is_more": sum(count for _, count in counts) > handover.AT_ONCE,
            "at_once": handover.AT_ONCE,
        }
        if request.method == "POST" and form.is_valid():
            if "confirmed" in request.POST:
                done = handover.hand_over(of=of, actor=lead, to=form.recipient())
                _say(request, done, of)
                return HttpResponseRedirect(reverse("admin:intake_absence_changelist"), status=303)
            context["plan"] = handover.plan(of=of, lead=lead, to=form.recipient())
        return self._answer(request, "admin/intake/absence/handover.html", context)

    def _enter(self, request: HttpRequest, form: AwayForm, viewer: User) -> bool:
        if not form.is_valid():
            return False
        try:
            absence = absences.enter(actor=viewer, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            return False
        days = absences.in_words(absence)
        who = "You are" if absence.user_id == viewer.pk else f"{person(absence.user)} is"
        messages.success(request, f"{who} marked as away {days}.")
        return True

    def _remove(self, request: HttpRequest, viewer: User) -> HttpResponse:
        number = request.POST["remove"]
        absence = absences.remove(absence_id=int(number) if paging.is_id(number) else 0, actor=viewer)
        messages.success(request, f"Removed: {person(absence.user)}, {absences.in_words(absence)}.")
        return HttpResponseRedirect(reverse("admin:intake_absence_changelist"), status=303)

    def _answer(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        request.current_app = self.admin_site.name
        shared = {**self.admin_site.each_context(request), "opts": Absence._meta}
        return TemplateResponse(request, template, {**shared, **context})

    def has_module_permission(self, request: HttpRequest) -> bool:
        """All staff: everybody is away some day."""
        return access.is_staff(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As for the page of days."""
        return access.is_staff(request.user)


def _say(request: HttpRequest, done: handover.Plan, of: User) -> None:
    for user, count in done.shares:
        messages.success(
            request, f"{worklist.in_words(count)} of {person(of)} handed over to {person(user)}."
        )
    if done.left:
        where = ", ".join(done.left_in)
        messages.warning(
            request, f"{len(done.left)} left with {person(of)}: nobody could take it in {where}."
        )
    if not done.shares and not done.left:
        messages.warning(request, f"{person(of)} has no open work in your queues. Nothing was changed.")

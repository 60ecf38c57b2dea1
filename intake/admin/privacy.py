"""Personal data in the admin: what was erased, how long what is kept, and what a legal hold keeps.

Administrators change it, auditors read it.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from intake import access, kinds, paging, references
from intake.admin.permissions import ReadOnly
from intake.admin.person_page import copy_as_download, person_page
from intake.fields.when import DateField
from intake.models import ErasureRun, LegalHold, Queue, RetentionRule, Submission
from intake.privacy import holders, holds, retention, rules

_REPORTS_SHOWN = 30


class OnePage(ReadOnly, admin.ModelAdmin):
    """For a model whose rows have one page of ours, for administrators and auditors."""

    template = ""
    title = ""

    def get_urls(self) -> list[URLPattern]:
        """Return the one address there is."""
        name = f"intake_{self.model._meta.model_name}_changelist"
        return [path("", self.admin_site.admin_view(self.page), name=name)]

    def page(self, request: HttpRequest) -> HttpResponse:
        """Show the page, or do what was asked for on it."""
        if not access.may_inspect_privacy(request.user):
            raise PermissionDenied
        form = self.form_for(request)
        if request.method == "POST":
            try:
                said = self.act(request, form)
            except ValidationError as error:
                if form is None or not form.is_bound:
                    messages.error(request, " ".join(error.messages))
                    return self._back()
                form.add_error(None, error)
            else:
                if said:
                    messages.success(request, said)
                    return self._back()
        context = {
            **self.admin_site.each_context(request),
            "title": self.title,
            "opts": self.model._meta,
            "form": form,
            "may_change": access.is_administrator(request.user),
            **self.context(request),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, self.template, context)

    def form_for(self, request: HttpRequest) -> Any:
        """Return the form of the page, bound where it was posted; None where it has none."""
        return None

    def act(self, request: HttpRequest, form: Any) -> str:
        """Do what was posted; return what to say of it, or "" where the form is to be shown again."""
        raise NotImplementedError

    def context(self, request: HttpRequest) -> dict[str, Any]:
        """Return what else the template uses."""
        raise NotImplementedError

    def _back(self) -> HttpResponseRedirect:
        name = f"admin:intake_{self.model._meta.model_name}_changelist"
        return HttpResponseRedirect(reverse(name), status=303)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """See the class."""
        return access.may_inspect_privacy(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """See the class."""
        return access.may_inspect_privacy(request.user)


class RuleForm(forms.Form):
    """How long a type is kept, in a queue or in all."""

    kind = forms.ChoiceField(label="Type", error_messages={"required": "Choose the type."})
    queue = forms.ModelChoiceField(
        Queue.objects.order_by("name"), label="Queue", required=False, empty_label="Every queue"
    )
    days = forms.IntegerField(
        label="Days after it was closed",
        min_value=1,
        max_value=36_500,
        error_messages={"required": "Enter how many days."},
    )
    reason = forms.CharField(
        label="Why so long", max_length=200, error_messages={"required": "Enter why it is kept so long."}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the types whose time is not decided elsewhere."""
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        own = holders.own_kinds()
        field: Any = self.fields["kind"]
        field.choices = [pair for pair in kinds.known() if pair[0] not in own]


class HoldForm(forms.Form):
    """What is held, why, until when."""

    what = forms.CharField(
        label="Reference or email address",
        max_length=254,
        error_messages={"required": "Enter a reference, or an email address."},
    )
    reason = forms.CharField(
        label="Reason", max_length=300, error_messages={"required": "Enter why nothing may be erased."}
    )
    until = DateField(label="Last day (empty: until it is lifted)", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Without colons after the labels."""
        super().__init__(*args, **{**kwargs, "label_suffix": ""})

    def clean_what(self) -> dict[str, Any]:
        """Return the address, or the submission, that was typed."""
        typed = self.cleaned_data["what"].strip()
        if "@" in typed:
            validate_email(typed)
            return {"email": typed}
        found = Submission.objects.filter(reference=references.normalise(typed)).first()
        if not found:
            raise ValidationError(f"There is no submission “{typed}”.")
        return {"submission": found}


@admin.register(RetentionRule)
class RetentionRuleAdmin(OnePage):
    """The times by type, those of each queue, and of everything else that holds persons."""

    template, title = "admin/intake/privacy/rules.html", "How long things are kept"

    def form_for(self, request: HttpRequest) -> RuleForm:
        """The form for a new time."""
        return RuleForm(request.POST if "set" in request.POST else None)

    def act(self, request: HttpRequest, form: RuleForm) -> str:
        """Set a time, or take one away."""
        user = access.signed_in(request.user)
        if "remove" in request.POST:
            number = request.POST["remove"]
            rules.remove(actor=user, rule_id=int(number) if paging.is_id(number) else 0)
            return "Removed. The queue’s own time holds again."
        access.require_privacy(user)
        if not form.is_valid():
            return ""
        rule = rules.set_rule(actor=user, **form.cleaned_data)
        return f"Set: {dict(kinds.known()).get(rule.kind, rule.kind)}, {rule.days} days."

    def context(self, request: HttpRequest) -> dict[str, Any]:
        """The times that hold now."""
        labels = dict(kinds.known())
        found = RetentionRule.objects.select_related("queue")
        return {
            "rules": [(rule, labels.get(rule.kind, rule.kind)) for rule in found],
            "queues": Queue.objects.order_by("position", "name"),
            "holders": holders.known(),
        }


@admin.register(LegalHold)
class LegalHoldAdmin(OnePage):
    """What is held, by whom and why, and what was."""

    template, title = "admin/intake/privacy/holds.html", "Legal holds"

    def form_for(self, request: HttpRequest) -> HoldForm:
        """The form for a new hold."""
        return HoldForm(request.POST if "place" in request.POST else None)

    def act(self, request: HttpRequest, form: HoldForm) -> str:
        """Place a hold, or lift one."""
        user = access.signed_in(request.user)
        access.require_privacy(user)
        if "lift" in request.POST:
            number = request.POST["lift"]
            hold = LegalHold.objects.filter(pk=number).first() if paging.is_id(number) else None
            if not hold:
                raise ValidationError("There is no such hold.")
            holds.lift(hold_id=hold.pk, actor=user)
            return "Lifted. What has been kept for its time is erased the next night."
        if not form.is_valid():
            return ""
        data = form.cleaned_data
        holds.place(actor=user, reason=data["reason"], until=data["until"], **data["what"])
        return "Held. Neither time nor a request erases it until this is lifted."

    def context(self, request: HttpRequest) -> dict[str, Any]:
        """The holds in force, and those that have ended."""
        found = LegalHold.objects.select_related("submission", "placed_by", "lifted_by")
        in_force = set(holds.in_force().values_list("pk", flat=True))
        return {
            "in_force": [hold for hold in found if hold.pk in in_force],
            "ended": [hold for hold in found if hold.pk not in in_force][:_REPORTS_SHOWN],
        }


@admin.register(ErasureRun)
class ErasureRunAdmin(OnePage):
    """What was erased each night, and dry runs; nobody is named in it."""

    template, title = "admin/intake/privacy/erasures.html", "Erasures"

    def get_urls(self) -> list[URLPattern]:
        """Add the page of one person, and the copies made for them."""
        protect = self.admin_site.admin_view
        return [
            *super().get_urls(),
            path("person/", protect(self.person_view), name="intake_erasurerun_person"),
            path("person/<int:copy_id>/", protect(copy_as_download), name="intake_erasurerun_copy"),
        ]

    def person_view(self, request: HttpRequest) -> HttpResponse:
        """Show what is held of a person, copy it or erase it."""
        return person_page(request, self.admin_site)

    def act(self, request: HttpRequest, form: None) -> str:
        """Make a dry run, or let the nights erase."""
        user = access.signed_in(request.user)
        access.require_privacy(user)
        number = request.POST.get("approve", "")
        if not number:
            report = retention.run(is_dry=True, started_by=user)
            return f"Dry run: {report.total:,} would be erased. Nothing was."
        if not paging.is_id(number) or not ErasureRun.objects.filter(pk=number).exists():
            raise ValidationError("There is no such dry run.")
        retention.approve(run_id=int(number), actor=user)
        return "Approved. From the coming night on, what has been kept for its time is erased."

    def context(self, request: HttpRequest) -> dict[str, Any]:
        """The newest reports, one of them in full."""
        reports = list(ErasureRun.objects.select_related("started_by")[:_REPORTS_SHOWN])
        number = request.GET.get("report", "")
        chosen = ErasureRun.objects.filter(pk=number).first() if paging.is_id(number) else None
        labels = dict(kinds.known())
        report = chosen or next(iter(reports), None)
        lines = report.lines if report else []
        return {
            "reports": reports,
            "report": report,
            "lines": [{**line, "kind": labels.get(line["kind"], line["kind"])} for line in lines],
            "approval": retention.approval(),
        }

"""Routing rules in the admin, in the order in which they are tried and in words."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import ForeignKey, QuerySet
from django.forms import ModelChoiceField, ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from intake import access, replay, routing, rules
from intake.admin import rule_restore
from intake.admin.history import HistoryAdmin
from intake.admin.permissions import AdministratorsOnly
from intake.admin.rule_forms import ConditionForm, PreviewedRuleForm, RuleForm
from intake.admin.rule_trial import trial_page
from intake.models import RoutingCondition, RoutingRule
from intake.routing import Candidate
from intake.templatetags.triage import person


class ConditionInline(AdministratorsOnly, admin.StackedInline):
    """The rule's conditions, all of which must hold."""

    model = RoutingCondition
    form = ConditionForm
    fields = (("field", "operator", "value"),)
    extra = 1
    verbose_name_plural = "conditions: all of them must hold; with none the rule always holds"


@admin.register(RoutingRule)
class RoutingRuleAdmin(AdministratorsOnly, HistoryAdmin):
    """The rules; the first one that holds decides."""

    form = RuleForm
    inlines = (ConditionInline,)
    change_list_template = "admin/intake/routingrule/list.html"
    change_form_template = "admin/intake/routingrule/form.html"
    object_history_template = "admin/intake/routingrule/history.html"
    object_history_list_template = "admin/intake/routingrule/versions.html"
    list_display = ("position", "name", "when", "then", "active", "order")
    list_display_links = ("name",)
    list_select_related = ("queue", "assignee", "tag")
    list_per_page = 200
    sortable_by = ()
    fieldsets = (
        (None, {"fields": ("position", "name", "active", "kind")}),
        ("What happens", {"fields": ("queue", "priority", "assignee", "tag")}),
    )

    @admin.display(description="when")
    def when(self, rule: Any) -> str | SafeString:
        """Its type and conditions in words, and why it never fires, if so."""
        words = routing.conditions_in_words(rule)
        above = getattr(rule, "shadowed_by", None)
        if not above:
            return words
        return render_to_string("admin/intake/routingrule/shadowed.html", {"words": words, "above": above})

    @admin.display(description="then")
    def then(self, rule: RoutingRule) -> str:
        """What it does, in words."""
        return routing.outcome_in_words(rule)

    @admin.display(description="order")
    def order(self, rule: Any) -> SafeString:
        """The buttons that move it."""
        return render_to_string("admin/intake/routingrule/order.html", {"rule": rule})

    def get_urls(self) -> list[URLPattern]:
        """Add the trial, the replay, and what the buttons of list and history post to."""
        protect = self.admin_site.admin_view
        return [
            path("try/", protect(self.trial_view), name="intake_routingrule_try"),
            path("replay/", protect(self.replay_view), name="intake_routingrule_replay"),
            path(
                "<int:rule_id>/move/", protect(require_POST(self.move_view)), name="intake_routingrule_move"
            ),
            path(
                "<int:rule_id>/restore/",
                protect(require_POST(self.restore_view)),
                name="intake_routingrule_restore",
            ),
            *super().get_urls(),
        ]

    def trial_view(self, request: HttpRequest) -> HttpResponse:
        """Show which rule would take a submission, and why."""
        self._require(access.may_inspect_configuration(request.user))
        return trial_page(request, self.admin_site)

    def replay_view(self, request: HttpRequest) -> HttpResponse:
        """Show what of the last months the rules in force would send elsewhere than where it lies."""
        self._require(access.may_inspect_configuration(request.user))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Replay of the last {replay.DAYS} days",
            "opts": RoutingRule._meta,
            "replay": replay.as_they_stand(),
            "limits": replay,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/intake/routingrule/replay_page.html", context)

    def move_view(self, request: HttpRequest, rule_id: int) -> HttpResponse:
        """Move a rule up or down in the order."""
        self._require(access.may_configure(request.user))
        actor, wanted = access.signed_in(request.user), request.POST.get("direction", "")
        if wanted not in rules.Direction.values:
            messages.error(request, "That is nothing that can be done here. Nothing was changed.")
        else:
            try:
                rule = rules.move(rule_id=rule_id, direction=rules.Direction(wanted), actor=actor)
            except RoutingRule.DoesNotExist as error:
                raise Http404 from error
            messages.success(request, f"“{rule.name}” is now at position {rule.position}.")
        return HttpResponseRedirect(
            reverse("admin:intake_routingrule_changelist") + f"#rule-{rule_id}", status=303
        )

    def restore_view(self, request: HttpRequest, rule_id: int) -> HttpResponse:
        """Write an earlier version of a rule back."""
        self._require(access.may_configure(request.user))
        return rule_restore.restore(request, self, rule_id)

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """Return the columns; the buttons are for who may press them."""
        shown: tuple[str, ...] = self.list_display
        return shown if access.may_configure(request.user) else shown[:-1]

    def get_queryset(self, request: HttpRequest) -> QuerySet[RoutingRule]:
        """Return the rules with their conditions."""
        return super().get_queryset(request).prefetch_related("conditions")

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """Return the list, whose rules know which of them never fire and which are first and last."""
        changes = super().get_changelist_instance(request)
        found = routing.shadowed(routing.candidates())
        rows: list[Any] = list(changes.result_list)
        for number, rule in enumerate(rows, start=1):
            rule.shadowed_by = found.get(rule.pk)
            rule.is_first, rule.is_last = number == 1, number == changes.full_result_count
        changes.result_list = rows
        return changes

    def get_form(
        self, request: HttpRequest, obj: RoutingRule | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        """Return the form; for a preview, the one that nothing can save."""
        form = PreviewedRuleForm if "_preview" in request.POST else RuleForm
        return super().get_form(request, obj, change, **{"form": form, **kwargs})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Say whether the rule, as typed or as stored, never fires, and what it would change."""
        form = context["adminform"].form
        formset = context["inline_admin_formsets"][0].formset
        changed = _as_typed(form, formset) if isinstance(form, PreviewedRuleForm) else None
        ruled = routing.candidates()
        if changed:
            ruled = replay.changed_rules(ruled, changed)
            context |= {"replay": replay.with_change(changed), "limits": replay}
        context["shadowed_by"] = routing.shadowed(ruled).get(form.instance.pk)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: RoutingRule, form: ModelForm, change: bool) -> None:
        """Save the rule; what it was before can come back."""
        if change:
            rules.remember_conditions([obj], if_unknown=True)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save its conditions, and keep them with its newest version."""
        super().save_related(request, form, formsets, change)
        rules.remember_conditions([form.instance])

    def get_history_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """Return what each version of the history page says of itself."""
        return ("conditions_said",)

    def conditions_said(self, version: Any) -> list[str] | None:
        """The conditions of a version in words; None where they were not kept."""
        return rule_restore.in_words(version)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        """Offer as assignees those who work for HLT, by their names."""
        if db_field.related_model is not User:
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        field = super().formfield_for_foreignkey(
            db_field, request, queryset=access.possible_members(), empty_label="As the queue says", **kwargs
        )
        if field:
            field.label_from_instance = person
        return field

    def _require(self, allowed: bool) -> None:
        if not allowed:
            raise PermissionDenied


def _as_typed(form: PreviewedRuleForm, formset: Any) -> Candidate | None:
    """The rule as it was typed, with the conditions that are to stay; None where something is wrong."""
    if form.errors or not formset.is_valid():
        return None
    typed = [each for each in formset.forms if each not in formset.deleted_forms]
    return Candidate(
        form.instance, [each.instance for each in typed if each.instance.pk or each.has_changed()]
    )

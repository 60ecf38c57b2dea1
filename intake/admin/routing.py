"""Routing rules in the admin, in the order in which they are tried and in words."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest

from intake import access, kinds, routing
from intake.admin.history import HistoryAdmin
from intake.admin.permissions import AdministratorsOnly
from intake.models import RoutingCondition, RoutingRule
from intake.templatetags.triage import person


class FieldInput(forms.TextInput):
    """A text input that suggests the names that rules may ask about."""

    template_name = "admin/intake/field_input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the names, each with its label."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"{context['widget']['attrs'].get('id', name)}_names"
        return {**context, "names": kinds.fields_of("").items()}


class ConditionForm(forms.ModelForm):
    """A condition, whose field must be one that the rule's type has."""

    class Meta:
        model = RoutingCondition
        fields = ("field", "operator", "value")
        widgets = {"field": FieldInput}

    def clean_field(self) -> str:
        """Refuse a name that no submission of the rule's type could have: such a rule would never hold."""
        field: str = self.cleaned_data["field"]
        # The rule as it is being typed: a new one is not saved yet, and an old one may get another type.
        to_rule: Any = self.fields["rule"]
        problem = kinds.field_problem(kind=to_rule.parent_instance.kind, field=field)
        if problem:
            raise ValidationError(problem)
        return field


class ConditionInline(AdministratorsOnly, admin.StackedInline):
    """The rule's conditions, all of which must hold."""

    model = RoutingCondition
    form = ConditionForm
    fields = (("field", "operator", "value"),)
    extra = 1
    verbose_name_plural = "conditions: all of them must hold; with none the rule always holds"


class RuleForm(forms.ModelForm):
    """A rule, for a type that there is, and an assignee who can see the queue."""

    class Meta:
        model = RoutingRule
        fields = ("position", "name", "active", "kind", "queue", "priority", "assignee", "tag")

    kind = forms.ChoiceField(label="Type", required=False, help_text="The type of submission it is for.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the types there are, and the one that the rule has."""
        super().__init__(*args, **kwargs)
        known = dict(kinds.known())
        if self.instance.kind:
            known.setdefault(self.instance.kind, f"{self.instance.kind} (no such type now)")
        fields: Any = self.fields
        fields["kind"].choices = [("", "Every type"), *known.items()]

    def clean(self) -> dict[str, Any]:
        """Refuse an assignee who would not see what is assigned to them."""
        cleaned = super().clean() or self.cleaned_data
        queue, assignee = cleaned.get("queue"), cleaned.get("assignee")
        if queue and assignee and not access.assignable_users(queue).filter(pk=assignee.pk).exists():
            self.add_error("assignee", f"{person(assignee)} is not a member of {queue}.")
        return cleaned


@admin.register(RoutingRule)
class RoutingRuleAdmin(AdministratorsOnly, HistoryAdmin):
    """The rules; the first one that holds decides."""

    form = RuleForm
    inlines = (ConditionInline,)
    list_display = ("position", "name", "when", "then", "active")
    list_display_links = ("name",)
    list_select_related = ("queue", "assignee", "tag")
    sortable_by = ()
    fieldsets = (
        (None, {"fields": ("position", "name", "active", "kind")}),
        ("What happens", {"fields": ("queue", "priority", "assignee", "tag")}),
    )

    @admin.display(description="when")
    def when(self, rule: RoutingRule) -> str:
        """Its type and conditions in words."""
        return routing.conditions_in_words(rule)

    @admin.display(description="then")
    def then(self, rule: RoutingRule) -> str:
        """What it does, in words."""
        return routing.outcome_in_words(rule)

    def get_queryset(self, request: HttpRequest) -> QuerySet[RoutingRule]:
        """Return the rules with their conditions."""
        return super().get_queryset(request).prefetch_related("conditions")

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

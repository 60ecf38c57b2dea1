"""The forms of a routing rule and its conditions: what they offer and refuse."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from intake import access, kinds
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


class RuleForm(forms.ModelForm):
    """A rule, for a type that there is, and an assignee who can see the queue."""

    class Meta:
        model = RoutingRule
        fields = ("position", "name", "active", "kind", "queue", "priority", "assignee", "tag")

    kind = forms.ChoiceField(label="Type", required=False, help_text="The type of submission it is for.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the types there are, and the one that the rule has."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["kind"].choices = [("", "Every type"), *kinds.choices(with_kind=self.instance.kind)]

    def clean(self) -> dict[str, Any]:
        """Refuse an assignee who would not see what is assigned to them."""
        cleaned = super().clean() or self.cleaned_data
        queue, assignee = cleaned.get("queue"), cleaned.get("assignee")
        if queue and assignee and not access.assignable_users(queue).filter(pk=assignee.pk).exists():
            self.add_error("assignee", f"{person(assignee)} is not a member of {queue}.")
        return cleaned


class PreviewedRuleForm(RuleForm):
    """A rule that is only looked at: never valid, so that nothing saves it, but with no error of its own."""

    def is_valid(self) -> bool:
        """Return False, when its fields were checked."""
        super().is_valid()
        return False

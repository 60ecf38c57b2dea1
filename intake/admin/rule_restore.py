"""The history page's button: an earlier version of a rule comes back, if the rule's form takes it."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from intake import access, conditions, rules
from intake.models import RoutingRule
from intake.templatetags.triage import moment

_COLUMNS = {
    "name": "name",
    "kind": "kind",
    "queue": "queue_id",
    "priority": "priority",
    "assignee": "assignee_id",
    "tag": "tag_id",
}


def in_words(version: Any) -> list[str] | None:
    """Return the conditions of a version in words; None where they were not kept."""
    return (
        None if version.conditions is None else [conditions.in_words(**each) for each in version.conditions]
    )


def restore(request: HttpRequest, rule_admin: ModelAdmin, rule_id: int) -> HttpResponse:
    """Write the posted version of the rule back, or say why that cannot be."""
    rule = RoutingRule.objects.filter(pk=rule_id).first()
    number = request.POST.get("version", "")
    version_id = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
    version = rule.history.filter(pk=version_id).exclude(conditions=None).first() if rule else None
    if not rule or not version:
        raise Http404
    form = rule_admin.get_form(request, rule, change=True)(_rule_fields(version, rule), instance=rule)
    (formset_class, _inline) = next(iter(rule_admin.get_formsets_with_inlines(request, rule)))
    # The rule's own checks come first: they put its type in place, which the conditions' checks ask for.
    checked = form.is_valid()
    formset: Any = formset_class(_condition_fields(version), instance=rule, prefix="conditions")
    when = moment(version.history_date)
    if formset.is_valid() and checked:
        rules.write_back(
            rule=form.instance,
            conditions=[each.instance for each in formset.forms],
            actor=access.signed_in(request.user),
            because=f"The version of {when} was restored.",
        )
        messages.success(request, f"“{rule.name}” is again as it was {when}.")
    else:
        problems = " ".join(_problems(form, formset))
        messages.error(request, f"The version of {when} cannot come back. {problems} Nothing was changed.")
    return HttpResponseRedirect(reverse("admin:intake_routingrule_history", args=[rule_id]), status=303)


def _rule_fields(version: Any, rule: RoutingRule) -> dict[str, Any]:
    """What the rule's form would have posted; its place in the order stays as it is now."""
    typed = {name: getattr(version, column) for name, column in _COLUMNS.items()}
    fields = {name: "" if value is None else value for name, value in typed.items()}
    return fields | {"position": rule.position} | ({"active": "on"} if version.active else {})


def _condition_fields(version: Any) -> dict[str, Any]:
    """What the form would have posted of the version's conditions, all of them new."""
    fields: dict[str, Any] = {
        "conditions-TOTAL_FORMS": len(version.conditions),
        "conditions-INITIAL_FORMS": 0,
    }
    for number, condition in enumerate(version.conditions):
        fields |= {f"conditions-{number}-{name}": value for name, value in condition.items()}
    return fields


def _problems(form: Any, formset: Any) -> list[str]:
    """The errors of all forms, each with the name of its field."""
    return [
        f"{each.fields[name].label or name}: {error}" if name in each.fields else str(error)
        for each in [form, *formset.forms]
        for name, errors in each.errors.items()
        for error in errors
    ]

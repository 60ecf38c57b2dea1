"""How triage's pages say times, targets and sent messages."""

import calendar
import datetime as dt
import re

from django import template
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from intake import conditions, progress, routing, sla, thumbnails, tracking
from intake.inbound import html
from intake.models import RoutingCondition

register = template.Library()
register.filter("due_in_words", sla.due_in_words)
register.filter("outcome", routing.outcome_in_words)
register.filter("is_answered", conditions.is_answered)
register.filter("fact", conditions.fact_in_words)
register.filter("without_links", tracking.without_links)
register.filter("without_ending", progress.without_ending)
register.filter("has_picture", thumbnails.can_have)

_LONG_NAMES = re.compile(rf"\b({'|'.join([*calendar.day_name, *calendar.month_name[1:]])})\b")


@register.filter
def moment(value: dt.datetime) -> str:
    """Return a moment in the past: "today at 9:30am", "3 December at 5pm", "3 December 2020 at 5pm"."""
    local = value.astimezone(sla.LONDON)
    today = timezone.now().astimezone(sla.LONDON).date()
    if local.date() == today:
        return f"today at {sla.clock(local)}"
    year = f" {local.year}" if local.year != today.year else ""
    return f"{local.day} {local:%B}{year} at {sla.clock(local)}"


@register.filter(is_safe=True)
def abbreviated(words: str) -> str:
    """Return `words` with the names of days and months cut for a list: "by 5pm on Tue 1 Dec"."""
    return _LONG_NAMES.sub(lambda name: name[0][:3], words)


@register.filter
def harmless(markup: str) -> SafeString:
    """Return HTML that came in, cleaned again where it is shown: whatever is stored, nothing of it runs."""
    return mark_safe(html.harmless(markup))  # noqa: S308 - that is what `harmless` is for


@register.filter
def time_of_try(value: dt.datetime) -> str:
    """Return when an email is tried next: "now", "at 9:45am"."""
    return "now" if value <= timezone.now() else f"at {sla.clock(value)}"


@register.filter
def person(user: User | None) -> str:
    """Return a colleague's name: the full one, else the account's; "" for nobody."""
    return (user.get_full_name() or user.get_username()) if user else ""


@register.filter
def condition(value: RoutingCondition) -> str:
    """Return a rule's condition in words."""
    return conditions.in_words(field=value.field, operator=value.operator, value=value.value)

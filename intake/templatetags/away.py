"""How the pages say who is away and when."""

import datetime as dt
from collections.abc import Mapping

from django import template
from django.contrib.auth.models import User

from intake import absences

register = template.Library()
register.filter("days", absences.in_words)


@register.filter
def with_days(user: User, away: Mapping[int, dt.date]) -> str:
    """Return a colleague's name and, if they are away today, until when."""
    return absences.with_name(user, away)

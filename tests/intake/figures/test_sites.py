"""The school or team that a submission names, kept beside it."""

from importlib import import_module

import pytest
from django.apps import apps

pytestmark = pytest.mark.django_db


def answer(kind: str, display: str) -> dict:
    return {"name": kind, "label": kind, "kind": kind, "value": display, "display": display}


def test_what_came_in_before_is_given_its_school_or_team(make):
    school = make(answers=[answer("text", "Hello"), answer("school", "Almond School\n(900041)")])
    team = make(answers=[answer("school", ""), answer("school_or_team", "Finance " * 40)])
    neither = make(answers=[answer("text", "Hello")])

    import_module("intake.migrations.0061_sites_of_submissions").keep(apps, None)

    for submission in (school, team, neither):
        submission.refresh_from_db()
    assert school.site == "Almond School (900041)"
    assert team.site == ("Finance " * 40)[:200]
    assert neither.site == ""

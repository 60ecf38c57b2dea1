"""The intake application: submission, routing, timeline, outbox, triage."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """The one pipeline that every kind of submission goes through."""

    name = "intake"
    verbose_name = "Triage"

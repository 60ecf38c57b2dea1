"""The intake application: submission, routing, timeline, outbox, triage."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """The one pipeline that every kind of submission goes through."""

    name = "intake"
    verbose_name = "Triage"

    def ready(self) -> None:
        """Listen to what email providers tell."""
        from intake import receivers  # noqa: F401 - importing it connects it

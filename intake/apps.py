"""The intake application: submission, routing, timeline, outbox, triage."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """The one pipeline that every kind of submission goes through."""

    name = "intake"
    verbose_name = "Triage"

    def ready(self) -> None:
        """Listen to what email providers tell, and make known what comes by email and telephone."""
        from intake import calls, receivers  # noqa: F401 - importing it connects it
        from intake.inbound.starting import fields, kinds
        from intake.kinds import register

        register(kinds=kinds, fields=fields)
        register(kinds=calls.kinds, fields=calls.fields)

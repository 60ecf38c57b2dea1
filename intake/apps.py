"""The intake application: submission, routing, timeline, outbox, triage."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """The one pipeline that every kind of submission goes through."""

    name = "intake"
    verbose_name = "Triage"

    def ready(self) -> None:
        """Listen to email providers; make known what comes by email and telephone, and what holds persons."""
        from intake import audit, calls, personal_data, receivers  # noqa: F401 - importing it connects it
        from intake.audit import changes
        from intake.inbound.starting import fields, kinds
        from intake.kinds import register
        from intake.models import (
            EmailWording,
            Queue,
            QueueMembership,
            ReplyTemplate,
            RetentionRule,
            RoutingRule,
        )
        from intake.privacy import holders, own, people, record, times

        register(kinds=kinds, fields=fields)
        register(kinds=calls.kinds, fields=calls.fields)
        holders.register(*times.holders())
        people.register(*own.stores())
        record.register(*personal_data.entries())
        audit.watch(Queue, RoutingRule, EmailWording, ReplyTemplate, RetentionRule)
        audit.watch(QueueMembership, detail=changes.of_membership)

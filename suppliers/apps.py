"""The suppliers application: selling goods and services to HLT."""

from django.apps import AppConfig


class SuppliersConfig(AppConfig):
    """What only a supplier's registration knows."""

    name = "suppliers"
    verbose_name = "Suppliers"

    def ready(self) -> None:
        """Tell intake of registrations, and how long they are kept."""
        from intake.kinds import register
        from intake.privacy import holders
        from suppliers import kinds, retention

        register(
            kinds=kinds.kinds,
            fields=kinds.fields,
            usual_queues=kinds.usual_queues,
            sender_page=kinds.sender_page,
            staff_page=kinds.staff_page,
        )
        holders.register(retention.holder())

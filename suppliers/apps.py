"""The suppliers application: selling goods and services to HLT."""

from django.apps import AppConfig


class SuppliersConfig(AppConfig):
    """What only a supplier's registration knows."""

    name = "suppliers"
    verbose_name = "Suppliers"

    def ready(self) -> None:
        """Tell intake of registrations, how long they are kept, and what is held of their people."""
        from intake.kinds import register
        from intake.privacy import holders, people, record
        from suppliers import kinds, personal_data, privacy, retention

        register(
            kinds=kinds.kinds,
            fields=kinds.fields,
            usual_queues=kinds.usual_queues,
            sender_page=kinds.sender_page,
            staff_page=kinds.staff_page,
            next_steps=kinds.next_steps,
        )
        holders.register(retention.holder())
        people.register(*privacy.stores())
        record.register(*personal_data.entries())

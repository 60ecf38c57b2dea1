"""The enquiries application: the types of enquiry, their questions and their pages."""

from django.apps import AppConfig


class EnquiriesConfig(AppConfig):
    """What only an enquiry knows: its questions."""

    name = "enquiries"
    verbose_name = "Enquiry forms"

    def ready(self) -> None:
        """Tell intake of the types of enquiry, and what a form in the middle holds of a person."""
        from enquiries import personal_data, privacy
        from enquiries.kinds import fields, kinds, next_steps, usual_queues
        from enquiries.models import EnquiryType, SuggestedAnswer
        from intake import audit
        from intake.kinds import register
        from intake.privacy import people, record

        register(kinds=kinds, fields=fields, usual_queues=usual_queues, next_steps=next_steps)
        people.register(*privacy.stores())
        record.register(*personal_data.entries())
        audit.watch(EnquiryType, SuggestedAnswer)

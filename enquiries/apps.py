"""The enquiries application: the types of enquiry, their questions and their pages."""

from django.apps import AppConfig


class EnquiriesConfig(AppConfig):
    """What only an enquiry knows: its questions."""

    name = "enquiries"
    verbose_name = "Enquiry forms"

"""The site's application and its admin."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class PortalConfig(AppConfig):
    """Loads the system checks of the settings."""

    name = "portal"
    verbose_name = "Site"

    def ready(self) -> None:
        """Register the checks, and the folder of emails for who asks to be erased."""
        from intake.privacy import people
        from portal import checks, mail_folder  # noqa: F401

        people.register(*mail_folder.stores())


class PortalAdminConfig(AdminConfig):
    """Django's admin with the portal's own site class."""

    default_site = "intake.admin_site.TriageAdminSite"

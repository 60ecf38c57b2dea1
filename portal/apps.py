"""The site's application and its admin."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class PortalConfig(AppConfig):
    """Loads the system checks of the settings."""

    name = "portal"
    verbose_name = "Site"

    def ready(self) -> None:
        """Register the checks."""
        from portal import checks  # noqa: F401


class PortalAdminConfig(AdminConfig):
    """Django's admin with the portal's own site class."""

    default_site = "intake.admin_site.TriageAdminSite"

"""What browsers refused to load on our pages, for administrators: a list to read."""

from django.contrib import admin
from django.urls import URLPattern, path

from intake.admin.permissions import AdministratorsOnly, ReadOnly
from intake.models import PolicyReport


@admin.register(PolicyReport)
class PolicyReportAdmin(ReadOnly, AdministratorsOnly, admin.ModelAdmin):
    """Each kind of breach of the content security policy, the latest first."""

    list_display = ("directive", "blocked", "page", "count", "last_seen", "first_seen")
    list_display_links = None
    list_per_page = 50
    # The one order that has an index.
    sortable_by = ()
    show_full_result_count = False
    actions = None

    def get_urls(self) -> list[URLPattern]:
        """Return the one address there is: the list's."""
        return [
            path("", self.admin_site.admin_view(self.changelist_view), name="intake_policyreport_changelist")
        ]

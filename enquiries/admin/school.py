"""The register of schools in the admin."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from enquiries import schools
from enquiries.models import School
from intake import access
from intake.admin.permissions import ReadOnly


@admin.register(School)
class SchoolAdmin(ReadOnly, admin.ModelAdmin):
    """The register of schools, to look things up; `manage.py import_schools` is what writes it."""

    list_display = ("name", "urn", "establishment_type", "phase", "postcode", "is_open")
    search_fields = ("search_name", "urn__startswith", "postcode")
    search_help_text = "A name, URN or postcode"
    show_full_result_count = False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[School], search_term: str
    ) -> tuple[QuerySet[School], bool]:
        """Search as the school question does, without case, accents and punctuation."""
        return super().get_search_results(request, queryset, schools.searchable(search_term))

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return whether the person works for HLT: the register is public."""
        return access.is_staff(request.user)

    def has_view_permission(self, request: HttpRequest, obj: School | None = None) -> bool:
        """Return whether the person works for HLT."""
        return access.is_staff(request.user)

"""The groups of the directory, and what their people are here."""

from django.contrib import admin

from intake.admin.permissions import AdministratorsOnly
from intake.models import GroupMapping


@admin.register(GroupMapping)
class GroupMappingAdmin(AdministratorsOnly, admin.ModelAdmin):
    """One row a group and what it gives; a change counts from each person's next sign-in on."""

    list_display = ("group", "name", "role", "queue")
    list_filter = ("role",)
    list_select_related = ("queue",)
    search_fields = ("group", "name")
    search_help_text = "A group, as the directory sends it or as it is called"
    fields = ("group", "name", "role", "queue")

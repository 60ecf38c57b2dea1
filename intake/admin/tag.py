"""Tags in the admin."""

from django.contrib import admin

from intake.admin.audited import Audited
from intake.admin.permissions import AdministratorsOnly
from intake.models import Tag


@admin.register(Tag)
class TagAdmin(Audited, AdministratorsOnly, admin.ModelAdmin):
    """The words that rules put on submissions."""

    search_fields = ("name",)
    search_help_text = "A word of the tag"

"""Canned replies in the admin: a lead edits those of their own queues, administrators all."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from intake import access
from intake.admin.history import HistoryAdmin
from intake.admin.of_queue import OfQueue, beginning
from intake.models import ReplyTemplate


@admin.register(ReplyTemplate)
class ReplyTemplateAdmin(OfQueue, HistoryAdmin):
    """What teams write again and again."""

    list_display = ("name", "team", "beginning")
    fields = ("name", "queue", "text")
    search_fields = ("name", "text")
    search_help_text = "A word of the name or the text"

    @admin.display(description="for", ordering="queue__name")
    def team(self, template: ReplyTemplate) -> str:
        """Whose it is."""
        return template.queue.name if template.queue else "every team"

    @admin.display(description="text")
    def beginning(self, template: ReplyTemplate) -> str:
        """Enough of the text to know it by."""
        return beginning(template.text)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReplyTemplate]:
        """Return those that the person edits, or may look at."""
        return access.visible_reply_templates(request.user).select_related("queue")

"""What a person keeps of the desk: the columns of its list, and views by name, their own or a queue's."""

from django.conf import settings
from django.db import models

from intake.models.queue import Queue


class SavedView(models.Model):
    """A view of the list with filters, search and order, under a name: one person's, or shared with a queue.

    It holds what the address says, and is read for whoever opens it: it shows nobody more than they may see.
    """

    name = models.CharField(max_length=60)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="saved_views",
        help_text="Who made it. A queue keeps what was shared with it when its maker leaves.",
    )
    queue = models.ForeignKey(
        Queue,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="saved_views",
        help_text="The queue whose members all have it; nobody else but its owner where there is none.",
    )
    query = models.JSONField(default=dict, help_text="What the list's address says: each filter's value.")

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                condition=models.Q(queue=None),
                name="one_view_a_person_and_name",
            ),
            models.UniqueConstraint(
                fields=["queue", "name"],
                condition=models.Q(queue__isnull=False),
                name="one_view_a_queue_and_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DeskColumns(models.Model):
    """Which columns a person has chosen for the list; without such a row, the usual ones."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="desk_columns"
    )
    names = models.JSONField(default=list)

    class Meta:
        verbose_name_plural = "desk columns"

    def __str__(self) -> str:
        return f"Columns of {self.user}"

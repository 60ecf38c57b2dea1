"""The columns of the list, and which of them each person has chosen."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import models

from intake.models import DeskColumns


class Column(models.TextChoices):
    """The columns that can be chosen; reference, subject and a priority that is not normal always show."""

    SENDER = "sender", "Sender"
    ORGANISATION = "organisation", "Organisation"
    QUEUE = "queue", "Queue and type"
    TAGS = "tags", "Tags"
    STATUS = "status", "Status"
    ASSIGNEE = "assignee", "Assigned to"
    NEEDED_BY = "needed_by", "Sender’s deadline"
    DUE = "due", "Due"


USUAL = [Column.SENDER, Column.QUEUE, Column.STATUS, Column.ASSIGNEE, Column.DUE]


def of(user: User) -> list[Column]:
    """Return the columns of `user`, in the order of the list."""
    chosen = DeskColumns.objects.filter(user=user).values_list("names", flat=True).first()
    return USUAL if chosen is None else [column for column in Column if column in chosen]


def choose(*, user: User, names: Iterable[str]) -> None:
    """Keep the columns called `names` as those of `user`; a name that there is not is left out."""
    wanted = [column.value for column in Column if column in set(names)]
    DeskColumns.objects.update_or_create(user=user, defaults={"names": wanted})

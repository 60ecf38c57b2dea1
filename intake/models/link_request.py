"""That somebody asked for a tracking link, until it is answered."""

from django.db import models
from django.utils import timezone


class LinkRequest(models.Model):
    """A reference and an address, as typed by whoever asked, which may or may not belong together."""

    reference = models.CharField(max_length=20)
    email = models.EmailField()
    asked_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"request {self.pk} for a link"

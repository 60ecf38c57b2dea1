"""When each of the portal's processes was last seen at work."""

from django.db import models


class Heartbeat(models.Model):
    """One process's last sign of life, by the database's clock."""

    name = models.CharField(max_length=20, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.at}"

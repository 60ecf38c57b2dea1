"""When each of the portal's processes was last seen at work, and each daily job was last done."""

from django.db import models


class Heartbeat(models.Model):
    """One process's last sign of life, by the database's clock; or when one daily job was last done."""

    name = models.CharField(max_length=20, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.at}"

"""The register of schools, as the Department for Education publishes it."""

from django.db import models


class School(models.Model):
    """A school or other establishment of the public register (Get Information About Schools)."""

    urn = models.PositiveIntegerField("URN", primary_key=True, help_text="Unique reference number, 6 digits.")
    name = models.CharField(max_length=200)
    local_authority = models.CharField("local authority code", max_length=3, help_text="204 is Hackney.")
    establishment_number = models.CharField(max_length=4, blank=True)
    establishment_type = models.CharField(max_length=100, blank=True)
    is_open = models.BooleanField(default=True)
    phase = models.CharField(max_length=60, blank=True)
    street = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    website = models.CharField(max_length=255, blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    search_name = models.CharField(
        max_length=200, editable=False, db_index=True, help_text="The name without case and punctuation."
    )

    class Meta:
        ordering = ["name", "urn"]
        indexes = [models.Index(fields=["local_authority", "name"], name="school_by_authority")]

    def __str__(self) -> str:
        return f"{self.name} ({self.urn})"

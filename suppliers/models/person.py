"""Who may open a supplier's registrations, and the links by which they come in. There are no passwords."""

from django.db import models
from django.utils import timezone

from suppliers.models.supplier import Supplier


class Person(models.Model):
    """Somebody who acts for a supplier, known by their email address, kept in small letters."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="people")
    email = models.EmailField(db_index=True)
    invited_by = models.EmailField(blank=True)
    added_at = models.DateTimeField(default=timezone.now)
    last_seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["added_at", "id"]
        verbose_name_plural = "people"
        constraints = [models.UniqueConstraint(fields=["supplier", "email"], name="person_once_a_supplier")]

    def __str__(self) -> str:
        return f"a person of {self.supplier}"


class SignInLink(models.Model):
    """A link by which the owner of an email address comes in, once. Only the hash of its token is kept."""

    email = models.EmailField(db_index=True)
    client_hash = models.CharField(
        max_length=64, blank=True, db_index=True, editable=False, help_text="Where it was asked for from."
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"sign-in link {self.pk}"

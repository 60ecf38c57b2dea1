"""The audit log: who read, took out or changed what. Rows are added; the database refuses all else."""

from django.db import models
from django.utils import timezone


class AuditEntry(models.Model):
    """One act. It names accounts and things by their ids, and nobody by a name or an address.

    No column is a foreign key: a row must stay as it is when what it names is gone. `intake.audit` alone
    writes it, and says which words `actor` and `action` may be.
    """

    number = models.PositiveBigIntegerField(primary_key=True, help_text="1, 2, 3 and so on, without a gap.")
    at = models.DateTimeField()
    actor = models.CharField(max_length=20, help_text="What kind of person or machine it was.")
    user_id = models.PositiveBigIntegerField("account", null=True, help_text="Of which member of staff.")
    action = models.CharField(max_length=40)
    object_kind = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, help_text="The hash of the entry before.")
    hash = models.CharField(max_length=64, help_text="Keyed hash (HMAC-SHA-256) of all the rest.")

    class Meta:
        ordering = ["-number"]
        verbose_name = "entry of the audit log"
        verbose_name_plural = "audit log"
        indexes = [
            models.Index(fields=["at"], name="audit_at"),
            models.Index(fields=["user_id", "-number"], name="audit_user"),
            models.Index(fields=["action", "-number"], name="audit_action"),
            models.Index(fields=["object_kind", "object_id", "-number"], name="audit_object"),
        ]

    def __str__(self) -> str:
        return f"audit entry {self.number}"


class AuditHead(models.Model):
    """The end of the log, in the one row there is: how many entries, the last one's hash, and a seal of both.

    Who writes an entry locks it, so that two never follow the same one.
    """

    #: The id of the one row.
    ONLY = 1

    count = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True, default=None)
    broken_at = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="The first entry that the last check found broken."
    )
    problem = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"audit log of {self.count} entries"

    def note_check(self, *, broken_at: int | None, problem: str) -> None:
        """Keep what a check has found."""
        type(self).objects.filter(pk=self.pk).update(
            checked_at=timezone.now(), broken_at=broken_at, problem=problem[:200]
        )

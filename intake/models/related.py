"""How submissions belong together: merged into another one, or linked with it."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from intake.models.submission import Status, Submission


class Merge(models.Model):
    """That a submission was merged into another one; gone once that is undone."""

    merged = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="merge")
    kept = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="merges")
    status_before = models.CharField(
        max_length=10, choices=Status, help_text="Where the merged one stood, and stands again if undone."
    )
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(merged=models.F("kept")), name="nothing_is_merged_into_itself"
            )
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} merged into {self.kept_id}"


class Link(models.Model):
    """That two submissions are about one matter; each pair once, the older row's id first."""

    one = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="links_as_one")
    other = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="links_as_other")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="one_link_a_pair"),
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")), name="link_names_the_older_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} linked with {self.other_id}"

"""What browsers refused to load on our pages, counted: a mistake of ours, or somebody's attempt."""

from django.db import models


class PolicyReport(models.Model):
    """One kind of breach of the content security policy; no address, no person, only how often."""

    directive = models.CharField("rule", max_length=40)
    blocked = models.CharField(
        "what was refused", max_length=200, help_text="A site’s name, or inline, eval, data."
    )
    page = models.CharField(
        "our page",
        max_length=200,
        help_text="The pattern of our page's address, without what stood in its place.",
    )
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()
    count = models.PositiveBigIntegerField("how often", default=1)

    class Meta:
        verbose_name = "refused content"
        verbose_name_plural = "refused content"
        ordering = ["-last_seen", "-id"]
        indexes = [models.Index(fields=["-last_seen", "-id"], name="policy_report_newest")]
        constraints = [
            models.UniqueConstraint(fields=["directive", "blocked", "page"], name="policy_report_once")
        ]

    def __str__(self) -> str:
        return f"{self.directive}: {self.blocked} on {self.page}"

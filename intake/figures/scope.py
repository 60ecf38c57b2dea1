"""Of which submissions figures are asked for, and by whom."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import QuerySet

from intake import access
from intake.figures.period import Period
from intake.models import Queue, Submission

_NOT_COUNTED = (Submission.Status.SPAM, Submission.Status.HELD)


@dataclass(frozen=True)
class Scope:
    """A person's question; what is empty asks for nothing in particular."""

    user: User
    period: Period
    queue: Queue | None = None
    kind: str = ""

    @property
    def whenever(self) -> QuerySet[Submission]:
        """What the person may see of the queue and type, whenever it came in, without (likely) spam."""
        found = access.visible_submissions(self.user).exclude(status__in=_NOT_COUNTED).order_by()
        if self.queue:
            found = found.filter(queue=self.queue)
        return found.filter(kind=self.kind) if self.kind else found

    @property
    def received(self) -> QuerySet[Submission]:
        """What of it came in within the period."""
        return self.whenever.filter(received_at__gte=self.period.start, received_at__lt=self.period.end)

"""How much one client posts, and in one address's name: counted by digests that are forgotten after a day."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from intake import clients
from intake.models import RecentPost
from intake.screening.scoring import Counts, Limits

_HOUR, _DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def note(*, client: str, email: str, limits: Limits) -> Counts:
    """Note a post, and return how many there were with it; no more is counted than the limits ask for.

    Args:
        client: the network address from which it came.
        email: the address that it names.
        limits: how far to count.
    """
    now = timezone.now()
    post = RecentPost(client=clients.digest(client), recipient=digest_of(email), at=now)
    counts = Counts()
    today = RecentPost.objects.filter(at__gt=now - _DAY)
    if post.client:
        # One question for both: an hour's are the newest of the day's.
        most = max(limits.client_hour, limits.client_day)
        times = _newest(today.filter(client=post.client), most)
        lately = sum(at > now - _HOUR for at in times)
        counts = Counts(client_hour=lately + 1, client_day=len(times) + 1)
    if post.recipient:
        named = len(_newest(today.filter(recipient=post.recipient), limits.recipient_day))
        counts = Counts(counts.client_hour, counts.client_day, named + 1)
    post.save(force_insert=True)
    return counts


def digest_of(email: str) -> str:
    """Return what is kept of an email address; "" for none."""
    return clients.keyed("intake.recipients", email.strip().lower()) if email.strip() else ""


def forget_old() -> int:
    """Delete what is not counted any more; return how many there were."""
    return RecentPost.objects.filter(at__lt=timezone.now() - _DAY).delete()[0]


def _newest(posts: QuerySet[RecentPost], at_most: int) -> list[Any]:
    return list(posts.order_by("-at").values_list("at", flat=True)[:at_most])

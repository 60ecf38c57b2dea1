"""Who else has a submission's page open, and who is writing there: known for some seconds at a time."""

import datetime as dt
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from intake import steps
from intake.models import Presence, Submission

#: A page that is open says so every ten seconds.
LIFE = dt.timedelta(seconds=25)


class Other(NamedTuple):
    """A colleague at the same submission."""

    name: str
    is_typing: bool


@transaction.atomic
def note(*, submission: Submission, user: User, is_typing: bool) -> None:
    """Note that `user` has the page of `submission` open just now."""
    now = timezone.now()
    typed = {"typed_at": now} if is_typing else {}
    Presence.objects.update_or_create(submission=submission, user=user, defaults={"seen_at": now, **typed})


def leave(*, submission: Submission, user: User) -> None:
    """Note that `user` has closed the page of `submission`."""
    Presence.objects.filter(submission=submission, user=user).delete()


def others(submission: Submission, user: User) -> list[Other]:
    """Return who else is at `submission`: those who write first."""
    since = timezone.now() - LIFE
    found = Presence.objects.filter(submission=submission, seen_at__gt=since).exclude(user=user)
    here = [
        Other(steps.name(each.user), bool(each.typed_at and each.typed_at > since))
        for each in found.select_related("user").order_by("pk")
    ]
    return sorted(here, key=lambda other: not other.is_typing)


def in_words(here: list[Other]) -> str:
    """Return "Lena Lead is writing a reply. Max Power is looking at this too.", or "" where nobody is."""
    return " ".join(
        f"{other.name} is {'writing a reply' if other.is_typing else 'looking at this too'}."
        for other in here
    )


def forget_old() -> int:
    """Delete what means nothing any more; return how many there were."""
    return Presence.objects.filter(seen_at__lt=timezone.now() - dt.timedelta(hours=1)).delete()[0]

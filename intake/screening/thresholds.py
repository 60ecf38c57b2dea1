"""The thresholds of screening: each setting, what it is, and what it has done in the last 30 days."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Count
from django.utils import timezone

from intake import access
from intake.models import TimelineEntry
from intake.models.screening import Decision
from intake.screening import allowance
from intake.screening.scoring import POINTS, Limits, Sign

DAYS = 30
COLUMNS = ("Value", "Points", "Held", "Passed on", "Spam", "Waiting", "False alarms")


@dataclass(frozen=True)
class Effect:
    """How many submissions something has held, and what became of them; those passed on were false alarms."""

    held: int = 0
    passed_on: int = 0
    spam: int = 0
    waiting: int = 0

    @property
    def false_alarms(self) -> str:
        """How many of a hundred that were decided were passed on, or “–” before any was."""
        decided = self.passed_on + self.spam
        return f"{round(100 * self.passed_on / decided)} %" if decided else "–"


@dataclass(frozen=True)
class Threshold:
    """One threshold: what it is, the name of its setting, its value, and its effect.

    Attributes:
        what: a sentence.
        setting: its name in the environment.
        value: as people read it.
        points: how many it adds to a submission; None for what does not count points.
        effect: what it has held; None for what holds nothing.
        said: its effect in words, where it holds nothing.
    """

    what: str
    setting: str
    value: str
    points: int | None = None
    effect: Effect | None = None
    said: str = ""

    @property
    def cells(self) -> list[tuple[str, str]]:
        """What the table says of it, by its columns."""
        said = [self.value, "–" if self.points is None else str(self.points)]
        if self.effect:
            of = self.effect
            said += [str(number) for number in (of.held, of.passed_on, of.spam, of.waiting)]
            said.append(of.false_alarms)
        return list(zip(COLUMNS, said, strict=False))


def limits() -> Limits:
    """Return what the settings say."""
    return Limits(
        points={**POINTS, **settings.SPAM_POINTS},
        seconds=settings.SPAM_SECONDS,
        links=settings.SPAM_LINKS,
        links_not_counted=[settings.SITE_HOST, *settings.SPAM_LINKS_NOT_COUNTED],
        foreign_per_cent=settings.SPAM_FOREIGN_LETTERS,
        client_hour=settings.SPAM_POSTS_PER_CLIENT_PER_HOUR,
        client_day=settings.SPAM_POSTS_PER_CLIENT_PER_DAY,
        recipient_day=settings.SPAM_POSTS_PER_RECIPIENT_PER_DAY,
    )


def shown_to(user: User) -> list[Threshold]:
    """Return every threshold with what it has done in the queues that `user` sees."""
    since = timezone.now() - dt.timedelta(days=DAYS)
    by_sign, in_all = _effects(user, since)
    now = limits()

    def of(sign: Sign, what: str, setting: str, value: str) -> Threshold:
        return Threshold(what, setting, value, now.points[sign], by_sign.get(sign, Effect()))

    return [
        Threshold(
            "A submission is held from so many points on",
            "SPAM_HOLD_FROM",
            str(settings.SPAM_HOLD_FROM),
            effect=in_all,
        ),
        of(Sign.HONEYPOT, "A field that people do not see is filled in", "SPAM_POINTS", "filled in"),
        of(Sign.NO_TIME, "Nothing proves that the form was opened", "SPAM_POINTS", "no proof"),
        of(
            Sign.TOO_FAST,
            "It is sent sooner than this after the form was opened",
            "SPAM_SECONDS",
            f"{now.seconds:g} seconds",
        ),
        of(
            Sign.LINKS,
            "It has more links to other sites than this; points for each one more",
            "SPAM_LINKS",
            str(now.links),
        ),
        of(Sign.MARKUP, "It has parts of a web page or a script in it", "SPAM_POINTS", "any"),
        of(
            Sign.FOREIGN_LETTERS,
            "More of its letters than this are not Latin",
            "SPAM_FOREIGN_LETTERS",
            f"{now.foreign_per_cent} %",
        ),
        of(
            Sign.KNOWN_BAD,
            "Something of it is on the list of what is known to be bad; points for each",
            "SPAM_POINTS",
            "any",
        ),
        of(
            Sign.CLIENT_HOUR,
            "More than this come from one network address in an hour",
            "SPAM_POSTS_PER_CLIENT_PER_HOUR",
            str(now.client_hour),
        ),
        of(
            Sign.CLIENT_DAY,
            "More than this come from one network address in a day",
            "SPAM_POSTS_PER_CLIENT_PER_DAY",
            str(now.client_day),
        ),
        of(
            Sign.RECIPIENT_DAY,
            "More than this come with one email address in a day",
            "SPAM_POSTS_PER_RECIPIENT_PER_DAY",
            str(now.recipient_day),
        ),
        Threshold(
            "So many acknowledgements one email address gets in a day; all that it sends is kept",
            "ACKNOWLEDGEMENTS_PER_RECIPIENT_PER_DAY",
            str(settings.ACKNOWLEDGEMENTS_PER_RECIPIENT_PER_DAY),
            said=_not_acknowledged(user, since),
        ),
    ]


def _effects(user: User, since: dt.datetime) -> tuple[dict[str, Effect], Effect]:
    """What each sign has held, and all of them together: by one question, however much was held."""
    found = access.visible_screenings(user).filter(held_at__gt=since).order_by()
    by_sign: dict[str, Counter[str]] = {}
    in_all: Counter[str] = Counter()
    for signs, decision, count in found.values_list("signs", "decision").annotate(count=Count("pk")):
        in_all[decision] += count
        for sign in signs.split(","):
            by_sign.setdefault(sign, Counter())[decision] += count
    return {sign: _effect(counted) for sign, counted in by_sign.items()}, _effect(in_all)


def _effect(counted: Counter[str]) -> Effect:
    return Effect(
        held=counted.total(),
        passed_on=counted[Decision.PASSED_ON],
        spam=counted[Decision.SPAM],
        waiting=counted[Decision.WAITING],
    )


def _not_acknowledged(user: User, since: dt.datetime) -> str:
    without = TimelineEntry.objects.filter(
        event=TimelineEntry.Event.NOT_ACKNOWLEDGED,
        text=allowance.ENOUGH,
        at__gt=since,
        submission__queue__in=access.visible_queues(user).values("pk"),
    ).count()
    return f"{without} not acknowledged"

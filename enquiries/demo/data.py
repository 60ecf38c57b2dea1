"""Filling an empty portal with believable submissions, each with its story."""

import datetime as dt
import random
from collections.abc import Callable, Iterator

from django.db import transaction
from django.utils import timezone

from enquiries import drafts, form_factory, forms, sending, versions
from enquiries.demo import answers, people
from enquiries.demo.stories import Story
from enquiries.models import EnquiryType
from intake import outbox, sla, submissions
from intake.models import Submission

DAYS = 60
#: In percent.
_SHARES = {"it-helpdesk": 42, "general": 30, "web-team": 15, "press": 13}
#: When people write: mostly in working hours, some early and in the evening.
_BY_HOUR = {7: 2, 8: 6, **dict.fromkeys(range(9, 17), 10), 17: 5, 18: 2, 19: 2, 20: 1}


class NotEmpty(Exception):
    """There are submissions already, and demo data must not be mixed with them."""


class DoesNotFit(Exception):
    """The forms are not those that the site comes with, and the demo's answers do not fit them."""


def make(*, count: int, seed: int, force: bool = False, progress: Callable[[], object] = lambda: None) -> int:
    """Fill the portal with `count` submissions of the last 60 days, with staff, schools and conversations.

    No email goes out: the messages are stored as sent at their time.

    Args:
        count: how many submissions.
        seed: the same seed, at the same moment, makes the same data, but for references and tracking links.
        force: add to what is there.
        progress: called after each submission.

    Returns:
        How many submissions were made.

    Raises:
        NotEmpty: there are submissions, and `force` is not given.
        DoesNotFit: see the class.
    """
    if Submission.objects.exists() and not force:
        raise NotEmpty("There are submissions already; demo data was not added.")
    types = list(
        EnquiryType.objects.filter(slug__in=_SHARES)
        .select_related("usual_queue")
        .prefetch_related("questions")
        .order_by("slug")
    )
    if not types:
        raise DoesNotFit("The types of enquiry that the site comes with are gone.")
    chance = random.Random(seed)  # noqa: S311 - not a secret
    schools = people.make_schools()
    people.make_staff()
    for received_at in _moments(chance, count):
        enquiry_type = chance.choices(types, [_SHARES[each.slug] for each in types])[0]
        given = answers.of(chance, enquiry_type.slug, received_at=received_at, schools=schools)
        with transaction.atomic():
            submission = _receive(enquiry_type, given, received_at)
            Story(chance, submission).tell()
        progress()
    return count


def _receive(enquiry_type: EnquiryType, given: answers.Answers, received_at: dt.datetime) -> Submission:
    """One submission as its form would have sent it at `received_at`."""
    form = form_factory.build(versions.on_the_site(enquiry_type))(forms.as_posted(given.posted))
    form.full_clean()
    if form.errors:
        raise DoesNotFit(
            f"The demo’s answers do not fit the form “{enquiry_type}”: {', '.join(form.errors)}."
        )
    form.cleaned_data |= given.in_their_day
    draft = drafts.begin(enquiry_type=enquiry_type, browser="demo")
    with outbox.already_sent(received_at + dt.timedelta(seconds=2)):
        return submissions.receive(sending.incoming(draft, form, received_at=received_at))


def _moments(chance: random.Random, count: int) -> Iterator[dt.datetime]:
    """Moments of the last 60 days, the oldest first, most of them in office hours of working days."""
    now = timezone.localtime()
    moments: list[dt.datetime] = []
    while len(moments) < count:
        day = now - dt.timedelta(days=chance.randrange(DAYS))
        if not sla.is_working_day(day.date()) and chance.random() < 0.85:
            continue
        hour = chance.choices(list(_BY_HOUR), list(_BY_HOUR.values()))[0]
        moment = day.replace(hour=hour, minute=chance.randrange(60), second=chance.randrange(60))
        if moment < now - dt.timedelta(seconds=10):
            moments.append(moment)
    yield from sorted(moments)

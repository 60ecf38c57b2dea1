"""The contacts as the public sees them: the listed queues, each with the forms that lead to it."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from enquiries.models import EnquiryType
from intake import hours, kinds
from intake.models import Queue, RetentionRule
from suppliers import procurement


@dataclass(frozen=True)
class Contact:
    """A team that the public may turn to.

    Attributes:
        queue: the team's queue, with its name, purpose and telephone.
        forms: the active types of enquiry that usually go to it.
        hours: its office hours, such as "9am to 5pm", in a line or several.
        buys: whether it is the team to which suppliers turn.
    """

    queue: Queue
    forms: list[EnquiryType]
    hours: list[str]
    buys: bool


def listed() -> list[Contact]:
    """Return the contacts that are on the contacts page, in its order."""
    forms = defaultdict(list)
    for enquiry_type in EnquiryType.objects.offered():
        forms[enquiry_type.usual_queue_id].append(enquiry_type)
    return [
        Contact(
            queue=queue,
            forms=forms[queue.pk],
            hours=hours.of_week(queue),
            buys=queue.slug == procurement.SLUG,
        )
        for queue in Queue.objects.filter(listed=True)
    ]


def retention() -> list[tuple[str, str]]:
    """Return how long each team keeps what it was sent once that is closed, as (team, such as "2 years").

    Types that have a time of their own follow. Teams that are not on the contacts page are not named;
    the longest of their times stands for them.
    """
    queues = list(Queue.objects.all())
    kept = [(queue.public_name, in_words(queue.retention_days)) for queue in queues if queue.listed]
    others = [queue.retention_days for queue in queues if not queue.listed]
    rest = []
    if others:
        time = gettext("at most {time}").format(time=in_words(max(others)))
        rest = [(gettext("Any other team"), time)]
    return [*kept, *rest, *_of_types()]


def _of_types() -> list[tuple[str, str]]:
    rules = list(RetentionRule.objects.select_related("queue"))
    labels = dict(kinds.known()) if rules else {}
    return [
        (
            f"{labels[rule.kind]}, {rule.queue.public_name}" if rule.queue else labels[rule.kind],
            in_words(rule.days),
        )
        for rule in rules
        if rule.kind in labels and (not rule.queue or rule.queue.listed)
    ]


def in_words(days: int) -> str:
    """Return a length of time, given in days, as people say it: "2 years", "90 days"."""
    if days and days % 365 == 0:
        years = days // 365
        return ngettext("{years} year", "{years} years", years).format(years=years)
    return ngettext("{days} day", "{days} days", days).format(days=days)

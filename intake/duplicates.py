"""Which submissions may be the same matter sent twice: the same sender, like words, within a week."""

import datetime as dt
import re
from typing import NamedTuple

from django.contrib.auth.models import User
from rapidfuzz import fuzz

from intake import access
from intake.models import Submission
from intake.models.submission import Status

_NEVER = (Status.MERGED, Status.SPAM, Status.HELD)
_WITHIN = dt.timedelta(days=7)
_ALIKE = 70.0
_COMPARED_AT_MOST = 20
_SHOWN_AT_MOST = 5
#: Shorter words say little of what a text is about.
_TELLING = 4
#: What is in most letters, whatever they are about.
_SILENT = frozenset(
    """about after again also always another because been before being best both cannot could dear does done
    each email enquiry evening even ever every from good have having hello help here hope into just kind know
    like looking made make many more morning most much must need never next number only other over please
    question reference regards same send sent should since some soon still such sure telephone than thank
    thanks that their them then there these they thing this those through today very want well were what when
    where which while will wish with would write writing wrote year years your yours afternoon""".split()
)
#: With fewer words in common it may be chance that one text has all the words of the other.
_ENOUGH_WORDS = 5


class Suggestion(NamedTuple):
    """A submission that may be the same as the one looked at, and how like it is, from 0 to 100."""

    submission: Submission
    likeness: float


def suggestions(submission: Submission, user: User) -> list[Suggestion]:
    """Return the probable duplicates of `submission` among what `user` may see, the likest first."""
    if not submission.sender_email or submission.status in _NEVER:
        return []
    nearby = (submission.received_at - _WITHIN, submission.received_at + _WITHIN)
    others = (
        access.visible_submissions(user)
        .filter(sender_email__in=_spellings(submission.sender_email), received_at__range=nearby)
        .exclude(pk=submission.pk)
        .exclude(status__in=_NEVER)
        .select_related("queue")
        .defer("search_text")
        .order_by("-received_at", "-id")
    )
    rated = [Suggestion(other, likeness(submission, other)) for other in others[:_COMPARED_AT_MOST]]
    alike = sorted((each for each in rated if each.likeness >= _ALIKE), key=lambda each: -each.likeness)
    return alike[:_SHOWN_AT_MOST]


def likeness(one: Submission, other: Submission) -> float:
    """Return how like the words of two submissions are, from 0 to 100; their order does not count."""
    mine, theirs = words(one), words(other)
    if not mine or not theirs:
        return 0.0
    first, second = " ".join(sorted(mine)), " ".join(sorted(theirs))
    alike = fuzz.ratio(first, second)
    if len(mine & theirs) >= _ENOUGH_WORDS:
        # What was sent again with a sentence more has all the words of the first.
        alike = max(alike, fuzz.token_set_ratio(first, second))
    return float(alike)


def words(submission: Submission) -> set[str]:
    """Return the words that say what a submission is about: of its subject and its written answers."""
    written = [
        str(answer["display"]) for answer in submission.answers if str(answer["kind"]).endswith("_text")
    ]
    about = " ".join([submission.subject, *written]).casefold()
    who = set(re.findall(r"\w+", submission.sender_name.casefold()))
    return {word for word in re.findall(r"\w+", about) if len(word) >= _TELLING} - _SILENT - who


def _spellings(address: str) -> set[str]:
    """The ways in which people and their telephones write one address, as the index can look them up."""
    return {address, address.lower(), address.capitalize()}

"""What of a submission the model sees: the words of its subject and answers, and its choices by value."""

import re

from intake.models import Submission

_WORD = re.compile(r"[^\W\d_]{3,30}")
_CHOICES = ("one_of", "some_of", "yes_no")
#: Whose answers say who somebody is, and not what they want.
_LEFT_OUT = ("email", "telephone", "files", "consent", "school", "school_or_team")


def of(submission: Submission) -> set[str]:
    """Return the words and choices of `submission`, without its sender's name and addresses."""
    words = set(_WORD.findall(submission.subject.lower()))
    senders_own = {submission.sender_name, submission.sender_organisation, ""}
    for answer in submission.answers:
        if answer["kind"] in _LEFT_OUT or answer["display"] in senders_own:
            continue
        if answer["kind"] in _CHOICES:
            value = answer["value"]
            values = value if isinstance(value, list) else [value]
            words |= {f"{answer['name']}={each}" for each in values}
        else:
            words |= set(_WORD.findall(answer["display"].lower()))
    return words

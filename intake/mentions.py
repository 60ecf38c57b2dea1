"""Colleagues named in a note, as @username or @first.last: they are emailed."""

import re
from collections.abc import Iterable

from django.contrib.auth.models import User

from intake import access, outbox, steps, submissions
from intake.models import Message, Submission

#: Not within a word, so that an email address names nobody.
_MENTION = re.compile(r"(?<![\w@.])@([\w.+-]*\w)")


def can_be_named(submission: Submission) -> list[User]:
    """Return who can be named: those who may see the submission and look after it."""
    return list(access.assignable_users(submission.queue))


def short_name(user: User) -> str:
    """Return what a person is named by in a note: the account's name, which nobody else has."""
    return user.get_username()


def named_in(text: str, people: Iterable[User]) -> list[User]:
    """Return those of `people` whom `text` names; a name that two of them share names neither."""
    words = {word.lower() for word in _MENTION.findall(text)}
    people = list(people)
    dotted = [_first_dot_last(user) for user in people]
    return [
        user
        for user, name in zip(people, dotted, strict=True)
        if user.get_username().lower() in words or (name in words and dotted.count(name) == 1)
    ]


def unknown_in(text: str, people: Iterable[User]) -> list[str]:
    """Return the names after an @ that are nobody's of `people`, as typed."""
    known = {name for user in people for name in (user.get_username().lower(), _first_dot_last(user))}
    return [word for word in dict.fromkeys(_MENTION.findall(text)) if word.lower() not in known]


def tell(*, submission: Submission, actor: User, text: str) -> list[User]:
    """Email those whom a note names, but not its author; return who was emailed.

    Must be called in the note's transaction.
    """
    if "@" not in text:
        return []
    named = [user for user in named_in(text, can_be_named(submission)) if user != actor and user.email]
    outbox.send(
        submission=submission,
        kind=Message.Kind.ALERT,
        recipients=[user.email for user in named],
        template="mentioned",
        context={
            "submission": submission,
            "actor_name": steps.name(actor),
            "admin_url": submissions.admin_url(submission),
        },
    )
    return named


def _first_dot_last(user: User) -> str:
    return ".".join(filter(None, f"{user.first_name} {user.last_name}".lower().split()))

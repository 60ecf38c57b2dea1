"""What becomes of the demo's submissions in the hands of the demo's staff."""

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User

from enquiries.demo import people, texts
from intake import backdating, feedback, sla, triage
from intake.models import Queue, Submission

_SPAM = 0.03
_OVERLOOKED = 0.02
_MISROUTED = 0.05
_IN_TIME = 0.88
_REOPENED = 0.04
_SAYS_HOW_IT_WAS = 0.4


class Story:
    """One submission's way through triage, as far as it has come by the present moment."""

    def __init__(self, chance: random.Random, submission: Submission) -> None:
        """Begin where `submission` has just been received."""
        self.chance = chance
        self.submission = submission
        self.now = submission.received_at
        self.people = people.team(submission.queue)

    def tell(self) -> None:
        """Let staff do with it what they mostly do. A step whose time has not come yet ends the story."""
        fate = self.chance.random()
        if not self.people or fate < _OVERLOOKED:
            return
        person = self.chance.choice(self.people)
        if fate < _OVERLOOKED + _SPAM:
            self._do(self._after(hours=2), triage.mark_as_spam, actor=person)
            return
        if fate < _OVERLOOKED + _SPAM + _MISROUTED:
            if not self._move(person):
                return
            person = self.chance.choice(self.people)
        if self._take_up(person) and self._answer(person):
            self._reopen(person)
            self._say_how_it_was()

    def _move(self, person: User) -> bool:
        slug, reason = texts.MOVES.get(self.submission.queue.slug, ("general", ""))
        queue = Queue.objects.filter(slug=slug, active=True).first()
        if not queue or queue == self.submission.queue:
            return True
        if not self._do(self._after(hours=1), triage.move, actor=person, queue=queue, reason=reason):
            return False
        self.submission.refresh_from_db()
        self.people = people.team(queue)
        return bool(self.people)

    def _take_up(self, person: User) -> bool:
        """Assign it and perhaps note something, both before the reply is due."""
        share = self.chance.uniform(0.02, 0.3)
        moment = self._on_the_way_to(self.submission.respond_by, share)
        if not self._do(moment, triage.assign, actor=person, assignee=person):
            return False
        if self.chance.random() < 0.25:
            note = self.chance.choice(texts.NOTES)
            self._do(self._after(hours=1), triage.note, actor=person, text=note)
        return True

    def _answer(self, person: User) -> bool:
        """Reply, mostly in time, and resolve it with the reply or later; return whether it is resolved."""
        in_time = self.chance.random() < _IN_TIME
        share = self.chance.uniform(0.2, 0.9) if in_time else self.chance.uniform(1.2, 2.5)
        moment = self._on_the_way_to(self.submission.respond_by, share)
        text = self.chance.choice(texts.REPLIES[self.submission.kind])
        then = self.chance.choices(["resolve", "reply", "wait"], [55, 30, 15])[0]
        if not self._do(moment, triage.reply, actor=person, text=text, then=then):
            return False
        if then == "resolve":
            return True
        if then == "wait":
            return self._do(self._after(hours=40), triage.resolve, actor=person)
        moment = self._on_the_way_to(self.submission.due_at, self.chance.uniform(0.3, 1.1))
        return self._do(moment, triage.resolve, actor=person)

    def _reopen(self, person: User) -> None:
        if self.chance.random() > _REOPENED or not self._do(
            self._after(hours=10), triage.reopen, actor=person
        ):
            return
        text = self.chance.choice(texts.LAST_REPLIES)
        self._do(self._after(hours=4), triage.reply, actor=person, text=text, then="resolve")

    def _say_how_it_was(self) -> None:
        """Let some senders give feedback; that can be given about what was resolved lately alone."""
        self.submission.refresh_from_db()
        is_asked = feedback.may_give(self.submission)
        if not is_asked or self.chance.random() > _SAYS_HOW_IT_WAS:
            return
        rating = self.chance.choices([5, 4, 3, 2, 1], [35, 35, 15, 10, 5])[0]
        comment = self.chance.choice(texts.FEEDBACK[rating])
        self._do(self._after(hours=3), feedback.give, rating=rating, comment=comment)

    def _after(self, *, hours: float) -> dt.datetime:
        """About so many working hours from now."""
        return sla.add_working_hours(self.now, hours * self.chance.uniform(0.2, 1.8))

    def _on_the_way_to(self, target: dt.datetime, share: float) -> dt.datetime:
        """The moment, in office hours, when about this share of the time from receipt to `target` is over."""
        received_at = self.submission.received_at
        moment = received_at + (target - received_at) * share
        # What falls into the night waits for the morning, and there for its turn.
        return sla.add_working_hours(max(moment, self.now), self.chance.uniform(0.05, 0.5))

    def _do(self, moment: dt.datetime, action: Callable[..., Any], **arguments: Any) -> bool:
        """Do one thing and date it at `moment`; return whether that moment has come already."""
        done = backdating.act(submission_id=self.submission.pk, moment=moment, action=action, **arguments)
        self.now = moment if done else self.now
        return done

"""Believable submissions for a first look: invented people, through the real forms and the real door."""

import dataclasses
import datetime as dt
import random
from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from enquiries import demo_texts as texts
from enquiries import drafts, form_factory, forms, sending
from enquiries.forms import EnquiryForm
from enquiries.models import EnquiryType, School
from enquiries.schools import searchable
from intake import outbox, sla, submissions, triage
from intake.models import Message, Queue, QueueMembership, Submission, TimelineEntry

DAYS = 60
_OPENING_HOURS = (7, 20)
_SHARES = {"it-helpdesk": 45, "general": 28, "web-team": 14, "press": 13}


class NotEmpty(Exception):
    """There are submissions already, and demo data must not be mixed with them."""


def make(*, count: int, seed: int, force: bool = False, progress: Callable[[], object] = lambda: None) -> int:
    """Fill the portal with `count` submissions of the last 60 days, with staff, schools and conversations.

    No email goes out: the messages are stored as sent at their time.

    Args:
        count: how many submissions.
        seed: the same seed makes the same data, but for the day it is made on.
        force: add to what is there.
        progress: called after each submission.

    Returns:
        How many submissions were made.

    Raises:
        NotEmpty: there are submissions, and `force` is not given.
    """
    if Submission.objects.exists() and not force:
        raise NotEmpty("There are submissions already; demo data was not added.")
    chance = random.Random(seed)  # noqa: S311 - not a secret
    _make_schools(chance)
    _make_staff()
    types = {
        each.slug: each
        for each in EnquiryType.objects.select_related("usual_queue").prefetch_related("questions")
        if each.slug in _SHARES
    }
    shares = [_SHARES[slug] for slug in types]
    for received_at in _moments(chance, count):
        enquiry_type = chance.choices(list(types.values()), shares)[0]
        with transaction.atomic():
            _Story(chance, _receive(chance, enquiry_type, received_at)).tell()
        progress()
    return count


def _receive(chance: random.Random, enquiry_type: EnquiryType, received_at: dt.datetime) -> Submission:
    """One submission as its form would have sent it at `received_at`."""
    later = timezone.now() - received_at
    draft = drafts.begin(enquiry_type=enquiry_type, browser="demo")
    data = _answers(chance, enquiry_type) | {"privacy": "yes"}
    if enquiry_type.slug == "press":
        hours = chance.choice([2, 5, 20, 26, 48, 70, 96, 170])
        data["deadline"] = f"{timezone.localtime() + dt.timedelta(hours=hours):%Y-%m-%dT%H:%M}"
    form_class = form_factory.build(enquiry_type)
    form = form_class(forms.as_posted(data))
    form.full_clean()
    if form.errors:
        raise ValueError(f"demo answers of {enquiry_type.slug} do not pass: {form.errors.as_json()}")
    incoming = dataclasses.replace(
        sending.incoming(draft, _as_of(form, later)), received_at=received_at, upload_token=None
    )
    with outbox.already_sent(received_at + dt.timedelta(seconds=2)):
        return submissions.receive(incoming)


def _as_of(form: EnquiryForm, later: dt.timedelta) -> EnquiryForm:
    """Move the deadline, which the form takes only in the future, back to where it was asked for."""
    if form.cleaned_data.get("deadline"):
        form.cleaned_data["deadline"] -= later
    return form


def _answers(chance: random.Random, enquiry_type: EnquiryType) -> dict[str, Any]:
    first, last = chance.choice(texts.FIRST_NAMES), chance.choice(texts.LAST_NAMES)
    answers: dict[str, Any] = {
        "name": f"{first} {last}",
        "email": f"{first}.{last}@example.org".lower().replace("’", "").replace(" ", ""),
        "telephone": f"020 7946 {chance.randrange(1000):04}" if chance.random() < 0.6 else "",
    }
    return answers | _BY_TYPE[enquiry_type.slug](chance)


def _press(chance: random.Random) -> dict[str, Any]:
    outlet, outlet_type = chance.choice(texts.OUTLETS)
    request_type, message = chance.choice(texts.PRESS)
    return {
        "outlet": outlet,
        "role": chance.choice(["Reporter", "Education correspondent", "Producer", "News editor", ""]),
        "outlet_type": outlet_type,
        "request_type": request_type,
        "message": message,
    }


def _it_helpdesk(chance: random.Random) -> dict[str, Any]:
    service, message = chance.choice(texts.IT_HELPDESK)
    school = chance.choice(list(School.objects.filter(local_authority="204")))
    return {
        "organisation": school.name,
        "school_or_service": str(school.urn),
        "role": chance.choice(texts.SCHOOL_ROLES),
        "impact": chance.choices(["just_me", "several", "whole_school"], [60, 30, 10])[0],
        "service": service,
        "message": message,
        "asset_tag": f"HLT{chance.randrange(10000):05}" if service == "device" else "",
        "tried": chance.choice(texts.TRIED),
    }


def _web_team(chance: random.Random) -> dict[str, Any]:
    page, problem, message = chance.choice(texts.WEB_TEAM)
    return {"page_url": page, "problem": problem, "message": message}


def _general(chance: random.Random) -> dict[str, Any]:
    about, i_am, message = chance.choice(texts.GENERAL)
    return {"about": about, "i_am": i_am, "message": message}


_BY_TYPE: dict[str, Callable[[random.Random], dict[str, Any]]] = {
    "press": _press,
    "it-helpdesk": _it_helpdesk,
    "web-team": _web_team,
    "general": _general,
}


class _Story:
    """What becomes of one submission, in the hours after it came in."""

    def __init__(self, chance: random.Random, submission: Submission) -> None:
        self.chance = chance
        self.submission = submission
        self.now = submission.received_at
        self.people = [
            membership.user
            for membership in submission.queue.memberships.select_related("user")
            if membership.user.username.startswith("demo-")
        ]

    def tell(self) -> None:
        """Let staff do with it what they mostly do; nothing happens after the present moment."""
        if not self.people:
            return
        person = self.chance.choice(self.people)
        age = timezone.now() - self.submission.received_at
        fate = self.chance.random()
        if fate < 0.03:
            self._do(1, triage.mark_as_spam, actor=person)
            return
        if age < dt.timedelta(days=1) and fate < 0.6:
            return
        if not self._do(2, triage.assign, actor=person, assignee=person):
            return
        if self.chance.random() < 0.25:
            note = self.chance.choice(texts.NOTES)
            self._do(1, triage.note, actor=person, text=note)
        if fate > 0.93 and age < dt.timedelta(days=12):
            return
        self._answer(person, age)

    def _answer(self, person: User, age: dt.timedelta) -> None:
        reply = self.chance.choice(texts.REPLIES[self.submission.kind])
        waits = self.chance.random() < 0.2
        if not self._do(6, triage.reply, actor=person, text=reply, then="wait" if waits else "resolve"):
            return
        if waits and age > dt.timedelta(days=9):
            self._do(20, triage.resolve, actor=person)

    def _do(self, hours: float, action: Callable[..., Any], **arguments: Any) -> bool:
        """Do one thing some working hours later, and date it there; return whether that is past already."""
        moment = sla.add_working_hours(self.now, self.chance.uniform(0.1, 1.5) * hours)
        if moment >= timezone.now():
            return False
        self.now = moment
        last_entry = TimelineEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        last_message = Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        with outbox.already_sent(moment):
            action(submission_id=self.submission.pk, **arguments)
        TimelineEntry.objects.filter(pk__gt=last_entry).update(at=moment)
        Message.objects.filter(pk__gt=last_message).update(created_at=moment)
        self._date_submission(moment)
        return True

    def _date_submission(self, moment: dt.datetime) -> None:
        just_now = timezone.now() - dt.timedelta(minutes=5)
        for field in ("first_response_at", "resolved_at"):
            later = Submission.objects.filter(pk=self.submission.pk, **{f"{field}__gt": just_now})
            later.update(**{field: moment})


def _moments(chance: random.Random, count: int) -> Iterator[dt.datetime]:
    """Moments of the last 60 days, the oldest first, most of them in office hours of working days."""
    now = timezone.localtime()
    moments: list[dt.datetime] = []
    while len(moments) < count:
        day = now - dt.timedelta(days=chance.randrange(DAYS))
        if not sla.is_working_day(day.date()) and chance.random() < 0.85:
            continue
        moment = day.replace(hour=chance.randint(*_OPENING_HOURS), minute=chance.randrange(60))
        if moment < now:
            moments.append(moment)
    yield from sorted(moments)


def _make_schools(chance: random.Random) -> None:
    kinds = (("Primary School", "Primary"), ("School", "Secondary"), ("Nursery School", "Nursery"))
    schools = []
    for number, street in enumerate(texts.STREETS):
        kind, phase = kinds[number % 7 % 3]
        name = f"{street} {kind}"
        schools.append(
            School(
                urn=900001 + number,
                name=name,
                local_authority="204" if number % 5 else "211",
                establishment_type="Community school",
                phase=phase,
                street=f"{chance.randrange(1, 200)} {street} Road",
                postcode=f"E8 {chance.randrange(1, 10)}AA",
                search_name=searchable(name),
            )
        )
    School.objects.bulk_create(schools, ignore_conflicts=True)


def _make_staff() -> None:
    queues = {queue.slug: queue for queue in Queue.objects.all()}
    for first, last, slugs in texts.STAFF:
        name = f"demo-{first.lower()}"
        user, made = User.objects.get_or_create(
            username=name,
            defaults={
                "first_name": first,
                "last_name": last,
                "email": f"{first}.{last}@example.org".lower(),
                "is_staff": True,
            },
        )
        if made:
            user.set_unusable_password()
            user.save(update_fields=["password"])
        for slug in slugs:
            if slug in queues:
                QueueMembership.objects.get_or_create(queue=queues[slug], user=user)

"""The house as the table of access knows it: one of each thing in two queues, and a browser for each role.

"own" is the queue of the member and the lead, "other" is another team's. Whatever is the other team's to
see says `MARKER`; its queue and its people are called `OTHER_QUEUE`, which some pages may say. What of firms
is the procurement team's says one of `FIRMS`. What belongs to no queue is there once.
"""

import datetime as dt
import io
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from enquiries import versions
from enquiries.models import EnquiryType
from intake import tracking
from intake.models import (
    Absence,
    Attachment,
    Auditor,
    BulkJob,
    EmailWording,
    ExportLog,
    GroupMapping,
    InboundEmail,
    KnownBad,
    Link,
    Merge,
    Message,
    Queue,
    ReplyTemplate,
    RoutingRule,
    SavedView,
    Screening,
    SubjectAccess,
    Submission,
    Tag,
)
from suppliers import door
from suppliers.models import Document, Person, Registration, SignInLink, Supplier
from tests import factories as made
from tests.suppliers.answers import COMPANY

MARKER, OTHER_QUEUE = "Zyxwvut", "Wvutsrq"
FIRMS = {"own": "Qwertzu", "other": "Asdfghj"}
SENDER = "jo@example.com"


@dataclass
class Team:
    """A queue, and one of each thing that belongs to it.

    Attributes:
        submission: what came in; `merged`, `linked`: what it was put together with.
        of: an account that works in it, in no role that is tested.
        token: opens `submission` to its sender.
    """

    word: str
    queue: Queue
    of: User
    submission: Submission
    merged: Submission
    linked: Submission
    attachment: Attachment
    picture: Attachment
    message: Message
    email: InboundEmail
    lost: Message
    template: ReplyTemplate
    wording: EmailWording
    enquiry_type: EnquiryType
    answer: Any
    view: SavedView
    job: BulkJob
    screening: Screening
    tag: Tag
    token: str


@dataclass
class Firm:
    """A supplier in the register or an applicant, its registration, and a person who acts for it."""

    supplier: Supplier
    registration: Registration
    draft: Registration
    document: Document
    email: str


@dataclass
class World:
    """All of it, and who comes in by which browser."""

    teams: dict[str, Team]
    firms: dict[str, Firm]
    rule: RoutingRule
    tag: Tag
    school: Any
    bad: KnownBad
    mapping: GroupMapping
    copy: SubjectAccess
    users: dict[str, User]
    clients: dict[str, Client] = field(default_factory=dict)


def a_world() -> World:
    """Make it."""
    made.catch_all_queue()
    procurement = made.procurement_queue()
    teams = {"own": _team("Ours", "Our team"), "other": _team(MARKER, OTHER_QUEUE)}
    firms = {side: _firm(word) for side, word in FIRMS.items()}
    world = World(
        teams=teams,
        firms=firms,
        rule=made.RoutingRuleFactory(queue=teams["other"].queue),
        tag=made.TagFactory(),
        school=made.SchoolFactory(),
        bad=KnownBad.objects.create(kind="email", value="bad@example.com"),
        mapping=GroupMapping.objects.create(group="triage", role="staff"),
        copy=_copy(),
        users=_users(teams, procurement),
    )
    BulkJob.objects.filter(pk=teams["own"].job.pk).update(actor=world.users["member"])
    for role, user in world.users.items():
        world.clients[role] = Client()
        world.clients[role].force_login(user)
    User.objects.filter(pk=world.users["gone"].pk).update(is_active=False)
    world.clients |= {"nobody": Client(), "sender": Client(), "supplier": _comes_in(firms["own"].email)}
    return world


def _users(teams: dict[str, Team], procurement: Queue) -> dict[str, User]:
    own, third = teams["own"].queue, made.QueueFactory()
    users = {
        "account": made.UserFactory(is_staff=False),
        "staff": made.UserFactory(),
        "member": made.MembershipFactory(queue=own).user,
        "lead": made.MembershipFactory(queue=own, role="lead").user,
        "lead elsewhere": made.MembershipFactory(queue=third, role="lead").user,
        "buyer": made.MembershipFactory(queue=procurement).user,
        "lead buyer": made.MembershipFactory(queue=procurement, role="lead").user,
        "auditor": Auditor.objects.create(user=made.UserFactory()).user,
        "administrator": made.UserFactory(administrator=True),
        "gone": made.MembershipFactory(queue=own, role="lead").user,
    }
    made.MembershipFactory(queue=own, user=users["lead elsewhere"])
    return users


def _team(word: str, name: str) -> Team:
    queue = made.QueueFactory(name=name, slug=name.replace(" ", "-").lower())
    of = made.MembershipFactory(queue=queue, user__first_name=name, user__last_name=name).user
    submission, merged, linked = (
        made.SubmissionFactory(
            queue=queue,
            subject=f"{word} {what}",
            sender_name=f"{word} Sender",
            sender_email=SENDER,
            sender_organisation=f"{word} Ltd",
        )
        for what in ("first", "merged", "linked")
    )
    Merge.objects.create(merged=merged, kept=submission, status_before="new")
    Link.objects.create(one=submission, other=linked)
    tag = made.TagFactory()
    submission.tags.add(tag)
    message = made.MessageFactory(
        submission=submission, direction="in", subject=word, text=word, state="received"
    )
    made.TimelineEntryFactory(submission=submission, text=f"{word} came")
    made.FeedbackFactory(submission__queue=queue, submission__subject=f"{word} resolved", comment=word)
    Absence.objects.create(user=of, starts_on=timezone.localdate(), ends_on=timezone.localdate())
    held = made.SubmissionFactory(queue=queue, subject=f"{word} held", sender_name=word)
    export = ExportLog.objects.create(user=of, name=word, format="csv", criteria=word, rows=1)
    export.queues.add(queue)
    enquiry_type = _enquiry_type(queue)
    return Team(
        word=word,
        queue=queue,
        of=of,
        submission=submission,
        merged=merged,
        linked=linked,
        attachment=made.AttachmentFactory(submission=submission, name=f"{word}.pdf"),
        picture=_picture(submission, word),
        message=message,
        email=_email(submission, word),
        lost=made.MessageFactory(
            submission=submission,
            state="failed",
            subject=f"{word} lost",
            recipient=f"{word.lower()}@lost.example.com",
        ),
        template=ReplyTemplate.objects.create(name=f"{word} template", queue=queue, text=word),
        wording=EmailWording.objects.create(email="reply", queue=queue, opening=word),
        enquiry_type=enquiry_type,
        answer=made.SuggestedAnswerFactory(enquiry_type=enquiry_type, title=f"{word} answer"),
        view=SavedView.objects.create(name=f"{word} view", queue=queue, owner=of, query={"view": "open"}),
        job=BulkJob.objects.create(actor=of, move="resolve", said=word, finished_at=timezone.now()),
        screening=Screening.objects.create(submission=held, score=9, reasons=[word], signs="x"),
        tag=tag,
        token=_token(submission),
    )


def _enquiry_type(queue: Queue) -> EnquiryType:
    enquiry_type = made.EnquiryTypeFactory(usual_queue=queue, asks_who=True)
    made.PageFactory(enquiry_type=enquiry_type)
    made.NoticeFactory(enquiry_type=enquiry_type)
    versions.publish(enquiry_type_id=enquiry_type.pk, by=None)
    return enquiry_type


def _picture(submission: Submission, word: str) -> Attachment:
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8)).save(drawn, "PNG")
    return made.AttachmentFactory(
        submission=submission,
        name=f"{word}.png",
        content_type="image/png",
        file=ContentFile(drawn.getvalue(), name="x"),
    )


def _email(submission: Submission, word: str) -> InboundEmail:
    email = InboundEmail.objects.create(
        submission=submission, queue=submission.queue, key=word, source="Test"
    )
    email.raw.save("x", ContentFile(b"From: jo@example.com\n\nHello"))
    return email


def _token(submission: Submission) -> str:
    return tracking.new_link(submission).split("/")[4]


def _copy() -> SubjectAccess:
    copy = SubjectAccess.objects.create(address="jo@example.com", made_at=timezone.now())
    copy.file.save("x", ContentFile(b"PK"))
    return copy


def _firm(word: str) -> Firm:
    """A firm that waits for a decision, whose first registration is not sent yet."""
    answers = {**COMPANY, "organisation": {**COMPANY["organisation"], "legal_name": f"{word} Limited"}}
    answers["organisation"]["trading_name"] = ""
    email = f"jo@{word.lower()}.example.com"
    registration = made.submitted_registration(answers, supplier__legal_name=f"{word} Limited")
    supplier = registration.supplier
    Person.objects.create(supplier=supplier, email=email)
    file = made.AttachmentFactory(submission=registration.submission, kept=True)
    return Firm(
        supplier=supplier,
        registration=registration,
        draft=made.RegistrationFactory(answers=answers, supplier=supplier),
        document=Document.objects.create(
            supplier=supplier, registration=registration, kind="other", attachment=file
        ),
        email=email,
    )


def _comes_in(email: str) -> Client:
    client = Client()
    assert client.post(f"/suppliers/enter/{link_of(email)}/").status_code == 303
    return client


def link_of(email: str) -> str:
    """Return the token of a link that lets the owner of `email` in."""
    token = uuid.uuid4().hex
    SignInLink.objects.create(
        email=email, token_hash=door._hash(token), expires_at=timezone.now() + dt.timedelta(minutes=9)
    )
    return token


def untold(role: str) -> set[str]:
    """Return the words that no page says to `role`, in small letters."""
    if role in ("auditor", "administrator"):
        return set()
    if role in ("buyer", "lead buyer"):
        return {MARKER.lower()}
    firms = set(FIRMS.values()) - ({FIRMS["own"]} if role == "supplier" else set())
    return {word.lower() for word in (MARKER, *firms)}

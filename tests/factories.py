"""Test data: a working row of each record, with what a test does not care about filled in."""

import datetime as dt
import uuid
from functools import cache
from typing import Any

import factory
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.utils import timezone

from enquiries import schools
from enquiries.models import EnquiryType, Notice, Page, Question, School, SuggestedAnswer
from intake import references, search, sla
from intake.models import (
    Attachment,
    DirectoryAccount,
    Feedback,
    GroupMapping,
    Message,
    PriorityTarget,
    Queue,
    QueueMembership,
    RoutingCondition,
    RoutingRule,
    Submission,
    Tag,
    TimelineEntry,
)
from suppliers import register
from suppliers.facts import Facts
from suppliers.models import Registration, SectionAnswers, Supplier
from suppliers.models.registration import State

#: The password of every user made here.
PASSWORD = "correct horse battery staple"


@cache
def _hashed_password() -> str:
    return make_password(PASSWORD)


def catch_all_queue() -> Queue:
    """Return the catch-all queue, made where the database has none."""
    return Queue.objects.filter(is_catch_all=True).first() or QueueFactory(is_catch_all=True)


class UserFactory(factory.django.DjangoModelFactory):
    """A member of staff; a superuser with `administrator=True`."""

    class Meta:
        model = User

    class Params:
        administrator = factory.Trait(is_superuser=True)

    username = factory.Sequence(lambda n: f"member{n}")
    first_name = factory.Sequence(lambda n: f"Ada{n}")
    last_name = "Okoro"
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    password = factory.LazyFunction(_hashed_password)
    is_staff = True


class QueueFactory(factory.django.DjangoModelFactory):
    """An active queue with a telephone, a reply-to address and targets in working days."""

    class Meta:
        model = Queue

    name = factory.Sequence(lambda n: f"Team {n}")
    slug = factory.Sequence(lambda n: f"team-{n}")
    telephone = "+442079460123"
    reply_to = factory.LazyAttribute(lambda queue: f"{queue.slug}@example.org")


class MembershipFactory(factory.django.DjangoModelFactory):
    """A user's place in a queue's team; a lead with `role="lead"`."""

    class Meta:
        model = QueueMembership

    queue = factory.SubFactory(QueueFactory)
    user = factory.SubFactory(UserFactory)


class PriorityTargetFactory(factory.django.DjangoModelFactory):
    """A queue's targets for what is urgent: a reply in an hour, resolved in four."""

    class Meta:
        model = PriorityTarget

    queue = factory.SubFactory(QueueFactory)
    priority = Submission.Priority.URGENT
    response_target = 1
    response_unit = "hours"
    resolution_target = 4
    resolution_unit = "hours"


class RoutingRuleFactory(factory.django.DjangoModelFactory):
    """A rule without conditions, tried before those that the site comes with."""

    class Meta:
        model = RoutingRule

    position = 1
    name = factory.Sequence(lambda n: f"rule number {n}")
    queue = factory.SubFactory(QueueFactory)


class RoutingConditionFactory(factory.django.DjangoModelFactory):
    """A condition of a rule."""

    class Meta:
        model = RoutingCondition

    rule = factory.SubFactory(RoutingRuleFactory)
    field = "subject"
    operator = "filled"


class TagFactory(factory.django.DjangoModelFactory):
    """A tag."""

    class Meta:
        model = Tag

    name = factory.Sequence(lambda n: f"tag {n}")


class SubmissionFactory(factory.django.DjangoModelFactory):
    """A stored submission, found by search, with the targets of its queue; `answers` are as stored."""

    class Meta:
        model = Submission

    reference = factory.LazyFunction(references.new_reference)
    kind = "widget"
    kind_label = "Widget enquiry"
    queue = factory.SubFactory(QueueFactory)
    subject = "A widget is missing"
    sender_name = "Jo Brown"
    sender_email = factory.Sequence(lambda n: f"sender{n}@example.com")
    answers = factory.LazyFunction(
        lambda: [
            {
                "name": "message",
                "label": "Your message",
                "kind": "long_text",
                "value": "The widget has gone.",
                "display": "The widget has gone.",
            }
        ]
    )
    received_at = factory.LazyFunction(timezone.now)
    respond_by = factory.LazyAttribute(lambda made: sla.response_target(made.queue, made.received_at))
    due_at = factory.LazyAttribute(lambda made: sla.resolution_target(made.queue, made.received_at))
    search_text = factory.LazyAttribute(lambda made: search.text_of(_unsaved(made)))


def _unsaved(made: Any) -> Submission:
    names = ("reference", "subject", "sender_name", "sender_email", "answers")
    return Submission(
        sender_organisation=getattr(made, "sender_organisation", ""),
        **{name: getattr(made, name) for name in names},
    )


class MessageFactory(factory.django.DjangoModelFactory):
    """An email that waits to be sent and is due."""

    class Meta:
        model = Message

    submission = factory.SubFactory(SubmissionFactory)
    direction = Message.Direction.OUT
    kind = Message.Kind.ACKNOWLEDGEMENT
    recipient = factory.LazyAttribute(lambda message: message.submission.sender_email)
    subject = "We have it"
    text = "We have what you sent us.\n"
    html = "<p>We have what you sent us.</p>"
    next_attempt_at = factory.LazyFunction(lambda: timezone.now() - dt.timedelta(minutes=1))


class TimelineEntryFactory(factory.django.DjangoModelFactory):
    """An entry of a submission's timeline."""

    class Meta:
        model = TimelineEntry

    submission = factory.SubFactory(SubmissionFactory)
    event = TimelineEntry.Event.RECEIVED
    text = "By website"


class FeedbackFactory(factory.django.DjangoModelFactory):
    """What the sender of something resolved says of it."""

    class Meta:
        model = Feedback

    submission = factory.SubFactory(
        SubmissionFactory, status="resolved", resolved_at=factory.LazyFunction(timezone.now)
    )
    rating = 4


class AttachmentFactory(factory.django.DjangoModelFactory):
    """A stored file of a form that was not sent yet; with `submission=`, of one that was."""

    class Meta:
        model = Attachment

    upload_token = factory.LazyFunction(uuid.uuid4)
    question = "attachments"
    name = "plan.pdf"
    content_type = "application/pdf"
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.7\n%%EOF\n", name="plan.pdf"))
    size = 15
    sha256 = "0" * 64


class EnquiryTypeFactory(factory.django.DjangoModelFactory):
    """A type of enquiry; with `asks_who=True`, with the questions that every type begins with."""

    class Meta:
        model = EnquiryType
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Kind {n}")
    slug = factory.Sequence(lambda n: f"kind-{n}")
    summary = "For what none of the others is for."
    usual_queue = factory.SubFactory(QueueFactory)

    @factory.post_generation
    def asks_who(self, create: bool, wanted: bool | None, **kwargs: Any) -> None:
        """Add the name, the email address, the message and the consent."""
        if not create or not wanted:
            return
        QuestionFactory(enquiry_type=self, name="name", label="Your name", meaning="sender_name")
        QuestionFactory(
            enquiry_type=self, name="email", label="Email address", kind="email", meaning="sender_email"
        )
        QuestionFactory(
            enquiry_type=self,
            name="message",
            label="Your message",
            kind="long_text",
            meaning="message",
            min_length=10,
            max_length=5000,
        )
        QuestionFactory(enquiry_type=self, name="privacy", label="I have read how", kind="consent")


class QuestionFactory(factory.django.DjangoModelFactory):
    """A required question for a short text."""

    class Meta:
        model = Question

    enquiry_type = factory.SubFactory(EnquiryTypeFactory)
    position = factory.Sequence(lambda n: n)
    name = factory.Sequence(lambda n: f"question_{n}")
    label = factory.Sequence(lambda n: f"Question {n}")


class PageFactory(factory.django.DjangoModelFactory):
    """One page of a type's form."""

    class Meta:
        model = Page

    enquiry_type = factory.SubFactory(EnquiryTypeFactory)
    position = factory.Sequence(lambda n: n)
    name = factory.Sequence(lambda n: f"page-{n}")
    title = factory.Sequence(lambda n: f"Page {n}")


class NoticeFactory(factory.django.DjangoModelFactory):
    """Words at the top of a type's form."""

    class Meta:
        model = Notice

    enquiry_type = factory.SubFactory(EnquiryTypeFactory)
    place = Notice.Place.FORM
    text = "Please read this first."


class SuggestedAnswerFactory(factory.django.DjangoModelFactory):
    """An answer for who types "widget"."""

    class Meta:
        model = SuggestedAnswer

    enquiry_type = factory.SubFactory(EnquiryTypeFactory)
    title = factory.Sequence(lambda n: f"Trouble {n}")
    text = "Turn it off and on."
    words = "widget"


class SchoolFactory(factory.django.DjangoModelFactory):
    """An open school in Hackney."""

    class Meta:
        model = School

    urn = factory.Sequence(lambda n: 900_000 + n)
    name = factory.Sequence(lambda n: f"Riverside Primary School {n}")
    local_authority = "204"
    search_name = factory.LazyAttribute(lambda school: schools.searchable(school.name))


class SupplierFactory(factory.django.DjangoModelFactory):
    """An applicant of whom nothing is known yet; `approved_supplier` makes one that is in the register."""

    class Meta:
        model = Supplier


class RegistrationFactory(factory.django.DjangoModelFactory):
    """A draft; with `answers=`, by section, its sections are complete."""

    class Meta:
        model = Registration
        skip_postgeneration_save = True

    supplier = factory.SubFactory(SupplierFactory)

    @factory.post_generation
    def answers(self, create: bool, given: dict[str, dict[str, Any]] | None, **kwargs: Any) -> None:
        """Store the answers, a row a section."""
        if not create or not given:
            return
        SectionAnswers.objects.bulk_create(
            SectionAnswers(registration=self, slug=slug, answers=fields, state=SectionAnswers.State.COMPLETE)
            for slug, fields in given.items()
        )


def submitted_registration(answers: dict[str, dict[str, Any]], **fields: Any) -> Registration:
    """Return a registration that waits for a decision, with its submission in the procurement queue."""
    facts = Facts(answers)
    registration = RegistrationFactory(answers=answers, **fields)
    registration.submission = SubmissionFactory(
        idempotency_key=registration.pk,
        kind="supplier-registration",
        kind_label="Supplier registration",
        queue=procurement_queue(),
        subject=facts.legal_name,
        sender_name=facts.text("contacts", "main_name"),
        sender_email=facts.main_email,
        sender_organisation=facts.legal_name,
    )
    registration.state, registration.submitted_at = State.SUBMITTED, timezone.now()
    registration.save()
    return registration


def approved_supplier(answers: dict[str, dict[str, Any]], **fields: Any) -> Supplier:
    """Return a supplier in the register, with `fields` set besides what the answers say."""
    registration = submitted_registration(answers)
    Registration.objects.filter(pk=registration.pk).update(state=State.APPROVED, decided_at=timezone.now())
    supplier = register.apply(registration=registration)
    for name, value in fields.items():
        setattr(supplier, name, value)
    supplier.save()
    return supplier


def procurement_queue() -> Queue:
    """Return the procurement queue, made where the database has none."""
    return Queue.objects.filter(slug="procurement").first() or QueueFactory(
        slug="procurement", name="Procurement"
    )


class GroupMappingFactory(factory.django.DjangoModelFactory):
    """A group whose people are staff; members of a queue with `role="member", queue=…`."""

    class Meta:
        model = GroupMapping

    group = factory.Sequence(lambda n: f"group-{n}")
    role = "staff"


class DirectoryAccountFactory(factory.django.DjangoModelFactory):
    """An account of somebody who signs in through the directory, with no password here."""

    class Meta:
        model = DirectoryAccount

    user = factory.SubFactory(UserFactory, password="!")
    issuer = "https://id.example.org"
    subject = factory.Sequence(lambda n: f"subject-{n}")

"""What intake holds of a person, for them to read: their submissions with all that belongs to them."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from intake.models import Attachment, DeliveryEvent, InboundEmail, Message, SubjectAccess, Submission
from intake.privacy.people import Person
from intake.privacy.telling import File, Part, told


def submissions(person: Person) -> Iterator[Part]:
    """Yield each submission of theirs, what was written and noted about it, its story, its files."""
    own = Submission.objects.filter(sender_email__iexact=person.address).select_related("queue", "assignee")
    for submission in own.order_by("received_at", "pk"):
        name = submission.reference
        yield Part(f"{name}: what was sent", told([submission]), _files(name, submission.attachments.all()))
        messages = submission.messages.select_related("author", "handled_by").order_by("created_at", "pk")
        yield Part(f"{name}: messages and notes", told(messages, without=["submission", "queue"]))
        story = submission.timeline.select_related("actor").order_by("at", "pk")
        yield Part(f"{name}: what was done", told(story, without=["submission"]))
        begun = submission.drafts.select_related("user")
        yield Part(f"{name}: replies that were begun", told(begun, without=["submission"]))
        if hasattr(submission, "screening"):
            yield Part(f"{name}: why it was held", told([submission.screening], without=["submission"]))
        if hasattr(submission, "feedback"):
            yield Part(f"{name}: feedback", told([submission.feedback], without=["submission"]))
        links = submission.tracking_tokens.order_by("created_at")
        yield Part(f"{name}: links to follow it", told(links, without=["submission"]))
    without = Message.objects.filter(submission=None, recipient__iexact=person.address).select_related(
        "queue"
    )
    yield Part("Emails about no submission", told(without.order_by("created_at", "pk")))
    yield Part("Copies of somebody else’s message", told(_forwarded(person), without=["submission", "queue"]))


def emails_from(person: Person) -> Iterator[Part]:
    """Yield the emails that came from them, each as it came where it is still kept."""
    emails = InboundEmail.objects.filter(sender__iexact=person.address).select_related("queue")
    emails = emails.order_by("stored_at", "pk")
    files = tuple(File(f"emails/{email.pk}.eml", email.raw) for email in emails if email.raw)
    yield Part("Emails that came from the address", told(emails, without=["submission", "message"]), files)
    of_others = Q(inbound_email__in=emails) & ~Q(submission__sender_email__iexact=person.address)
    written = Message.objects.filter(of_others).select_related("author")
    yield Part(
        "Written in somebody else’s submission",
        told(written, without=["submission", "queue"]),
        _files("other", Attachment.objects.filter(message__in=written)),
    )


def events(person: Person) -> Iterator[Part]:
    """Yield what the email provider told of emails to them."""
    found = DeliveryEvent.objects.filter(
        Q(recipient__iexact=person.address) | Q(message__recipient__iexact=person.address)
    )
    yield Part("What the email provider told", told(found.order_by("occurred_at"), without=["message"]))


def requests(person: Person) -> Iterator[Part]:
    """Yield the copies that were made for them before."""
    made = SubjectAccess.objects.filter(address=person.address, made_at__isnull=False)
    copies = made.select_related("asked_by", "taken_by")
    yield Part("Copies of your data that were made", told(copies, without=["address_digest"]))


def _forwarded(person: Person) -> QuerySet[Message]:
    sent = Message.objects.filter(recipient__iexact=person.address, submission__isnull=False)
    return sent.exclude(submission__sender_email__iexact=person.address).select_related("author")


def _files(name: str, attachments: QuerySet[Attachment]) -> tuple[File, ...]:
    """What a virus was found in stays where it is."""
    clean = attachments.exclude(scan=Attachment.Scan.INFECTED)
    return tuple(File(f"files/{name}/{each.pk}-{each.name}", each.file) for each in clean)

"""What intake's own tables hold of a person besides their submissions, and how it is erased."""

from django.contrib.sessions.models import Session
from django.db.models import Q

from intake.models import (
    Attachment,
    BulkJob,
    DeliveryEvent,
    ExportLog,
    InboundEmail,
    LinkRequest,
    Message,
    SavedView,
    SubjectAccess,
)
from intake.privacy import held, tombstone
from intake.privacy.people import Person, Store


def stores() -> list[Store]:
    """Return the places there are."""
    return [
        Store("Emails that came from the address", _inbound, held.emails_from),
        Store("Emails to the address", _emails, held.submissions),
        Store("Lists emailed to staff that named it", _lists),
        Store("Events of the email provider", _events, held.events),
        Store("Searches and exports for it", _searches),
        Store("Requests for a link", _link_requests),
        Store("Sessions", _sessions),
        Store("Copies made for the person", _copies, held.requests),
    ]


def _inbound(person: Person) -> int:
    """Also what they wrote to the submission of somebody else."""
    emails = InboundEmail.objects.filter(sender__iexact=person.address)
    own = Q(submission__sender_email__iexact=person.address)
    messages = Message.objects.filter(inbound_email__in=emails).exclude(own)
    ids = list(messages.values_list("pk", flat=True))
    tombstone.delete_files(Attachment.objects.filter(message__in=ids), "file")
    count = tombstone.delete_files(emails, "raw")
    Message.objects.filter(pk__in=ids).delete()
    return count


def _emails(person: Person) -> int:
    """What was forwarded to them of somebody else's stays, without their address."""
    return tombstone.empty_messages(Message.objects.filter(submission=None, recipient__iexact=person.address))


def _lists(person: Person) -> int:
    """A digest names many submissions: who has it in their mailbox needs it no more."""
    count = 0
    lists = Message.objects.filter(submission=None)
    for reference in person.references:
        count += tombstone.empty_messages(lists.filter(text__contains=reference), keeps_keys=True)
    return count


def _events(person: Person) -> int:
    return DeliveryEvent.objects.filter(recipient__iexact=person.address).delete()[0]


def _searches(person: Person) -> int:
    """What staff looked for; who exported how much stays."""
    count = ExportLog.objects.filter(criteria__icontains=person.address).update(criteria="")
    for view in SavedView.objects.all():
        if person.address in str(view.query).lower():
            count += view.delete()[0]
    asked = Q(list_query__icontains=person.address) | Q(
        list_query__icontains=person.address.replace("@", "%40")
    )
    return count + BulkJob.objects.filter(asked).update(list_query="")


def _link_requests(person: Person) -> int:
    return LinkRequest.objects.filter(email__iexact=person.address).delete()[0]


def _sessions(person: Person) -> int:
    """Whoever is in by that address is out."""
    count = 0
    for session in Session.objects.iterator():
        if person.address in str(session.get_decoded()).lower():
            count += session.delete()[0]
    return count


def _copies(person: Person) -> int:
    """Who made one stays; what was in it goes."""
    copies = SubjectAccess.objects.filter(address=person.address)
    for copy in copies:
        tombstone.delete_later(copy.file)
    return copies.update(address="", file="")

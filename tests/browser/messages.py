"""A message that a sender wrote by email, stored in a portal that runs in processes of its own."""

from intake.models import InboundEmail, Queue
from tests.factories import AttachmentFactory, MessageFactory, SubmissionFactory


def make() -> dict[str, int]:
    """Make a submission with such a message, and return the ids of both."""
    submission = SubmissionFactory(
        queue=Queue.objects.get(is_catch_all=True),
        kind="general",
        kind_label="General enquiry",
        subject="School meals in the holidays",
        sender_email="kit@example.org",
    )
    message = MessageFactory(
        submission=submission,
        direction="in",
        kind="inbound",
        state="recorded",
        recipient="kit@example.org",
        subject="Re: School meals in the holidays",
        text="Thank you.\n\nSomething else: the street lamp in front of the nursery is out.",
    )
    InboundEmail.objects.create(key="browser:1", source="Test", submission=submission, message=message)
    AttachmentFactory(submission=submission, message=message, name="lamp.pdf")
    return {"submission": submission.pk, "message": message.pk}

"""What this application tells intake of its types, for filters and routing rules."""

from collections.abc import Iterator

from enquiries import sending, versions
from enquiries.models import EnquiryType, Question
from intake import routing
from intake.models import Queue, Submission


def kinds() -> Iterator[tuple[str, str]]:
    """Yield the slug and the name of each type of enquiry, inactive ones too."""
    yield from EnquiryType.objects.values_list("slug", "name")


def fields(kind: str) -> Iterator[tuple[str, str]]:
    """Yield the name and label of each question of the type whose slug is `kind`; of every type for ""."""
    questions = Question.objects.exclude(kind__in=[Question.Kind.FILES, Question.Kind.CONSENT])
    if kind:
        questions = questions.filter(enquiry_type__slug=kind)
    yield from questions.order_by("position", "pk").values_list("name", "label")


def usual_queues() -> Iterator[tuple[str, Queue | None]]:
    """Yield the slug and the usual queue of each type."""
    for enquiry_type in EnquiryType.objects.select_related("usual_queue"):
        yield enquiry_type.slug, enquiry_type.usual_queue


def next_steps(submission: Submission) -> list[str]:
    """Return what its type says now of what happens next; nothing for what is of no type."""
    enquiry_type = EnquiryType.objects.filter(slug=submission.kind).first()
    if not enquiry_type:
        return []
    facts = routing.facts_of(submission)
    return sending.next_steps(versions.on_the_site(enquiry_type), facts=facts, now=submission.received_at)

"""What this application tells intake of registrations: their kind, what rules may ask, their own pages."""

from collections.abc import Iterator

from django.urls import reverse

from intake.models import Queue, Submission
from suppliers import procurement

KIND = "supplier-registration"
KIND_LABEL = "Supplier registration"


def kinds() -> Iterator[tuple[str, str]]:
    """Yield the one kind there is."""
    yield KIND, KIND_LABEL


def fields(kind: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the label of what routing rules may ask of a registration."""
    if kind in ("", KIND):
        yield from (
            ("registration_kind", "New registration, change or renewal"),
            ("organisation_type", "Kind of organisation"),
            ("categories", "CPV codes"),
            ("works_with_children", "Works with children"),
            ("declared_exclusion", "Declared an exclusion ground"),
        )


def usual_queues() -> Iterator[tuple[str, Queue]]:
    """Yield the one kind and the queue whose team decides on it."""
    yield KIND, procurement.queue()


def sender_page(submission: Submission) -> str:
    """Return the path of the supplier's own page of a registration, or "" for any other submission."""
    if submission.kind != KIND:
        return ""
    return reverse("suppliers:registration", args=[submission.idempotency_key])


def staff_page(submission: Submission) -> str:
    """Return the path of the review page of a registration, or "" for any other submission."""
    if submission.kind != KIND:
        return ""
    return reverse("admin:suppliers_registration_review", args=[submission.idempotency_key])


def next_steps(submission: Submission) -> list[str]:
    """Return what happens next with a registration, as paragraphs; nothing for any other submission."""
    if submission.kind != KIND:
        return []
    # It imports this module itself.
    from suppliers import sending
    from suppliers.models import Registration

    registration = Registration.objects.filter(pk=submission.idempotency_key).first()
    return sending.next_steps(registration.kind) if registration else sending.next_steps()

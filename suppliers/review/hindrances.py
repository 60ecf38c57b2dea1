"""What keeps a registration from being approved."""

from collections.abc import Iterator

from suppliers.models import Registration, SectionReview, Supplier
from suppliers.models.registration import State
from suppliers.review.checklist import checklist
from suppliers.review.exclusion import judgements


def what_stands_in_the_way(registration: Registration) -> list[str]:
    """Return why `registration` cannot be approved now, a sentence each; nothing where it can."""
    return [*_standing(registration), *_sections(registration), *_grounds(registration)]


def _standing(registration: Registration) -> Iterator[str]:
    if registration.state != State.SUBMITTED:
        yield f"It does not wait for a decision: it is “{registration.get_state_display()}”."
    if registration.supplier.status == Supplier.Status.DEBARRED:
        yield "The supplier is debarred. Lift that first, or reject the registration."
    if registration.supplier.status == Supplier.Status.MERGED:
        yield "The supplier was merged into another one."


def _sections(registration: Registration) -> Iterator[str]:
    checklist_now = checklist(registration)
    unchecked = [f"“{checked.section.title}”" for checked in checklist_now if not checked.review]
    if unchecked:
        yield f"Not checked yet: {', '.join(unchecked)}."
    for checked in checklist_now:
        if checked.is_stale:
            yield f"“{checked.section.title}” was changed after it was checked. Check it again."
        elif checked.outcome == SectionReview.Outcome.QUERY:
            yield f"“{checked.section.title}” has a query."


def _grounds(registration: Registration) -> Iterator[str]:
    for judged in judgements(registration):
        if not judged.is_acceptable:
            yield f"Exclusion ground “{judged.declared.ground.title}”: {judged.in_words}"

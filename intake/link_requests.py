"""Asking for a tracking link, and answering it later: asking costs the same whether anything exists or not.

Looked up at once, a submission that exists would take longer than one that does not, and a stranger with a
clock would learn which references and addresses belong together.
"""

from functools import partial

from django.db import transaction

from intake import outbox, tracking
from intake.models import LinkRequest

_SWEPT_AT_MOST = 500


@transaction.atomic
def ask(*, reference: str, email: str) -> None:
    """Keep that somebody asks for the link of `reference`, and have it answered once that is committed."""
    request = LinkRequest.objects.create(reference=reference, email=email.strip())
    transaction.on_commit(partial(outbox.ring_for, "answer_link_request", request.pk), robust=True)


@transaction.atomic
def answer(request_id: int) -> None:
    """Email the link to the sender, if they asked; forget the request. Run twice, it does nothing more."""
    request = LinkRequest.objects.select_for_update().filter(pk=request_id).first()
    if not request:
        return
    tracking.send_link(reference=request.reference, email=request.email)
    request.delete()


def answer_pending() -> int:
    """Answer the requests that the doorbell missed; return how many there were."""
    waiting = list(LinkRequest.objects.order_by("asked_at").values_list("pk", flat=True)[:_SWEPT_AT_MOST])
    for request_id in waiting:
        answer(request_id)
    return len(waiting)

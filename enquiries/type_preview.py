"""A type's form as the public would see it: as it is stored, or as it is being typed in the admin."""

from collections.abc import Sequence
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from enquiries import form_factory
from enquiries.models import EnquiryType, Notice, Question
from intake import wording

Row = TypeVar("Row", Question, Notice)


def page(
    request: HttpRequest, enquiry_type: EnquiryType, questions: Sequence[Question], notices: Sequence[Notice]
) -> HttpResponse:
    """Answer with the form; it can be filled in, and never sent."""
    context = {
        "enquiry_type": enquiry_type,
        "form": form_factory.build(enquiry_type, questions=_in_order(questions))(),
        "notices": [notice for notice in _in_order(notices) if notice.place == Notice.Place.FORM],
        "target": wording.response_target_in_words(enquiry_type.usual_queue),
        "is_preview": True,
    }
    return render(request, "enquiries/form.html", context)


def _in_order(rows: Sequence[Row]) -> list[Row]:
    """As they are stored; new ones will get the highest ids."""
    return sorted(rows, key=lambda row: (row.position, row.pk is None, row.pk or 0))

"""A form in the editor, stored in a portal that runs in processes of its own."""

import datetime as dt

from django.utils import timezone

from enquiries import editing, versions
from enquiries.models import EnquiryType
from enquiries.types import add_common_questions
from intake.models import Queue


def make() -> int:
    """Make a type with two pages, a version on the site, one to come, and something wrong; return its id."""
    made = EnquiryType.objects.create(
        name="Hire a hall",
        slug="hire-a-hall",
        summary="Ask for a hall for a meeting.",
        active=False,
        usual_queue=Queue.objects.get(is_catch_all=True),
    )
    add_common_questions(enquiry_type=made)
    page = editing.add_page(enquiry_type_id=made.pk, said={"title": "The event"}, first_title="About you")
    hall = editing.add_question(
        enquiry_type_id=made.pk,
        page_id=page.pk,
        said={
            "label": "Which hall?",
            "kind": "one_of",
            "choices": "big | The big one\nsmall | The small one",
        },
    )
    editing.add_question(
        enquiry_type_id=made.pk,
        page_id=page.pk,
        after_id=hall.pk,
        said={
            "label": "How many people will come?",
            "hint": "A guess is enough.",
            "only_if_question": hall.name,
            "only_if_value": "big",
        },
    )
    editing.add_notice(enquiry_type_id=made.pk, said={"place": "form", "text": "Closed in August."})
    versions.publish(enquiry_type_id=made.pk, by=None, note="With the event")
    editing.duplicate_question(enquiry_type_id=made.pk, question_id=hall.pk)
    later = timezone.now() + dt.timedelta(days=400)
    versions.publish(enquiry_type_id=made.pk, by=None, at=later, note="A second hall")
    editing.add_page(
        enquiry_type_id=made.pk,
        said={"title": "Money", "only_if_question": "which_hall", "only_if_value": "huge"},
    )
    return made.pk

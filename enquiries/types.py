"""What every type of enquiry asks: added to a type that is made in the admin."""

from typing import Any

from django.db import transaction

from enquiries.models import EnquiryType, Question

Kind, Meaning = Question.Kind, Question.Meaning

#: The first of these come before a type's own questions, the last ones after them.
_BEFORE: list[dict[str, Any]] = [
    {"name": "name", "label": "Your name", "meaning": Meaning.SENDER_NAME, "autocomplete": "name"},
    {
        "name": "email",
        "label": "Email address",
        "hint": "We will send your reference and our reply to this address.",
        "kind": Kind.EMAIL,
        "meaning": Meaning.SENDER_EMAIL,
        "autocomplete": "email",
    },
    {
        "name": "telephone",
        "label": "Telephone number",
        "hint": "If you would like us to be able to call you. For a number abroad, include the country code.",
        "kind": Kind.TELEPHONE,
        "meaning": Meaning.SENDER_TELEPHONE,
        "autocomplete": "tel",
        "required": False,
    },
    {
        "name": "organisation",
        "label": "Organisation",
        "meaning": Meaning.SENDER_ORGANISATION,
        "autocomplete": "organization",
        "required": False,
    },
]
_AFTER: list[dict[str, Any]] = [
    {
        "name": "message",
        "label": "Your message",
        "kind": Kind.LONG_TEXT,
        "meaning": Meaning.MESSAGE,
        "min_length": 10,
        "max_length": 5000,
    },
    {
        "name": "attachments",
        "label": "Attach files",
        "kind": Kind.FILES,
        "required": False,
    },
    {
        "name": "privacy",
        "label": "I have read how you use my answers",
        "kind": Kind.CONSENT,
    },
]
_STEP = 10


@transaction.atomic
def add_common_questions(*, enquiry_type: EnquiryType) -> list[Question]:
    """Add to `enquiry_type` the questions common to every enquiry that it does not ask yet.

    Who sends it comes before the type's own questions; the message, the files and the consent after them.

    Returns:
        The questions that were added.
    """
    own = list(enquiry_type.questions.all())
    asked = {question.name for question in own}
    before = [fields for fields in _BEFORE if fields["name"] not in asked]
    after = [fields for fields in _AFTER if fields["name"] not in asked]
    first = len(before) * _STEP
    for number, question in enumerate(own, start=1):
        question.position = first + number * _STEP
    Question.objects.bulk_update(own, ["position"])
    last = first + len(own) * _STEP
    placed = [
        *((number * _STEP, fields) for number, fields in enumerate(before, start=1)),
        *((last + number * _STEP, fields) for number, fields in enumerate(after, start=1)),
    ]
    added = [Question(enquiry_type=enquiry_type, position=position, **fields) for position, fields in placed]
    return Question.objects.bulk_create(added)

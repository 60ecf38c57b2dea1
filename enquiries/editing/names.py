"""The names of questions and pages, made from their words, so that nobody has to think of one."""

import re
from collections.abc import Collection

from django.utils.text import slugify

from enquiries.models import EnquiryType

_LONGEST = 40
#: What the form itself posts.
_OF_THE_FORM = ("form_token", "form_version", "csrfmiddlewaretoken", "page")


def name_of_question(enquiry_type: EnquiryType, label: str) -> str:
    """Return a name for a question with this label that no other of the type has: which_hall."""
    taken = enquiry_type.questions.values_list("name", flat=True)
    return _free(slugify(label).replace("-", "_"), "question", "_", {*taken, *_OF_THE_FORM})


def name_of_page(enquiry_type: EnquiryType, title: str) -> str:
    """Return a name for a page with this title that no other of the type has: about-the-hall."""
    taken = enquiry_type.pages.values_list("name", flat=True)
    return _free(slugify(title).replace("_", "-"), "page", "-", set(taken))


def _free(wanted: str, otherwise: str, joint: str, taken: Collection[str]) -> str:
    word = re.sub(r"^[^a-z]+", "", wanted)[:_LONGEST]
    # Between words, so that none is cut in two.
    cut = word.rpartition(joint)[0] if len(wanted) > _LONGEST else word
    name = cut.strip(joint) or otherwise
    number, found = 2, name
    while found in taken:
        found = f"{name[: _LONGEST - 4]}{joint}{number}"
        number += 1
    return found

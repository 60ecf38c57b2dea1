"""The forms of the sections, without pages."""

from typing import Any

from django.http import QueryDict

from intake.models import Attachment
from suppliers.forms import FORMS, SectionForm
from suppliers.models import Document
from tests.suppliers.answers import company

#: A day on which all of tests/suppliers/answers.py holds.
TODAY = "2026-11-24 12:00Z"


def posted(kept: dict[str, Any]) -> QueryDict:
    """Kept answers as a browser posts them."""
    data = QueryDict(mutable=True)
    for name, value in kept.items():
        if isinstance(value, list):
            data.setlist(name, value)
        elif value not in (None, ""):
            data[name] = str(value)
    return data


def documents(slug: str, answers: dict[str, dict[str, Any]]) -> dict[str, Document]:
    """A document of each kind that a section asks for."""
    file = Attachment(name="certificate.pdf", size=2_000_000)
    kinds = FORMS[slug].asked_documents(answers)
    return {kind: Document(kind=kind, attachment=file, version=2) for kind in kinds}


def answered(slug: str, answers: dict[str, dict[str, Any]] | None = None, **changes: Any) -> SectionForm:
    """The form of a section, posted with good answers (a company's, or those given) and some changes."""
    answers = answers or company()
    data = posted({**answers[slug], **changes})
    answers[slug] = {**answers[slug], **changes}
    return FORMS[slug](data, answers=answers, documents=documents(slug, answers))

"""A registration on paper: a PDF with every question and answer, for the supplier to keep."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer, Table

from intake import wording
from intake.pdf import GREEN, GREY, LINE, TEXT_WIDTH, document, paragraph
from suppliers import forms
from suppliers.models import Document, Registration
from suppliers.sections import SECTIONS, Answers, Section

_QUESTION_WIDTH = 62 * mm
_ROOM_BELOW_TITLE = 40 * mm


def pdf(registration: Registration, *, reference: str = "") -> bytes:
    """Return a registration with all its answers and the names of its documents.

    Args:
        registration: the registration, sent or not.
        reference: that of its submission, where it is being sent and has none yet.
    """
    reference = reference or (registration.submission.reference if registration.submission else "")
    answers = registration.answers()
    name = answers.get("organisation", {}).get("legal_name") or gettext("Supplier")
    return document(
        [*_beginning(registration, name, reference), *_sections(registration, answers)],
        title=gettext("{kind} of {name}").format(kind=registration.get_kind_display(), name=name),
        subject=_reference(reference) if reference else gettext("Not sent yet"),
    )


def _beginning(registration: Registration, name: str, reference: str) -> Iterator[Flowable]:
    yield paragraph(registration.get_kind_display(), size=11, colour=GREY)
    yield paragraph(name, bold=True, size=19)
    yield Spacer(0, 2 * mm)
    if reference:
        sent = timezone.localtime(registration.submitted_at)
        yield paragraph(_reference(reference), bold=True, size=11)
        yield paragraph(gettext("Sent on {moment}").format(moment=wording.moment_in_words(sent)), size=11)
    else:
        now = wording.moment_in_words(timezone.localtime())
        yield paragraph(gettext("Not sent yet. As it was on {moment}").format(moment=now), size=11)


def _reference(reference: str) -> str:
    return gettext("Reference {reference}").format(reference=reference)


def _sections(registration: Registration, answers: Answers) -> Iterator[Flowable]:
    current = Document.objects.filter(supplier=registration.supplier_id, replaced_at=None)
    documents = {each.kind: each for each in current.select_related("attachment").order_by("id")}
    for number, section in enumerate(SECTIONS, start=1):
        yield Spacer(0, 7 * mm)
        yield CondPageBreak(_ROOM_BELOW_TITLE)
        yield paragraph(f"{number}. {section.title}", bold=True, size=13, colour=GREEN)
        yield Spacer(0, 2 * mm)
        yield from _section(section, answers, documents)


def _section(section: Section, answers: Answers, documents: dict[str, Document]) -> Iterator[Flowable]:
    if section.slug not in answers:
        yield paragraph(gettext("Not answered yet."), colour=GREY)
        return
    form = forms.of_answers(section.slug, answers=answers, documents=documents)
    rows = [
        [
            paragraph(row.label, size=9, colour=GREY),
            paragraph(row.text) if row.text else paragraph(gettext("Not answered"), colour=GREY),
        ]
        for row in form.rows()
    ]
    yield Table(
        rows,
        colWidths=[_QUESTION_WIDTH, TEXT_WIDTH - _QUESTION_WIDTH],
        # An answer may be longer than a page.
        splitInRow=1,
        hAlign="LEFT",
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ],
    )

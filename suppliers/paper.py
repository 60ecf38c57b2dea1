"""A registration on paper: a PDF with every question and answer, for the supplier to keep."""

import io
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from django.utils import timezone
from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
)

from intake import wording
from suppliers import forms
from suppliers.models import Document, Registration
from suppliers.sections import SECTIONS, Answers, Section

ORGANISATION = "Hackney Learning Trust"
_FONTS = Path(__file__).parent / "fonts"
_PLAIN, _BOLD = "DejaVu Sans", "DejaVu Sans Bold"
_BLACK, _GREY, _LINE, _GREEN = map(HexColor, ("#0b0c0c", "#505a5f", "#b1b4b6", "#00664f"))
_WIDTH, _HEIGHT = A4
_MARGIN, _BAND = 20 * mm, 16 * mm
_QUESTION_WIDTH = 62 * mm
_ROOM_BELOW_TITLE = 40 * mm
#: What the library leaves empty at both sides of a page's frame.
_FRAME_PADDING = 12


def pdf(registration: Registration, *, reference: str = "") -> bytes:
    """Return a registration with all its answers and the names of its documents.

    Args:
        registration: the registration, sent or not.
        reference: that of its submission, where it is being sent and has none yet.
    """
    _register_fonts()
    reference = reference or (registration.submission.reference if registration.submission else "")
    answers = registration.answers()
    name = answers.get("organisation", {}).get("legal_name") or "Supplier"
    paper = io.BytesIO()
    document = SimpleDocTemplate(
        paper,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_BAND + _MARGIN / 2,
        bottomMargin=_MARGIN,
        title=f"{registration.get_kind_display()} of {name}",
        author=ORGANISATION,
        subject=f"Reference {reference}" if reference else "Not sent yet",
        lang="en-GB",
        displayDocTitle=True,
    )
    story = [*_beginning(registration, name, reference), *_sections(registration, answers)]
    document.build(story, canvasmaker=_NumberedCanvas)
    return paper.getvalue()


# ------------------------------------------------------------------------------------------------ contents
def _beginning(registration: Registration, name: str, reference: str) -> Iterator[Flowable]:
    yield _paragraph(registration.get_kind_display(), size=11, colour=_GREY)
    yield _paragraph(name, bold=True, size=19)
    yield Spacer(0, 2 * mm)
    if reference:
        sent = timezone.localtime(registration.submitted_at)
        yield _paragraph(f"Reference {reference}", bold=True, size=11)
        yield _paragraph(f"Sent on {wording.moment_in_words(sent)}", size=11)
    else:
        now = timezone.localtime()
        yield _paragraph(f"Not sent yet. As it was on {wording.moment_in_words(now)}", size=11)


def _sections(registration: Registration, answers: Answers) -> Iterator[Flowable]:
    current = Document.objects.filter(supplier=registration.supplier_id, replaced_at=None)
    documents = {each.kind: each for each in current.select_related("attachment").order_by("id")}
    for number, section in enumerate(SECTIONS, start=1):
        yield Spacer(0, 7 * mm)
        yield CondPageBreak(_ROOM_BELOW_TITLE)
        yield _paragraph(f"{number}. {section.title}", bold=True, size=13, colour=_GREEN)
        yield Spacer(0, 2 * mm)
        yield from _section(section, answers, documents)


def _section(section: Section, answers: Answers, documents: dict[str, Document]) -> Iterator[Flowable]:
    if section.slug not in answers:
        yield _paragraph("Not answered yet.", colour=_GREY)
        return
    form = forms.of_answers(section.slug, answers=answers, documents=documents)
    rows = [
        [
            _paragraph(row.label, size=9, colour=_GREY),
            _paragraph(row.text) if row.text else _paragraph("Not answered", colour=_GREY),
        ]
        for row in form.rows()
    ]
    yield Table(
        rows,
        colWidths=[_QUESTION_WIDTH, _WIDTH - 2 * _MARGIN - _FRAME_PADDING - _QUESTION_WIDTH],
        # An answer may be longer than a page.
        splitInRow=1,
        hAlign="LEFT",
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, _LINE),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ],
    )


def _paragraph(text: str, *, bold: bool = False, size: float = 9.5, colour: Color = _BLACK) -> Paragraph:
    """Return text, as it was typed, as a paragraph."""
    style = ParagraphStyle(
        "text",
        fontName=_BOLD if bold else _PLAIN,
        fontSize=size,
        leading=size * 1.4,
        textColor=colour,
        # A word longer than its column is broken.
        splitLongWords=True,
    )
    return Paragraph(escape(text).replace("\n", "<br/>"), style)


# --------------------------------------------------------------------------------------------------- pages
class _NumberedCanvas(Canvas):
    """Draws each page's band and its number, once it is known how many pages there are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - the library's name
        """Put the page aside."""
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Finish all pages."""
        for number, page in enumerate(self._pages, start=1):
            self.__dict__.update(page)
            self._draw_surroundings(number, len(self._pages))
            super().showPage()
        super().save()

    def _draw_surroundings(self, number: int, count: int) -> None:
        self.setFillColor(_GREEN)
        self.rect(0, _HEIGHT - _BAND, _WIDTH, _BAND, stroke=0, fill=1)
        self.setFillColor(white)
        self.setFont(_BOLD, 11)
        self.drawString(_MARGIN, _HEIGHT - _BAND / 2 - 4, ORGANISATION)
        self.setFillColor(_GREY)
        self.setFont(_PLAIN, 8)
        self.drawRightString(_WIDTH - _MARGIN, 10 * mm, f"Page {number} of {count}")


@lru_cache(maxsize=1)
def _register_fonts() -> None:
    """Make known the fonts that have the letters of the names of London's people."""
    pdfmetrics.registerFont(TTFont(_PLAIN, _FONTS / "DejaVuSans.ttf"))
    pdfmetrics.registerFont(TTFont(_BOLD, _FONTS / "DejaVuSans-Bold.ttf"))

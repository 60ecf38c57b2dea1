"""Sheets of paper as PDF files in the house's dress: a band, page numbers, letters for everybody's name."""

import io
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

ORGANISATION = "Hackney Learning Trust"
BLACK, GREY, LINE, GREEN = map(HexColor, ("#0b0c0c", "#505a5f", "#b1b4b6", "#00664f"))
_FONTS = Path(__file__).parent / "fonts"
_PLAIN, _BOLD = "DejaVu Sans", "DejaVu Sans Bold"
_WIDTH, _HEIGHT = A4
_MARGIN, _BAND = 20 * mm, 16 * mm
#: What the library leaves empty at both sides of a page's frame.
_FRAME_PADDING = 12
#: How wide what is written may be.
TEXT_WIDTH = _WIDTH - 2 * _MARGIN - _FRAME_PADDING


def document(story: Iterable[Flowable], *, title: str, subject: str = "") -> bytes:
    """Return a PDF of what `story` yields, in order."""
    _register_fonts()
    paper = io.BytesIO()
    SimpleDocTemplate(
        paper,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_BAND + _MARGIN / 2,
        bottomMargin=_MARGIN,
        title=title,
        author=ORGANISATION,
        subject=subject,
        lang="en-GB",
        displayDocTitle=True,
    ).build(list(story), canvasmaker=_NumberedCanvas)
    return paper.getvalue()


def paragraph(
    text: str, *, bold: bool = False, size: float = 9.5, colour: Color = BLACK, right: bool = False
) -> Paragraph:
    """Return text, as it was typed, as a paragraph."""
    _register_fonts()
    style = ParagraphStyle(
        "text",
        fontName=_BOLD if bold else _PLAIN,
        fontSize=size,
        leading=size * 1.4,
        textColor=colour,
        alignment=TA_RIGHT if right else TA_LEFT,
        # A word longer than its column is broken.
        splitLongWords=True,
    )
    return Paragraph(escape(text).replace("\n", "<br/>"), style)


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
        self.setFillColor(GREEN)
        self.rect(0, _HEIGHT - _BAND, _WIDTH, _BAND, stroke=0, fill=1)
        self.setFillColor(white)
        self.setFont(_BOLD, 11)
        self.drawString(_MARGIN, _HEIGHT - _BAND / 2 - 4, ORGANISATION)
        self.setFillColor(GREY)
        self.setFont(_PLAIN, 8)
        self.drawRightString(_WIDTH - _MARGIN, 10 * mm, f"Page {number} of {count}")


@lru_cache(maxsize=1)
def _register_fonts() -> None:
    """Make known the fonts that have the letters of the names of London's people."""
    pdfmetrics.registerFont(TTFont(_PLAIN, _FONTS / "DejaVuSans.ttf"))
    pdfmetrics.registerFont(TTFont(_BOLD, _FONTS / "DejaVuSans-Bold.ttf"))

"""How old one must be to read a text with ease."""

import re

import textstat
from bs4 import BeautifulSoup

_BLOCKS = "h1 h2 h3 p li label legend caption dt dd th td summary".split()
#: Names that nobody can make shorter: they count as one short word.
_NAMES = re.compile(
    r"Public Sector Bodies \(Websites and Mobile Applications\) \(No\. 2\) Accessibility Regulations 2018"
    r"|Equality and Human Rights Commission|Equality Advisory and Support Service|Freedom of Information Act"
    r"|Information Commissioner’s Office|Local Government Act|Data Protection Act|Procurement Act"
    r"|Web Content Accessibility Guidelines version 2\.2|Hackney Learning Trust|London Borough of Hackney"
    r"|Employers’ Liability \(Compulsory Insurance\) Regulations 1998|Cyber Essentials( Plus)?"
    r"|Department for Education|Companies House|Social Services Act|\S+@\S+|https?://\S+"
)
#: The age at which the first grade of a school in the United States is begun, less one year.
_AGE_BEFORE_GRADE_ONE = 5
_LONGEST_LABEL = 3


def age(text: str) -> float:
    """Return the reading age of `text` in years: its grade by Flesch and Kincaid, and five."""
    return round(textstat.flesch_kincaid_grade(_NAMES.sub("Name", text)) + _AGE_BEFORE_GRADE_ONE, 1)


def of_page(html: str) -> str:
    """Return what a page's content says, each heading, paragraph, item and label as a sentence of its own.

    Labels and headings of up to three words are left out: the formula measures sentences, and to it
    "Telephone number" is a hard one.
    """
    content = BeautifulSoup(html, "lxml").select_one("main")
    assert content
    said = content.select(", ".join([*_BLOCKS, ".govuk-hint"]))
    texts = [block.get_text(" ") for block in said if not block.find(_BLOCKS)]
    return " ".join(_sentence(text) for text in texts if len(text.split()) > _LONGEST_LABEL)


def of_email(text: str) -> str:
    """Return what an email says: each paragraph as a sentence of its own."""
    return " ".join(_sentence(block) for block in re.split(r"\n{2,}", text) if block.strip())


def _sentence(text: str) -> str:
    line = " ".join(text.split())
    return line if line.endswith((".", "?", "!")) else f"{line.rstrip(':;,')}."

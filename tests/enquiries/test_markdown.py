"""HLT's own Markdown: a few kinds of words, and never anything that a browser runs."""

import time

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from enquiries import markdown
from tests.factories import PageFactory, QuestionFactory

_HOSTILE = [
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&#58;alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x) [y](file:///etc/passwd) [z](ftp://example.org)",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:x' onclick='y'>z</a>",
    "![x](https://example.org/x.png)",
    '[x](https://example.org "a\\" onmouseover=\\"alert(1)")',
    "[<script>alert(1)</script>](https://example.org)",
    "# A heading\n\n> <iframe src=//example.org>\n\n`<b>`",
    "<style>*{display:none}</style>",
    "<!-- <script> -->",
]
_LONG = {
    "brackets": "[" * 100_000,
    "quotes": "> " * 50_000,
    "stars": "**a " * 25_000,
    "links": "[a](b" * 20_000,
    "paragraphs": "a\n\n" * 33_000,
    "lists": "\n".join("  " * depth + "- a" for depth in range(440)),
}


def test_words_of_every_kind():
    html = markdown.as_html("**Bold** and *slanting*, see [us](/contacts/).\n\n- one\n- two\n\n1. first")
    assert html == (
        '<p class="govuk-body"><strong>Bold</strong> and <em>slanting</em>, see '
        '<a href="/contacts/" class="govuk-link" rel="noopener noreferrer">us</a>.</p>\n'
        '<ul class="govuk-list govuk-list--bullet">\n<li>one</li>\n<li>two</li>\n</ul>\n'
        '<ol class="govuk-list govuk-list--number">\n<li>first</li>\n</ol>\n'
    )


@pytest.mark.parametrize("text", _HOSTILE)
def test_nothing_runs(text):
    soup = BeautifulSoup(markdown.as_html(text), "html.parser")
    assert {tag.name for tag in soup.find_all()} <= {"p", "a"}
    for link in soup.select("a"):
        assert set(link.attrs) <= {"href", "class", "rel", "title"}
        assert link.get("href", "https:").startswith("https:")


def test_it_is_no_template():
    assert "{{ form_token }}{% now 'Y' %}" in markdown.as_html("{{ form_token }}{% now 'Y' %}")


@pytest.mark.parametrize("name", _LONG)
def test_a_text_that_takes_long_to_read_is_cut(name):
    def seconds():
        began = time.process_time()
        markdown.as_html.__wrapped__(_LONG[name])
        return time.process_time() - began

    # Other tests run beside this one.
    assert min(seconds() for _ in range(3)) < 0.05
    html = markdown.as_html(_LONG[name])
    assert len(BeautifulSoup(html, "html.parser").get_text(strip=True)) <= markdown.LONGEST


@pytest.mark.django_db
def test_nobody_writes_more_than_is_read():
    long = "a" * (markdown.LONGEST + 1)
    with pytest.raises(ValidationError, match="2,000 characters at most; these are 2,001"):
        QuestionFactory(help_text=long).clean()
    with pytest.raises(ValidationError, match="2,000 characters"):
        PageFactory(introduction=long).clean()
    QuestionFactory(help_text=long[1:]).clean()

"""HLT's own plain text on pages."""

import pytest

from enquiries.templatetags.enquiry_text import linked, prose

LINK = '<a class="govuk-link" href="{}">{}</a>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Just words, 2 of them & 3 more.", "Just words, 2 of them &amp; 3 more."),
        ("Call 020 8820 7000.", "Call " + LINK.format("tel:+442088207000", "020 8820 7000") + "."),
        ("Call 999 now", "Call 999 now"),
        (
            "See https://www.example.org/a?b=1&c=2 now",
            "See "
            + LINK.format("https://www.example.org/a?b=1&amp;c=2", "https://www.example.org/a?b=1&amp;c=2")
            + " now",
        ),
        ("Write to a@example.org", "Write to " + LINK.format("mailto:a@example.org", "a@example.org")),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ('<a href="javascript:x">', "&lt;a href=&quot;javascript:x&quot;&gt;"),
        ("", ""),
    ],
)
def test_addresses_and_numbers_become_links_and_the_rest_is_text(text, html):
    assert linked(text) == html


def test_prose_is_paragraphs():
    assert (
        prose("One.\n\nTwo & three.")
        == '<p class="govuk-body">One.</p>\n<p class="govuk-body">Two &amp; three.</p>'
    )

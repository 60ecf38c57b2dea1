"""What each reader of strangers' text lets through, and how much of it is read at all."""

import pytest

from enquiries import markdown
from intake import search
from intake.inbound import headers, html, reading, wording
from intake.models import Queue
from intake.templatetags import emails, triage

RUNS = "<script>evil()</script><img src=//evil.example/x onerror=evil()><p onclick=evil() style=x>Hello</p>"


@pytest.mark.parametrize(
    ("markup", "left"),
    [
        (RUNS, "<p>Hello</p>"),
        ('<form action="/x"><input name=a><p class=ours>Hi</p></form>', "<p>Hi</p>"),
        ("<title>Us</title><svg><text>Us</text></svg><template>Us</template><p>Hi</p>", "<p>Hi</p>"),
        (
            '<a href="https://x.example/">x</a>',
            '<a href="https://x.example/" rel="noopener noreferrer nofollow">x</a>',
        ),
        ('<a href="javascript:evil()">x</a>', '<a rel="noopener noreferrer nofollow">x</a>'),
        ('<a href="data:text/html,x">x</a>', '<a rel="noopener noreferrer nofollow">x</a>'),
        ("<h1>Hi</h1>", "<p>Hi</p>"),
    ],
)
def test_of_html_that_comes_in_only_what_is_harmless_is_left(markup, left):
    assert html.harmless(markup) == left


def test_html_is_harmless_as_it_is_read_and_once_more_where_it_is_shown():
    raw = f"From: jo@example.org\nContent-Type: text/html\n\n{RUNS}\n".encode()

    assert reading.read(raw).html == "<p>Hello</p>"
    assert triage.harmless(RUNS) == "<p>Hello</p>"


def test_html_that_is_left_open_thousands_of_times_is_read_as_its_text():
    markup = "<b><i>" * 3_000 + "a < b &lt;script&gt;"

    assert html.harmless(markup).split() == ["a", "&lt;", "b", "&amp;lt;script&amp;gt;"]


def test_html_is_read_so_far_and_quotes_so_deep():
    assert len(html.harmless("x" * 1_200_000)) == 1_000_000
    assert html.as_text("<blockquote>" * 60 + "x").split("\n")[-1] == "> " * 20 + "x"


def test_the_whole_of_an_email_is_shown_as_the_text_that_it_is():
    raw = f"From: jo@example.org\n\nYes\n\nOn 1/2/2026 Jo wrote:\n> {RUNS}\n".encode()
    email = reading.read(raw)

    shown = wording.whole_html(email, wording.parts_of(email))

    assert "&lt;script&gt;" in shown
    assert "<script" not in shown


def test_of_a_text_so_much_is_read():
    email = reading.read(b"From: jo@example.org\n\n" + b"word " * 20_000)

    assert len(wording.parts_of(email).new) < 50_100
    assert wording.parts_of(email).new.endswith("(The email goes on.)")


def test_markdown_is_cleaned_whatever_its_reader_lets_through(monkeypatch):
    class Careless:
        def render(self, text: str) -> str:
            return text

    monkeypatch.setattr(markdown, "_READER", Careless())

    assert markdown.as_html.__wrapped__(f"{RUNS}<p>Hi</p>") == (
        '<p class="govuk-body">Hello</p><p class="govuk-body">Hi</p>'
    )


def test_of_a_header_so_much_is_read_and_so_many_ids():
    assert len(headers.decoded("x" * 100_000)) == 20_000
    assert len(headers.message_ids("<a@b> " * 200)) == 50


@pytest.mark.parametrize(
    "charset", ["rot13", "hex", "zip", "idna", "punycode", "unicode_escape", "undefined"]
)
def test_what_is_no_charset_of_an_email_reads_nothing(charset):
    text = b"\\u003cscript\\u003e"

    assert headers.text_in(text, charset) == text.decode()


def test_comments_within_comments_break_nothing():
    assert headers.addresses("(" * 15_000 + "jo@example.org") == []


@pytest.mark.parametrize("raw", ["Jo <jo at example>", "Jo <jo@>", "Jo <@>"])
def test_what_is_no_address_is_none(raw):
    assert [address.email for address in headers.addresses(raw) if address.email] == []


def test_our_own_words_are_text_in_an_email():
    assert emails.in_html("a <b>c</b> & d", Queue()) == "<p>a &lt;b&gt;c&lt;/b&gt; &amp; d</p>"


def test_what_is_kept_for_search_has_no_nul():
    assert "\0" not in search.searchable("a\0b")

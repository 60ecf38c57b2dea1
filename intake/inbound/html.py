"""HTML that comes in: made harmless, or turned into text."""

import re
from html.parser import HTMLParser

import nh3
from django.utils.html import escape

_TAGS = set(
    "a b blockquote br code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i ins li ol p pre s small strong sub "
    "sup table tbody td tfoot th thead tr u ul".split()
)
_LONGEST = 1_000_000
_MOST_OPEN = 5_000
_DEEPEST_QUOTE = 20
_WITHOUT_CONTENT = {"script", "style", "title", "head", "svg", "math", "template", "noscript", "iframe"}
_BLOCKS = {"div", "dl", "dd", "dt", "ol", "ul", "table", "tr", "pre"}
_SPACED = {"p", "blockquote", "table", "ul", "ol"}


def harmless(markup: str) -> str:
    """Return HTML of which nothing runs, looks like ours, or is fetched: no pictures, styles or scripts."""
    markup = markup[:_LONGEST]
    cleaned = nh3.clean(
        escape(_without_tags(markup)) if _is_deep(markup) else markup,
        tags=_TAGS,
        clean_content_tags=_WITHOUT_CONTENT,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
    )
    # Headings of an email are none of the page on which it is shown.
    return re.sub(r"<(/?)h[1-6]>", r"<\1p>", cleaned).strip()


def as_text(markup: str) -> str:
    """Return what harmless HTML says, its quotes marked by "> " and its links' addresses in brackets."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return re.sub(r"\n(?:[> ]*\n){2,}", "\n\n", reader.text()).strip()


def _is_deep(markup: str) -> bool:
    """Whether so many tags are left open that it was made to take long: each is looked at again and again."""
    return markup.count("<") - 2 * markup.count("</") > _MOST_OPEN


def _without_tags(markup: str) -> str:
    return re.sub(r"<[^<>]*>", " ", markup)


class _Reader(HTMLParser):
    """Writes down the text of HTML that was made harmless, and so is well formed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[tuple[int, str]] = [(0, "")]
        self._depth = 0
        self._href = ""
        self._link_text = ""
        self._is_preformatted = False

    def text(self) -> str:
        """Return what was read."""
        lines = [("> " * min(depth, _DEEPEST_QUOTE) + line.strip()).rstrip() for depth, line in self._lines]
        return "\n".join(lines)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, a quote or a link."""
        self._is_preformatted = self._is_preformatted or tag == "pre"
        if tag == "br":
            self._lines.append((self._depth, ""))
        elif tag == "hr":
            self._new_line()
            self._lines[-1] = (self._depth, "_" * 32)
            self._new_line()
        elif tag == "a":
            self._href, self._link_text = dict(attrs).get("href") or "", ""
        self._block(tag)
        if tag == "blockquote":
            self._depth += 1
            self._lines.append((self._depth, ""))
        elif tag == "li":
            self._new_line()
            self.handle_data("- ")
        elif tag in ("td", "th") and self._lines[-1][1]:
            self._lines[-1] = (self._depth, self._lines[-1][1].rstrip() + "  ")

    def handle_endtag(self, tag: str) -> None:
        """End a line, a quote or a link."""
        self._is_preformatted = self._is_preformatted and tag != "pre"
        if tag == "blockquote":
            self._depth -= 1
            self._lines.append((self._depth, ""))
        elif tag == "a":
            self._end_link()
        else:
            self._block(tag)

    def handle_data(self, data: str) -> None:
        """Add words to the line; line breaks of the source are spaces, but in a preformatted text."""
        first, *others = data.split("\n") if self._is_preformatted else [data]
        self._add(first)
        for line in others:
            self._lines.append((self._depth, ""))
            self._add(line)

    def _add(self, data: str) -> None:
        depth, line = self._lines[-1]
        words = re.sub(r"[\s\u200b]+", " ", data)
        self._lines[-1] = (depth, line + (words.lstrip() if not line or line.endswith(" ") else words))
        self._link_text += words

    def _block(self, tag: str) -> None:
        if tag in _SPACED and any(line for _, line in self._lines[-2:]):
            self._new_line()
            self._lines.append((self._depth, ""))
        elif tag in _BLOCKS:
            self._new_line()

    def _new_line(self) -> None:
        if self._lines[-1][1]:
            self._lines.append((self._depth, ""))

    def _end_link(self) -> None:
        address = self._href.removeprefix("mailto:").removeprefix("tel:")
        if address and address.rstrip("/") not in self._link_text:
            self.handle_data(f" ({address})")
        self._href = ""

"""The style attributes of an email, as a content security policy allows them: each by its digest."""

import base64
import hashlib
from html.parser import HTMLParser


def of(html: str) -> list[str]:
    """Return the sources for `style-src-attr` with which every style attribute of `html` holds."""
    parser = _Styles()
    parser.feed(html)
    parser.close()
    digests = (hashlib.sha256(style.encode()).digest() for style in sorted(parser.styles))
    # The word is what allows digests of attributes at all (CSP 3, 8.3).
    return ["'unsafe-hashes'", *(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)]


class _Styles(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.styles: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.styles |= {value for name, value in attrs if name == "style" and value}

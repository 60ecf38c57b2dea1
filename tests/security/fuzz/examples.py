"""The rubbish, how much of it each property gets, and what is wrong with an answer to it."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from bs4 import BeautifulSoup
from django.db import transaction
from django.http import HttpResponse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "2000"))
#: How many of a hundred examples each property gets; test_examples.py sees that they are a hundred.
SHARES = {
    "forms": 24,
    "answers kept": 11,
    "files": 8,
    "bodies": 5,
    "steps": 5,
    "headers": 17,
    "programs": 15,
    "webhooks": 15,
}
#: An element that no page of ours has; where an answer has it, somebody's words have become markup.
MARK = "planted-mark"
#: Ends a value and an element.
PLANTED = f'"><{MARK} x="'
ODD = [
    f"<{MARK}>",
    PLANTED,
    f"'><{MARK}>",
    f'" onfocus="{MARK}" {MARK}="',
    f"</textarea></title></script><{MARK}>",
    f"<!--><{MARK}>-->",
    f"&lt;{MARK}&gt;",
    f"{{{{ '<{MARK}>'|safe }}}}",
    f"[x](javascript:{MARK})",
    "\0",
    "\ud7ff\ufeff\u202e",
    "'; DROP TABLE x;--",
    "%_\\",
    "x" * 6000,
    "9" * 400,
    "http://[",
    "javascript:alert(1)",
    "other:other:x",
    "yes",
    "1",
    "on",
    "",
]
texts = st.sampled_from(ODD) | st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
#: As a server hands a header's value on: no line ends, and each byte a character.
header_texts = texts.map(
    lambda text: " ".join(text.replace("\0", "").splitlines()).encode().decode("latin-1")
)


def fault(response: HttpResponse) -> str:
    """Return what is wrong with an answer, or ""."""
    if response.status_code >= 500:
        return f"status {response.status_code}"
    if response.streaming or MARK.encode() not in response.content:
        return ""
    return _markup(BeautifulSoup(response.content, "html.parser"))


def tried(name: str, strategy: st.SearchStrategy, check: Callable[[Any], None], parts: int = 1) -> int:
    """Try the examples of a property, or one of several `parts` of them; return how many were.

    Each leaves the database as it was, so that what one has closed or used up is there for the next.
    """
    ran = 0
    count = -(-EXAMPLES * SHARES[name] // (100 * parts))

    @settings(max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(strategy)
    def each(example: Any) -> None:
        nonlocal ran
        ran += 1
        with undone():
            check(example)

    each()
    return ran


@contextmanager
def undone() -> Iterator[None]:
    """Leave the database as it was, whatever is done within."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _markup(soup: BeautifulSoup) -> str:
    if soup.find(MARK):
        return "an element"
    for tag in soup.find_all(True):
        if MARK in tag.attrs or any(name.startswith("on") for name in tag.attrs):
            return f"an attribute of {tag.name}"
        if any(
            str(tag.get(name, "")).lower().startswith("javascript:") for name in ("href", "src", "action")
        ):
            return f"an address of {tag.name}"
    return ""

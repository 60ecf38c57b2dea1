"""Text that makes a careless reader take minutes, and all that reads what somebody outside wrote.

`bench/hostile_text.py` measures each reader; the tests hold what does not depend on the machine.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

from enquiries import markdown, schools, word_match
from intake import conditions, dates, forwarding, mentions, tracking
from intake.inbound import headers, html, quoting
from intake.models import Submission
from intake.privacy import telling
from intake.screening import scoring
from portal import logs
from suppliers import names

#: What each text repeats.
UNITS = (
    *("a", " ", "\n", "@", "a@", "a.", "<", "<a", "> ", "\n> ", "=?", "=?a?Q?", "On x wrote:\n", "From: x\n"),
    *("_", "- ", "www.", "https://", "< / ", "0 ", "(", "<b>x</b>", "x@y", "[", "*", " \n", "t/a ", "\u0301"),
    *("\r\n", "<br>", "<blockquote>x", "a-", "&amp;", "@" * 130 + "\n", "{{", "9", ",", "2026-11-24", "ß"),
)
SIZES = (10_000, 100_000)


def texts(size: int) -> Iterator[str]:
    """Yield each text of `size` characters; none is what any reader looks for."""
    for unit in UNITS:
        yield (unit * (size // len(unit) + 1))[: size - 1] + "!"


def _condition(operator: str, text: str) -> None:
    now = dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)
    value = "5" if operator == "within_hours" else "gate, wall"
    conditions.holds(field="message", operator=operator, value=value, facts={"message": text}, now=now)
    if operator in ("contains", "one_of", "equals"):
        conditions.holds(field="x", operator=operator, value=text, facts={"x": text[:-1]}, now=now)


def _date(text: str) -> None:
    with suppress(dates.NotUnderstood):
        dates.parse_datetime(text)


def _without_contact(text: str) -> None:
    sender = Submission(
        subject=text, sender_email="jo@example.com", sender_telephone="+442079460123", answers=[]
    )
    forwarding.extract(sender, chosen=set(), with_contact=False)


CONDITIONS: dict[str, Callable[[str], Any]] = {
    f"condition “{operator.label}”": partial(_condition, operator.value) for operator in conditions.Operator
}
READERS: dict[str, Callable[[str], Any]] = {
    **CONDITIONS,
    "suggested answers": word_match.words_of,
    "links of screening": scoring.hosts_of,
    "markup of screening": scoring._MARKUP.search,
    "Markdown": markdown.as_html,
    "quotes of emails": quoting.split,
    "HTML of emails": lambda text: html.as_text(html.harmless(text)),
    "preformatted HTML of emails": lambda text: html.as_text(html.harmless(f"<pre>{text}")),
    "headers of emails": headers.decoded,
    "ids of emails": headers.message_ids,
    "printable text": headers.printable,
    "addresses masked in copies": partial(telling.masked, own=["jo@example.com"]),
    "persons in logs": logs.without_persons,
    "contact details to leave out": _without_contact,
    "names in notes": mentions._MENTION.findall,
    "tracking links": tracking.without_links,
    "school numbers": schools.by_urn,
    "dates": _date,
    "names of firms": names._TRADING_AS.split,
}

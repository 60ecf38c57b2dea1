"""Sentences made from HLT's own words for a question, a type or a queue: labels, messages, targets."""

import datetime as dt

from django.utils.formats import date_format, number_format
from django.utils.functional import keep_lazy_text
from django.utils.translation import gettext, ngettext

from intake import file_rules
from intake.dates import is_shown_twice
from intake.file_rules import FileRules
from intake.models import Queue
from intake.models.queue import TargetUnit
from intake.sla import LONDON, clock

#: What pages and emails call those who answer, alike in every language.
NAMES = {"organisation_name": "Hackney Learning Trust", "council_name": "London Borough of Hackney"}
_WITHOUT_ARTICLE = {
    *("the", "a", "an", "your", "our", "my", "his", "her", "their", "this", "any", "some", "all", "no"),
    *("what", "which", "who", "whose", "whom", "when", "where", "why", "how", "if", "whether", "one"),
}


@keep_lazy_text
def lower_first(text: str) -> str:
    """Return `text` to stand within a sentence: "press enquiry" for "Press enquiry", but "IT helpdesk"."""
    text = str(text)
    word = text.split(" ", 1)[0]
    if word == "I" or word[1:] != word[1:].lower():
        return text
    return text[:1].lower() + text[1:]


@keep_lazy_text
def enter(label: str, verb: str = "Enter") -> str:
    """Return what to say where the answer to the question `label` is missing: "Enter the deadline"."""
    rest = lower_first(label)
    word = rest.split(" ", 1)[0]
    is_chosen = verb == "Select"
    # Translators: of these, a sentence may have {label}, as the question is, for {question}, which is that
    # with a small first letter.
    if label.endswith("?") or word in ("you", "I"):
        said = gettext("Select an answer to “{label}”") if is_chosen else gettext("Answer “{label}”")
    elif word in _WITHOUT_ARTICLE:
        said = gettext("Select {question}") if is_chosen else gettext("Enter {question}")
    else:
        said = gettext("Select the {question}") if is_chosen else gettext("Enter the {question}")
    return said.format(label=label, question=rest)


@keep_lazy_text
def subject(label: str) -> str:
    """Return how a sentence about the answer to the question `label` begins: "Deadline must be…"."""
    return gettext("The answer to “{label}”").format(label=label) if label.endswith("?") else str(label)


def day_in_words(day: dt.date) -> str:
    """Return a date as people write it: "Thursday 3 December 2026"."""
    return date_format(day, "l j F Y")


def moment_in_words(moment: dt.datetime) -> str:
    """Return a moment as people write it: "Thursday 3 December 2026 at 3pm", in London's time.

    Where the clocks show that time twice, it says which of the two is meant.
    """
    local = moment.astimezone(LONDON)
    said = gettext("{day} at {time}")
    if is_shown_twice(local):
        before = gettext("{day} at {time}, before the clocks go back")
        said = gettext("{day} at {time}, after the clocks have gone back") if local.fold else before
    return said.format(day=day_in_words(local.date()), time=clock(local))


def response_target_in_words(queue: Queue) -> str:
    """Return a queue's target for the first reply: "within 4 working hours"."""
    return _within(queue.response_target, queue.response_unit)


def resolution_target_in_words(queue: Queue) -> str:
    """Return a queue's target for the end of the matter: "within 20 working days"."""
    return _within(queue.resolution_target, queue.resolution_unit)


def size_in_words(size: int) -> str:
    """Return a file's size, given in bytes, as people read it: "340 KB"."""
    if size < 1000:
        return ngettext("{size} byte", "{size} bytes", size).format(size=size)
    if size < 1_000_000:
        return gettext("{size} KB").format(size=size // 1000)
    return gettext("{size} MB").format(size=number_format(round(size / 1_000_000, 1), 1))


def file_limits_in_words(rules: FileRules | None = None) -> str:
    """Return how many files, how large and of which types may be added to a form."""
    rules = rules or file_rules.of_site()
    said = ngettext(
        "{most} file of up to {megabytes} MB: {types}.",
        "Up to {most} files of up to {megabytes} MB each: {types}.",
        rules.at_most,
    )
    types = file_rules.in_words(rules.endings)
    return said.format(most=rules.at_most, megabytes=rules.megabytes, types=types)


def for_header(text: str) -> str:
    """Return `text` on one line, for an email's header, where nothing in it is taken for an encoded word.

    A receiver would decode one (RFC 2047) that somebody typed, to line breaks even.
    """
    return " ".join(text.replace("\0", "").split()).replace("=?", "= ?")


def shortened(text: str, length: int) -> str:
    """Return the beginning of `text` in one line, cut between words to about `length` characters."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    whole_words = line[: length + 1].rpartition(" ")[0] or line[:length]
    return whole_words.rstrip(" ,;:.–-") + "…"


def _within(amount: int, unit: str) -> str:
    if unit == TargetUnit.DAYS:
        said = ngettext("within {amount} working day", "within {amount} working days", amount)
    else:
        said = ngettext("within {amount} working hour", "within {amount} working hours", amount)
    return said.format(amount=amount)

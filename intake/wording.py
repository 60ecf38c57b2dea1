"""Sentences made from HLT's own words for a question, a type or a queue: labels, messages, targets."""

import datetime as dt

from intake import file_rules
from intake.dates import is_shown_twice
from intake.file_rules import FileRules
from intake.models import Queue
from intake.models.queue import TargetUnit
from intake.sla import LONDON, clock

_WITHOUT_ARTICLE = {
    *("the", "a", "an", "your", "our", "my", "his", "her", "their", "this", "any", "some", "all", "no"),
    *("what", "which", "who", "whose", "whom", "when", "where", "why", "how", "if", "whether", "one"),
}


def lower_first(text: str) -> str:
    """Return `text` to stand within a sentence: "press enquiry" for "Press enquiry", but "IT helpdesk"."""
    word = text.split(" ", 1)[0]
    if word == "I" or word[1:] != word[1:].lower():
        return text
    return text[:1].lower() + text[1:]


def enter(label: str, verb: str = "Enter") -> str:
    """Return what to say where the answer to the question `label` is missing: "Enter the deadline"."""
    rest = lower_first(label)
    if label.endswith("?") or rest.split(" ", 1)[0] in ("you", "I"):
        return f"{'Select an answer to' if verb == 'Select' else 'Answer'} “{label}”"
    return f"{verb} {rest}" if rest.split(" ", 1)[0] in _WITHOUT_ARTICLE else f"{verb} the {rest}"


def subject(label: str) -> str:
    """Return how a sentence about the answer to the question `label` begins: "Deadline must be…"."""
    return f"The answer to “{label}”" if label.endswith("?") else label


def day_in_words(day: dt.date) -> str:
    """Return a date as people write it: "Thursday 3 December 2026"."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def moment_in_words(moment: dt.datetime) -> str:
    """Return a moment as people write it: "Thursday 3 December 2026 at 3pm", in London's time.

    Where the clocks show that time twice, it says which of the two is meant.
    """
    local = moment.astimezone(LONDON)
    words = f"{day_in_words(local.date())} at {clock(local)}"
    if is_shown_twice(local):
        words += ", before the clocks go back" if not local.fold else ", after the clocks have gone back"
    return words


def response_target_in_words(queue: Queue) -> str:
    """Return a queue's target for the first reply: "within 4 working hours"."""
    return _within(queue.response_target, queue.response_unit)


def resolution_target_in_words(queue: Queue) -> str:
    """Return a queue's target for the end of the matter: "within 20 working days"."""
    return _within(queue.resolution_target, queue.resolution_unit)


def size_in_words(size: int) -> str:
    """Return a file's size, given in bytes, as people read it: "340 KB"."""
    if size < 1000:
        return f"{size} bytes"
    if size < 1_000_000:
        return f"{size // 1000} KB"
    return f"{size / 1_000_000:.1f} MB"


def file_limits_in_words(rules: FileRules | None = None) -> str:
    """Return how many files, how large and of which types may be added to a form."""
    rules = rules or file_rules.of_site()
    types = file_rules.in_words(rules.endings)
    if rules.at_most == 1:
        return f"1 file of up to {rules.megabytes} MB: {types}."
    return f"Up to {rules.at_most} files of up to {rules.megabytes} MB each: {types}."


def shortened(text: str, length: int) -> str:
    """Return the beginning of `text` in one line, cut between words to about `length` characters."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    whole_words = line[: length + 1].rpartition(" ")[0] or line[:length]
    return whole_words.rstrip(" ,;:.–-") + "…"


def _within(amount: int, unit: str) -> str:
    label = TargetUnit(unit).label
    return f"within {amount} {label.removesuffix('s') if amount == 1 else label}"

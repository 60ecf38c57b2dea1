"""A submission's story: answers, messages, notes and events in one line, as they happened."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from intake.models import Message, TimelineEntry

_AUTOMATIC = (Message.Kind.ACKNOWLEDGEMENT, Message.Kind.ALERT, Message.Kind.TRACKING_LINK)
#: Events that say no more than the message they are about, which stands there itself.
_SAID_BY_MESSAGE = (
    TimelineEntry.Event.REPLIED,
    TimelineEntry.Event.NOTED,
    TimelineEntry.Event.SENDER_WROTE,
)


@dataclass
class Item:
    """One thing of the story.

    Attributes:
        at: when.
        message: a message or note; None otherwise.
        entry: an event, or what the timeline adds to the message.
        automatic: emails that the portal sent by itself, one after the other, which are folded away.
        is_newest: whether nothing that a person would look for came after it.
    """

    at: dt.datetime
    message: Message | None = None
    entry: TimelineEntry | None = None
    automatic: list[Message] = field(default_factory=list)
    is_newest: bool = False

    @property
    def undelivered(self) -> int:
        """How many of the automatic emails did not arrive."""
        return sum(message.is_undelivered for message in self.automatic)


def items(messages: Iterable[Message], entries: Iterable[TimelineEntry]) -> list[Item]:
    """Return the story after the answers, the oldest first, with its newest marked."""
    messages, entries = list(messages), list(entries)
    said = {str(message.uuid) for message in messages if message.kind not in _AUTOMATIC}
    about = {entry.data.get("message"): entry for entry in entries if entry.event in _SAID_BY_MESSAGE}
    lines = [
        (message.created_at, 0, message.pk, Item(message.created_at, message, about.get(str(message.uuid))))
        for message in messages
    ]
    lines += [
        (entry.at, 1, entry.pk, Item(entry.at, entry=entry)) for entry in entries if not _is_said(entry, said)
    ]
    story = _folded([item for *_, item in sorted(lines, key=lambda line: line[:3])])
    newest = next((item for item in reversed(story) if not item.automatic), None)
    if newest:
        newest.is_newest = True
    return story


def _is_said(entry: TimelineEntry, said: set[str]) -> bool:
    """Whether the answers, with which the story begins, or a message says as much."""
    if entry.event in _SAID_BY_MESSAGE:
        return entry.data.get("message") in said
    return entry.event == TimelineEntry.Event.RECEIVED


def _folded(story: list[Item]) -> list[Item]:
    """The story with automatic emails that follow one another in one item."""
    folded: list[Item] = []
    for item in story:
        message = item.message
        if not message or message.kind not in _AUTOMATIC:
            folded.append(item)
        elif folded and folded[-1].automatic:
            folded[-1].automatic.append(message)
        else:
            folded.append(Item(item.at, automatic=[message]))
    return folded

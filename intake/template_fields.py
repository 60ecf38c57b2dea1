"""The fields of canned replies and emails, such as {{ reference }}: which there are, checked, and filled in.

They are names and nothing more: what staff type is no program.
"""

import re
from collections.abc import Mapping

from django.core.exceptions import ValidationError

#: Each field, and what it is for those who write with it.
FIELDS: dict[str, str] = {
    "reference": "the submission’s reference",
    "sender_name": "the sender’s name; “Sir or Madam” where they gave none",
    "subject": "what they wrote about",
    "queue": "your team’s public name",
    "author": "your own name",
}
HELP = "Fields that are filled in: " + "; ".join(f"{{{{ {name} }}}} {what}" for name, what in FIELDS.items())
_OF_EVERY_EMAIL: dict[str, str] = {
    "reference": FIELDS["reference"],
    "kind": "what they sent, to stand in a sentence, such as “press enquiry”",
    "queue": FIELDS["queue"],
    "telephone": "your team’s telephone number",
}
_OF_A_PERSONS_EMAIL: dict[str, str] = {
    "sender_name": FIELDS["sender_name"],
    "subject": FIELDS["subject"],
}
#: The fields of each email to senders, by its templates. One that goes out by itself has nothing that the
#: sender typed: a stranger's address must not carry their message.
OF_EMAIL: dict[str, dict[str, str]] = {
    "acknowledgement": _OF_EVERY_EMAIL
    | {
        "target": "by when you aim to reply, such as “by 5pm on Thursday 3 December”",
        "next_steps": "what the type and its notices say of what happens next",
    },
    "reply": _OF_EVERY_EMAIL
    | _OF_A_PERSONS_EMAIL
    | {"next_steps": "where it stands after the reply", "author": "the name of the person who replies"},
    "tracking-link": _OF_EVERY_EMAIL,
    "details-corrected": _OF_EVERY_EMAIL,
    "merged": _OF_EVERY_EMAIL
    | _OF_A_PERSONS_EMAIL
    | {"merged_reference": "the reference that holds no more"},
}
_FIELD = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


def check(text: str, fields: Mapping[str, str] = FIELDS) -> None:
    """Refuse what is none of `fields`, and braces that belong to no field.

    Raises:
        ValidationError: says which, and what there is.
    """
    unknown = [name for name in _FIELD.findall(text) if name not in fields]
    if unknown:
        there_are = ", ".join(f"{{{{ {name} }}}}" for name in fields)
        raise ValidationError(f"There is no field “{unknown[0]}”. There are {there_are}.")
    rest = _FIELD.sub("", text)
    if any(braces in rest for braces in ("{{", "}}", "{%", "%}")):
        raise ValidationError("A field begins with {{ and ends with }}, such as {{ reference }}.")


def named(text: str) -> list[str]:
    """Return the names of the fields in `text`."""
    return _FIELD.findall(text)


def fill(text: str, values: dict[str, str]) -> str:
    """Return `text` with its fields filled in, once: what a value says is text, whatever it looks like."""
    return _FIELD.sub(lambda found: values.get(found[1], found[0]), text)

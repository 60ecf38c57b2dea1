"""The fields of canned replies, such as {{ reference }}: which there are, checked, and filled in.

They are names and nothing more: what staff type is no program.
"""

import re

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
_FIELD = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


def check(text: str) -> None:
    """Refuse fields that there are none of, and braces that belong to no field.

    Raises:
        ValidationError: says which, and what there is.
    """
    unknown = [name for name in _FIELD.findall(text) if name not in FIELDS]
    if unknown:
        there_are = ", ".join(f"{{{{ {name} }}}}" for name in FIELDS)
        raise ValidationError(f"There is no field “{unknown[0]}”. There are {there_are}.")
    rest = _FIELD.sub("", text)
    if any(braces in rest for braces in ("{{", "}}", "{%", "%}")):
        raise ValidationError("A field begins with {{ and ends with }}, such as {{ reference }}.")


def fill(text: str, values: dict[str, str]) -> str:
    """Return `text` with its fields filled in, once: what a value says is text, whatever it looks like."""
    return _FIELD.sub(lambda found: values.get(found[1], found[0]), text)

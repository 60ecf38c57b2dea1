"""HLT's own Markdown as safe HTML: paragraphs, links, lists, bold and italic words, and nothing else."""

from functools import lru_cache

import nh3
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

#: Characters that are read; what takes longest to read takes some hundredths of a second at this length.
LONGEST = 2000

_RULES = ("emphasis", "link", "list", "escape", "entity")
_READER = MarkdownIt("zero").enable(list(_RULES))
_CLASSES = {
    "p": {"class": "govuk-body"},
    "a": {"class": "govuk-link"},
    "ul": {"class": "govuk-list govuk-list--bullet"},
    "ol": {"class": "govuk-list govuk-list--number"},
}


def check_length(**texts: str) -> None:
    """Refuse what is longer than what is read.

    Args:
        texts: Markdown, by the name of its field.

    Raises:
        ValidationError: one is too long.
    """
    for name, text in texts.items():
        if len(text) > LONGEST:
            raise ValidationError({name: f"{LONGEST:,} characters at most; these are {len(text):,}."})


@lru_cache(maxsize=500)
def as_html(text: str) -> SafeString:
    """Return `text`, which is Markdown, as HTML with the classes of the GOV.UK Design System."""
    written = _READER.render(text[:LONGEST].strip())
    # The reader lets no tag of the text's own through; this holds whatever becomes of the reader.
    cleaned = nh3.clean(
        written,
        tags={"p", "a", "ul", "ol", "li", "strong", "em", "br"},
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
        set_tag_attribute_values=_CLASSES,
    )
    return mark_safe(cleaned)  # noqa: S308 - cleaned above

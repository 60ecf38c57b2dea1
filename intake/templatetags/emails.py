"""How HLT's own words stand in the HTML of an email."""

from django import template
from django.utils.html import conditional_escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

from intake.models import Queue

register = template.Library()


@register.filter
def in_html(text: str, queue: Queue) -> SafeString:
    """Return plain text as paragraphs, in which the telephone number of `queue` can be pressed."""
    if not text:
        return mark_safe("")
    paragraphs = linebreaks(conditional_escape(text))
    if not queue.telephone:
        return mark_safe(paragraphs)  # noqa: S308 - escaped above
    number = queue.telephone.as_national
    link = format_html('<a href="{}">{}</a>', queue.telephone.as_rfc3966, number)
    return mark_safe(paragraphs.replace(number, link))  # noqa: S308 - escaped above

"""Filters for HLT's own plain text on pages: paragraphs, links, and a name within a sentence."""

from django import template
from django.utils.html import format_html, format_html_join, urlize
from django.utils.safestring import SafeString, mark_safe
from phonenumbers import PhoneNumberFormat, PhoneNumberMatcher, format_number

from enquiries import sending
from enquiries.markdown import as_html
from intake import wording

register = template.Library()


@register.filter
def lower_first(text: str) -> str:
    """Return a name to stand within a sentence."""
    return wording.lower_first(text)


@register.filter
def prose(text: str) -> SafeString:
    """Return plain text as paragraphs with links."""
    parts = ((linked(part),) for part in sending.paragraphs(text))
    return format_html_join("\n", '<p class="govuk-body">{}</p>', parts)


@register.filter
def markdown(text: str) -> SafeString:
    """Return HLT's own Markdown as safe HTML."""
    return as_html(text)


@register.filter
def linked(text: str) -> SafeString:
    """Return plain text, escaped, in which web and email addresses and telephone numbers are links."""
    html, done = "", 0
    for found in PhoneNumberMatcher(text, "GB"):
        address = format_number(found.number, PhoneNumberFormat.E164)
        html += _addresses_linked(text[done : found.start])
        html += format_html('<a class="govuk-link" href="tel:{}">{}</a>', address, found.raw_string)
        done = found.end
    return mark_safe(html + _addresses_linked(text[done:]))  # noqa: S308 - every part is escaped above


def _addresses_linked(text: str) -> str:
    # What is not a link is escaped, so that the only tags here are those that urlize wrote.
    return urlize(text, autoescape=True).replace("<a href=", '<a class="govuk-link" href=')

"""The sections of a registration, in order: the task list, the review page and the PDF all go by it.

What a section's answers are called and how they are kept is the contract between the forms, the review and
the register; `suppliers.facts` reads them. Dates are kept as "2026-12-31", yes and no as "yes" and "no",
amounts as whole pounds, several choices and codes as lists, and what was not asked or not answered as "" or
not at all.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

Answers = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Section:
    """One section: its slug, which is its address and its key in the answers, and its title."""

    slug: str
    title: Any


SECTIONS = (
    Section("organisation", _("Your organisation")),
    Section("contacts", _("Contacts")),
    Section("offer", _("What you sell")),
    Section("insurance", _("Insurance")),
    Section("safeguarding", _("Safeguarding")),
    Section("data-protection", _("Data protection")),
    Section("policies", _("Policies")),
    Section("declarations", _("Declarations")),
    Section("payment", _("How you are paid")),
)
BY_SLUG = {section.slug: section for section in SECTIONS}

"""The forms of the sections, by slug."""

from suppliers.forms.base import SectionForm

FORMS: dict[str, type[SectionForm]] = {}

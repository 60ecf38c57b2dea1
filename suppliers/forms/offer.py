"""What a supplier sells: categories, found by search; words; where and for whom; who can speak for it."""

from typing import Any

from django.db import models
from django.utils.datastructures import MultiValueDict

from intake.fields import typed
from intake.fields.typed import usable
from suppliers import cpv
from suppliers.forms.base import SectionForm, Typed
from suppliers.forms.fields import CATEGORIES_AT_MOST, CategoriesField
from suppliers.forms.layout import Group
from suppliers.forms.widgets import CategorySearchInput
from suppliers.models.supplier import Area, Phase

SEARCH = "search"
FOUND_AT_MOST = 15


class PriceBand(models.TextChoices):
    """What one order or one year of a contract usually costs."""

    UNDER_5_000 = "under_5000", "Less than £5,000"
    UNDER_30_000 = "under_30000", "£5,000 to £30,000"
    UNDER_100_000 = "under_100000", "£30,000 to £100,000"
    OVER_100_000 = "over_100000", "More than £100,000"


class DirectoryField(models.TextChoices):
    """What a public directory of suppliers may show."""

    NAME = "name", "Name"
    DESCRIPTION = "description", "What you sell"
    CATEGORIES = "categories", "Categories"
    AREAS = "areas", "Where you work"
    PHASES = "phases", "Phases of education"
    WEBSITE = "website", "Website"
    TELEPHONE = "telephone", "Telephone number of the main contact"
    EMAIL = "email", "Email address of the main contact"


class OfferForm(SectionForm):
    """Categories are boxes: those ticked so far, and those that the last search found."""

    slug = "offer"
    groups = (
        Group(["category_search", "categories"], legend="Categories"),
        Group(["description", "areas", "phases", "price_band"], legend="Your offer"),
        Group(["frameworks", "references"], legend="Contracts and references"),
        Group(["directory_fields"], legend="Public directory"),
    )
    helpers = ("category_search",)
    actions = (SEARCH,)

    category_search = typed.TextField(
        label="Search for what you sell",
        max_length=200,
        required=False,
        widget=CategorySearchInput,
        help_text="In your own words, like supply teachers or school meals, or by the number of a CPV code.",
    )
    categories = CategoriesField(
        label="Categories that you sell",
        help_text=f"Tick 1 to {CATEGORIES_AT_MOST}. Our staff find you by them. They are codes of the Common "
        "Procurement Vocabulary (CPV).",
        error_messages={"required": "Search for what you sell, and tick at least 1 category"},
    )
    description = typed.LongTextField(
        label="What do you sell?", max_length=1500, help_text="In a few sentences, for people who may buy it."
    )
    areas = typed.SomeOfField(label="Where do you work?", choices=Area.choices, required=False)
    phases = typed.SomeOfField(
        label="Which phases of education do you work with?", choices=Phase.choices, required=False
    )
    price_band = typed.OneOfField(
        label="What does an order, or a year of a contract, usually cost?",
        choices=PriceBand.choices,
        required=False,
    )
    frameworks = typed.LongTextField(
        label="Framework agreements",
        max_length=1000,
        required=False,
        help_text="Name and number of each on which you are a supplier, a line each.",
    )
    references = typed.LongTextField(
        label="References",
        max_length=1000,
        required=False,
        help_text="2 councils or schools that you have worked for, a line each.",
    )
    directory_fields = typed.SomeOfField(
        label="What may a public directory show of you?",
        choices=DirectoryField.choices,
        required=False,
        help_text="We may publish a list of our suppliers. Tick nothing to be left out of it.",
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        categories: Any = self.fields["categories"]
        search = str(self._typed("category_search") or "")
        chosen = self._typed("categories")
        categories.offer(chosen if isinstance(chosen, list) else [], found(search))

    @classmethod
    def act(cls, action: str, data: MultiValueDict[str, Any]) -> tuple[Typed, str]:
        """Show the categories that match what was typed, besides those that are ticked."""
        text = str(data.get("category_search") or "").strip()
        message = "Type what you sell, then search." if not text else ""
        if text and not found(text):
            message = f"No category matches “{text}”. Try other words, or fewer."
        return Typed(data.lists()), message

    def field_layout(self, name: str) -> Any:
        """Return how one field is laid out; the categories with room for those that a script adds."""
        shown = super().field_layout(name)
        if name == "categories":
            shown.template = "suppliers/forms/categories.html"
        return shown

    def _typed(self, name: str) -> Any:
        return self[name].data if self.is_bound else self.initial.get(name)


def found(text: str) -> list[cpv.Category]:
    """Return the categories that match what somebody typed, the likeliest first."""
    return cpv.search(usable(text), FOUND_AT_MOST) if text.strip() else []

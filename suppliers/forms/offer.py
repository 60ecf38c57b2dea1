"""What a supplier sells: categories, found by search; words; where and for whom; who can speak for it."""

from typing import Any

from django.db import models
from django.utils.datastructures import MultiValueDict
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

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

    UNDER_5_000 = "under_5000", _("Less than £5,000")
    UNDER_30_000 = "under_30000", _("£5,000 to £30,000")
    UNDER_100_000 = "under_100000", _("£30,000 to £100,000")
    OVER_100_000 = "over_100000", _("More than £100,000")


class DirectoryField(models.TextChoices):
    """What a public directory of suppliers may show."""

    NAME = "name", _("Name")
    DESCRIPTION = "description", _("What you sell")
    CATEGORIES = "categories", _("Categories")
    AREAS = "areas", _("Where you work")
    PHASES = "phases", _("Phases of education")
    WEBSITE = "website", _("Website")
    TELEPHONE = "telephone", _("Telephone number of the main contact")
    EMAIL = "email", _("Email address of the main contact")


class OfferForm(SectionForm):
    """Categories are boxes: those ticked so far, and those that the last search found."""

    slug = "offer"
    groups = (
        Group(["category_search", "categories"], legend=_("Categories")),
        Group(["description", "areas", "phases", "price_band"], legend=_("Your offer")),
        Group(["frameworks", "references"], legend=_("Contracts and references")),
        Group(["directory_fields"], legend=_("Public directory")),
    )
    helpers = ("category_search",)
    actions = (SEARCH,)

    category_search = typed.TextField(
        label=_("Search for what you sell"),
        max_length=200,
        required=False,
        widget=CategorySearchInput,
        help_text=_(
            "In your own words, like supply teachers or school meals, or by the number of a CPV code."
        ),
    )
    categories = CategoriesField(
        label=_("Categories that you sell"),
        help_text=format_lazy(
            _(
                "Tick 1 to {most}. Our staff find you by them. They are codes of the Common Procurement "
                "Vocabulary (CPV)."
            ),
            most=CATEGORIES_AT_MOST,
        ),
        error_messages={"required": _("Search for what you sell, and tick at least 1 category")},
    )
    description = typed.LongTextField(
        label=_("What do you sell?"),
        max_length=1500,
        help_text=_("In a few sentences, for people who may buy it."),
    )
    areas = typed.SomeOfField(label=_("Where do you work?"), choices=Area.choices, required=False)
    phases = typed.SomeOfField(
        label=_("Which phases of education do you work with?"), choices=Phase.choices, required=False
    )
    price_band = typed.OneOfField(
        label=_("What does an order, or a year of a contract, usually cost?"),
        choices=PriceBand.choices,
        required=False,
    )
    frameworks = typed.LongTextField(
        label=_("Framework agreements"),
        max_length=1000,
        required=False,
        help_text=_("Name and number of each on which you are a supplier, a line each."),
    )
    references = typed.LongTextField(
        label=_("References"),
        max_length=1000,
        required=False,
        help_text=_("2 councils or schools that you have worked for, a line each."),
    )
    directory_fields = typed.SomeOfField(
        label=_("What may a public directory show of you?"),
        choices=DirectoryField.choices,
        required=False,
        help_text=_("We may publish a list of our suppliers. Tick nothing to be left out of it."),
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
        message = "" if text else gettext("Type what you sell, then search.")
        if text and not found(text):
            message = gettext("No category matches “{text}”. Try other words, or fewer.").format(text=text)
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

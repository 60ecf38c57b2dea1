"""Payment: how finance asks for bank details; the portal never does."""

from typing import Any

from crispy_forms_gds.layout import HTML, Layout
from django.utils.translation import gettext_lazy as _

from intake.fields import typed
from suppliers.forms.base import SectionForm
from suppliers.forms.layout import Group


class PaymentForm(SectionForm):
    """What a supplier must know of mandate fraud, and that it has read it."""

    slug = "payment"
    groups = (Group(["understood"]),)

    understood = typed.ConsentField(
        label=_("I understand how you ask for bank details, and that this website never does"),
        error_messages={"required": _("Tick the box to say that you understand how we ask for bank details")},
    )

    def layout(self) -> Layout:
        """Return the words before the box, and the box."""
        words: Any = HTML("{% include 'suppliers/forms/payment.html' %}")
        return Layout(words, super().layout())

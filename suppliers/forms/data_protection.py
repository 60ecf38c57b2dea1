"""Data protection: whether the firm handles personal data for us, and how it keeps it safe."""

from django.utils.translation import gettext_lazy as _

from intake.fields import typed
from suppliers import identifiers
from suppliers.forms.base import SectionForm
from suppliers.forms.fields import DayField, DocumentField, IdentifierField, YesNoField
from suppliers.forms.layout import Group
from suppliers.models import DocumentKind

_ASKED = ("ico_number", "ico_expires", "data_location", "dpa_contact")
_HELD = ("cyber_essentials_expires", "document_cyber_essentials")


class DataProtectionForm(SectionForm):
    """Personal data, and Cyber Essentials, which is asked of everybody."""

    slug = "data-protection"
    groups = (
        Group(["handles_personal_data"]),
        Group(_ASKED, legend=_("Personal data"), together=True),
        Group(["cyber_essentials"]),
        Group(_HELD, legend=_("Your certificate"), together=True),
    )
    only_if = {
        **dict.fromkeys(_ASKED, ("handles_personal_data", ("yes",))),
        **dict.fromkeys(_HELD, ("cyber_essentials", ("basic", "plus"))),
    }
    only_if_words = {_HELD[0]: _("Only if you hold Cyber Essentials or Cyber Essentials Plus.")}
    needed = ("data_location", "dpa_contact", *_HELD)
    sometimes_needed = ("ico_expires",)

    handles_personal_data = YesNoField(
        label=_("Will you handle personal data for us or for schools?"),
        help_text=_("For example names, photos or records of pupils, parents or staff."),
    )
    ico_number = IdentifierField(
        label=_("ICO registration number"),
        normal=identifiers.ico_number,
        required=False,
        help_text=_(
            "Your entry in the Information Commissioner’s list of who pays the fee: Z and 7 digits, or "
            "ZA or ZB and 6 digits. Leave it empty only if you are exempt from the fee."
        ),
    )
    ico_expires = DayField(
        label=_("ICO registration expiry date"),
        must_be="future",
        required=False,
        help_text=_("The register shows it. Needed if you gave the number."),
    )
    data_location = typed.TextField(
        label=_("Where will the data be held?"),
        max_length=200,
        required=False,
        help_text=_("The country, and the cloud service if you use one."),
    )
    dpa_contact = typed.TextField(
        label=_("Who answers questions about data protection?"),
        max_length=200,
        required=False,
        help_text=_("Name and email address, of your data protection officer if you have one."),
    )
    cyber_essentials = typed.OneOfField(
        label=_("Which Cyber Essentials certificate do you hold?"),
        choices=[("none", _("None")), ("basic", _("Cyber Essentials")), ("plus", _("Cyber Essentials Plus"))],
    )
    cyber_essentials_expires = DayField(
        label=_("Expiry date of the Cyber Essentials certificate"), must_be="future", required=False
    )
    document_cyber_essentials = DocumentField(
        DocumentKind.CYBER_ESSENTIALS,
        error_messages={"required": _("Upload the Cyber Essentials certificate")},
    )

    def is_needed(self, name: str) -> bool:
        """Return whether a field is needed: of a registration its expiry is."""
        return bool(self.given("ico_number")) if name == "ico_expires" else super().is_needed(name)

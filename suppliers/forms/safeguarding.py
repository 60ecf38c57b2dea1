"""Safeguarding: whether the firm works with children, and how it keeps them safe."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intake.fields import typed
from suppliers.forms.base import SectionForm
from suppliers.forms.fields import DayField, DocumentField, YesNoField
from suppliers.forms.layout import Group
from suppliers.models import DocumentKind
from suppliers.sections import Answers

_ASKED = (
    *("dbs_level", "single_central_record", "kcsie_read", "training_date"),
    *("document_safeguarding_policy", "policy_review_date"),
)


class SafeguardingForm(SectionForm):
    """First whether there are children; nothing more is asked where there are none."""

    slug = "safeguarding"
    groups = (
        Group(["works_with_children"]),
        Group(
            _ASKED,
            legend=_("Your staff and your policy"),
            hint=_(
                "We ask because schools must know this of everybody who works there "
                "(Keeping Children Safe in Education)."
            ),
            together=True,
        ),
    )
    only_if = dict.fromkeys(_ASKED, ("works_with_children", ("yes",)))
    needed = _ASKED

    @classmethod
    def not_needed(cls, answers: Answers) -> str:
        """Return that there are no children, where the supplier has said so."""
        works_with_children = answers.get(cls.slug, {}).get("works_with_children")
        return gettext("You do not work with children.") if works_with_children == "no" else ""

    works_with_children = YesNoField(
        label=_("Will you work in schools or with children?"),
        help_text=_(
            "Select yes if any of your people will be in a school, nursery or other setting while "
            "children are there, or will be in touch with children in any other way, including online."
        ),
    )
    dbs_level = typed.OneOfField(
        label=_("Which DBS checks have the staff who will do this work?"),
        required=False,
        help_text=_("If not all have the same, select the lowest."),
        choices=[
            ("none", _("None")),
            ("basic", _("Basic")),
            ("standard", _("Standard")),
            ("enhanced", _("Enhanced")),
            ("enhanced_barred", _("Enhanced with a check of the children’s barred list")),
        ],
    )
    single_central_record = YesNoField(
        label=_("Will you confirm your staff’s checks to a school for its single central record?"),
        required=False,
        help_text=_("Schools must record that they were told of them in writing."),
    )
    kcsie_read = YesNoField(
        label=_("Have these staff read part 1 of the current Keeping Children Safe in Education?"),
        required=False,
    )
    training_date = DayField(
        label=_("Date of the last safeguarding training"), must_be="past", required=False
    )
    document_safeguarding_policy = DocumentField(DocumentKind.SAFEGUARDING_POLICY)
    policy_review_date = DayField(
        label=_("Next review of the safeguarding policy"),
        must_be="future",
        required=False,
        help_text=_("We remind you before this day to send the reviewed policy."),
    )

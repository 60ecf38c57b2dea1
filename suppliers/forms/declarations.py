"""Declarations: the exclusion grounds, conflicts of interest, tax, sanctions, and who signs for it all."""

from typing import Any

from django import forms
from django.utils.functional import keep_lazy_text
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from intake.fields import typed
from suppliers.exclusions import GROUNDS, Ground
from suppliers.exclusions import Group as GroundGroup
from suppliers.forms.base import SectionForm
from suppliers.forms.fields import YesNoField
from suppliers.forms.layout import Group

_LONGEST = 3000


@keep_lazy_text
def _lower(text: Any) -> str:
    return str(text).lower()


_SELF_CLEANING_HINT = _(
    "What you have put right, and how you keep it from happening again: this can clear you (Procurement Act "
    "2023, section 58)."
)


def _more(ground: Ground) -> list[str]:
    """Return the names of what is asked where a ground applies."""
    return [f"{ground.field}_details", f"{ground.field}_self_cleaning"]


def _groups(of: GroundGroup, hint: Any) -> list[Group]:
    """Return the groups of one schedule: a heading, then each ground with what is asked where it applies."""
    grounds = [ground for ground in GROUNDS if ground.group == of]
    groups = [Group([], legend=of.label, hint=hint)]
    for ground in grounds:
        groups += [
            Group([ground.field]),
            Group(
                _more(ground),
                legend=format_lazy(_("If you answered yes: {ground}"), ground=_lower(ground.title)),
                prefix=format_lazy("{ground}: ", ground=ground.title),
                together=True,
                folded=True,
            ),
        ]
    return groups


class DeclarationsForm(SectionForm):
    """A yes does not end a registration: two people weigh what happened and what has changed since."""

    slug = "declarations"
    groups = (
        *_groups(
            GroundGroup.MANDATORY,
            _(
                "“Connected persons” are directors, parent companies and others who control your "
                "organisation or whom it controls. Answering yes does not end your registration: tell us "
                "more, and we will consider it."
            ),
        ),
        *_groups(GroundGroup.DISCRETIONARY, _("We decide in each case whether these matter.")),
        Group(
            ["conflict_of_interest", "conflict_of_interest_details", "tax_compliant", "sanctions"],
            legend=_("Interests, tax and sanctions"),
        ),
        Group(["signatory_name", "signatory_job_title", "accuracy"], legend=_("Who signs")),
    )
    only_if = {
        **{name: (ground.field, ("yes",)) for ground in GROUNDS for name in _more(ground)},
        "conflict_of_interest_details": ("conflict_of_interest", ("yes",)),
    }
    needed = tuple(only_if)

    conflict_of_interest = YesNoField(
        label=_("Is anybody in your organisation close to somebody who makes decisions here?"),
        help_text=_(
            "For example as a relative, a friend, a business partner or a former colleague of our "
            "staff, of councillors or of school governors."
        ),
    )
    conflict_of_interest_details = typed.LongTextField(
        label=_("Who is close to whom, and how?"), max_length=_LONGEST, required=False
    )
    tax_compliant = YesNoField(
        label=_("Has your organisation paid all tax and National Insurance that is due?"),
        help_text=_("Select yes, too, if you keep to an arrangement with HMRC to pay it later."),
    )
    sanctions = YesNoField(
        label=_("Is your organisation, or a connected person, on the UK sanctions list?"),
        help_text=_("The list of the Foreign, Commonwealth and Development Office and of HM Treasury."),
    )
    signatory_name = typed.TextField(label=_("Full name of the person who signs"), max_length=200)
    signatory_job_title = typed.TextField(label=_("Job title of the person who signs"), max_length=200)
    accuracy = typed.ConsentField(
        label=_(
            "I may sign for this organisation, and the answers in this registration are true and complete"
        ),
        error_messages={"required": _("Tick the box to say that the answers are true and complete")},
    )


def _ground_fields(ground: Ground) -> dict[str, forms.Field]:
    details, self_cleaning = _more(ground)
    return {
        ground.field: YesNoField(
            label=ground.question,
            error_messages={
                "required": format_lazy(_("Select yes or no: {ground}"), ground=_lower(ground.title))
            },
        ),
        details: typed.LongTextField(
            label=format_lazy(_("{ground}: what happened, and when?"), ground=ground.title),
            max_length=_LONGEST,
            required=False,
        ),
        self_cleaning: typed.LongTextField(
            label=format_lazy(_("{ground}: what have you done about it since?"), ground=ground.title),
            max_length=_LONGEST,
            required=False,
            help_text=_SELF_CLEANING_HINT,
        ),
    }


DeclarationsForm.base_fields = {
    **{name: field for ground in GROUNDS for name, field in _ground_fields(ground).items()},
    **DeclarationsForm.base_fields,
}
DeclarationsForm.base_fields["signatory_name"].widget.attrs["autocomplete"] = "name"
DeclarationsForm.base_fields["signatory_job_title"].widget.attrs["autocomplete"] = "organization-title"

"""Declarations: the exclusion grounds, conflicts of interest, tax, sanctions, and who signs for it all."""

from django import forms

from intake.fields import typed
from suppliers.exclusions import GROUNDS, Ground
from suppliers.exclusions import Group as GroundGroup
from suppliers.forms.base import SectionForm
from suppliers.forms.fields import YesNoField
from suppliers.forms.layout import Group

_LONGEST = 3000
_SELF_CLEANING_HINT = (
    "What you have put right, and how you keep it from happening again: this can clear you (Procurement Act "
    "2023, section 58)."
)


def _more(ground: Ground) -> list[str]:
    """Return the names of what is asked where a ground applies."""
    return [f"{ground.field}_details", f"{ground.field}_self_cleaning"]


def _groups(of: GroundGroup, hint: str) -> list[Group]:
    """Return the groups of one schedule: a heading, then each ground with what is asked where it applies."""
    grounds = [ground for ground in GROUNDS if ground.group == of]
    groups = [Group([], legend=of.label, hint=hint)]
    for ground in grounds:
        groups += [
            Group([ground.field]),
            Group(
                _more(ground),
                legend=f"If you answered yes: {ground.title.lower()}",
                prefix=f"{ground.title}: ",
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
            "“Connected persons” are directors, parent companies and others who control your organisation or "
            "whom it controls. Answering yes does not end your registration: tell us more, and we will "
            "consider it.",
        ),
        *_groups(GroundGroup.DISCRETIONARY, "We decide in each case whether these matter."),
        Group(
            ["conflict_of_interest", "conflict_of_interest_details", "tax_compliant", "sanctions"],
            legend="Interests, tax and sanctions",
        ),
        Group(["signatory_name", "signatory_job_title", "accuracy"], legend="Who signs"),
    )
    only_if = {
        **{name: (ground.field, ("yes",)) for ground in GROUNDS for name in _more(ground)},
        "conflict_of_interest_details": ("conflict_of_interest", ("yes",)),
    }
    needed = tuple(only_if)

    conflict_of_interest = YesNoField(
        label="Is anybody in your organisation close to somebody who makes decisions here?",
        help_text="For example as a relative, a friend, a business partner or a former colleague of our "
        "staff, of councillors or of school governors.",
    )
    conflict_of_interest_details = typed.LongTextField(
        label="Who is close to whom, and how?", max_length=_LONGEST, required=False
    )
    tax_compliant = YesNoField(
        label="Has your organisation paid all tax and National Insurance that is due?",
        help_text="Select yes, too, if you keep to an arrangement with HMRC to pay it later.",
    )
    sanctions = YesNoField(
        label="Is your organisation, or a connected person, on the UK sanctions list?",
        help_text="The list of the Foreign, Commonwealth and Development Office and of HM Treasury.",
    )
    signatory_name = typed.TextField(label="Full name of the person who signs", max_length=200)
    signatory_job_title = typed.TextField(label="Job title of the person who signs", max_length=200)
    accuracy = typed.ConsentField(
        label="I may sign for this organisation, and the answers in this registration are true and complete",
        error_messages={"required": "Tick the box to say that the answers are true and complete"},
    )


def _ground_fields(ground: Ground) -> dict[str, forms.Field]:
    details, self_cleaning = _more(ground)
    return {
        ground.field: YesNoField(
            label=ground.question, error_messages={"required": f"Select yes or no: {ground.title.lower()}"}
        ),
        details: typed.LongTextField(
            label=f"{ground.title}: what happened, and when?", max_length=_LONGEST, required=False
        ),
        self_cleaning: typed.LongTextField(
            label=f"{ground.title}: what have you done about it since?",
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

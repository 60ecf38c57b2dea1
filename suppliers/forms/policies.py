"""Policies: what the firm has written down, and what it does for people and places."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intake.fields import typed
from suppliers.forms.base import SectionForm
from suppliers.forms.fields import DocumentField, YesNoField
from suppliers.forms.layout import Group
from suppliers.models import DocumentKind
from suppliers.models.supplier import Employees

#: The document of each policy.
_DOCUMENTS = {
    "equality": "document_equality_policy",
    "health_and_safety": "document_health_and_safety_policy",
    "environment": "document_environment_policy",
    "modern_slavery": "document_modern_slavery_statement",
    "business_continuity": "document_business_continuity_plan",
}


class PoliciesForm(SectionForm):
    """Each policy, with its document where there is one."""

    slug = "policies"
    groups = (
        Group(["equality", _DOCUMENTS["equality"]], legend=_("Equality")),
        Group(["health_and_safety", _DOCUMENTS["health_and_safety"]], legend=_("Health and safety")),
        Group(["environment", _DOCUMENTS["environment"]], legend=_("Environment")),
        Group(
            ["turnover_36_million", "modern_slavery", _DOCUMENTS["modern_slavery"]],
            legend=_("Modern slavery"),
        ),
        Group(["business_continuity", _DOCUMENTS["business_continuity"]], legend=_("Business continuity")),
        Group(["living_wage", "social_value"], legend=_("Pay and social value")),
    )
    only_if = {document: (policy, ("yes",)) for policy, document in _DOCUMENTS.items()}
    needed = (_DOCUMENTS["equality"],)
    sometimes_needed = (_DOCUMENTS["health_and_safety"], _DOCUMENTS["modern_slavery"])

    equality = YesNoField(
        label=_("Do you have an equality policy?"),
        help_text=_("It says how you keep to the Equality Act 2010."),
    )
    document_equality_policy = DocumentField(DocumentKind.EQUALITY_POLICY)
    health_and_safety = YesNoField(
        label=_("Do you have a written health and safety policy?"),
        help_text=_(
            "The law asks for one from everybody with 5 or more employees (Health and Safety at Work "
            "etc. Act 1974, section 2(3))."
        ),
    )
    document_health_and_safety_policy = DocumentField(
        DocumentKind.HEALTH_AND_SAFETY_POLICY, help_text=_("Needed if you have 10 or more employees.")
    )
    environment = YesNoField(label=_("Do you have an environmental policy?"))
    document_environment_policy = DocumentField(DocumentKind.ENVIRONMENT_POLICY)
    turnover_36_million = YesNoField(
        label=_("Is your yearly turnover £36 million or more?"),
        help_text=_(
            "Include your whole group. From £36 million the law asks for a modern slavery statement "
            "(Modern Slavery Act 2015, section 54)."
        ),
    )
    modern_slavery = YesNoField(label=_("Do you publish a modern slavery statement?"))
    document_modern_slavery_statement = DocumentField(
        DocumentKind.MODERN_SLAVERY_STATEMENT, help_text=_("Needed if your turnover is £36 million or more.")
    )
    business_continuity = YesNoField(
        label=_("Do you have a business continuity plan?"),
        help_text=_("It says how you go on working after a fire, a flood or the loss of your computers."),
    )
    document_business_continuity_plan = DocumentField(DocumentKind.BUSINESS_CONTINUITY_PLAN)
    living_wage = YesNoField(
        label=_("Do you pay all your staff in London at least the London Living Wage?"),
        help_text=_(
            "It is set each year by the Living Wage Foundation and is higher than the legal minimum."
        ),
    )
    social_value = typed.LongTextField(
        label=_("What can you offer people and places in Hackney besides the work itself?"),
        max_length=1500,
        required=False,
        help_text=_(
            "For example apprenticeships, work experience or help for a school (Public Services "
            "(Social Value) Act 2012)."
        ),
    )

    def is_needed(self, name: str) -> bool:
        """Return whether a document is needed: those that the law asks for are."""
        if name == _DOCUMENTS["health_and_safety"]:
            return self._has_at_least_10_employees()
        if name == _DOCUMENTS["modern_slavery"]:
            return self.given("turnover_36_million") == "yes"
        return super().is_needed(name)

    def compare(self) -> None:
        """Refuse to do without what the law asks for."""
        if self.given("turnover_36_million") == "yes" and self.given("modern_slavery") == "no":
            self.refuse(
                "modern_slavery",
                gettext(
                    "With a turnover of £36 million or more the law asks you for a modern slavery statement: "
                    "select yes and upload it, or correct your turnover"
                ),
            )
        if self.given("health_and_safety") == "no" and self._has_at_least_10_employees():
            self.refuse(
                "health_and_safety",
                gettext(
                    "With 10 or more employees the law asks you for a written health and safety policy: "
                    "select yes and upload it, or correct the number of employees in “Your organisation”"
                ),
            )

    def _has_at_least_10_employees(self) -> bool:
        employees = self.answers.get("organisation", {}).get("employees")
        return employees in (Employees.SMALL, Employees.MEDIUM, Employees.LARGE)

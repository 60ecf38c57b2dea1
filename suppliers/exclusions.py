"""The exclusion grounds that a supplier declares (Procurement Act 2023, s.57, Schedules 6 and 7).

An answer is kept in the section "declarations" as `ground_<slug>` ("yes" or "no"), where it is yes with
`ground_<slug>_details` and `ground_<slug>_self_cleaning` (s.58).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

SECTION = "declarations"


class Group(models.TextChoices):
    """How serious a ground is."""

    MANDATORY = "mandatory", _("Mandatory exclusion grounds (Procurement Act 2023, Schedule 6)")
    DISCRETIONARY = "discretionary", _("Discretionary exclusion grounds (Procurement Act 2023, Schedule 7)")


@dataclass(frozen=True)
class Ground:
    """One ground: `title` names it, `question` asks whether it applies."""

    slug: str
    group: Group
    title: Any
    question: Any

    @property
    def field(self) -> str:
        """The name of its answer."""
        return f"ground_{self.slug}"


@dataclass(frozen=True)
class Declared:
    """A ground that a supplier answered with yes, and what it says of it."""

    ground: Ground
    details: str
    self_cleaning: str


GROUNDS = (
    Ground(
        "corporate_manslaughter",
        Group.MANDATORY,
        _("Corporate manslaughter or homicide"),
        _(
            "Has your organisation, or a connected person, been convicted of corporate manslaughter or "
            "corporate homicide?"
        ),
    ),
    Ground(
        "terrorism",
        Group.MANDATORY,
        _("Terrorism"),
        _("Has your organisation, or a connected person, been convicted of a terrorism offence?"),
    ),
    Ground(
        "theft_fraud_bribery",
        Group.MANDATORY,
        _("Theft, fraud or bribery"),
        _(
            "Has your organisation, or a connected person, been convicted of theft, fraud, bribery, "
            "blackmail or a similar offence?"
        ),
    ),
    Ground(
        "labour_market_offence",
        Group.MANDATORY,
        _("Labour market, slavery and human trafficking offences"),
        _(
            "Has your organisation, or a connected person, been convicted of a labour market, slavery or "
            "human trafficking offence?"
        ),
    ),
    Ground(
        "organised_crime",
        Group.MANDATORY,
        _("Organised crime"),
        _("Has your organisation, or a connected person, been convicted of taking part in organised crime?"),
    ),
    Ground(
        "tax_offence",
        Group.MANDATORY,
        _("Tax offences"),
        _(
            "Has your organisation, or a connected person, been convicted of a tax offence, such as "
            "cheating the revenue?"
        ),
    ),
    Ground(
        "cartel_offence",
        Group.MANDATORY,
        _("Cartel offence"),
        _("Has your organisation, or a connected person, been convicted of the cartel offence?"),
    ),
    Ground(
        "ancillary_offence",
        Group.MANDATORY,
        _("Helping or attempting any of these"),
        _(
            "Has your organisation, or a connected person, been convicted of helping, encouraging, "
            "attempting or conspiring to commit any of the offences above?"
        ),
    ),
    Ground(
        "tax_misconduct",
        Group.MANDATORY,
        _("Misconduct in relation to tax"),
        _("Has your organisation been penalised for tax evasion, abusive tax arrangements or false returns?"),
    ),
    Ground(
        "competition_infringement",
        Group.MANDATORY,
        _("Competition law infringements"),
        _("Has a competition authority decided that your organisation took part in a cartel?"),
    ),
    Ground(
        "labour_market_misconduct",
        Group.DISCRETIONARY,
        _("Labour market misconduct"),
        _(
            "Is your organisation subject to a slavery and trafficking order or a labour market enforcement "
            "order, or has it mistreated workers in a similar way?"
        ),
    ),
    Ground(
        "environmental_misconduct",
        Group.DISCRETIONARY,
        _("Environmental misconduct"),
        _(
            "Has your organisation, or a connected person, been convicted of an offence that caused "
            "significant harm to the environment?"
        ),
    ),
    Ground(
        "insolvency",
        Group.DISCRETIONARY,
        _("Insolvency or bankruptcy"),
        _("Is your organisation insolvent, bankrupt or in administration, or has it suspended its business?"),
    ),
    Ground(
        "potential_competition_infringement",
        Group.DISCRETIONARY,
        _("Potential competition infringements"),
        _("Is there evidence, or a decision, that your organisation broke competition law in another way?"),
    ),
    Ground(
        "professional_misconduct",
        Group.DISCRETIONARY,
        _("Professional misconduct"),
        _(
            "Has your organisation been found guilty of professional misconduct that calls its integrity "
            "into doubt?"
        ),
    ),
    Ground(
        "poor_performance",
        Group.DISCRETIONARY,
        _("Breach of contract and poor performance"),
        _(
            "Has a contract with a public body been ended, or damages been paid, because your organisation "
            "broke it or performed poorly?"
        ),
    ),
    Ground(
        "improper_procurement",
        Group.DISCRETIONARY,
        _("Acting improperly in procurement"),
        _(
            "Has your organisation given misleading information, withheld it, or tried to influence a public "
            "body unduly in a procurement?"
        ),
    ),
    Ground(
        "national_security",
        Group.DISCRETIONARY,
        _("National security"),
        _("Has your organisation been told that it is held to be a threat to national security?"),
    ),
)
BY_SLUG = {ground.slug: ground for ground in GROUNDS}


def declared(answers: Mapping[str, Mapping[str, Any]]) -> list[Declared]:
    """Return the grounds that a registration's answers declare, in the order of the Act."""
    given = answers.get(SECTION, {})
    return [
        Declared(
            ground,
            details=str(given.get(f"{ground.field}_details") or ""),
            self_cleaning=str(given.get(f"{ground.field}_self_cleaning") or ""),
        )
        for ground in GROUNDS
        if given.get(ground.field) == "yes"
    ]

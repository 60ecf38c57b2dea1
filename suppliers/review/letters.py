"""What a supplier is told of a decision: the reviewer's words, and what they mean for it."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from intake import sla
from intake.wording import day_in_words
from suppliers import expiries
from suppliers.models import Decision, Registration, SectionReview
from suppliers.review.checklist import Checked
from suppliers.review.exclusion import Judged

#: Within how many working days a supplier may ask for a decision to be looked at again.
LOOKED_AT_AGAIN_WITHIN = 20
_TEMPLATES = {
    Decision.Outcome.APPROVED: "approved",
    Decision.Outcome.APPROVED_WITH_CONDITIONS: "approved-with-conditions",
    Decision.Outcome.CHANGES_REQUESTED: "changes-requested",
    Decision.Outcome.REJECTED: "rejected",
}


def write(registration: Registration, outcome: str, reasons: str) -> str:
    """Return the text of the email about a decision that is made now."""
    now = timezone.now()
    context = {
        "site_url": settings.SITE_URL,
        "registration": registration,
        "what": registration.get_kind_display().lower(),
        "reasons": reasons,
        "renew_by": day_in_words(_renewal(registration, now)),
        "ask_again": sla.in_words(sla.add_working_days(now, LOOKED_AT_AGAIN_WITHIN)),
        "days": LOOKED_AT_AGAIN_WITHIN,
    }
    name = _TEMPLATES[Decision.Outcome(outcome)]
    return render_to_string(f"suppliers/decisions/{name}.txt", context).strip()


def changes_wanted(checked: Iterable[Checked]) -> str:
    """Return what the supplier is asked to change: a paragraph for each query of the checklist."""
    return "\n\n".join(
        f"{each.section.title}: {each.review.note}"
        for each in checked
        if each.review and each.outcome == SectionReview.Outcome.QUERY
    )


def reasons_template(checked: Iterable[Checked], judged: Iterable[Judged]) -> str:
    """Return what the reasons for a rejection may begin with: excluded grounds, and the queries."""
    grounds = [
        f"You declared the exclusion ground “{each.declared.ground.title}”. What you told us of it does not "
        "show that it cannot happen again (Procurement Act 2023, section 58)."
        for each in judged
        if each.is_excluded
    ]
    return "\n\n".join(filter(None, [*grounds, changes_wanted(checked)]))


def _renewal(registration: Registration, now: dt.datetime) -> dt.date:
    """The day on which the registration is to be renewed; a change of details does not move it."""
    known = registration.supplier.renew_by
    if known and registration.kind == Registration.Kind.CHANGE:
        return known
    return expiries.a_year_after(timezone.localdate(now))

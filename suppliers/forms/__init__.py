"""The forms of the sections, by slug."""

from collections.abc import Mapping

from suppliers.forms.base import SectionForm, as_posted
from suppliers.forms.contacts import ContactsForm
from suppliers.forms.data_protection import DataProtectionForm
from suppliers.forms.declarations import DeclarationsForm
from suppliers.forms.insurance import InsuranceForm
from suppliers.forms.offer import OfferForm
from suppliers.forms.organisation import OrganisationForm
from suppliers.forms.payment import PaymentForm
from suppliers.forms.policies import PoliciesForm
from suppliers.forms.safeguarding import SafeguardingForm
from suppliers.models import Document
from suppliers.sections import Answers

FORMS: dict[str, type[SectionForm]] = {
    form.slug: form
    for form in (
        OrganisationForm,
        ContactsForm,
        OfferForm,
        InsuranceForm,
        SafeguardingForm,
        DataProtectionForm,
        PoliciesForm,
        DeclarationsForm,
        PaymentForm,
    )
}


def of_answers(
    slug: str, *, answers: Answers, documents: Mapping[str, Document] | None = None
) -> SectionForm:
    """Return the form of a section as if its kept answers were posted again, to check or to read them."""
    return FORMS[slug](as_posted(answers.get(slug, {})), answers=answers, documents=documents)

"""What the portal itself needs to know of a registration's answers, read in one place."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from suppliers.models import DocumentKind, Expiry

#: Which answer says until when each thing holds: section and field, by the kind of expiry.
EXPIRY_FIELDS = {
    Expiry.Kind.PUBLIC_LIABILITY: ("insurance", "public_liability_expires"),
    Expiry.Kind.EMPLOYERS_LIABILITY: ("insurance", "employers_liability_expires"),
    Expiry.Kind.PROFESSIONAL_INDEMNITY: ("insurance", "professional_indemnity_expires"),
    Expiry.Kind.SAFEGUARDING_POLICY: ("safeguarding", "policy_review_date"),
    Expiry.Kind.CYBER_ESSENTIALS: ("data-protection", "cyber_essentials_expires"),
    Expiry.Kind.ICO: ("data-protection", "ico_expires"),
}
#: The documents that show what expires.
DOCUMENT_OF_EXPIRY = {
    Expiry.Kind.PUBLIC_LIABILITY: DocumentKind.PUBLIC_LIABILITY,
    Expiry.Kind.EMPLOYERS_LIABILITY: DocumentKind.EMPLOYERS_LIABILITY,
    Expiry.Kind.PROFESSIONAL_INDEMNITY: DocumentKind.PROFESSIONAL_INDEMNITY,
    Expiry.Kind.SAFEGUARDING_POLICY: DocumentKind.SAFEGUARDING_POLICY,
    Expiry.Kind.CYBER_ESSENTIALS: DocumentKind.CYBER_ESSENTIALS,
}
_COMMON_MAIL_PROVIDERS = frozenset(
    "aol.com btinternet.com gmail.com gmx.com googlemail.com hotmail.co.uk hotmail.com icloud.com "
    "live.co.uk live.com mail.com me.com msn.com outlook.com proton.me protonmail.com sky.com talktalk.net "
    "virginmedia.com yahoo.co.uk yahoo.com ymail.com".split()
)


@dataclass(frozen=True)
class Facts:
    """Typed answers; whatever is missing from a draft is empty, False or None."""

    answers: Mapping[str, Mapping[str, Any]]

    def text(self, section: str, field: str) -> str:
        """Return one answer as text."""
        return str(self.answers.get(section, {}).get(field) or "")

    def yes(self, section: str, field: str) -> bool:
        """Return whether one question was answered with yes."""
        return self.text(section, field) == "yes"

    def many(self, section: str, field: str) -> list[str]:
        """Return the choices or codes given to one question."""
        return list(self.answers.get(section, {}).get(field) or [])

    def pounds(self, section: str, field: str) -> int | None:
        """Return an amount in whole pounds, or None where none was given or a draft's cannot be read."""
        given = str(self.answers.get(section, {}).get(field))
        return int(given) if given.isascii() and given.isdigit() else None

    def date(self, section: str, field: str) -> dt.date | None:
        """Return a date, or None where none was given or a draft's cannot be read."""
        try:
            return dt.date.fromisoformat(self.text(section, field))
        except ValueError:
            return None

    @property
    def legal_name(self) -> str:
        """The firm's legal name."""
        return self.text("organisation", "legal_name")

    @property
    def main_email(self) -> str:
        """The main contact's address."""
        return self.text("contacts", "main_email")

    @property
    def email_domain(self) -> str:
        """The domain of the main contact's address, or "" where it is a public mail provider's."""
        domain = self.main_email.rpartition("@")[2].lower()
        return "" if domain in _COMMON_MAIL_PROVIDERS else domain

    @property
    def address(self) -> str:
        """The registered address, a line each."""
        fields = ("line_1", "line_2", "town", "postcode")
        lines = [self.text("organisation", f"registered_address_{field}") for field in fields]
        return "\n".join(line for line in lines if line)

    def expiries(self) -> dict[Expiry.Kind, dt.date]:
        """Return what expires when, of what the answers name."""
        found = {kind: self.date(*field) for kind, field in EXPIRY_FIELDS.items()}
        return {kind: day for kind, day in found.items() if day}

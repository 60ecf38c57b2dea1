"""What an OpenID provider says of a person, in the house's words; its own stop here.

The claims are signed and were checked before they come here, but what is in them is anybody's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody whom the directory has signed in."""

    issuer: str
    subject: str
    email: str = ""
    email_is_verified: bool = False
    first_name: str = ""
    last_name: str = ""
    domain: str = ""
    groups: frozenset[str] = frozenset()
    #: Whether they are in more groups than the directory puts into a token: `groups` then says nothing.
    groups_left_out: bool = False


def person(claims: Mapping[str, Any], *, groups_claim: str) -> Person:
    """Return the person whom `claims` are of.

    Raises:
        ValueError: the provider does not say who it is.
    """
    issuer, subject = claims.get("iss"), claims.get("sub")
    if not (isinstance(issuer, str) and isinstance(subject, str) and issuer and 0 < len(subject) <= 255):
        raise ValueError("The provider does not say who it is.")
    email = _email(claims.get("email"))
    first_name, last_name = _names(claims)
    return Person(
        issuer=issuer.rstrip("/"),
        subject=subject,
        email=email,
        # True and nothing that is only like it: some providers send the word "false".
        email_is_verified=bool(email) and claims.get("email_verified") is True,
        first_name=first_name,
        last_name=last_name,
        domain=(_text(claims.get("hd")) or email.partition("@")[2]).lower(),
        groups=_groups(claims.get(groups_claim)),
        groups_left_out=_left_out(claims, groups_claim),
    )


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _email(value: Any) -> str:
    email = _text(value)
    try:
        validate_email(email)
    except ValidationError:
        return ""
    return email if len(email) <= 254 else ""


def _names(claims: Mapping[str, Any]) -> tuple[str, str]:
    first, last = _text(claims.get("given_name")), _text(claims.get("family_name"))
    if not first and not last:
        first, _, last = _text(claims.get("name")).partition(" ")
    return first[:150], last.strip()[:150]


def _groups(value: Any) -> frozenset[str]:
    """The groups; one alone may come as a text, as Google's domain does."""
    values = value if isinstance(value, list) else [value]
    return frozenset(name for name in map(_text, values) if name)


def _left_out(claims: Mapping[str, Any], groups_claim: str) -> bool:
    # Entra ID sends a link in place of more than 200 groups.
    elsewhere = claims.get("_claim_names")
    return isinstance(elsewhere, dict) and groups_claim in elsewhere

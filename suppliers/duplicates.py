"""The same firm twice: by what it is recognised, and how surely.

A firm is looked up by fingerprints, one indexed table for all of them: its numbers, the domain of its email
address, its postcode, and the sound of its names. What they find is then compared in earnest.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db.models import Count, Q

from suppliers import identifiers, names
from suppliers.facts import Facts
from suppliers.models import Fingerprint, SectionAnswers, Supplier
from suppliers.sections import Answers

#: The numbers that belong to one firm only, what each is called, and its one right form.
NUMBERS = {
    "company_number": ("company number", identifiers.company_number),
    "charity_number": ("charity number", identifiers.charity_number),
    "vat_number": ("VAT number", identifiers.vat_number),
    "duns": ("DUNS number", identifiers.duns),
    "ppon": ("Central Digital Platform id", identifiers.ppon),
}
#: Two firms may share the other numbers: one VAT number serves a whole group.
_TELL_APART = ("company_number", "charity_number")
CERTAIN = 100
LIKELY = 80
_SAME_GROUP = 50
#: What counts for and against besides the names. A common name at another place, with another domain, is no
#: match; one of the two may have changed.
_SAME_ADDRESS, _SAME, _OTHER = 15, 10, 12
_COMPARED_AT_MOST = 300
_KEY_LENGTH = 80


@dataclass(frozen=True)
class Firm:
    """What a firm is recognised by; whatever is not known is empty."""

    names: tuple[str, ...] = ()
    numbers: Mapping[str, str] = field(default_factory=dict)
    email: str = ""
    email_domain: str = ""
    postcode: str = ""

    @classmethod
    def of_facts(cls, facts: Facts) -> "Firm":
        """Return the firm of a registration's answers, good or not yet."""
        numbers = {name: _number(name, facts.text("organisation", name)) for name in NUMBERS}
        return cls(
            names=tuple(names.variants(facts.legal_name, facts.text("organisation", "trading_name"))),
            numbers={name: number for name, number in numbers.items() if number},
            email=facts.main_email.lower(),
            email_domain=facts.email_domain,
            postcode=_bare(facts.text("organisation", "registered_address_postcode")),
        )

    @classmethod
    def of_supplier(cls, supplier: Supplier) -> "Firm":
        """Return the firm of a supplier in the register."""
        return cls(
            names=tuple(names.variants(supplier.legal_name, supplier.trading_name)),
            numbers={name: number for name in NUMBERS if (number := getattr(supplier, name))},
            email=supplier.email.lower(),
            email_domain=supplier.email_domain,
            postcode=_bare(supplier.postcode),
        )

    def fingerprints(self) -> set[str]:
        """Return all by which it is looked up."""
        found = {f"name:{key}" for name in self.names for key in names.keys(name)}
        found |= self.certain_fingerprints()
        others = {"email": self.email, "domain": self.email_domain, "postcode": self.postcode}
        return found | {f"{what}:{value}"[:_KEY_LENGTH] for what, value in others.items() if value}

    def certain_fingerprints(self) -> set[str]:
        """Return those of its numbers."""
        return {f"{name}:{number}" for name, number in self.numbers.items()}


@dataclass(frozen=True)
class Match:
    """A supplier that may be the same firm: how surely, from 0 to 100, and why."""

    supplier: Supplier
    score: int
    because: str

    @property
    def is_certain(self) -> bool:
        """Whether they have a number in common that belongs to one firm only."""
        return self.score >= CERTAIN


def find(firm: Firm | Facts, *, exclude: Supplier | None = None, at_least: int = LIKELY) -> list[Match]:
    """Return the suppliers and applicants that are probably the same firm, the surest first.

    Args:
        firm: whom to look for: a firm, or the facts of a registration.
        exclude: the supplier that it is.
        at_least: how sure the match must be, from 0 to 100.
    """
    if isinstance(firm, Facts):
        firm = Firm.of_facts(firm)
    found = (Match(supplier, *compare(firm, other)) for supplier, other in _candidates(firm, exclude=exclude))
    return sorted((match for match in found if match.score >= at_least), key=lambda match: -match.score)


def compare(one: Firm, other: Firm) -> tuple[int, str]:
    """Return how surely two firms are one, from 0 to 100, and why."""
    shared = [NUMBERS[name][0] for name, number in one.numbers.items() if number == other.numbers.get(name)]
    apart = [
        NUMBERS[name][0] for name in _TELL_APART if _differ(one.numbers.get(name), other.numbers.get(name))
    ]
    if shared and not apart:
        return CERTAIN, f"the same {' and '.join(shared)}"
    score, reasons = _likeness(one, other)
    if not apart:
        return max(0, min(score, CERTAIN - 1)), ", ".join(reasons)
    reasons += [*(f"the same {number}" for number in shared), *(f"another {number}" for number in apart)]
    return (_SAME_GROUP if shared else max(0, min(score, _SAME_GROUP - 1))), ", ".join(reasons)


def _likeness(one: Firm, other: Firm) -> tuple[int, list[str]]:
    """How alike two firms are by all but their numbers."""
    like = max((names.likeness(mine, theirs) for mine in one.names for theirs in other.names), default=0.0)
    reasons = [f"names alike by {like:.0f} %"]
    if one.email and one.email == other.email:
        like += _SAME_ADDRESS
        reasons.append("the same email address")
    for what, mine, theirs in (
        ("email domain", one.email_domain, other.email_domain),
        ("postcode", one.postcode, other.postcode),
    ):
        if mine and mine == theirs:
            like += _SAME
            reasons.append(f"the same {what}")
        elif _differ(mine, theirs):
            like -= _OTHER
    return int(like), reasons


def remember(supplier: Supplier) -> None:
    """Note the fingerprints of a supplier in the register, in place of those it had."""
    _remember(supplier, Firm.of_supplier(supplier))


def remember_applicant(supplier: Supplier, facts: Facts) -> None:
    """Note the fingerprints of a firm of which only a registration's answers are known yet."""
    _remember(supplier, Firm.of_facts(facts))


def rows(supplier: Supplier) -> list[Fingerprint]:
    """Return the fingerprints of a supplier in the register, to be stored with those of others."""
    return [
        Fingerprint(supplier=supplier, key=key) for key in sorted(Firm.of_supplier(supplier).fingerprints())
    ]


def _remember(supplier: Supplier, firm: Firm) -> None:
    wanted = firm.fingerprints()
    had = set(supplier.fingerprints.values_list("key", flat=True))
    if had - wanted:
        supplier.fingerprints.filter(key__in=had - wanted).delete()
    Fingerprint.objects.bulk_create(
        [Fingerprint(supplier=supplier, key=key) for key in sorted(wanted - had)], ignore_conflicts=True
    )


def _candidates(firm: Firm, *, exclude: Supplier | None) -> Iterator[tuple[Supplier, Firm]]:
    """Those worth comparing, in three queries: whose fingerprints, their records, applicants' answers."""
    keys, certain = firm.fingerprints(), firm.certain_fingerprints()
    if not keys:
        return
    found = (
        Fingerprint.objects.filter(key__in=keys)
        .exclude(supplier=exclude)
        .values("supplier_id")
        .annotate(surely=Count("id", filter=Q(key__in=certain)), shared=Count("id"))
        .order_by("-surely", "-shared", "supplier_id")
    )
    ids = [row["supplier_id"] for row in found[:_COMPARED_AT_MOST]]
    suppliers = list(
        Supplier.objects.exclude(status=Supplier.Status.MERGED)
        .filter(pk__in=ids)
        .defer("answers", "search_text", "description")
    )
    answers = _answers_of(each.pk for each in suppliers if each.status == Supplier.Status.APPLICANT)
    for supplier in suppliers:
        given = answers.get(supplier.pk)
        yield supplier, Firm.of_facts(Facts(given)) if given else Firm.of_supplier(supplier)


def _answers_of(applicants: Iterable[int]) -> dict[int, Answers]:
    """What applicants have answered so far, of which their records know nothing yet."""
    found: dict[int, Answers] = {}
    sections = SectionAnswers.objects.filter(
        registration__supplier__in=list(applicants), slug__in=("organisation", "contacts")
    ).order_by("registration__created_at")
    for supplier_id, slug, answers in sections.values_list("registration__supplier_id", "slug", "answers"):
        found.setdefault(supplier_id, {})[slug] = answers
    return found


def _number(name: str, text: str) -> str:
    try:
        return NUMBERS[name][1](text)
    except ValidationError:
        return ""


def _bare(postcode: str) -> str:
    return "".join(postcode.upper().split())


def _differ(one: str | None, other: str | None) -> bool:
    return bool(one and other and one != other)

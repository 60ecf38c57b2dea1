"""The demo's schools and staff."""

from itertools import product

from django.contrib.auth.models import User

from enquiries.demo import texts
from enquiries.models import School
from enquiries.schools import HACKNEY, searchable
from intake.models import Queue, QueueMembership

#: The register has no such numbers.
_FIRST_URN = 900_001
_KINDS = (
    ("Primary School", "Primary"),
    ("Primary School", "Primary"),
    ("School", "Secondary"),
    ("Primary School", "Primary"),
    ("Nursery School", "Nursery"),
)
STAFF_PREFIX = "demo-"


def make_schools() -> list[School]:
    """Add the 80 invented schools where they are missing; return those in Hackney."""
    names = product(texts.SCHOOL_PLACES, texts.SCHOOL_PLANTS)
    schools = [_school(number, f"{plant} {place}") for number, (place, plant) in enumerate(names)]
    School.objects.bulk_create(schools, ignore_conflicts=True)
    return [school for school in schools if school.local_authority == HACKNEY]


def make_staff() -> None:
    """Add the invented members of staff, who cannot sign in, to their queues."""
    queues = {queue.slug: queue for queue in Queue.objects.all()}
    for first, last, slugs in texts.STAFF:
        user = _user(first, last)
        for slug in slugs:
            if slug in queues:
                role = QueueMembership.Role.LEAD if slug == slugs[0] else QueueMembership.Role.MEMBER
                QueueMembership.objects.get_or_create(queue=queues[slug], user=user, defaults={"role": role})


def team(queue: Queue) -> list[User]:
    """Return the invented members of staff who work in `queue`."""
    return list(User.objects.filter(queues=queue, username__startswith=STAFF_PREFIX).order_by("username"))


def _school(number: int, place: str) -> School:
    kind, phase = _KINDS[number % len(_KINDS)]
    name = f"{place} {kind}"
    return School(
        urn=_FIRST_URN + number,
        name=name,
        # Every eighth is in Tower Hamlets.
        local_authority="211" if number % 8 == 7 else HACKNEY,
        establishment_type="Community school",
        phase=phase,
        street=f"{number + 3} {place} Road",
        # No postcode of the Royal Mail ends in C, I, K, M, O or V.
        postcode=f"E8 {number % 9 + 1}CK",
        search_name=searchable(name),
    )


def _user(first: str, last: str) -> User:
    name = f"{STAFF_PREFIX}{first.lower()}"
    user = User.objects.filter(username=name).first()
    if user:
        return user
    # Without a password the account cannot be signed in to.
    email = f"{first}.{last}@example.org".lower()
    return User.objects.create_user(name, email, first_name=first, last_name=last, is_staff=True)

"""The people of a supplier: each may open everything of it, invite others and remove them."""

import hashlib

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from intake import languages, outbox
from intake.models import Message
from suppliers import door, procurement
from suppliers.models import Person, Supplier

AT_MOST = 20


@transaction.atomic
def invite(*, supplier_id: int, email: str, by: str) -> Person:
    """Let the owner of `email` in to everything of a supplier, and tell them by email, once a day at most.

    The email names who invites and nothing else that was typed, so that it carries no stranger's message.

    Raises:
        ValidationError: it is no address, it is one of them already, or there are too many.
    """
    address = door.normal(email)
    try:
        validate_email(address)
    except ValidationError:
        raise ValidationError(
            gettext("Enter an email address in the correct format, like name@example.com")
        ) from None
    supplier = Supplier.objects.select_for_update().get(pk=supplier_id)
    known = set(supplier.people.values_list("email", flat=True))
    if address in known:
        raise ValidationError(gettext("This person can open your registration already"))
    if len(known) >= AT_MOST:
        said = ngettext(
            "There can be {most} person at most. Remove somebody first",
            "There can be {most} people at most. Remove somebody first",
            AT_MOST,
        )
        raise ValidationError(said.format(most=AT_MOST))
    person = Person.objects.create(supplier=supplier, email=address, invited_by=by)
    key = f"invitation:{supplier.pk}:{hashlib.sha256(address.encode()).hexdigest()[:24]}"
    key += f":{timezone.localdate()}"
    if not Message.objects.filter(dedupe_key=key).exists():
        outbox.send(
            queue=procurement.queue(),
            kind=Message.Kind.INVITATION,
            recipients=[address],
            template="supplier-invitation",
            language=languages.asked_for(),
            context={"by": by, "link": settings.SITE_URL + reverse("suppliers:register")},
            dedupe_key=key,
        )
    return person


@transaction.atomic
def remove(*, supplier_id: int, person_id: int) -> None:
    """Let a person of a supplier in no longer; somebody who is removed already stays so.

    Raises:
        ValidationError: nobody would be left.
    """
    supplier = Supplier.objects.select_for_update().get(pk=supplier_id)
    others = supplier.people.exclude(pk=person_id)
    if not others.exists():
        raise ValidationError(
            gettext("Invite somebody else first: nobody would be left to open the registration")
        )
    supplier.people.filter(pk=person_id).delete()

"""Writing an entry: the one way into the audit log."""

import re
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from intake.audit import chain
from intake.audit.words import Action, Actor
from intake.models import AuditEntry, AuditHead

#: Ids, references, slugs and names of fields; no address, and no sentence of anybody's.
_PLAIN = re.compile(r"[\w.:/+-]{0,64}", re.ASCII)


@transaction.atomic(savepoint=False)
def record(
    action: Action,
    *,
    actor: Any = None,
    about: Model | tuple[str, object] | None = None,
    detail: Mapping[str, Any] | None = None,
    actor_kind: Actor | None = None,
) -> AuditEntry:
    """Write that `actor` did `action`, in the caller's transaction if there is one.

    Call it last in that: until its end nobody else can write an entry. If it fails, the act fails.

    Args:
        action: what was done.
        actor: the account that did it; None for who has none.
        about: the row it was done to, or its kind and id.
        detail: more of it: ids, numbers, names of fields and nothing about a person.
        actor_kind: who it was; if None, staff where there is an account, and else the system.

    Raises:
        ValueError: `detail` or the id holds what may be about a person.
    """
    user_id = getattr(actor, "pk", None)
    kind, identity = _named(about)
    entry = AuditEntry(
        at=timezone.now(),
        actor=Actor(actor_kind or (Actor.STAFF if user_id else Actor.SYSTEM)),
        user_id=user_id,
        action=Action(action),
        object_kind=_plain(kind),
        object_id=_plain(identity),
        detail=_plain(dict(detail or {})),
    )
    head = AuditHead.objects.select_for_update().get(pk=AuditHead.ONLY)
    entry.number, entry.previous = head.count + 1, head.hash or chain.NOTHING
    entry.hash = chain.hash_of(entry)
    AuditEntry.objects.bulk_create([entry])
    head.count, head.hash = entry.number, entry.hash
    head.seal = chain.seal_of(head)
    AuditHead.objects.filter(pk=head.pk).update(count=head.count, hash=head.hash, seal=head.seal)
    return entry


def _named(about: Model | tuple[str, object] | None) -> tuple[str, str]:
    if about is None:
        return "", ""
    if isinstance(about, tuple):
        return about[0], str(about[1])
    # A reference is what people know a submission by.
    return about._meta.model_name or "", str(getattr(about, "reference", "") or about.pk)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        if not _PLAIN.fullmatch(value):
            raise ValueError("The audit log takes ids and names of fields, and no words.")
        return str(value)
    if isinstance(value, dict):
        return {_plain(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if value is None or isinstance(value, bool | int):
        return value
    raise ValueError(f"The audit log takes no {type(value).__name__}.")

"""What the groups of the directory give a person here: read from the rows that administrators edit."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from intake.models import GroupMapping

Role = GroupMapping.Role


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What a person is here, all told."""

    staff: bool = False
    auditor: bool = False
    administrator: bool = False
    #: The role in each queue, by the queue's id.
    queues: Mapping[int, str] = field(default_factory=dict)


def granted(groups: Collection[str]) -> Grant:
    """Return what the people of all these groups are."""
    return combined(GroupMapping.objects.filter(group__in=groups))


def combined(rows: Iterable[GroupMapping]) -> Grant:
    """Return what all the rows give together.

    An administrator may do everything, and is no auditor. An auditor changes nothing, so is in no team. Who
    is a lead and a member of one queue leads it.
    """
    found = list(rows)
    roles = {row.role for row in found}
    administrator = Role.ADMINISTRATOR in roles
    auditor = Role.AUDITOR in roles and not administrator
    queues: dict[int, str] = {}
    for row in found:
        if row.queue_id and not auditor and queues.get(row.queue_id) != Role.LEAD:
            queues[row.queue_id] = row.role
    return Grant(staff=bool(found), auditor=auditor, administrator=administrator, queues=queues)


def decided_queues() -> frozenset[int]:
    """Return the queues whose teams the groups decide: those that any row names."""
    rows = GroupMapping.objects.filter(queue__isnull=False).order_by()
    return frozenset(rows.values_list("queue", flat=True).distinct())

"""Who may see and edit which type of enquiry: administrators all, leads those that come to their queue.

A type is its usual queue's: that queue's contact and targets stand on the form, and it takes what no rule
does.
"""

from django.db.models import QuerySet

from enquiries.models import EnquiryType
from intake import access
from intake.access import AnyUser
from intake.models import Queue

#: What of a type touches other teams: where it stands on the site, and who answers it.
_OTHER_TEAMS = ("slug", "active", "position", "usual_queue")


def owner(enquiry_type: EnquiryType) -> Queue:
    """Return the queue whose leads edit the words, questions and notices of `enquiry_type`."""
    return enquiry_type.usual_queue


def visible_types(user: AnyUser) -> QuerySet[EnquiryType]:
    """Return the types that `user` may look at in the admin."""
    return EnquiryType.objects.filter(usual_queue__in=access.inspected_queues(user).values("pk"))


def edited_types(user: AnyUser) -> QuerySet[EnquiryType]:
    """Return the types whose words, questions and answers `user` may edit."""
    return EnquiryType.objects.filter(usual_queue__in=access.led_queues(user).values("pk"))


def may_add(user: AnyUser) -> bool:
    """Return whether `user` may put a new type on the site."""
    return access.may_configure(user)


def fixed_fields(user: AnyUser, *, is_new: bool) -> tuple[str, ...]:
    """Return the fields of a type that `user` may not change though they may edit the type."""
    if is_new:
        return ()
    # Links, routing rules and stored submissions name a type by its address, whoever edits it.
    return ("slug",) if access.may_configure(user) else _OTHER_TEAMS


def may_edit(user: AnyUser, enquiry_type: EnquiryType) -> bool:
    """Return whether `user` may change what the form of `enquiry_type` asks and says, and publish it."""
    return access.may_manage(user, owner(enquiry_type))

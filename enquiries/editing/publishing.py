"""Publishing what a person has seen in the editor, and nothing else."""

import datetime as dt

from django.contrib.auth.models import User
from django.db import transaction

from enquiries import definitions, versions
from enquiries.editing.base import ChangedMeanwhile, stamp_of
from enquiries.models import EnquiryType, Version


@transaction.atomic
def publish(
    *, enquiry_type_id: int, seen: str, by: User | None, at: dt.datetime | None = None, note: str = ""
) -> Version:
    """Put the working copy on the site, now or `at` a later time.

    Raises:
        ChangedMeanwhile: somebody has changed the form since it was `seen`.
        NotPublished: something is wrong with the form as a whole, or nothing has changed.
    """
    enquiry_type = EnquiryType.objects.select_for_update().get(pk=enquiry_type_id)
    if stamp_of(definitions.working_copy(enquiry_type)) != seen:
        raise ChangedMeanwhile
    return versions.publish(enquiry_type_id=enquiry_type_id, by=by, at=at, note=note)

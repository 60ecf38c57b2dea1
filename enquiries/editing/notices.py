"""Changing the words of a form that are no questions: introduction, what happens next, notices."""

from collections.abc import Mapping
from typing import Any

from enquiries.editing.base import WORDS, changing, require_unchanged, write
from enquiries.models import EnquiryType, Notice

_STEP = 10


def change_words(*, enquiry_type_id: int, seen: str, introduction: str, next_steps: str) -> EnquiryType:
    """Change the introduction of a form, and what its confirmation says of what happens next.

    Raises:
        ChangedMeanwhile: somebody has changed them since they were `seen`.
    """
    with changing(enquiry_type_id) as enquiry_type:
        require_unchanged(enquiry_type, seen)
        enquiry_type.introduction, enquiry_type.next_steps = introduction, next_steps
        enquiry_type.save(update_fields=WORDS)
        return enquiry_type


def add_notice(*, enquiry_type_id: int, said: Mapping[str, Any]) -> Notice:
    """Add a notice after those that there are.

    Raises:
        ValidationError: something is wrong with it, by field.
    """
    with changing(enquiry_type_id) as enquiry_type:
        positions = enquiry_type.notices.values_list("position", flat=True)
        notice = Notice(enquiry_type=enquiry_type, position=max(positions, default=0) + _STEP)
        write(notice, said)
        return notice


def change_notice(*, enquiry_type_id: int, notice_id: int, seen: str, said: Mapping[str, Any]) -> Notice:
    """Change a notice.

    Raises:
        ChangedMeanwhile: somebody has changed it since it was `seen`.
        ValidationError: something is wrong with it, by field.
        Notice.DoesNotExist: it is gone.
    """
    with changing(enquiry_type_id) as enquiry_type:
        notice = enquiry_type.notices.get(pk=notice_id)
        require_unchanged(notice, seen)
        write(notice, said)
        return notice


def delete_notice(*, enquiry_type_id: int, notice_id: int) -> None:
    """Delete a notice.

    Raises:
        Notice.DoesNotExist: it is gone.
    """
    with changing(enquiry_type_id) as enquiry_type:
        enquiry_type.notices.get(pk=notice_id).delete()

"""The form editor's changes of a type's working copy, each a transaction of its own.

What people see is changed when it is published: `enquiries.versions`. Two people may edit one form at once:
the order stays whole, and nobody's words are overwritten unseen.
"""

from enquiries.editing.base import ChangedMeanwhile, stamp, stamp_of
from enquiries.editing.notices import add_notice, change_notice, change_words, delete_notice
from enquiries.editing.order import move_question, shift_page, shift_question
from enquiries.editing.pages import add_page, change_page, delete_page
from enquiries.editing.publishing import publish
from enquiries.editing.questions import (
    add_question,
    change_question,
    delete_question,
    duplicate_question,
)

__all__ = [
    "ChangedMeanwhile",
    "add_notice",
    "add_page",
    "add_question",
    "change_notice",
    "change_page",
    "change_question",
    "change_words",
    "delete_notice",
    "delete_page",
    "delete_question",
    "duplicate_question",
    "move_question",
    "publish",
    "shift_page",
    "shift_question",
    "stamp",
    "stamp_of",
]

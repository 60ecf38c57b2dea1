"""Types of enquiry as data, and what was published of them; drafts of forms; the register of schools."""

from enquiries.models.asked_if import AskedIf
from enquiries.models.draft import Draft
from enquiries.models.enquiry_type import EnquiryType, Notice, Question
from enquiries.models.page import Page
from enquiries.models.school import School
from enquiries.models.suggested_answer import AnswerShown, SuggestedAnswer
from enquiries.models.version import Version

__all__ = [
    "AnswerShown",
    "AskedIf",
    "Draft",
    "EnquiryType",
    "Notice",
    "Page",
    "Question",
    "School",
    "SuggestedAnswer",
    "Version",
]

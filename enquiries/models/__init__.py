"""Types of enquiry as data, drafts of forms, and the register of schools."""

from enquiries.models.draft import Draft
from enquiries.models.enquiry_type import EnquiryType, Notice, Question
from enquiries.models.school import School

__all__ = ["Draft", "EnquiryType", "Notice", "Question", "School"]

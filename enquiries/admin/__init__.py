"""Types of enquiry with the editor of their forms, suggested answers, and the register of schools."""

from enquiries.admin.school import SchoolAdmin
from enquiries.admin.suggested_answer import SuggestedAnswerAdmin
from enquiries.admin.type import EnquiryTypeAdmin

__all__ = ["EnquiryTypeAdmin", "SchoolAdmin", "SuggestedAnswerAdmin"]

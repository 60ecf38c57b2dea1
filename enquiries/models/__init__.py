"""Types of enquiry as data, their suggested answers, drafts of forms, and the register of schools."""

from enquiries.models.draft import Draft
from enquiries.models.enquiry_type import EnquiryType, Notice, Question
from enquiries.models.school import School
from enquiries.models.suggested_answer import AnswerShown, SuggestedAnswer

__all__ = ["AnswerShown", "Draft", "EnquiryType", "Notice", "Question", "School", "SuggestedAnswer"]

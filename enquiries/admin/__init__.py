"""Types of enquiry with the editor of their forms, and the register of schools, in the admin."""

from enquiries.admin.school import SchoolAdmin
from enquiries.admin.type import EnquiryTypeAdmin

__all__ = ["EnquiryTypeAdmin", "SchoolAdmin"]

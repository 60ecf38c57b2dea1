"""A form of several pages: who hires the hall, for what, for a party what that is like, and when."""

from typing import Any

from enquiries.models import EnquiryType
from tests.factories import EnquiryTypeFactory, PageFactory, QuestionFactory

#: Good answers, by page; the page about the party is asked only of those who have one.
YOU = {"name": "Jo Brown", "email": "jo@example.com"}
PARTY, MEETING = {"event": "party"}, {"event": "meeting"}
GUESTS = {"guests": "40", "food": "yes", "dishes": "Cake for all"}
DETAILS = {
    "day": "1 May 2030",
    "music": "A small band",
    "message": "We would like the big hall.",
    "privacy": "on",
}


def make(**fields: Any) -> EnquiryType:
    """Make the type, as its rows stand: nothing of it is published."""
    hire = EnquiryTypeFactory(
        **{
            "name": "Hall hire",
            "slug": "hall-hire",
            "introduction": "Hire one of our halls.",
            "next_steps": "We look at the calendar.",
            **fields,
        }
    )
    you, event, party, details = (
        PageFactory(enquiry_type=hire, name="you", title="About you"),
        PageFactory(
            enquiry_type=hire, name="event", title="What you plan", introduction="See **our halls**."
        ),
        PageFactory(
            enquiry_type=hire,
            name="party",
            title="Your party",
            only_if_question="event",
            only_if_value="party",
        ),
        PageFactory(enquiry_type=hire, name="details", title="The day"),
    )

    def ask(page, name, label, **how):
        QuestionFactory(enquiry_type=hire, page=page, name=name, label=label, **how)

    ask(you, "name", "Your name", meaning="sender_name")
    ask(you, "email", "Email address", kind="email", meaning="sender_email")
    events = "party | A party\nmeeting | A meeting"
    ask(event, "event", "What is it?", kind="one_of", choices=events)
    ask(party, "guests", "How many guests?", help_text="Count the *children* too.")
    ask(party, "food", "Will there be food?", kind="yes_no")
    ask(party, "dishes", "Which dishes?", only_if_question="food", only_if_value="yes")
    ask(details, "day", "Which day?", kind="date")
    ask(details, "music", "What music?", only_if_question="event", only_if_value="party")
    ask(details, "plan", "A plan of the hall", kind="files", required=False, file_types="pdf", max_files=1)
    ask(details, "message", "Your message", kind="long_text", meaning="message")
    ask(details, "school", "School", kind="school", required=False)
    ask(details, "privacy", "I have read how", kind="consent")
    return hire

"""Who edits a form, and how: the pages of the form editor as tests use them."""

from enquiries.models import EnquiryType
from tests.factories import (
    EnquiryTypeFactory,
    MembershipFactory,
    QuestionFactory,
    QueueFactory,
    catch_all_queue,
)
from tests.intake.admin.staff import Colleague, Page, fields_of

TYPES = "/admin/enquiries/enquirytype/"


def hall_hire() -> EnquiryType:
    """A type of the queue Halls that asks who it is, for the hall and for the day."""
    catch_all_queue()
    made = EnquiryTypeFactory(
        name="Hall hire", slug="hall-hire", usual_queue=QueueFactory(name="Halls"), asks_who=True
    )
    choices = "big | The big one\nsmall | The small one"
    QuestionFactory(enquiry_type=made, name="hall", label="Which hall?", kind="one_of", choices=choices)
    QuestionFactory(enquiry_type=made, name="day", label="Which day?")
    return made


def lead_of(enquiry_type: EnquiryType) -> Colleague:
    """Somebody who leads the queue of a type."""
    return Colleague(MembershipFactory(queue=enquiry_type.usual_queue, role="lead").user)


def at(enquiry_type: EnquiryType, address: str = "") -> str:
    """An address of the editor."""
    return f"{TYPES}{enquiry_type.pk}/form/{address}"


def of_question(enquiry_type: EnquiryType, name: str, address: str = "") -> str:
    """The address of a question's page."""
    return at(enquiry_type, f"question/{enquiry_type.questions.get(name=name).pk}/{address}")


def saves(colleague: Colleague, address: str, page: Page | None = None, **fields: object) -> Page:
    """Fill in the form of a page and press its first button; `page` may be an older one."""
    page = page or colleague.opens(address)
    return colleague.posts(address, **(fields_of(page.soup.select_one("form.part-form")) | fields))


def publishes(colleague: Colleague, enquiry_type: EnquiryType, **fields: object) -> Page:
    """Press "Publish" in the editor."""
    form = fields_of(colleague.opens(at(enquiry_type)).soup.select_one("form.publish-form"))
    return colleague.posts(at(enquiry_type, "publish/"), **(form | {"when": "now"} | fields))


def listed(page: Page) -> list[str]:
    """The questions that the editor lists, in order."""
    return [strong.get_text() for strong in page.soup.select(".questions strong")]

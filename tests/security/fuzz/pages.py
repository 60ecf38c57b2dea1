"""Every public form, in the browser of one person who may open them all."""

from dataclasses import dataclass

from bs4 import BeautifulSoup
from django.test import Client

from enquiries import versions
from enquiries.models import EnquiryType, Question
from intake import tracking
from suppliers.forms import FORMS
from tests.enquiries import long_form
from tests.enquiries.visitor import Visitor
from tests.factories import (
    EnquiryTypeFactory,
    QuestionFactory,
    SubmissionFactory,
    catch_all_queue,
    procurement_queue,
    submitted_registration,
)
from tests.suppliers import answers
from tests.suppliers.public.people import EMAIL, Person

#: Names of fields by which one page or another is posted to, besides those that it shows.
COMMON = ["form_token", "reference", "email", "text", "message", "next", "seen", "action", "rating", "x"]


@dataclass(frozen=True)
class Form:
    """A form: where it is shown, where it is posted to, and what is posted with it whatever is typed."""

    shown: str
    address: str
    hidden: dict[str, str]


class Pages:
    """The browser that posts, and the address of each page."""

    def __init__(self) -> None:
        catch_all_queue()
        procurement_queue()
        self.client = Client(raise_request_exception=False)
        self.visitor = Visitor(_every_kind(), self.client)
        self.visitor.opens()
        self.hirer = _hirer(self.client)
        self.ada = Person(client=self.client).comes_in().begins()
        self.sent = _sent(self.client)
        self.tracked = _link("new")
        self.resolved = _link("resolved")
        self.addresses = {
            "every kind of question": self.visitor.url,
            "check": f"{self.visitor.url}check/",
            "solved": f"{self.visitor.url}solved/",
            "look-up": "/track/",
            "reply": f"{self.tracked}write/",
            "details": f"{self.tracked}details/",
            "is solved": f"{self.tracked}solved/",
            "withdraw": f"{self.tracked}withdraw/",
            "feedback": f"{self.resolved}feedback/",
            "register": "/suppliers/register/",
            "people": self.ada.url("people/"),
            "message": self.sent.url("message/"),
            "withdraw registration": self.sent.url("withdraw/"),
            **{f"section {slug}": self.ada.url(f"{slug}/") for slug in FORMS},
            "supplier check": self.ada.url("check/"),
        }
        slugs = EnquiryType.objects.exclude(slug__in=[self.visitor.enquiry_type.slug, "hall-hire"])
        self.addresses |= {
            f"type {slug}": f"/enquiries/{slug}/" for slug in slugs.values_list("slug", flat=True)[:4]
        }

    def fields(self, address: str) -> list[str]:
        """Return the names by which the page at an address is posted to."""
        soup = BeautifulSoup(self.client.get(address).content, "html.parser")
        return [*dict.fromkeys([str(tag["name"]) for tag in soup.select("main [name]")] + COMMON)]

    def forms(self) -> dict[str, Form]:
        """Return each form in which something is typed, by the name of its page; of a long one its pages."""
        token = {"form_token": self.visitor.token}
        own = ("look-up", "details", "is solved", "withdraw", "feedback", "register", "people")
        own += ("withdraw registration",)
        addresses = {name: self.addresses[name] for name in own}
        addresses |= {f"section {slug}": self.ada.url(f"{slug}/") for slug in FORMS if slug != "payment"}
        hire = {"form_token": self.hirer.token}
        return {
            **{name: Form(address, address, {}) for name, address in addresses.items()},
            "every kind of question": Form(self.visitor.url, self.visitor.url, token),
            "reply": Form(self.tracked, f"{self.tracked}write/", {}),
            "message": Form(self.sent.url(), self.sent.url("message/"), {}),
            **{
                f"page {page}": Form(self.hirer.step(page), self.hirer.step(page), hire)
                for page in ("you", "event", "party", "details")
            },
        }


def _every_kind() -> EnquiryType:
    made = EnquiryTypeFactory(asks_who=True)
    for kind in Question.Kind.values:
        QuestionFactory(enquiry_type=made, name=f"a_{kind}", kind=kind, choices="yes\nno", required=False)
    return made


def _hirer(client: Client) -> Visitor:
    """Somebody who has filled in all pages of a long form but the last."""
    made = long_form.make()
    versions.publish(enquiry_type_id=made.pk, by=None)
    hirer = Visitor(made, client)
    hirer.opens()
    for page, given in (("you", long_form.YOU), ("event", long_form.PARTY), ("party", long_form.GUESTS)):
        assert hirer.posts(page, given).status_code == 303
    return hirer


def _sent(client: Client) -> Person:
    """Ada, at the registration that her firm has sent."""
    registration = submitted_registration(answers.company())
    registration.supplier.people.create(email=EMAIL)
    ada = Person(client=client)
    ada.pk = str(registration.pk)
    return ada


def _link(status: str) -> str:
    return tracking.new_link(SubmissionFactory(status=status)).removeprefix("http://portal.example.org")

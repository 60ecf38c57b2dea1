"""Every way to a private file: who gets it, by which link, in which state, and how it is served."""

import datetime as dt
import io
import uuid
from collections.abc import Callable
from dataclasses import dataclass

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from PIL import Image

from intake import downloads, tracking
from intake.admin.writing import picture_view
from intake.models import Attachment, InboundEmail, Submission
from intake.templatetags.downloads import for_staff, sender_file, supplier_file
from suppliers import documents
from suppliers.models import Registration
from tests import clamd
from tests.enquiries.visitor import Page
from tests.factories import (
    AttachmentFactory,
    MembershipFactory,
    SubmissionFactory,
    UserFactory,
    catch_all_queue,
    procurement_queue,
)
from tests.security.files import PDF
from tests.suppliers.public.people import Person, pdf

pytestmark = [pytest.mark.django_db, pytest.mark.security("files")]
ALL = ("staff", "sender", "supplier", "email")
FILES = ("staff", "sender", "supplier")
_PRIVATE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
}


@dataclass
class Way:
    """One way to one file.

    Attributes:
        client: the browser of who may have it.
        address: what the page links to.
        others: signatures of the same file for somebody else, and of another file for this person.
        strangers: browsers of who may not have it.
        refused: what a stranger gets.
        page: where an old link leads.
    """

    client: Client
    address: str
    others: list[str]
    strangers: list[Client]
    refused: int
    page: str

    @property
    def unsigned(self) -> str:
        return self.address.partition("?")[0]

    def opens(self, address: str = "") -> HttpResponse:
        return self.client.get(address or self.address)


def _queries(*addresses: str) -> list[str]:
    return [address.partition("?")[2] for address in addresses]


def _browser_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _staff_way(what: str, submission: Submission, file: uuid.UUID) -> Way:
    member, colleague = MembershipFactory(queue=submission.queue).user, UserFactory()
    return Way(
        client=_browser_of(member),
        address=for_staff(what, file, member.pk),
        others=_queries(for_staff(what, file, colleague.pk), for_staff(what, uuid.uuid4(), member.pk)),
        strangers=[_browser_of(colleague)],
        refused=404,
        page=f"/admin/intake/submission/{submission.pk}/change/",
    )


def staff() -> Way:
    file = AttachmentFactory(submission=SubmissionFactory(), file=ContentFile(PDF, name="x"))
    return _staff_way("attachment", file.submission, file.uuid)


def email() -> Way:
    submission = SubmissionFactory()
    record = InboundEmail.objects.create(submission=submission, key="test:1", source="Test")
    record.raw.save("x", ContentFile(PDF))
    return _staff_way("email", submission, record.uuid)


def sender() -> Way:
    file = AttachmentFactory(submission=SubmissionFactory(), file=ContentFile(PDF, name="x"))
    token, other = (tracking.new_link(file.submission).split("/")[4] for _ in range(2))
    return Way(
        client=Client(),
        address=sender_file(token, file.uuid),
        others=_queries(sender_file(other, file.uuid), sender_file(token, uuid.uuid4())),
        strangers=[],
        refused=404,
        page=f"/track/{token}/",
    )


def supplier() -> Way:
    catch_all_queue()
    procurement_queue()
    ada = Person().comes_in().begins()
    document = documents.store(
        registration_id=ada.registration.pk, kind="other", file=pdf("x.pdf", b"1"), by=ada.email
    )
    sent = SubmissionFactory()
    Attachment.objects.update(submission=sent)
    Registration.objects.update(state="submitted", submitted_at=timezone.now(), submission=sent)
    file = document.attachment.uuid
    return Way(
        client=ada.client,
        address=supplier_file(ada.email, file),
        others=_queries(supplier_file("eve@example.org", file), supplier_file(ada.email, uuid.uuid4())),
        strangers=[Person("eve@example.org").comes_in().client],
        refused=404,
        page=f"/suppliers/registration/{ada.pk}/",
    )


WAYS: dict[str, Callable[[], Way]] = {"staff": staff, "email": email, "sender": sender, "supplier": supplier}


@pytest.mark.parametrize("name", ALL)
def test_a_file_is_a_download_that_no_browser_shows(name):
    response = WAYS[name]().opens()
    assert response.status_code == 200
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert response["Content-Disposition"].startswith("attachment; ")
    assert {header: response[header] for header in _PRIVATE} == _PRIVATE
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))


def test_no_proxy_keeps_a_copy_whatever_the_page_around_it_says():
    response = downloads.as_download(AttachmentFactory())
    assert response["Cache-Control"] == "private, no-store"
    response.close()


def test_a_download_has_its_headers_whatever_the_site_adds():
    response = downloads.as_download(AttachmentFactory())
    assert {header: response[header] for header in _PRIVATE} == _PRIVATE
    response.close()


def test_a_small_picture_has_its_headers_whatever_the_site_adds(rf):
    file = _picture(SubmissionFactory())
    request = rf.get("/")
    request.user = MembershipFactory(queue=file.submission.queue).user
    response = picture_view(request, uuid=str(file.uuid))
    assert {header: response[header] for header in _PRIVATE} == _PRIVATE


def _picture(submission: Submission, **fields) -> Attachment:
    drawn = io.BytesIO()
    Image.new("RGB", (6, 3), "red").save(drawn, "PNG")
    content = ContentFile(drawn.getvalue(), name="x")
    return AttachmentFactory(submission=submission, content_type="image/png", file=content, **fields)


@pytest.mark.parametrize("name", ALL)
def test_who_may_not_have_it_gets_nothing_by_any_link(name):
    way = WAYS[name]()
    for stranger in way.strangers:
        for address in (way.address, way.unsigned, *(f"{way.unsigned}?{each}" for each in way.others)):
            assert stranger.get(address).status_code == way.refused
    if name in ("staff", "email"):
        assert Client().get(way.address)["Location"].startswith("/admin/login/")
    elif name == "supplier":
        assert Client().get(way.address).status_code == 303


@pytest.mark.parametrize("name", ALL)
def test_a_link_that_is_not_signed_for_this_file_and_person_leads_to_the_page(name):
    way = WAYS[name]()
    forged = way.address[:-1] + ("A" if way.address[-1] != "A" else "B")
    for address in (way.unsigned, f"{way.unsigned}?signature=", f"{way.unsigned}?signature=x:y", forged):
        assert way.opens(address).headers.get("Location") == way.page, address
    assert len(way.others) == 2
    for query in way.others:
        assert way.opens(f"{way.unsigned}?{query}").headers.get("Location") == way.page, query


@pytest.mark.parametrize("name", ALL)
def test_a_link_lasts_an_hour(name):
    with time_machine.travel(timezone.now() - dt.timedelta(minutes=59)):
        way = WAYS[name]()
    assert way.opens().getvalue()
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=2)):
        assert way.opens()["Location"] == way.page


@pytest.mark.parametrize("scan", ["waiting", "infected", "failed"])
@pytest.mark.parametrize("name", FILES)
def test_nobody_opens_what_is_not_checked(name, scan):
    way = WAYS[name]()
    Attachment.objects.update(scan=scan)
    assert way.opens().status_code == 404


@pytest.mark.parametrize(
    ("scan", "says"),
    [
        ("waiting", "being checked for viruses"),
        ("infected", "virus in it|a virus was found in it"),
        ("failed", "could not check it for viruses|could not be checked for viruses"),
    ],
)
@pytest.mark.parametrize("name", FILES)
def test_its_page_says_why(name, scan, says):
    way = WAYS[name]()
    Attachment.objects.update(scan=scan)
    page = Page(way.opens(way.page))
    assert any(each in page.text for each in says.split("|"))
    assert way.unsigned not in str(page.soup)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("scan", ["clean", "not_scanned"])
def test_what_may_be_opened_is_a_link(name, scan):
    way = WAYS[name]()
    Attachment.objects.update(scan=scan)
    page = Page(way.opens(way.page))
    link = page.soup.select_one(f'a[href^="{way.unsigned}?signature="]')
    assert way.opens(link["href"]).getvalue().startswith(b"%PDF")
    if name == "staff":
        said = {"clean": "no virus found", "not_scanned": "not scanned for viruses"}[scan]
        assert said in page.text


@pytest.mark.parametrize(
    ("scan", "status"),
    [("clean", 200), ("not_scanned", 200), ("waiting", 404), ("infected", 404), ("failed", 404)],
)
def test_a_small_picture_is_drawn_of_what_may_be_opened_only(scan, status):
    file = _picture(SubmissionFactory(), scan=scan)
    member = _browser_of(MembershipFactory(queue=file.submission.queue).user)
    response = member.get(f"/admin/intake/submission/attachments/{file.uuid}/picture/")
    assert response.status_code == status


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (b"stream: OK\0", 200),
        (b"stream: Eicar-Test FOUND\0", 404),
        (b"INSTREAM size limit exceeded. ERROR\0", 404),
        (b"nonsense\0", 404),
        (b"", 404),
    ],
)
def test_an_email_as_it_came_is_scanned_when_it_is_asked_for(settings, said, status):
    way = email()
    with clamd.answering(said) as (settings.CLAMAV_URL, received):
        response = way.opens()
    assert (response.status_code, received) == (status, [PDF])
    if status == 200:
        assert response.getvalue() == PDF


def test_an_email_is_not_served_while_the_scanner_is_down(settings):
    settings.CLAMAV_URL = "tcp://127.0.0.1:1"
    assert email().opens().status_code == 404


def test_a_signature_says_nothing_of_the_person():
    assert "ada" not in downloads.signature(uuid.uuid4(), downloads.supplier("ada@example.org"))

"""Files that came with a submission: always a download, and only for who may see the submission."""

import io
import uuid

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from intake.models import Attachment
from intake.templatetags.downloads import for_staff
from tests.factories import AttachmentFactory, SubmissionFactory
from tests.intake.admin.staff import LIST, Colleague, url_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(widgets):
    content = ContentFile(b"%PDF-1.7\n%%EOF\n", name="plan.pdf")
    return AttachmentFactory(submission=SubmissionFactory(queue=widgets), name="Pläne “1”.pdf", file=content)


def address(attachment: Attachment) -> str:
    return f"{LIST}attachments/{attachment.uuid}/"


def signed(attachment: Attachment, colleague: Colleague) -> str:
    return for_staff("attachment", attachment.uuid, colleague.user.pk)


def test_it_is_downloaded_as_it_came_and_nothing_runs_it(ada, file):
    page = ada.opens(url_of(file.submission))
    response = ada.client.get(page.link("Download Pläne “1”.pdf"))

    assert response.status_code == 200
    assert b"".join(response.streaming_content) == b"%PDF-1.7\n%%EOF\n"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; ")
    assert "Pl%C3%A4ne" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    response.close()


def test_the_page_says_how_large_it_is_and_that_it_comes_from_outside(ada, file):
    page = ada.opens(url_of(file.submission))
    assert "15\xa0bytes, not scanned" in page.soup.select_one(".files").get_text()
    assert "They come from outside." in page.text


@pytest.mark.security("files")
def test_another_teams_file_is_not_found(stranger, administrator, file):
    assert stranger.client.get(signed(file, stranger)).status_code == 404
    response = administrator.client.get(signed(file, administrator))
    assert response.status_code == 200
    response.close()


@pytest.mark.security("files")
def test_a_file_of_a_form_that_was_not_sent_is_not_found(administrator):
    assert administrator.client.get(address(AttachmentFactory())).status_code == 404


def test_a_file_that_there_is_not_is_not_found(ada):
    assert ada.client.get(f"{LIST}attachments/{uuid.uuid4()}/").status_code == 404
    assert ada.client.get(f"{LIST}attachments/x/").status_code == 404


def test_a_file_that_is_gone_from_the_storage_is_not_found(ada, file):
    file.file.delete(save=False)
    Attachment.objects.update(file="2020/01/gone")
    assert ada.client.get(signed(file, ada)).status_code == 404


@pytest.mark.security("files")
def test_a_file_with_a_virus_is_named_and_kept_back(ada, file):
    Attachment.objects.update(scan="infected")
    page = ada.opens(url_of(file.submission))
    assert "a virus was found in it" in page.text
    assert not page.says_link("Download Pläne “1”.pdf")
    assert ada.client.get(signed(file, ada)).status_code == 404


@pytest.mark.security("files")
def test_nobody_downloads_without_signing_in(client, file, ada):
    response = client.get(address(file))
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")
    ada.user.is_staff = False
    ada.user.save()
    assert Colleague(ada.user).client.get(address(file)).status_code == 302


def test_an_image_has_a_small_picture_for_who_may_see_it(ada, stranger, widgets):
    drawn = io.BytesIO()
    Image.new("RGB", (600, 300), "red").save(drawn, "PNG")
    photo = AttachmentFactory(
        submission=SubmissionFactory(queue=widgets),
        name="photo.png",
        content_type="image/png",
        file=ContentFile(drawn.getvalue(), name="photo.png"),
    )
    picture = ada.opens(url_of(photo.submission)).soup.select_one(".files img")
    assert (picture["src"], picture["alt"]) == (f"{address(photo)}picture/", "Small picture of photo.png")

    response = ada.client.get(str(picture["src"]))

    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert stranger.client.get(str(picture["src"])).status_code == 404


def test_what_cannot_be_drawn_has_no_picture(ada, file):
    file.content_type = "text/csv"
    file.save()
    assert ada.opens(url_of(file.submission)).soup.select(".files img") == []
    assert ada.client.get(f"{address(file)}picture/").status_code == 404

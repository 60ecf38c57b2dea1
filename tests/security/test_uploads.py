"""Every file of the corpus, through the form of an enquiry and through the function below it."""

import re
import uuid
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from intake import attachments, scanning
from intake.models import Attachment
from tests.enquiries.visitor import WHO, Page, Visitor
from tests.factories import EnquiryTypeFactory, QuestionFactory
from tests.security.uploads_corpus import BY_WHAT, CASES, KEPT, Case

pytestmark = [pytest.mark.django_db, pytest.mark.security("files"), pytest.mark.thorough]
_BOUNDARY = "a-boundary-of-the-tests"


@pytest.fixture
def visitor() -> Visitor:
    made = EnquiryTypeFactory(asks_who=True)
    QuestionFactory(enquiry_type=made, name="attachments", label="Files", kind="files", required=False)
    visitor = Visitor(made)
    visitor.opens()
    return visitor


def post(visitor: Visitor, case: Case):
    """Post the form byte by byte: a client that is no browser names a file as it likes."""
    fields = {"form_token": visitor.token, **WHO}
    body = b"".join(
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    )
    name = case.name.replace("\\", "\\\\")
    body += (
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="attachments"; filename="{name}"\r\n'.encode()
    )
    body += b"Content-Type: application/pdf\r\n\r\n" + case.make() + f"\r\n--{_BOUNDARY}--\r\n".encode()
    return visitor.client.post(visitor.url, body, content_type=f"multipart/form-data; boundary={_BOUNDARY}")


@pytest.mark.parametrize("what", BY_WHAT)
def test_through_the_form(visitor, what):
    case = BY_WHAT[what]

    response = post(visitor, case)

    kept = Attachment.objects.first()
    if case.refused:
        page = Page(response)
        assert (page.status, page.errors()) == (422, [case.message])
        assert kept is None
        assert case.message in page.soup.select_one(".govuk-error-message").get_text()
    else:
        assert response.status_code == 303
        assert (kept.name, kept.content_type, kept.size) == (
            case.name_shown,
            case.content_type,
            len(case.make()),
        )
        assert_private(kept)


@pytest.mark.parametrize("what", BY_WHAT)
def test_through_the_function_below(what):
    case = BY_WHAT[what]
    file = SimpleUploadedFile("file", case.make())
    file._name = case.name  # as it stands: Django's own cleaning is not what is tried here

    if case.refused:
        with pytest.raises(ValidationError) as refusal:
            attachments.store(file=file, upload_token=uuid.uuid4(), question="attachments")
        assert refusal.value.messages == [case.message]
        assert refusal.value.error_list[0].code == case.refused.replace("pixels", "bomb")
        assert not Attachment.objects.exists()
    else:
        kept = attachments.store(file=file, upload_token=uuid.uuid4(), question="attachments")
        assert (kept.name, kept.content_type) == (case.name_shown, case.content_type)
        assert_private(kept)


@pytest.mark.parametrize("what", [case.what for case in KEPT])
def test_what_a_real_scanner_says_of_what_is_kept(settings, real_clamd, what):
    case = BY_WHAT[what]
    settings.CLAMAV_URL = real_clamd[0]
    file = SimpleUploadedFile(case.name, case.make())
    kept = attachments.store(file=file, upload_token=uuid.uuid4(), question="attachments")
    assert not kept.may_be_opened

    scanning.scan(kept.pk)

    kept.refresh_from_db()
    assert (kept.scan, kept.may_be_opened) == (case.scan, case.scan == "clean")


def test_the_corpus_is_as_large_as_promised():
    assert len(CASES) >= 40
    assert len(BY_WHAT) == len(CASES)
    assert len(KEPT) >= 15


def test_no_folder_that_a_web_server_serves_has_them_in_it(settings):
    uploads = Path(settings.STORAGES["default"]["OPTIONS"]["location"])
    served = [settings.STATIC_ROOT, *settings.STATICFILES_DIRS]
    folders = [Path(each[1] if isinstance(each, tuple) else each) for each in served]
    assert [folder for folder in folders if uploads.is_relative_to(folder)] == []


def assert_private(kept: Attachment) -> None:
    """Nothing of the sender's own name reaches the disk, and no other account of the machine reads it."""
    assert re.fullmatch(rf"\d{{4}}/\d\d/{kept.uuid}", kept.file.name)
    assert Path(kept.file.path).stat().st_mode & 0o077 == 0

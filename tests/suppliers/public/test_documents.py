"""Documents: versions, limits, downloads."""

import pytest
from django.core.exceptions import ValidationError

from intake.models import Attachment
from intake.templatetags.downloads import supplier_file
from suppliers import documents
from suppliers.models import Document
from tests.factories import RegistrationFactory, catch_all_queue, procurement_queue, submitted_registration
from tests.suppliers import answers
from tests.suppliers.public.people import Person, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def registration(db):
    """A draft."""
    return RegistrationFactory()


def store(registration, content=b"1", kind="public_liability", name="certificate.pdf"):
    return documents.store(
        registration_id=registration.pk, kind=kind, file=pdf(name, content), by="ada@example.org"
    )


def test_a_newer_file_replaces_and_does_not_overwrite(registration):
    first, second = store(registration), store(registration, b"2")
    first.refresh_from_db()
    assert (first.version, second.version) == (1, 2)
    assert first.replaced_at
    assert documents.newest(registration) == {"public_liability": second}
    assert first.attachment.sha256 != second.attachment.sha256
    assert Attachment.objects.count() == 2


def test_the_same_file_again_is_not_stored_twice(registration):
    assert store(registration) == store(registration)
    assert Attachment.objects.count() == 1


def test_the_eleventh_file_is_refused_by_name(registration):
    for number in range(10):
        store(registration, str(number).encode(), kind="other")
    with pytest.raises(ValidationError, match=r"up to 10 files with a registration: “one-more\.pdf” was not"):
        store(registration, b"11", kind="other", name="one-more.pdf")
    assert Document.objects.count() == 10


def test_the_tenth_file_may_still_be_replaced(registration):
    for number in range(9):
        store(registration, str(number).encode(), kind="other")
    store(registration)
    assert store(registration, b"newer").version == 2


def test_nobody_fills_our_disk_by_replacing(registration, monkeypatch):
    monkeypatch.setattr(documents, "UPLOADS_AT_MOST", 3)
    for number in range(3):
        store(registration, str(number).encode())
    with pytest.raises(ValidationError, match="replaced files very often"):
        store(registration, b"4")


@pytest.mark.security("files")
def test_a_program_is_refused(registration):
    with pytest.raises(ValidationError, match="must be a PDF"):
        store(registration, name="virus.exe")


def test_nothing_is_added_to_what_was_sent():
    with pytest.raises(ValidationError, match="has been sent"):
        store(submitted_registration(answers.company()))


@pytest.mark.security("files")
def test_a_document_is_a_download_for_its_own_people_only():
    catch_all_queue()
    procurement_queue()
    ada = Person().comes_in().begins()
    document = store(ada.registration, name="Ada’s certificate.pdf")
    path = supplier_file(ada.email, document.attachment.uuid)
    answer = ada.client.get(path)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert b"".join(answer).startswith(b"%PDF")
    assert Person("eve@example.org").comes_in().client.get(path).status_code == 404
    assert Person("nobody@example.org").client.get(path).status_code == 303

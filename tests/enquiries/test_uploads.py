"""Files: kept through every error and the check page, told what is wrong with the others."""

import errno
import io
import uuid
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from intake import attachments, uploads
from intake.models import Attachment, Submission
from tests.enquiries.visitor import WHO, Page, Visitor
from tests.factories import EnquiryTypeFactory, QuestionFactory, SubmissionFactory

pytestmark = pytest.mark.django_db

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c626001000000ffff03000006000557bfabd40000000049454e44ae426082"
)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def file(name="plan.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def enquiry_type():
    made = EnquiryTypeFactory(asks_who=True)
    QuestionFactory(enquiry_type=made, name="attachments", label="Files", kind="files", required=False)
    return made


@pytest.fixture
def visitor(enquiry_type):
    visitor = Visitor(enquiry_type)
    visitor.opens()
    return visitor


def kept(page):
    return [
        label.get_text(strip=True).removeprefix("Remove ")
        for box in page.controls("attachments-remove")
        for label in page.soup.select(f"label[for={box['id']}]")
    ]


def test_files_come_with_the_submission(visitor):
    visitor.answers({**WHO, "attachments": [file(), file("photo.png", PNG)]})
    assert visitor.checks().rows()["Files"] == f"plan.pdf ({len(PDF)} bytes)\nphoto.png ({len(PNG)} bytes)"
    visitor.sends()
    submission = Submission.objects.get()
    assert sorted(submission.attachments.values_list("name", flat=True)) == ["photo.png", "plan.pdf"]
    assert submission.answer("attachments") == ["plan.pdf", "photo.png"]


def test_files_survive_errors_elsewhere(visitor):
    page = Page(visitor.answers({**WHO, "email": "jo@", "attachments": [file()]}))
    assert kept(page) == [f"plan.pdf ({len(PDF)} bytes)"]
    page = Page(visitor.answers({**WHO, "email": "jo@"}))
    assert kept(page) == [f"plan.pdf ({len(PDF)} bytes)"]
    visitor.answers(WHO)
    assert kept(visitor.opens(f"?form={visitor.token}")) == [f"plan.pdf ({len(PDF)} bytes)"]
    visitor.sends()
    assert Submission.objects.get().attachments.count() == 1


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (("run.exe", b"MZ"), "“run.exe” must be a PDF, DOCX, XLSX, ODT, CSV, PNG, JPEG or HEIC file."),
        (("empty.pdf", b""), "“empty.pdf” is empty."),
        (("big.pdf", PDF + b" " * 10 * 1024 * 1024), "“big.pdf” must be smaller than 10 MB."),
        (("fake.png", b"<script>alert(1)</script>"), "“fake.png” is not a real PNG file."),
        (("nothing", b"x"), "“nothing” must be a PDF, DOCX, XLSX, ODT, CSV, PNG, JPEG or HEIC file."),
    ],
)
def test_a_bad_file_is_named_and_the_good_one_is_kept(visitor, bad, message):
    page = Page(visitor.answers({**WHO, "attachments": [file(*bad), file()]}))
    assert page.status == 422
    assert page.errors() == [message]
    assert message in page.soup.select_one(".govuk-error-message").get_text()
    assert kept(page) == [f"plan.pdf ({len(PDF)} bytes)"]
    assert visitor.answers(WHO).status_code == 303


def test_a_file_can_be_removed_without_javascript(visitor):
    page = Page(visitor.answers({**WHO, "name": "", "attachments": [file(), file("photo.png", PNG)]}))
    first = page.controls("attachments-remove")[0]["value"]
    visitor.answers({**WHO, "attachments-remove": [first]})
    assert visitor.checks().rows()["Files"] == f"photo.png ({len(PNG)} bytes)"
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize("identifier", ["", "x", "\0", "00000000-0000-0000-0000-000000000000"])
def test_removing_what_is_not_there_changes_nothing(visitor, identifier):
    visitor.answers({**WHO, "attachments": [file()], "attachments-remove": [identifier]})
    assert Attachment.objects.count() == 1


def test_nobody_removes_anothers_file(visitor, enquiry_type):
    visitor.answers({**WHO, "attachments": [file()]})
    stranger = Visitor(enquiry_type)
    stranger.opens()
    identifier = str(Attachment.objects.get().uuid)
    stranger.answers({**WHO, "attachments-remove": [identifier]})
    stranger.token = visitor.token
    stranger.answers({**WHO, "attachments": [file("other.pdf")], "attachments-remove": [identifier]})
    assert Attachment.objects.get().name == "plan.pdf"


def test_what_was_sent_is_no_forms_any_more(visitor):
    visitor.answers({**WHO, "attachments": [file()]})
    visitor.sends()
    sent = Attachment.objects.get()
    uploads.keep(upload_token=sent.upload_token, question="attachments", files=[], remove=[str(sent.uuid)])
    assert attachments.claim(submission=SubmissionFactory(), upload_token=sent.upload_token) == 0
    sent.refresh_from_db()
    assert sent.submission == Submission.objects.get(kind=visitor.enquiry_type.slug)


def test_five_files_at_most_counting_the_earlier_ones(visitor):
    visitor.answers({**WHO, "name": "", "attachments": [file(f"{n}.pdf") for n in range(3)]})
    page = Page(visitor.answers({**WHO, "attachments": [file(f"{n}.pdf") for n in range(3, 7)]}))
    assert page.errors() == [
        "You can send up to 5 files: “5.pdf” was not added",
        "You can send up to 5 files: “6.pdf” was not added",
    ]
    assert len(kept(page)) == 5


def test_the_same_file_sent_twice_is_kept_once(visitor):
    visitor.answers({**WHO, "name": "", "attachments": [file()]})
    visitor.answers({**WHO, "attachments": [file()]})
    assert Attachment.objects.count() == 1


def test_a_required_file_that_was_kept_is_enough(enquiry_type):
    enquiry_type.questions.filter(name="attachments").update(required=True)
    visitor = Visitor(enquiry_type)
    visitor.opens()
    page = Page(visitor.answers(WHO))
    assert page.errors() == ["Select the files"]
    visitor.answers({**WHO, "name": "", "attachments": [file()]})
    assert visitor.answers(WHO).status_code == 303


def test_files_of_a_question_that_is_not_asked_are_not_sent(enquiry_type):
    QuestionFactory(enquiry_type=enquiry_type, name="more", kind="yes_no")
    QuestionFactory(
        enquiry_type=enquiry_type, name="extra", kind="files", only_if_question="more", only_if_value="yes"
    )
    visitor = Visitor(enquiry_type)
    visitor.opens()
    visitor.answers({**WHO, "more": "no", "attachments": [file()], "extra": [file("extra.pdf")]})
    visitor.sends()
    assert [attachment.name for attachment in Attachment.objects.all()] == ["plan.pdf"]


def test_a_name_is_shown_without_its_path_and_tricks(visitor):
    visitor.answers({**WHO, "attachments": [file("../../etc/\u202eplan<b>.pdf")]})
    assert visitor.checks().rows()["Files"].startswith("plan<b>.pdf")


def test_too_many_files_for_the_server_are_refused_without_a_fault(visitor):
    visitor.client.raise_request_exception = False
    many = [io.BytesIO(PDF) for _ in range(150)]
    assert visitor.answers({**WHO, "attachments": many}).status_code == 400


def test_a_full_disk_is_said_and_leaves_neither_row_nor_half_a_file(monkeypatch, settings, tmp_path):
    # A folder of its own: tests beside this one in other processes keep files in the usual one.
    settings.STORAGES = {**settings.STORAGES, "default": _storage(tmp_path)}

    def full(storage, name, content):
        assert Path(storage.location) == tmp_path
        path = Path(storage.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"%PDF")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", full)
    kept, problems = uploads.keep(upload_token=uuid.uuid4(), question="attachments", files=[file()])
    assert kept == []
    assert "our storage does not take files at the moment" in problems[0]
    assert not Attachment.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def _storage(folder):
    return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": folder}}

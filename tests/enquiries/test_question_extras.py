"""What a question may have besides: more help, an answer to begin with, and files of its own kind."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from enquiries import definitions, form_factory
from intake import file_rules
from intake.models import Attachment
from tests.enquiries.test_uploads import PDF, file
from tests.enquiries.visitor import WHO, Page, Visitor
from tests.factories import EnquiryTypeFactory, QuestionFactory, SchoolFactory

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-11-24T12:00:00Z", tick=False)]
CHOICES = "paper | Newspaper\nradio | Radio"


def first_answers(**fields):
    """What stands in a fresh form of one question, `asked`."""
    question = QuestionFactory(name="asked", choices=CHOICES, **fields)
    return form_factory.build(definitions.working_copy(question.enquiry_type))().initial


@pytest.fixture
def enquiry_type():
    return EnquiryTypeFactory(asks_who=True)


def test_more_help_unfolds_beneath_the_hint(enquiry_type):
    QuestionFactory(
        enquiry_type=enquiry_type,
        label="Tag",
        name="tag",
        hint="On the back.",
        help_text="Six **digits** {{ form }}",
    )
    page = Visitor(enquiry_type).opens()
    [details] = page.soup.select("main details")
    assert " ".join(details.summary.get_text().split()) == "More help: Tag"
    assert details.select_one("strong").text == "digits"
    assert "{{ form }}" in details.get_text()
    assert details.find_previous_sibling(class_="govuk-hint").text == "On the back."
    assert details.find_parent(id="div_id_tag")


@pytest.mark.parametrize(
    ("kind", "default", "stands"),
    [
        ("short_text", " London ", "London"),
        ("one_of", "radio", "radio"),
        ("some_of", "radio | paper", ["radio", "paper"]),
        ("yes_no", "no", "no"),
        ("date", "3 December 2026", "3 December 2026"),
        ("email", "office@example.org", "office@example.org"),
    ],
)
def test_an_answer_may_stand_there_to_begin_with(kind, default, stands):
    assert first_answers(kind=kind, default=default) == {"asked": stands}


@pytest.mark.parametrize(
    ("kind", "default"),
    [
        ("one_of", "television"),
        ("some_of", "radio | television"),
        ("yes_no", "perhaps"),
        ("email", "nobody"),
        ("date", "yesterday"),
        ("consent", "yes"),
        ("files", "plan.pdf"),
        ("short_text", " "),
    ],
)
def test_what_would_be_refused_does_not_stand_there(kind, default):
    assert first_answers(kind=kind, default=default) == {}


def test_a_date_that_has_passed_stands_there_no_more():
    assert first_answers(kind="date", default="23 November 2026", future_only=True) == {}


def test_a_school_stands_there_by_its_name():
    SchoolFactory(urn=100253, name="Parkside Nursery")
    assert first_answers(kind="school", default="100253") == {"asked": "Parkside Nursery (100253)"}


def test_a_school_that_could_be_several_is_not_asked_back_before_it_is_typed(enquiry_type):
    for name in ("Parkside Nursery", "Parkside School"):
        SchoolFactory(name=name)
    QuestionFactory(enquiry_type=enquiry_type, name="school", kind="school", default="parkside")
    assert Visitor(enquiry_type).opens().control("school")["type"] == "text"


def test_who_empties_the_answer_leaves_it_empty(enquiry_type):
    QuestionFactory(
        enquiry_type=enquiry_type, name="town", label="Your town", required=False, default="London"
    )
    visitor = Visitor(enquiry_type)
    assert visitor.opens().control("town")["value"] == "London"
    visitor.answers({**WHO, "town": ""})
    assert not visitor.opens(f"?form={visitor.token}").control("town").get("value")
    assert visitor.checks().rows()["Your town"] == "Not answered"


def test_a_question_for_files_narrows_what_the_site_takes(enquiry_type):
    QuestionFactory(
        enquiry_type=enquiry_type,
        name="plans",
        kind="files",
        required=False,
        file_types="PDF, docx",
        max_files=2,
        max_file_mb=1,
    )
    visitor = Visitor(enquiry_type)
    page = visitor.opens()
    assert "Up to 2 files of up to 1 MB each: PDF or DOCX." in page.text
    assert page.control("plans")["accept"] == ".pdf,.docx"
    big = SimpleUploadedFile("big.pdf", PDF + b" " * 1024 * 1024)
    posted = [file("a.csv", b"a,b\n"), big, file("1.pdf"), file("2.pdf", PDF + b" "), file("3.pdf")]
    assert Page(visitor.answers({**WHO, "plans": posted})).errors() == [
        "“a.csv” must be a PDF or DOCX file.",
        "“big.pdf” must be smaller than 1 MB.",
        "You can send up to 2 files: “3.pdf” was not added",
    ]
    assert {kept.name for kept in Attachment.objects.all()} == {"1.pdf", "2.pdf"}


def test_nothing_widens_what_the_site_takes():
    site = file_rules.of_site()
    assert file_rules.narrowed() == site
    assert file_rules.narrowed(types="exe", at_most=99, megabytes=999) == site
    assert file_rules.narrowed(types="jpg").endings == (".jpg", ".jpeg")
    assert file_rules.narrowed(types="xlsx").types_in_words == "an XLSX"
    assert file_rules.in_words(site.endings) == "PDF, DOCX, XLSX, ODT, CSV, PNG, JPEG or HEIC"

"""A registration as a PDF: all questions and answers, readable and named."""

import pytest
import time_machine

from suppliers import paper
from suppliers.models import Document
from tests.factories import AttachmentFactory, RegistrationFactory, submitted_registration
from tests.pdf_text import pages_of
from tests.suppliers.answers import company, sole_trader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def today():
    with time_machine.travel("2026-11-24 15:00Z", tick=False):
        yield


def text_of(pdf):
    return " ".join(" ".join(pages_of(pdf)).split())


def test_it_has_who_when_and_every_section_with_its_answers():
    registration = submitted_registration(company())
    text = text_of(paper.pdf(registration))
    assert f"Registration Lea Bridge Catering Limited Reference {registration.submission.reference}" in text
    assert "Sent on Tuesday 24 November 2026 at 3pm" in text
    assert "1. Your organisation What kind of organisation is it? Limited company" in text
    assert "Public liability amount of cover £5,000,000" in text
    assert "Employer’s liability expiry date Wednesday 30 June 2027" in text
    assert "School-meal services (55523100-3)" in text
    assert "9. How you are paid" in text


def test_documents_are_there_by_name():
    registration = submitted_registration(company())
    file = AttachmentFactory(name="liability.pdf", size=2_000_000)
    Document.objects.create(supplier=registration.supplier, kind="public_liability", attachment=file)
    text = text_of(paper.pdf(registration))
    assert "Public liability insurance certificate liability.pdf (2.0 MB, version 1)" in text


def test_names_keep_their_letters():
    names = "Şükrü Gündoğdu, Łukasz Żółć, Nguyễn Thị Ánh, Ọlá Adébáyọ̀, Елена, Ελένη – “O’Brien”"
    text = text_of(paper.pdf(submitted_registration(company(organisation={"connected_persons": names}))))
    assert names in text


def test_nothing_that_was_typed_is_markup():
    typed = "<b>Fish & chips</b> <br/> <img src='x'/> {{ 7 }}"
    text = text_of(paper.pdf(submitted_registration(company(offer={"description": typed}))))
    assert typed in text


def test_long_answers_run_over_the_pages():
    lines = "\n".join(f"Person {number}" for number in range(300))
    answers = company(organisation={"connected_persons": lines}, offer={"description": "W" * 1500})
    pages = pages_of(paper.pdf(submitted_registration(answers)))
    text = " ".join(" ".join(pages).split())
    assert all(f"Person {number} " in text for number in range(300))
    assert text.count("W") >= 1500
    assert f"Page 2 of {len(pages)}" in pages[1]


def test_what_is_not_asked_is_not_there():
    text = text_of(paper.pdf(submitted_registration(sole_trader())))
    assert "Will you work in schools or with children? No" in text
    assert "DBS" not in text
    assert "Company number" not in text


def test_a_draft_says_that_it_was_not_sent():
    text = text_of(paper.pdf(RegistrationFactory(answers={"organisation": company()["organisation"]})))
    assert "Not sent yet. As it was on Tuesday 24 November 2026 at 3pm" in text
    assert "2. Contacts Not answered yet." in text


def test_a_registration_that_is_being_sent_has_the_reference_it_is_given():
    registration = RegistrationFactory(answers=company())
    assert "Reference HLT-AAA-BBB-CCC Sent on Tuesday 24" in text_of(
        paper.pdf(registration, reference="HLT-AAA-BBB-CCC")
    )


def test_programs_are_told_its_title_and_language():
    pdf = paper.pdf(submitted_registration(company()))
    assert b"/Lang (en-GB)" in pdf
    assert b"/DisplayDocTitle true" in pdf
    assert b"/Title (Registration of Lea Bridge Catering Limited)" in pdf


def test_the_number_of_queries_is_fixed(django_assert_num_queries):
    registration = submitted_registration(company())
    registration.refresh_from_db()
    with django_assert_num_queries(3):
        paper.pdf(registration)

"""Sections: two people in one, a session lost in the middle, files that could not be kept."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from suppliers.models import SectionAnswers, UnsavedAnswers
from suppliers.registration import ChangedMeanwhile, NotNow, save_section
from tests.enquiries.visitor import Page
from tests.factories import (
    RegistrationFactory,
    catch_all_queue,
    procurement_queue,
    submitted_registration,
)
from tests.suppliers import answers
from tests.suppliers.public.people import Person, as_typed, pdf

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

ORGANISATION = answers.company()["organisation"]


@pytest.fixture
def ada(db):
    """Somebody who has begun a registration."""
    catch_all_queue()
    procurement_queue()
    return Person().comes_in().begins()


@pytest.fixture
def sam(ada):
    """A colleague of hers."""
    ada.registration.supplier.people.create(email="sam@example.org")
    sam = Person("sam@example.org").comes_in()
    sam.pk = ada.pk
    return sam


def hidden(page):
    return {box["name"]: box["value"] for box in page.soup.select("main input[type=hidden]")}


def posts(person, slug, fields, page):
    return person.client.post(person.url(f"{slug}/"), hidden(page) | as_typed(fields))


def test_the_second_of_two_is_told_what_changed_and_may_save_over_it(ada, sam):
    ada.fills_in("organisation", ORGANISATION)
    adas, sams = ada.opens("organisation/"), sam.opens("organisation/")
    assert posts(sam, "organisation", ORGANISATION | {"trading_name": "Sam’s"}, sams).status_code == 303

    page = Page(posts(ada, "organisation", ORGANISATION | {"trading_name": "Ada’s"}, adas))

    assert page.status == 409
    assert "sam@example.org saved this section" in page.text
    assert "Saved: Sam’s You typed: Ada’s" in page.text
    assert page.control("trading_name")["value"] == "Ada’s"
    assert ada.registration.sections.get().answers["trading_name"] == "Sam’s"
    assert posts(ada, "organisation", ORGANISATION | {"trading_name": "Ada’s"}, page).status_code == 303
    assert ada.registration.sections.get().answers["trading_name"] == "Ada’s"


def test_two_who_begin_a_section_at_once(ada, sam):
    pages = [person.opens("organisation/") for person in (ada, sam)]
    assert posts(ada, "organisation", ORGANISATION, pages[0]).status_code == 303
    assert posts(sam, "organisation", ORGANISATION | {"trading_name": "X"}, pages[1]).status_code == 409


def test_two_who_type_the_same_are_not_told_of_each_other(ada, sam):
    pages = [person.opens("organisation/") for person in (ada, sam)]
    assert posts(ada, "organisation", ORGANISATION, pages[0]).status_code == 303
    assert posts(sam, "organisation", ORGANISATION, pages[1]).status_code == 303


def test_the_same_person_in_two_windows_is_told_so(ada):
    ada.fills_in("organisation", ORGANISATION)
    old = ada.opens("organisation/")
    ada.fills_in("organisation", ORGANISATION | {"trading_name": "New"})
    page = Page(posts(ada, "organisation", ORGANISATION | {"trading_name": "Old"}, old))
    assert "You saved this section in another window or on another device" in page.text


def test_a_session_lost_in_the_middle_loses_no_word(ada):
    page = ada.opens("organisation/")
    ada.client.post("/suppliers/leave/")

    answer = posts(ada, "organisation", ORGANISATION | {"trading_name": "Kept"}, page)

    assert (
        answer["Location"]
        == f"/suppliers/register/?next={ada.url('organisation/').replace('/', '%2F')}&kept=yes"
    )
    assert "We kept what you typed" in Page(ada.client.get(answer["Location"])).text
    assert not SectionAnswers.objects.exists()
    ada.comes_in(then=ada.url("organisation/"))
    shown = Page(ada.client.get(ada.entered["Location"]))
    assert shown.control("trading_name")["value"] == "Kept"
    assert "It is not saved yet" in shown.text
    assert posts(ada, "organisation", ORGANISATION | {"trading_name": "Kept"}, shown).status_code == 303
    assert ada.registration.sections.get().answers["trading_name"] == "Kept"
    assert not UnsavedAnswers.objects.exists()


def test_what_is_kept_of_a_lost_session_is_for_its_person_only(ada, sam):
    page = ada.opens("organisation/")
    ada.client.post("/suppliers/leave/")
    posts(ada, "organisation", {"legal_name": "Ada’s"}, page)
    assert "value" not in sam.opens("organisation/").control("legal_name").attrs


@pytest.mark.parametrize("mark", ["", "made-up", "another's"])
def test_a_stranger_keeps_nothing(ada, mark):
    if mark == "another's":
        other = Person("eve@example.org").comes_in().begins()
        mark = hidden(other.opens("organisation/"))["mark"]
    stranger = Person("x@example.org")
    stranger.client.post(ada.url("organisation/"), {"legal_name": "Evil", "mark": mark})
    assert not UnsavedAnswers.objects.exists()


def test_a_mark_is_of_one_registration(ada):
    mark = hidden(ada.opens("organisation/"))["mark"]
    second = RegistrationFactory(supplier=ada.registration.supplier)
    ada.client.post("/suppliers/leave/")
    path = f"/suppliers/registration/{second.pk}/organisation/"
    ada.client.post(path, {"legal_name": "Elsewhere", "mark": mark})
    assert not UnsavedAnswers.objects.exists()


def test_a_page_of_three_weeks_ago_keeps_nothing(ada):
    page = ada.opens("organisation/")
    with time_machine.travel(timezone.now() + dt.timedelta(weeks=3)):
        posts(ada, "organisation", {"legal_name": "Late"}, page)
    assert not UnsavedAnswers.objects.exists()


def test_who_was_removed_keeps_nothing(ada, sam):
    page = sam.opens("organisation/")
    ada.registration.supplier.people.filter(email=sam.email).delete()
    sam.client.post("/suppliers/leave/")
    posts(sam, "organisation", {"legal_name": "Sam’s"}, page)
    assert not UnsavedAnswers.objects.exists()


def test_a_control_character_does_not_break_what_is_kept(ada):
    page = ada.opens("organisation/")
    ada.client.post("/suppliers/leave/")
    posts(ada, "organisation", {"legal_name": "A\x00B\ud83d"[:3]}, page)
    assert UnsavedAnswers.objects.get().posted["legal_name"] == ["AB"]


def test_what_was_sent_is_not_saved_over():
    registration = submitted_registration(answers.company())
    with pytest.raises(NotNow):
        save_section(
            registration_id=registration.pk,
            slug="offer",
            answers={},
            is_complete=True,
            version=1,
            by="a@b.org",
        )


def test_versions_count_up_and_an_old_one_is_refused(ada):
    common = {"registration_id": ada.registration.pk, "slug": "offer", "is_complete": False, "by": "a@b.org"}
    assert save_section(**common, answers={"a": "1"}, version=0).version == 1
    assert save_section(**common, answers={"a": "2"}, version=1).version == 2
    with pytest.raises(ChangedMeanwhile) as refused:
        save_section(**common, answers={"a": "3"}, version=1)
    assert refused.value.section.answers == {"a": "2"}


def test_a_file_that_could_not_be_kept_says_so_and_loses_no_answer(ada, settings):
    settings.ATTACHMENT_MAX_BYTES = 1024 * 1024
    scan = pdf("scan.pdf", b"0" * 1024 * 1024)

    page = Page(ada.fills_in("insurance", answers.company()["insurance"], document_public_liability=scan))

    assert page.status == 422
    assert any("Scan it in grey instead of colour" in error for error in page.errors())
    assert ada.registration.sections.get().answers["public_liability_policy_number"] == "PL-1"


def test_a_section_that_does_not_exist_is_no_page(ada):
    assert ada.client.get(ada.url("no-such-section/")).status_code == 404


def test_a_search_without_javascript_shows_categories_and_saves_nothing(ada):
    page = Page(
        ada.fills_in("offer", {"category_search": "catering", "action": "search", "description": "Food."})
    )
    assert page.status == 200
    assert page.errors() == []
    assert page.controls("categories")
    assert page.control("description").text.strip() == "Food."
    assert not SectionAnswers.objects.exists()


def test_a_form_that_was_open_for_too_long_gives_its_answers_back(ada):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = ada.client.cookies
    page = Page(strict.post(ada.url("offer/"), {"description": "Food.", "version": "0"}))
    assert page.status == 403
    again = {box["name"]: box["value"] for box in page.soup.select("main form input[type=hidden]")}
    assert again["description"] == "Food."
    assert strict.post(ada.url("offer/"), again | {"later": "yes"}).status_code == 303
    assert ada.registration.sections.get().answers["description"] == "Food."

"""The review list: what is held and why, and deciding on one or many; and what each threshold has done."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intake.models import Auditor, KnownBad, Message, Screening, Submission
from intake.screening.scoring import Signs
from tests.factories import RoutingRuleFactory
from tests.intake.admin.staff import Colleague, url_of
from tests.intake.screening.conftest import PROGRAM, send  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

HELD = "/admin/intake/screening/"
THRESHOLDS = f"{HELD}thresholds/"


@pytest.fixture
def widgets(widgets):
    """The queue Widgets, which takes every widget enquiry."""
    RoutingRuleFactory(name="widgets", kind="widget", queue=widgets, position=0)
    return widgets


@pytest.fixture
def held(send, ada) -> list[Submission]:  # noqa: F811
    """Three that are held."""
    return [send(f"Text {n}", signs=PROGRAM, email=f"{n}@example.com") for n in range(3)]


def test_the_list_shows_what_is_held_why_and_what_was_sent(ada, held):
    page = ada.opens(HELD)
    for submission in held:
        assert submission.reference in page.text
    assert "A field that people do not see was filled in (100 points)" in page.text
    assert "Text 1" in page.text
    assert "3 submissions" in page.text


def test_one_is_passed_on_with_its_own_button(ada, held):
    page = ada.posts(HELD, pass_on=held[0].pk)
    assert page.messages == ["1 submission passed on."]
    assert held[0].reference not in page.text
    assert Message.objects.filter(kind="acknowledgement", recipient="0@example.com").count() == 1


def test_many_are_marked_as_spam_at_once(ada, held):
    page = ada.posts(HELD, mark_as_spam="ticked", ticked=[held[0].pk, held[2].pk])
    assert page.messages == ["2 submissions put away as spam."]
    assert set(Submission.objects.filter(status="spam")) == {held[0], held[2]}
    assert not Message.objects.exists()


def test_one_buttons_press_decides_on_that_one_and_not_on_the_ticked(ada, held):
    ada.posts(HELD, mark_as_spam=held[0].pk, ticked=[held[1].pk, held[2].pk])
    assert list(Submission.objects.filter(status="spam")) == [held[0]]


@pytest.mark.parametrize(
    "posted", [{}, {"pass_on": "ticked"}, {"pass_on": "x"}, {"resolve": "1"}, {"pass_on": "9" * 30}]
)
def test_rubbish_changes_nothing(ada, held, posted):
    assert "Nothing was changed" in ada.posts(HELD, **posted).messages[0]
    assert Submission.objects.filter(status="held").count() == 3


def test_two_colleagues_who_decide_on_one_are_told(ada, held):
    ada.posts(HELD, pass_on=held[0].pk)
    page = ada.posts(HELD, mark_as_spam=held[0].pk)
    assert page.messages == ["1 submission put away as spam."], "what was passed on is as any other"
    page = ada.posts(HELD, pass_on=held[0].pk)
    assert "not changed" in page.messages[0]


def test_a_stranger_sees_and_decides_nothing(stranger, held):
    assert "Nothing waits for review in your queues." in stranger.opens(HELD).text
    stranger.posts(HELD, pass_on=held[0].pk)
    assert Submission.objects.filter(status="held").count() == 3


def test_an_auditor_reads_and_decides_nothing(stranger, held):
    Auditor.objects.create(user=stranger.user)
    auditor = Colleague(stranger.user)
    page = auditor.opens(HELD)
    assert held[0].reference in page.text
    assert page.soup.select("main button") == []
    assert auditor.posts(HELD, pass_on=held[0].pk).status == 403
    assert auditor.opens(THRESHOLDS).status == 200


def test_the_desk_says_how_many_are_held(ada, held):
    link = ada.lists().soup.select_one(f'.rail a[href="{HELD}"]')
    assert link.get_text(" ", strip=True) == "Held for review 3"


def test_its_own_page_says_why_and_has_the_two_buttons(ada, held):
    page = ada.opens(url_of(held[0]))
    assert "A field that people do not see was filled in" in page.text
    names = {button["value"] for button in page.soup.select("main button[name=action]")}
    assert {"pass_on", "mark_as_spam"} <= names
    assert not names & {"reply", "assign", "move", "resolve", "reopen"}

    page = ada.acts(held[0], "pass_on")
    assert page.messages == [f"{held[0].reference} is passed on: its team and its sender are told."]


def test_the_list_asks_as_often_for_many_as_for_one(ada, held, send):  # noqa: F811
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            ada.opens(HELD)
        return len(queries)

    few = asked()
    for n in range(60):
        send(signs=PROGRAM, email=f"more{n}@example.com")
    assert asked() == few
    page = ada.opens(HELD)
    assert "63 submissions" in page.text
    following = ada.opens(HELD + page.soup.select_one("a[rel=next]")["href"])
    assert len(following.soup.select(".held-row")) == 13


class TestThresholds:
    def row(self, colleague, setting, nth=0):
        page = colleague.opens(THRESHOLDS)
        rows = [row for row in page.soup.select(".thresholds tbody tr") if setting in row.get_text()]
        for label in rows[nth].select(".cell-label"):
            label.decompose()
        return [cell.get_text(" ", strip=True) for cell in rows[nth].select("td")]

    def test_each_shows_its_value_and_what_it_has_done(self, ada, held, settings):
        ada.posts(HELD, pass_on=held[0].pk)
        ada.posts(HELD, mark_as_spam=held[1].pk)
        assert self.row(ada, "SPAM_HOLD_FROM") == ["100", "–", "3", "1", "1", "1", "50 %"]
        assert self.row(ada, "SPAM_POINTS") == ["filled in", "100", "3", "1", "1", "1", "50 %"]
        settings.SPAM_LINKS = 7
        assert self.row(ada, "SPAM_LINKS") == ["7", "15", "0", "0", "0", "0", "–"]

    def test_one_that_was_held_for_two_signs_counts_for_each(self, ada, send):  # noqa: F811
        send("<script>", signs=Signs(trap_filled=True, seconds=1))
        assert self.row(ada, "SPAM_SECONDS")[2] == "1"
        assert self.row(ada, "SPAM_HOLD_FROM")[2] == "1"

    def test_the_cap_of_acknowledgements_shows_how_many_it_spared(self, ada, send):  # noqa: F811
        for _ in range(5):
            send(email="victim@example.com")
        assert self.row(ada, "ACKNOWLEDGEMENTS_PER_RECIPIENT_PER_DAY") == ["3", "–", "2 not acknowledged"]

    def test_older_ones_and_other_queues_do_not_count(self, ada, stranger, held):
        assert self.row(stranger, "SPAM_HOLD_FROM")[2] == "0"
        Screening.objects.update(held_at="2020-01-01T00:00Z")
        assert self.row(ada, "SPAM_HOLD_FROM")[2] == "0"

    def test_it_asks_as_often_however_much_was_held(self, ada, held, django_assert_max_num_queries):
        with django_assert_max_num_queries(8):
            ada.opens(THRESHOLDS)


class TestKnownBad:
    LIST = "/admin/intake/knownbad/"

    def test_an_administrator_adds_an_entry_in_the_one_way_it_is_compared(self, administrator):
        administrator.posts(f"{self.LIST}add/", kind="domain", value=" @Evil.Example ", note="")
        assert KnownBad.objects.get().value == "evil.example"

    def test_what_could_never_be_found_is_refused(self, administrator):
        page = administrator.posts(f"{self.LIST}add/", kind="network", value="the moon", note="")
        assert "Enter a network address" in page.text

    def test_a_member_may_not(self, ada):
        assert ada.opens(self.LIST).status == 403

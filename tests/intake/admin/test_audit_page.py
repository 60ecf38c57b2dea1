"""The page of the audit log: who may look at it, what it shows, and what it costs."""

import pytest

from intake import audit
from intake.audit import Action, checking
from intake.models import AuditEntry, AuditHead, Auditor
from tests.factories import UserFactory
from tests.intake.admin.staff import Colleague, Page
from tests.intake.admin.test_page_queries import same

pytestmark = pytest.mark.django_db

LOG = "/admin/intake/auditentry/"


def shown(page: Page) -> list[str]:
    return [" ".join(row.get_text(" ").split()) for row in page.soup.select("tbody tr")]


def test_it_says_who_did_what_the_newest_first(administrator):
    audit.record(Action.READ_SUPPLIER, actor=administrator.user, about=("supplier", 12))
    audit.record(Action.ERASED_EXPIRED, detail={"rows": 4, "held": 0})

    newest, before = shown(administrator.opens(LOG))[:2]

    assert "The portal itself, or its command line Erased what was kept for its time" in newest
    assert newest.endswith("held: 0, rows: 4")
    assert "Boss All Read a supplier’s record supplier 12" in before


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("action=signed-out", 1),
        ("who=ada&about=supplier", 1),
        ("about=supplier", 2),
        ("about=supplier+12", 1),
        ("about=Supplier+13&who=boss", 1),
        ("action=account-rescued", 0),
        ("until=1/1/2020", 0),
        ("who=ada&about=supplier&until=1/1/2099", 1),
    ],
)
def test_it_can_be_filtered(administrator, ada, query, expected):
    audit.record(Action.SIGNED_OUT, actor=ada.user)
    audit.record(Action.READ_SUPPLIER, actor=ada.user, about=("supplier", 12))
    audit.record(Action.READ_SUPPLIER, actor=administrator.user, about=("supplier", 13))

    assert len(shown(administrator.opens(f"{LOG}?{query}"))) == expected


def test_what_is_wrong_with_a_filter_is_said(administrator):
    page = administrator.opens(f"{LOG}?who=nobody&until=tomorrowish&action=x")

    assert page.error_beside("who") == "There is no account “nobody”."
    assert page.error_beside("until")
    assert shown(page) == []


def test_older_entries_are_a_page_further(administrator):
    for number in range(120):
        audit.record(Action.READ_SUPPLIER, actor=administrator.user, about=("supplier", number))

    page = administrator.opens(f"{LOG}?who=boss&about=supplier")
    older = administrator.opens(LOG + page.soup.select_one("a[rel=next]")["href"])
    oldest = administrator.opens(LOG + older.soup.select_one("a[rel=next]")["href"])

    assert [len(shown(each)) for each in (page, older, oldest)] == [50, 50, 20]
    assert not oldest.soup.select("a[rel=next]")
    assert "Newest" in oldest.text


def test_an_account_that_is_gone_is_named_by_its_id(administrator):
    leaver = UserFactory()
    audit.record(Action.SIGNED_IN, actor=leaver)
    number = leaver.pk
    leaver.delete()

    assert f"Account {number}, deleted" in administrator.opens(LOG).text


def test_auditors_read_it_and_nobody_else_does(ada, lead, client):
    auditor = UserFactory()
    Auditor.objects.create(user=auditor)

    assert Colleague(auditor).opens(LOG).status == 200
    assert [each.opens(LOG).status for each in (ada, lead)] == [403, 403]
    assert client.get(LOG).status_code == 302
    assert "Audit log" not in lead.opens("/admin/intake/").text


def test_looking_changes_nothing_and_nothing_can_be_posted(administrator):
    before = AuditEntry.objects.count()

    administrator.opens(LOG)
    administrator.posts(LOG, action="delete_selected", _selected_action="1")

    assert AuditEntry.objects.count() == before
    assert administrator.opens(f"{LOG}1/change/").status == 404
    assert administrator.opens(f"{LOG}add/").status == 404


def test_it_asks_as_often_however_long_it_is(administrator):
    audit.record(Action.SIGNED_IN, actor=administrator.user)

    def more() -> None:
        for _ in range(40):
            audit.record(Action.SIGNED_IN, actor=UserFactory())

    same(administrator, LOG, more, at_most=6)


def test_a_broken_log_is_said_here_and_to_leads_under_deliveries(administrator, lead):
    audit.record(Action.SIGNED_IN)
    checking.check()
    assert "found it whole" in administrator.opens(LOG).text
    AuditHead.objects.update(seal="0" * 64)

    checking.check()

    for page in (administrator.opens(LOG), lead.opens("/admin/intake/message/")):
        assert "The audit log is broken at entry" in page.problem

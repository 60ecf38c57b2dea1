"""Canned replies in the admin: a lead's own, and nobody else's."""

import pytest

from intake.models import ReplyTemplate
from tests.factories import MembershipFactory, QueueFactory
from tests.intake.admin.staff import Page, fields_of
from tests.intake.admin.test_page_queries import same

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

CANNED = "/admin/intake/replytemplate/"


@pytest.fixture(autouse=True)
def none_to_begin_with(db):
    ReplyTemplate.objects.all().delete()


def adds(colleague, **typed) -> Page:
    fields = fields_of(colleague.opens(f"{CANNED}add/").soup.select_one("#replytemplate_form"))
    return colleague.posts(f"{CANNED}add/", **(fields | typed))


def change(template: ReplyTemplate) -> str:
    return f"{CANNED}{template.pk}/change/"


def test_a_lead_adds_one_for_their_team(lead, widgets):
    page = adds(lead, name="We have it", queue=widgets.pk, text="We have {{ reference }}.")
    assert "was added successfully" in page.messages[0]
    made = ReplyTemplate.objects.get()
    assert (made.queue, made.history.get().history_user) == (widgets, lead.user)


def test_a_field_that_there_is_not_is_refused(lead, widgets):
    page = adds(lead, name="x", queue=widgets.pk, text="We have {{ refrence }}.")
    assert "There is no field “refrence”." in page.text
    assert not ReplyTemplate.objects.exists()


def test_a_lead_sees_their_own_queues_only(lead, widgets, gadgets):
    mine = ReplyTemplate.objects.create(name="Mine", queue=widgets, text="x")
    theirs = ReplyTemplate.objects.create(name="Theirs", queue=gadgets, text="x")
    everyones = ReplyTemplate.objects.create(name="Of all", text="x")
    listed = lead.opens(CANNED).part("#result_list tbody")
    assert listed == "Mine Widgets x"
    assert lead.opens(change(mine)).status == 200
    for other in (theirs, everyones):
        assert lead.client.get(change(other)).status_code == 302
    form = lead.opens(f"{CANNED}add/")
    choices = [option.get_text() for option in form.field("queue").select("option")]
    assert choices == ["Choose a queue", "Widgets"]
    for queue in ("", gadgets.pk):
        assert "was added" not in " ".join(adds(lead, name="x", queue=queue, text="x").messages)


def test_an_administrator_edits_those_of_every_team(administrator):
    page = adds(administrator, name="Of all", queue="", text="x")
    assert "was added successfully" in page.messages[0]
    assert administrator.opens(CANNED).part("#result_list tbody") == "Of all every team x"


def test_a_member_edits_none(ada, widgets):
    template = ReplyTemplate.objects.create(name="Mine", queue=widgets, text="x")
    for way in (CANNED, f"{CANNED}add/", change(template)):
        assert ada.client.get(way).status_code == 403


def test_the_list_asks_as_often_however_many_there_are(lead, widgets):
    def more() -> None:
        for number in range(30):
            queue = MembershipFactory(user=lead.user, role="lead", queue=QueueFactory()).queue
            ReplyTemplate.objects.create(name=f"reply {number}", queue=queue, text="x")

    ReplyTemplate.objects.create(name="Mine", queue=widgets, text="x")
    same(lead, CANNED, more, at_most=8)

"""The list of rules: its buttons, and what it says of rules that never fire."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intake.models import RoutingRule
from tests.factories import RoutingConditionFactory, RoutingRuleFactory
from tests.intake.admin.staff import Page

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

RULES = "/admin/intake/routingrule/"


@pytest.fixture
def three(widgets) -> list[RoutingRule]:
    """Three rules for different types, and no others."""
    RoutingRule.objects.all().delete()
    return [
        RoutingRuleFactory(name=name, kind=name, position=at, queue=widgets)
        for name, at in (("ants", 10), ("bees", 20), ("cats", 30))
    ]


def buttons(page: Page) -> list[list[str]]:
    """What the buttons of each rule are called."""
    rows = page.soup.select("#result_list tbody tr")
    return [[button["aria-label"] for button in row.select("button[name=direction]")] for row in rows]


def names(page: Page) -> list[str]:
    return [cell.get_text() for cell in page.soup.select("#result_list .field-name")]


def test_a_rule_goes_up_by_its_button(administrator, three):
    page = administrator.opens(RULES)
    assert buttons(page) == [["Down: ants"], ["Up: bees", "Down: bees"], ["Up: cats"]]
    form = page.soup.select_one("#changelist-form")
    assert form["method"] == "post"
    up = form.select("button[value=up]")[-1]

    page = administrator.posts(up["formaction"], **{up["name"]: up["value"]})

    assert names(page) == ["ants", "cats", "bees"]
    assert page.messages == ["“cats” is now at position 20."]
    assert three[2].history.first().history_user == administrator.user


@pytest.mark.parametrize("direction", ["", "sideways"])
def test_any_other_direction_is_none(administrator, three, direction):
    page = administrator.posts(f"{RULES}{three[0].pk}/move/", direction=direction)
    assert "Nothing was changed." in page.messages[0]
    assert names(page) == ["ants", "bees", "cats"]


def test_a_rule_that_is_gone_is_not_found(administrator, three):
    assert administrator.client.post(f"{RULES}999999/move/", {"direction": "up"}).status_code == 404


def test_looking_at_the_address_moves_nothing(administrator, three):
    assert administrator.client.get(f"{RULES}{three[1].pk}/move/").status_code == 405


def test_a_rule_that_never_fires_is_pointed_out_with_the_one_that_always_does(administrator, three):
    RoutingRule.objects.filter(name="ants").update(kind="")
    page = administrator.opens(RULES)
    said = [cell.get_text(" ") for cell in page.soup.select("#result_list .field-when")]
    assert ["Never fires" in each for each in said] == [False, True, True]
    assert page.soup.select_one(".field-when a")["href"] == f"{RULES}{three[0].pk}/change/"
    page = administrator.opens(f"{RULES}{three[1].pk}/change/")
    assert "This rule never fires: 10: ants always comes first" in page.text
    assert "never fires" not in administrator.opens(f"{RULES}{three[0].pk}/change/").text


def test_names_are_shown_as_they_are(administrator, three):
    RoutingRule.objects.update(name="<b>all & sundry</b>", kind="")
    page = administrator.opens(RULES)
    assert "<b>all & sundry</b> always comes first" in page.text


def test_the_list_asks_as_few_questions_for_many(administrator, three, django_assert_num_queries):
    administrator.opens(RULES)
    with CaptureQueriesContext(connection) as few:
        administrator.opens(RULES)
    for position in range(30):
        RoutingConditionFactory(rule=RoutingRuleFactory(position=position))
    with django_assert_num_queries(len(few)):
        administrator.opens(RULES)


def test_leads_may_not(lead, three):
    for url in ("try/", "replay/"):
        assert lead.client.get(RULES + url).status_code == 403
    assert lead.client.post(f"{RULES}try/", {"kind": "press"}).status_code == 403
    assert lead.client.post(f"{RULES}{three[1].pk}/move/", {"direction": "up"}).status_code == 403
    assert lead.client.post(f"{RULES}{three[1].pk}/restore/", {"version": "1"}).status_code == 403
    assert RoutingRule.objects.first() == three[0]

"""What a change of a rule would do: seen before it is saved."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intake.models import RoutingCondition, RoutingRule
from tests.factories import EnquiryTypeFactory, RoutingConditionFactory, RoutingRuleFactory, SubmissionFactory
from tests.intake.admin.staff import Colleague, Page, fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

RULES = "/admin/intake/routingrule/"


@pytest.fixture
def rule(widgets) -> RoutingRule:
    RoutingRule.objects.all().delete()
    EnquiryTypeFactory(name="Widget enquiry", slug="widget", usual_queue=widgets)
    made = RoutingRuleFactory(name="red ones", kind="widget", queue=widgets, position=5)
    RoutingConditionFactory(rule=made, field="subject", operator="contains", value="red")
    return made


def previews(colleague: Colleague, url: str, **typed: object) -> Page:
    """Change some fields of a rule's form and press Preview; `c0_field` is the first condition's field."""
    page = colleague.opens(url)
    assert page.soup.select_one("#routingrule_form button[name=_preview]")
    names = {name: name.replace("c0_", "conditions-0-").replace("c1_", "conditions-1-") for name in typed}
    fields = fields_of(page.soup.select_one("#routingrule_form"))
    return colleague.posts(
        url, _preview="yes", **(fields | {names[name]: value for name, value in typed.items()})
    )


def table(page: Page) -> list[str]:
    rows = page.soup.select(".replay tbody tr")
    return [" ".join(row.get_text(" ").split()) for row in rows]


def test_a_change_is_previewed_and_not_saved(administrator, rule, widgets, gadgets):
    submission = SubmissionFactory(queue=widgets, subject="A red widget")
    SubmissionFactory(queue=widgets, subject="A blue widget")

    page = previews(administrator, f"{RULES}{rule.pk}/change/", queue=gadgets.pk, priority=40)

    assert "Preview: nothing is saved yet" in page.text
    assert "1 of 2 submissions" in page.text
    assert table(page)[0].startswith("From Widgets, normal To Gadgets, urgent How many 1 ")
    assert page.link(submission.reference) == f"/admin/intake/submission/{submission.pk}/change/"
    assert not page.problem
    assert fields_of(page.soup.select_one("#routingrule_form"))["queue"] == str(gadgets.pk)
    rule.refresh_from_db()
    assert rule.queue == widgets
    assert rule.history.count() == 1


def test_what_was_previewed_can_be_saved(administrator, rule, gadgets):
    url = f"{RULES}{rule.pk}/change/"
    page = previews(administrator, url, queue=gadgets.pk)
    page = administrator.posts(url, _save="Save", **fields_of(page.soup.select_one("#routingrule_form")))
    assert "was changed successfully" in page.messages[0]
    rule.refresh_from_db()
    assert rule.queue == gadgets


def test_conditions_are_previewed_as_typed(administrator, rule, widgets, gadgets):
    RoutingRuleFactory(name="the rest", kind="widget", queue=gadgets, position=6)
    for colour in ("red", "blue", "green"):
        SubmissionFactory(queue=widgets, subject=f"A {colour} widget")
    url = f"{RULES}{rule.pk}/change/"
    assert table(previews(administrator, url, c0_value="blue"))[0].startswith(
        "From Gadgets, normal To Widgets"
    )
    without = previews(administrator, url, **{"conditions-0-DELETE": "on"})
    assert "2 of 3 submissions" in without.text
    more = previews(administrator, url, c1_field="subject", c1_operator="contains", c1_value="dark")
    assert "1 of 3 submissions" in more.text
    assert RoutingCondition.objects.get(rule=rule).value == "red"


def test_a_new_rule_is_previewed(administrator, rule, widgets, gadgets):
    SubmissionFactory(queue=widgets, subject="A red widget")
    typed = {"name": "new", "kind": "widget", "queue": gadgets.pk, "position": 1}
    page = previews(administrator, f"{RULES}add/", **typed)
    assert "1 of 1 submissions" in page.text
    assert RoutingRule.objects.count() == 1


def test_a_rule_that_would_never_fire_is_said_so(administrator, rule, gadgets):
    typed = {"name": "new", "kind": "widget", "queue": gadgets.pk, "c0_field": "subject"}
    typed |= {"c0_operator": "contains", "c0_value": "dark red"}
    assert "This rule never fires: 5: red ones" in previews(administrator, f"{RULES}add/", **typed).text
    typed["position"] = 1
    assert "never fires" not in previews(administrator, f"{RULES}add/", **typed).text


@pytest.mark.parametrize(
    ("typed", "error"), [({"queue": ""}, "This field is required."), ({"c0_value": ""}, "Give a value")]
)
def test_what_is_wrong_is_said_instead(administrator, rule, typed, error):
    page = previews(administrator, f"{RULES}{rule.pk}/change/", **typed)
    assert error in page.text
    assert "Please correct the error" in page.problem
    assert "Preview: nothing" not in page.text


def test_the_rules_as_they_stand_beside_where_things_are(administrator, rule, widgets, gadgets):
    page = administrator.opens(f"{RULES}replay/")
    assert "Nothing came in within the last 90 days." in page.text
    submission = SubmissionFactory(queue=gadgets, subject="A red widget")
    page = administrator.opens(administrator.opens(RULES).link("Replay the last 90 days"))
    assert "1 of 1 submissions" in page.text
    assert table(page)[0].startswith("From Gadgets, normal To Widgets, normal How many 1 ")
    assert page.says_link(submission.reference)


def test_what_is_cut_is_said(administrator, rule, widgets, monkeypatch):
    monkeypatch.setattr("intake.replay.MOST", 1)
    SubmissionFactory.create_batch(2, queue=widgets)
    page = administrator.opens(f"{RULES}replay/")
    assert "only the newest 1 were looked at" in page.text


def test_a_preview_asks_as_few_questions_of_the_database_for_many(
    administrator, rule, widgets, gadgets, django_assert_num_queries
):
    url = f"{RULES}{rule.pk}/change/"
    fields = fields_of(administrator.opens(url).soup.select_one("#routingrule_form"))
    fields |= {"queue": gadgets.pk, "_preview": "yes"}
    SubmissionFactory(queue=widgets, subject="A red widget")
    administrator.posts(url, **fields)
    with CaptureQueriesContext(connection) as few:
        administrator.posts(url, **fields)
    SubmissionFactory.create_batch(20, queue=widgets, subject="A red widget")
    with django_assert_num_queries(len(few)):
        administrator.posts(url, **fields)

"""Who may edit a form, who may only look, and what is a routing rule’s."""

import pytest

from enquiries import definitions, editing
from enquiries.models import EnquiryType
from intake.models import Auditor
from tests.enquiries.editor import TYPES, at, hall_hire, lead_of, of_question, saves
from tests.factories import (
    MembershipFactory,
    NoticeFactory,
    QuestionFactory,
    RoutingConditionFactory,
    RoutingRuleFactory,
    UserFactory,
)
from tests.intake.admin.staff import Colleague

pytestmark = [pytest.mark.django_db, pytest.mark.security("permission rows"), pytest.mark.thorough]


@pytest.fixture
def halls() -> EnquiryType:
    return hall_hire()


@pytest.fixture
def lead(halls) -> Colleague:
    return lead_of(halls)


@pytest.fixture
def administrator() -> Colleague:
    return Colleague(UserFactory(administrator=True))


@pytest.fixture
def auditor() -> Colleague:
    return Colleague(Auditor.objects.create(user=UserFactory()).user)


def test_a_lead_cannot_make_a_rule_fall_silent_and_is_told_so(lead, administrator, halls):
    rule = RoutingRuleFactory(name="big halls", kind="hall-hire")
    RoutingConditionFactory(rule=rule, field="hall", operator="one_of", value="big, small")
    address = of_question(halls, "hall")
    page = lead.opens(address)
    assert page.field("name").has_attr("disabled")
    assert "ask an administrator to change the rule first" in page.text
    page = lead.opens(f"{address}delete/")
    assert "Routing rule “big halls” asks about it." in page.part(".depends")
    assert page.soup.select_one("form.part-form") is None
    assert "asks about “hall”" in lead.posts(f"{address}delete/").problem
    page = saves(lead, address, choices="big | The big one")
    assert "Routing rule “big halls” asks for the choice “small”" in page.problem
    assert saves(lead, address, choices="big | Big\nsmall | Small\nnew").messages
    assert saves(administrator, address, name="which_hall").messages
    assert halls.questions.filter(name="which_hall").exists()


def addresses(enquiry_type: EnquiryType) -> list[str]:
    """Every address of the editor that changes something, and its question."""
    question, notice = enquiry_type.questions.first().pk, NoticeFactory(enquiry_type=enquiry_type).pk
    page = editing.add_page(enquiry_type_id=enquiry_type.pk, said={"title": "Another"}).pk
    return [
        *("publish/", "arrange/", "words/", "question/add/", "page/add/", "notice/add/"),
        *(f"question/{question}/", f"question/{question}/move/", f"question/{question}/delete/"),
        *(f"page/{page}/", f"page/{page}/delete/", f"notice/{notice}/", f"notice/{notice}/delete/"),
        *("version/1/back/", "version/1/edit/", "version/1/cancel/"),
    ]


def state(enquiry_type: EnquiryType) -> object:
    return definitions.content_of(definitions.working_copy(enquiry_type)), enquiry_type.versions.count()


@pytest.mark.parametrize(
    ("who", "looks", "changes"), [("member", 404, 404), ("foreign lead", 404, 404), ("auditor", 200, 403)]
)
def test_who_may_not_edit_changes_nothing(halls, auditor, who, looks, changes):
    colleague = {
        "member": lambda: Colleague(MembershipFactory(queue=halls.usual_queue).user),
        "foreign lead": lambda: Colleague(MembershipFactory(role="lead").user),
        "auditor": lambda: auditor,
    }[who]()
    wanted, was = addresses(halls), state(halls)
    assert {colleague.client.get(at(halls, way)).status_code for way in ("", "look/")} == {looks}
    assert colleague.client.get(f"{TYPES}{halls.pk}/preview/").status_code == looks
    question = halls.questions.last().pk
    for address in wanted:
        posted = {"do": f"question-up:{question}", "when": "now", "label": "Mine", "title": "Mine"}
        assert colleague.client.get(at(halls, address)).status_code == changes, address
        assert colleague.client.post(at(halls, address), posted).status_code == changes, address
    assert state(halls) == was


def test_who_only_looks_is_offered_no_button(auditor, lead, halls):
    saves(lead, of_question(halls, "day"), label="For which day?")
    page = auditor.opens(at(halls))
    assert "For which day?" in page.text
    assert page.soup.select("main form, main button") == []
    assert not page.says_link("Edit the words")
    assert auditor.client.post(at(halls)).status_code == 403


def test_nobody_who_is_not_signed_in_gets_in(client, halls):
    for address in ("", *addresses(halls)):
        assert client.get(at(halls, address)).status_code == 302
        assert client.post(at(halls, address), {"when": "now"}).status_code == 302


def test_parts_of_another_type_are_not_found(lead, halls):
    foreign, notice = QuestionFactory(), NoticeFactory()
    page = editing.add_page(enquiry_type_id=foreign.enquiry_type.pk, said={"title": "Another"})
    for address in (
        f"question/{foreign.pk}/",
        f"question/{foreign.pk}/move/",
        f"question/{foreign.pk}/delete/",
        f"page/{page.pk}/",
        f"notice/{notice.pk}/",
        f"notice/{notice.pk}/delete/",
        f"widget/{foreign.pk}/delete/",
    ):
        assert lead.client.get(at(halls, address)).status_code == 404
        assert lead.client.post(at(halls, address)).status_code == 404

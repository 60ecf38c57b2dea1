"""A type's file in the admin: who edits a type downloads it, and sees what another would change."""

import pytest
from django.core.files.base import ContentFile

from enquiries import type_files, versions
from enquiries.models import EnquiryType
from tests.factories import (
    EnquiryTypeFactory,
    MembershipFactory,
    QuestionFactory,
    QueueFactory,
    RoutingConditionFactory,
    RoutingRuleFactory,
    UserFactory,
)
from tests.intake.admin.staff import Colleague, fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
TYPES = "/admin/enquiries/enquirytype/"


@pytest.fixture
def halls():
    made = EnquiryTypeFactory(
        name="Hall hire", slug="hall-hire", usual_queue=QueueFactory(slug="halls"), asks_who=True
    )
    QuestionFactory(enquiry_type=made, name="hall", label="Which hall?")
    versions.publish(enquiry_type_id=made.pk, by=None)
    return made


@pytest.fixture
def lead(halls) -> Colleague:
    return Colleague(MembershipFactory(queue=halls.usual_queue, role="lead").user)


@pytest.fixture
def administrator() -> Colleague:
    return Colleague(UserFactory(administrator=True))


def exported(halls):
    return type_files.export(versions.on_the_site(halls))


def uploads(colleague, halls, text):
    file = ContentFile(text if isinstance(text, bytes) else text.encode(), name="hall-hire.yaml")
    return colleague.posts(f"{TYPES}{halls.pk}/import/", file=file)


def test_a_lead_exports_and_imports_their_type(lead, halls):
    change = lead.opens(f"{TYPES}{halls.pk}/change/")
    assert "Import from YAML" in change.text
    answer = lead.client.get(f"{TYPES}{halls.pk}/export/")
    assert answer["Content-Disposition"] == 'attachment; filename="hall-hire.yaml"'
    assert answer.content.decode() == exported(halls)
    page = uploads(lead, halls, answer.content.replace(b"Which hall?", b"Which <room>?"))
    assert "- label: Which hall? + label: Which <room>?" in page.text
    assert halls.questions.get(name="hall").label == "Which hall?"
    seen = page.soup.select("main form")[0]
    done = lead.posts(f"{TYPES}{halls.pk}/import/", **fields_of(seen))
    assert "imported" in done.messages[0]
    question = halls.questions.get(name="hall")
    assert question.label == "Which <room>?"
    assert question.history.first().history_user == lead.user
    assert "Which hall?" in exported(halls)
    site = lead.client.get(f"{TYPES}{halls.pk}/export/?of=site")
    assert site.content.decode() == exported(halls)


def test_the_same_file_changes_nothing(lead, halls):
    page = uploads(lead, halls, exported(halls))
    assert "Nothing to change" in page.text
    assert "Import this" not in page.text


def test_what_was_edited_meanwhile_is_not_lost_unseen(lead, halls):
    page = uploads(lead, halls, exported(halls).replace("Which hall?", "Which room?"))
    fields = fields_of(page.soup.select("main form")[0])
    halls.questions.filter(name="hall").update(hint="One of three.")
    again = lead.posts(f"{TYPES}{halls.pk}/import/", **fields)
    assert "Somebody has changed this type meanwhile" in again.problem
    assert "- hint: One of three." in again.text
    assert halls.questions.get(name="hall").label == "Which hall?"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("active: true", "active: false", "Line 5: active: Only an administrator changes this."),
        ("queue: halls", "queue: general", "Line 6: queue: Only an administrator changes this."),
        (
            "active: true",
            "active: true\nposition: 3",
            "Line 6: position: Only an administrator changes this.",
        ),
    ],
)
def test_a_lead_does_not_change_what_touches_other_teams(lead, administrator, halls, before, after, said):
    text = exported(halls).replace(before, after, 1)
    assert said in uploads(lead, halls, text).problem
    assert "Import this" in uploads(administrator, halls, text).text


def test_a_file_of_another_type_is_refused(administrator, halls):
    text = exported(halls).replace("slug: hall-hire", "slug: press")
    assert "Line 3: slug: On this page, it must be hall-hire." in uploads(administrator, halls, text).problem


def test_who_may_change_no_rule_silences_none(lead, administrator, halls):
    rule = RoutingRuleFactory(name="Big halls", kind="hall-hire")
    RoutingConditionFactory(rule=rule, field="hall")
    text = exported(halls).replace("name: hall\n", "name: room\n")
    assert "Routing rule “Big halls” asks about “hall”." in uploads(lead, halls, text).problem
    page = uploads(administrator, halls, text)
    assert "Routing rule “Big halls” asks about “hall”." in page.text
    assert "Import this" in page.text


@pytest.mark.parametrize("way", ["export", "import"])
def test_others_have_neither_page(halls, way):
    address = f"{TYPES}{halls.pk}/{way}/"
    member = Colleague(MembershipFactory(queue=halls.usual_queue).user)
    foreign = Colleague(MembershipFactory(role="lead").user)
    for colleague in (member, foreign):
        assert colleague.client.get(address).status_code in (403, 404)
        assert colleague.client.post(address, {"text": exported(halls), "seen": "x"}).status_code in (
            403,
            404,
        )
    assert Colleague(UserFactory(is_staff=False)).client.get(address).status_code == 302


@pytest.mark.parametrize(
    "text", [b"", b"\xff\xfe", b"a: &a [*a]", b"[" * 9000, b"x" * 1_000_000, b"!!python/name:os.system"]
)
def test_no_file_breaks_the_page(lead, halls, text):
    page = uploads(lead, halls, text)
    assert (page.status, page.problem[:20]) == (200, "Nothing was changed.")
    assert lead.posts(f"{TYPES}{halls.pk}/import/").status == 200
    assert EnquiryType.objects.get(pk=halls.pk).history.count() == halls.history.count()

"""Whom the admin’s pages let look, add, change, delete: by role, of one’s own queue, of others’, of all."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User

from intake.models import (
    AuditEntry,
    Auditor,
    EmailWording,
    ExportLog,
    InboundEmail,
    Message,
    QueueMembership,
    ReplyTemplate,
    RoutingRule,
    Tag,
)
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.security("permission rows")]

OF_QUEUE = (ReplyTemplate, EmailWording)
SHARED = (RoutingRule, Tag, User)


@pytest.fixture
def people(ada, lead, administrator, widgets) -> dict[str, User]:
    """One of each role; the auditor was a lead."""
    auditor = UserFactory()
    QueueMembership.objects.create(queue=widgets, user=auditor, role="lead")
    Auditor.objects.create(user=auditor)
    return {"member": ada.user, "lead": lead.user, "auditor": auditor, "administrator": administrator.user}


def may(rf, model, user, row=None) -> str:
    """What `user` may do to `row`, or to rows of `model` at all, by the first letters of it."""
    request, page = rf.get("/"), admin.site.get_model_admin(model)
    request.user = user
    ways = {
        "l": page.has_view_permission(request, row),
        "a": page.has_add_permission(request),
        "c": page.has_change_permission(request, row),
        "d": page.has_delete_permission(request, row),
        "m": page.has_module_permission(request),
    }
    return "".join(way for way, allowed in ways.items() if allowed)


@pytest.mark.parametrize("model", OF_QUEUE)
@pytest.mark.parametrize(
    ("role", "own", "others", "shared"),
    [
        ("member", "", "", ""),
        ("lead", "lacdm", "am", "am"),
        ("auditor", "lm", "lm", "lm"),
        ("administrator", "lacdm", "lacdm", "lacdm"),
    ],
)
def test_what_a_team_has_is_its_leads_and_what_all_have_the_administrators(
    rf, people, widgets, gadgets, model, role, own, others, shared
):
    user = people[role]
    assert may(rf, model, user, model(queue=widgets)) == own
    assert may(rf, model, user, model(queue=gadgets)) == others
    assert may(rf, model, user, model(queue=None)) == shared


@pytest.mark.parametrize("model", [InboundEmail, ExportLog, AuditEntry, Message])
def test_what_has_happened_is_changed_by_nobody(rf, people, model):
    for role in ("lead", "auditor", "administrator"):
        assert set(may(rf, model, people[role])) <= {"l", "m"}
    assert may(rf, model, people["administrator"]) == "lm"


@pytest.mark.parametrize("model", SHARED)
@pytest.mark.parametrize(
    ("role", "ways"), [("member", ""), ("lead", ""), ("auditor", "lm"), ("administrator", "lacdm")]
)
def test_what_every_queue_shares_is_read_by_auditors_and_changed_by_administrators(
    rf, people, model, role, ways
):
    assert may(rf, model, people[role]) == ways

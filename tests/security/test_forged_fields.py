"""Forged fields: a form that is posted with more than it asks for changes what it would change without.

Each form of each page that a role opens is posted twice, with each of its buttons: as it stands, and with
the fields that an attacker would add. Both must leave the same behind: the same queue, status, priority,
owner, role and supplier of everything.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import User
from django.db.models import Model

from enquiries.models import EnquiryType
from intake.models import (
    Absence,
    Attachment,
    Auditor,
    EmailWording,
    Queue,
    QueueMembership,
    ReplyTemplate,
    SavedView,
    Submission,
)
from suppliers.models import Document, Person, Registration, Supplier
from tests.enquiries.visitor import WHO, Visitor
from tests.intake.admin.staff import fields_of
from tests.security.access_addresses import address
from tests.security.access_rows import ROWS
from tests.security.access_table import Row
from tests.security.access_world import SENDER, World, a_world
from tests.security.asking import ask, undone
from tests.security.urls_of_site import urls

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.security("permission rows"),
    pytest.mark.timeout(600),  # the world is made by the first of them
    pytest.mark.thorough,
]

URLS = {url.name: url for url in urls()}
#: Who fills in the forms of a page: the first of them who opens it.
ROLES = ("nobody", "sender", "supplier", "member", "lead", "lead buyer", "administrator")
#: What must be the same, of each row.
KEPT: dict[type[Model], str] = {
    Submission: "id reference kind queue status priority assignee sender_email idempotency_key",
    Queue: "id name slug active is_catch_all position retention_days",
    QueueMembership: "queue user role wants_alerts",
    User: "id username email is_active is_staff is_superuser password groups user_permissions",
    Auditor: "user",
    Absence: "user entered_by",
    Attachment: "id submission message",
    SavedView: "id owner queue",
    ReplyTemplate: "id queue",
    EmailWording: "id queue email kind",
    EnquiryType: "id slug active usual_queue",
    Supplier: "id uuid status merged_into",
    Registration: "id supplier state submission kind",
    Person: "supplier email invited_by",
    Document: "id supplier registration kind",
}
#: New with each row.
_RANDOM = {"id", "uuid", "reference", "idempotency_key", "password"}


@pytest.fixture(scope="module")
def world(rows_of_module) -> World:
    return a_world()


def forged(world: World) -> dict[str, str]:
    """The fields that an attacker adds."""
    other, queue, person = world.teams["other"], world.teams["other"].queue.pk, world.users["account"].pk
    rows = dict.fromkeys(("id", "pk", "submission", "submission_id"), str(other.submission.pk))
    queues = dict.fromkeys(("queue", "queue_id", "usual_queue"), str(queue))
    people = dict.fromkeys(("assignee", "owner", "actor", "user", "user_id", "entered_by"), str(person))
    ticked = dict.fromkeys(
        ("is_staff", "is_superuser", "is_active", "is_auditor", "is_catch_all", "wants_alerts"), "on"
    )
    firm = dict.fromkeys(("supplier", "supplier_id"), str(world.firms["other"].supplier.pk))
    typed = {
        "status": "resolved",
        "state": "approved",
        "priority": "40",
        "role": "lead",
        "groups": "1",
        "user_permissions": "1",
        "reference": "HLT-AAAA-AAAA",
        "kind": "press",
        "slug": "mine",
        "sender_email": "eve@example.com",
        "retention_days": "1",
        "idempotency_key": str(other.submission.idempotency_key),
    }
    return rows | queues | people | ticked | firm | typed


def role_of(row: Row) -> str:
    return next((role for role in ROLES if row.get.of(role, "own") == "opens"), "")


PAGES = {
    row.name: role_of(row)
    for row in ROWS
    if role_of(row) and not row.name.startswith(("anymail:", "prometheus-"))
}


@pytest.mark.parametrize("name", sorted(PAGES))
def test_no_field_that_a_form_does_not_have_changes_anything(name, world, record_property):
    role, where = PAGES[name], address(URLS[name], world, "own", PAGES[name])
    with undone():
        page = ask(world.clients[role], where, "GET", {})
    presses = list(_presses(getattr(page, "content", b""), where))
    record_property("count", len(presses))
    for target, fields in presses:
        honest = left_by(world, role, target, fields)
        added = {field: value for field, value in forged(world).items() if field not in fields}
        assert left_by(world, role, target, fields | added) == honest, (target, fields)


def test_an_enquiry_that_is_sent_with_more_is_the_one_that_is_sent_without(world):
    def sent(more: dict[str, str]) -> dict[str, Any]:
        with undone():
            known = {model: set(model.objects.values_list("pk", flat=True)) for model in KEPT}
            visitor = Visitor(world.teams["own"].enquiry_type)
            visitor.opens()
            more = {name: value for name, value in more.items() if name not in WHO}
            assert visitor.answers(WHO, **more).status_code == 303
            visitor.client.post(f"{visitor.url}check/", {**more, "form_token": visitor.token})
            assert len(known[Submission]) + 1 == Submission.objects.count()
            return _left(known)

    assert sent(forged(world)) == sent({})


def left_by(world: World, role: str, target: str, fields: dict[str, str]) -> dict[str, Any]:
    """What is there once a form was posted."""
    with undone():
        known = {model: set(model.objects.values_list("pk", flat=True)) for model in KEPT}
        ask(world.clients[role], target, "POST", fields)
        return _left(known)


def _left(known: dict[type[Model], set[Any]]) -> dict[str, Any]:
    return {model.__name__: _rows(model, names.split(), known) for model, names in KEPT.items()}


def _rows(model: type[Model], names: list[str], known: dict[type[Model], set[Any]]) -> list[str]:
    """The rows of a table; of a new one without what is another each time, such as its id."""
    related: dict[str, Any] = {name: model._meta.get_field(name).related_model for name in names}

    def value(name: str, row: dict[str, Any]) -> Any:
        is_new = row[name] is not None and row[name] not in known.get(related[name], {row[name]})
        return "new" if is_new else row[name]

    return sorted(
        str([value(name, row) for name in names if row["pk"] in known[model] or name not in _RANDOM])
        for row in model.objects.values("pk", *names)
    )


def _presses(content: bytes, where: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each form of a page with each of its buttons: where it is posted to, and what a browser posts."""
    page = BeautifulSoup(content, "lxml")
    for form in page.select("form[method=post]"):
        action = str(form.get("action") or where)
        if not action.startswith("/"):
            action = where.partition("?")[0] + action
        if "logout" in action or "/leave/" in action or "languages" in action:
            continue
        fields = fields_of(form) | _typed(form)
        buttons = form.select("button[name], input[type=submit][name]")
        presses = [{str(each["name"]): str(each.get("value", ""))} for each in buttons] or [{}]
        yield from ((action, fields | press) for press in presses)


def _typed(form: Tag) -> dict[str, str]:
    """What somebody fills in where the form is empty."""
    typed = {}
    for control in form.select("input[name], textarea[name]"):
        kind, name = str(control.get("type", "text")), str(control["name"])
        if control.name == "textarea" and not control.get_text().strip():
            typed[name] = "Some words that are long enough for it."
        elif kind in ("text", "email") and not control.get("value"):
            typed[name] = SENDER if kind == "email" or "email" in name else "Some words"
        elif kind == "checkbox" and "delete" not in name.lower():
            typed[name] = str(control.get("value", "on"))
        elif kind == "radio":
            typed.setdefault(name, str(control.get("value", "")))
    return typed

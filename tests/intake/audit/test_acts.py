"""Which acts of staff leave an entry: what they read, took out, changed and erased; and what leaves none."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from simple_history.models import HistoricalRecords

from enquiries import versions
from enquiries.models import Notice, Page, Question
from intake import accounts, audit, queues, rules, team, triage
from intake.models import AuditEntry, Auditor, ErasureRun, InboundEmail, KnownBad, RetentionRule
from intake.privacy import holds, requests, retention, subject_access
from intake.privacy import rules as retention_rules
from intake.templatetags.downloads import for_staff
from suppliers.models import Supplier
from tests.enquiries.visitor import Visitor
from tests.factories import (
    PASSWORD,
    AttachmentFactory,
    EnquiryTypeFactory,
    MembershipFactory,
    QueueFactory,
    RoutingRuleFactory,
    SubmissionFactory,
    TagFactory,
    UserFactory,
    approved_supplier,
    catch_all_queue,
    submitted_registration,
)
from tests.intake.admin.staff import Colleague, fields_of
from tests.suppliers.answers import company

pytestmark = pytest.mark.django_db

ADMIN = "/admin/intake"


@pytest.fixture
def boss(db) -> Colleague:
    return Colleague(UserFactory(administrator=True))


def _file(boss: Colleague, submission) -> str:
    file = AttachmentFactory(submission=submission, file=ContentFile(b"%PDF", name="x"))
    return for_staff("attachment", file.uuid, boss.user.pk)


def _email(boss: Colleague) -> str:
    email = InboundEmail.objects.create(submission=SubmissionFactory(), key="test:1", source="Test")
    email.raw.save("x", ContentFile(b"From: a"))
    return for_staff("email", email.uuid, boss.user.pk)


def _compared(boss: Colleague) -> str:
    first, second = approved_supplier(company()), approved_supplier(company())
    return f"/admin/suppliers/supplier/compare/?supplier={first.pk}&supplier={second.pk}"


def _supplier(page: str) -> Callable[[Colleague], str]:
    return lambda boss: f"/admin/suppliers/supplier/{approved_supplier(company()).pk}/{page}/"


def _copy(boss: Colleague) -> str:
    copy = subject_access.ask(address="jo@example.org", actor=boss.user)
    subject_access.make(copy.pk)
    return f"{ADMIN}/erasurerun/person/{copy.pk}/"


READ = {
    "submission": ("submission-read", lambda boss: f"{ADMIN}/submission/{SubmissionFactory().pk}/change/"),
    "attachment": ("attachment-downloaded", lambda boss: _file(boss, SubmissionFactory())),
    "email": ("email-downloaded", _email),
    "list as CSV": ("list-exported", lambda boss: f"{ADMIN}/submission/export.csv"),
    "list as workbook": ("list-exported", lambda boss: f"{ADMIN}/submission/export.xlsx"),
    "figures": ("list-exported", lambda boss: f"{ADMIN}/submission/figures/senders.csv"),
    "a team's month as PDF": (
        "list-exported",
        lambda boss: f"{ADMIN}/submission/figures/report.pdf?queue={QueueFactory().pk}",
    ),
    "register as CSV": ("list-exported", lambda boss: "/admin/suppliers/supplier/export.csv"),
    "register as workbook": ("list-exported", lambda boss: "/admin/suppliers/supplier/export.xlsx"),
    "register as JSON": ("list-exported", lambda boss: "/admin/suppliers/supplier/export.json"),
    "supplier": ("supplier-read", _supplier("change")),
    "supplier's history": ("supplier-read", _supplier("history")),
    "suppliers side by side": ("supplier-read", _compared),
    "registration": (
        "registration-read",
        lambda boss: f"/admin/suppliers/registration/{submitted_registration(company()).pk}/",
    ),
    "supplier's document": (
        "document-downloaded",
        lambda boss: _file(boss, submitted_registration(company()).submission),
    ),
    "copy for a person": ("access-copy-downloaded", _copy),
}


@pytest.mark.security("audit")
@pytest.mark.parametrize("name", READ)
def test_what_staff_read_or_take_out_leaves_an_entry(boss, name):
    action, address_of = READ[name]
    address = address_of(boss)
    before = AuditEntry.objects.count()

    response = boss.client.get(address)

    assert response.status_code == 200
    if response.streaming:
        response.getvalue()
    assert AuditEntry.objects.count() == before + 1
    entry = AuditEntry.objects.first()
    assert (entry.action, entry.user_id) == (action, boss.user.pk)


def _posts(address: str, **fields: object) -> Callable[[Colleague], object]:
    return lambda boss: boss.posts(address, **fields)


def _changes_an_account(boss: Colleague) -> None:
    url = f"/admin/auth/user/{UserFactory().pk}/change/"
    fields = fields_of(boss.opens(url).soup.select_one("#user_form"))
    boss.posts(url, **(fields | {"is_superuser": "on"}))


def _changes_the_own_password(boss: Colleague) -> None:
    new = "another horse, another battery"
    url = "/admin/password_change/"
    boss.posts(url, old_password=PASSWORD, new_password1=new, new_password2=new)


def _sets_a_password(boss: Colleague) -> None:
    new = "another horse, another battery"
    url = f"/admin/auth/user/{UserFactory().pk}/password/"
    boss.posts(url, password1=new, password2=new, usable_password="true")


def _saves(make: Callable[[], object], **fields: object) -> Callable[[Colleague], None]:
    def save(boss: Colleague) -> None:
        row = make()
        for name, value in fields.items():
            setattr(row, name, value)
        row._history_user = boss.user
        row.save()

    return save


def _publishes(boss: Colleague) -> None:
    versions.publish(enquiry_type_id=EnquiryTypeFactory(asks_who=True).pk, by=boss.user)


def _calls_off(boss: Colleague) -> None:
    tomorrow = timezone.now() + dt.timedelta(days=1)
    form = EnquiryTypeFactory(asks_who=True)
    version = versions.publish(enquiry_type_id=form.pk, by=boss.user, at=tomorrow)
    HistoricalRecords.context.request = SimpleNamespace(user=boss.user)
    try:
        versions.cancel(version_id=version.pk)
    finally:
        del HistoricalRecords.context.request


def _brings_back_a_rule(boss: Colleague) -> None:
    rules.write_back(rule=RoutingRuleFactory(), conditions=[], actor=boss.user, because="As it was")


def _ends_an_auditor(boss: Colleague) -> None:
    auditor = Auditor.objects.create(user=UserFactory()).user
    accounts.set_auditor(user_id=auditor.pk, actor=boss.user, is_auditor=False)


def _sets_a_time(boss: Colleague) -> None:
    retention_rules.set_rule(actor=boss.user, kind="press", queue=None, days=30, reason="Policy")


def _removes_a_time(boss: Colleague) -> None:
    _sets_a_time(boss)
    retention_rules.remove(actor=boss.user, rule_id=RetentionRule.objects.get().pk)


def _place(boss: Colleague):
    return holds.place(actor=boss.user, reason="Claim", submission=SubmissionFactory())


def _moves_a_rule(boss: Colleague) -> None:
    rule = RoutingRuleFactory(position=2)
    RoutingRuleFactory(position=1)
    rules.move(rule_id=rule.pk, direction=rules.Direction.UP, actor=boss.user)


def _invites(boss: Colleague) -> None:
    names = {"first_name": "Nia", "last_name": "New"}
    team.invite(queue_id=QueueFactory().pk, actor=boss.user, email="nia@example.org", **names)


def _approves(boss: Colleague) -> None:
    run = retention.run(is_dry=True)
    retention.approve(run_id=run.pk, actor=boss.user)


def _erases_expired(boss: Colleague) -> None:
    retention.run(is_dry=False, started_by=boss.user)


DONE = {
    "queue added": ("configuration-added", "queue", _saves(lambda: QueueFactory.build())),
    "queue changed": ("configuration-changed", "queue", _saves(QueueFactory, telephone="+442079460999")),
    "catch-all chosen": (
        "configuration-changed",
        "queue",
        lambda boss: queues.make_catch_all(queue_id=QueueFactory().pk, actor=boss.user),
    ),
    "rule changed": ("configuration-changed", "routingrule", _saves(RoutingRuleFactory, name="New")),
    "rule moved": ("configuration-changed", "routingrule", _moves_a_rule),
    "type changed": ("configuration-changed", "enquirytype", _saves(EnquiryTypeFactory, name="New")),
    "rule brought back": ("configuration-changed", "routingrule", _brings_back_a_rule),
    "publication called off": ("publication-called-off", "enquirytype", _calls_off),
    "auditor ended": ("configuration-changed", "user", _ends_an_auditor),
    "own password": ("password-changed", "user", _changes_the_own_password),
    "form published": ("type-published", "enquirytype", _publishes),
    "member added": (
        "configuration-added",
        "queuemembership",
        lambda boss: team.add(queue_id=QueueFactory().pk, actor=boss.user, user_id=UserFactory().pk),
    ),
    "member made a lead": (
        "configuration-changed",
        "queuemembership",
        _saves(MembershipFactory, role="lead"),
    ),
    "colleague invited": ("configuration-added", "user", _invites),
    "auditor made": (
        "configuration-changed",
        "user",
        lambda boss: accounts.set_auditor(user_id=UserFactory().pk, actor=boss.user, is_auditor=True),
    ),
    "account changed": ("configuration-changed", "user", _changes_an_account),
    "password set": ("configuration-changed", "user", _sets_a_password),
    "tag added": ("configuration-added", "tag", _posts(f"{ADMIN}/tag/add/", name="urgent")),
    "tag deleted": (
        "configuration-deleted",
        "tag",
        lambda boss: boss.posts(f"{ADMIN}/tag/{TagFactory().pk}/delete/", post="yes"),
    ),
    "known bad added": (
        "configuration-added",
        "knownbad",
        _posts(f"{ADMIN}/knownbad/add/", kind=KnownBad.Kind.values[0], value="x@example.net", note=""),
    ),
    "time set": ("configuration-added", "retentionrule", _sets_a_time),
    "time removed": ("configuration-deleted", "retentionrule", _removes_a_time),
    "hold placed": ("hold-placed", "legalhold", _place),
    "hold lifted": (
        "hold-lifted",
        "legalhold",
        lambda boss: holds.lift(hold_id=_place(boss).pk, actor=boss.user),
    ),
    "person erased": (
        "person-erased",
        "erasurerun",
        lambda boss: requests.erase(address="jo@example.org", actor=boss.user),
    ),
    "copy asked for": (
        "access-copy-asked",
        "subjectaccess",
        lambda boss: subject_access.ask(address="jo@example.org", actor=boss.user),
    ),
    "erasures approved": ("erasures-approved", "erasurerun", _approves),
    "expired erased": ("expired-erased", "erasurerun", _erases_expired),
}


@pytest.mark.security("audit")
@pytest.mark.parametrize("name", DONE)
def test_what_staff_change_leaves_an_entry(boss, name):
    action, kind, act = DONE[name]

    act(boss)

    entry = AuditEntry.objects.filter(user_id=boss.user.pk).first()
    assert entry, "nothing was recorded"
    assert (entry.action, entry.object_kind) == (action, kind)


def test_a_change_of_an_account_names_its_fields_and_nothing_that_was_typed(boss):
    _changes_an_account(boss)

    assert AuditEntry.objects.first().detail == {"fields": ["is_superuser"]}


def test_a_membership_says_whose_it_is_and_in_which_queue(boss):
    added = team.add(queue_id=QueueFactory().pk, actor=boss.user, user_id=UserFactory().pk, role="lead")

    detail = AuditEntry.objects.first().detail
    assert (detail["queue"], detail["user"], detail["role"]) == (added.queue_id, added.user_id, "lead")


def test_a_refused_act_leaves_none(boss, client):
    submission = SubmissionFactory()
    address = _file(boss, submission)
    stranger = Colleague(UserFactory())
    before = AuditEntry.objects.count()

    stranger.opens(f"{ADMIN}/submission/{submission.pk}/change/")
    stranger.client.get(address)
    client.get(address)
    boss.client.get(address.partition("?")[0])

    assert AuditEntry.objects.count() == before


def test_a_dry_run_leaves_none(boss):
    retention.run(is_dry=True, started_by=boss.user)

    assert not AuditEntry.objects.exclude(action="signed-in").exists()
    assert ErasureRun.objects.exists()


def test_what_the_public_sends_leaves_none_and_waits_for_no_lock():
    catch_all_queue()
    visitor = Visitor(EnquiryTypeFactory(asks_who=True))

    with CaptureQueriesContext(connection) as asked:
        visitor.goes_through(
            {"name": "Jo", "email": "jo@example.org", "message": "Please help me.", "privacy": "on"}
        )

    assert [query["sql"] for query in asked if "intake_audit" in query["sql"]] == []


def test_triage_is_in_the_timeline_already(boss):
    submission = SubmissionFactory()
    before = AuditEntry.objects.count()

    triage.note(submission_id=submission.pk, actor=boss.user, text="Rang them")

    assert AuditEntry.objects.count() == before
    assert submission.timeline.exists()


def test_every_model_with_a_history_is_watched_or_known_not_to_be():
    """What is published of a form is recorded as that; a supplier's record says itself who changed it."""
    with_history = {
        model for model in apps.get_models() if hasattr(model._meta, "simple_history_manager_attribute")
    }

    assert with_history - audit.changes.watched() == {Page, Question, Notice, Supplier}

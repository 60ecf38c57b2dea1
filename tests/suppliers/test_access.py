"""Who may see and do what in the register: decided by the functions themselves, role by role."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from suppliers import access
from suppliers.models import Document, Person, Registration, Supplier
from tests.factories import (
    AttachmentFactory,
    MembershipFactory,
    QueueFactory,
    RegistrationFactory,
    SubmissionFactory,
    UserFactory,
    catch_all_queue,
    procurement_queue,
)
from tests.suppliers.register import people

pytestmark = [pytest.mark.django_db, pytest.mark.security("permission rows")]

WHO = {
    "anonymous": AnonymousUser,
    "outsider": lambda: MembershipFactory(queue=procurement_queue(), role="lead", user__is_staff=False).user,
    "colleague": people.colleague,
    "another team's lead": lambda: MembershipFactory(role="lead").user,
    "auditor": people.auditor,
    "member": people.member,
    "lead": people.lead,
    "administrator": lambda: UserFactory(administrator=True),
}
STAFF = {"colleague", "another team's lead", "member", "lead", "administrator"}
TEAM = {"member", "lead", "administrator"}
#: Each question, and of whom it is answered with yes.
QUESTIONS = {
    access.may_search: STAFF | {"auditor"},
    access.may_rate: STAFF,
    access.may_read: TEAM | {"auditor"},
    access.may_procure: TEAM,
    access.may_lead: {"lead", "administrator"},
}


@pytest.mark.parametrize("who", WHO)
def test_who_may_do_what(who):
    catch_all_queue()
    procurement_queue()
    user = WHO[who]()
    assert {asked for asked in QUESTIONS if asked(user)} == {
        asked for asked, may in QUESTIONS.items() if who in may
    }


@pytest.mark.parametrize("who", WHO)
def test_who_sees_which_suppliers_and_registrations(who):
    procurement_queue()
    applicant = RegistrationFactory(submission=SubmissionFactory(queue=procurement_queue()))
    Supplier.objects.create(status=Supplier.Status.ACTIVE)
    user = WHO[who]()
    seen = {each.status for each in access.visible_suppliers(user)}
    if who in TEAM | {"auditor"}:
        assert seen == {"applicant", "active"}
    else:
        assert seen == ({"active"} if who in STAFF else set())
    assert set(access.visible_registrations(user)) == ({applicant} if who in TEAM | {"auditor"} else set())


@pytest.mark.parametrize("who", WHO)
def test_a_registration_is_decided_on_by_the_team_while_it_is_in_its_queue(who):
    procurement_queue()
    user, elsewhere = WHO[who](), QueueFactory()
    registration = RegistrationFactory(submission=SubmissionFactory(queue=procurement_queue()))
    assert access.may_review(user, registration) == (who in TEAM)
    registration.submission.queue = elsewhere
    registration.submission.save()
    assert access.may_review(user, registration) == (who == "administrator")


def test_another_team_does_not_decide_on_what_came_to_it():
    procurement_queue()
    registration = RegistrationFactory(submission=SubmissionFactory())
    member = MembershipFactory(queue=registration.submission.queue, role="lead").user
    assert registration in access.visible_registrations(member)
    assert not access.may_review(member, registration)


def test_who_may_not_is_stopped():
    access.require(True)
    with pytest.raises(PermissionDenied):
        access.require(False)


def test_a_suppliers_people_have_what_is_theirs_and_nothing_else():
    for email in ("ada@example.org", "eve@example.org"):
        registration = RegistrationFactory()
        Person.objects.create(supplier=registration.supplier, email=email)
        Document.objects.create(
            supplier=registration.supplier,
            registration=registration,
            kind="other",
            attachment=AttachmentFactory(),
            version=1,
            uploaded_by=email,
        )
    for found, model in (
        (access.suppliers_of, Supplier),
        (access.registrations_of, Registration),
        (access.documents_of, Document),
    ):
        assert model.objects.count() == 2
        assert found("ada@example.org").count() == 1
        assert not found("nobody@example.org").exists()
        assert not found("").exists()

"""The first staff account."""

import io

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import call_command

from intake.models import QueueMembership
from portal import first_account
from tests.factories import QueueFactory

pytestmark = pytest.mark.django_db


def test_it_is_an_administrator_who_leads_every_queue():
    queue = QueueFactory()

    password = first_account.create()

    staff = authenticate(username="staff", password=password)
    assert staff.is_superuser
    assert staff.email == "staff@example.org"
    membership = QueueMembership.objects.get(user=staff, queue=queue)
    assert membership.role == QueueMembership.Role.LEAD


def test_its_password_may_be_given():
    assert first_account.create(password="correct horse battery") == "correct horse battery"
    assert authenticate(username="staff", password="correct horse battery")


def test_each_portal_gets_a_password_of_its_own():
    first = first_account.create()
    User.objects.all().delete()

    assert first_account.create() != first


@pytest.mark.parametrize("account", [{"username": "head", "is_superuser": True}, {"username": "staff"}])
def test_a_portal_that_has_one_keeps_it(account):
    User.objects.create(**account)

    assert first_account.create(password="correct horse battery") is None
    assert User.objects.count() == 1


def test_the_command_prints_a_password_once():
    first, second = io.StringIO(), io.StringIO()

    call_command("create_first_account", stdout=first)
    call_command("create_first_account", stdout=second)

    password = first.getvalue().strip().rpartition("Password: ")[2]
    assert authenticate(username="staff", password=password)
    assert "Password" not in second.getvalue()


def test_the_command_does_not_print_a_password_that_it_was_given(settings):
    settings.STAFF_PASSWORD = "correct horse battery"
    said = io.StringIO()

    call_command("create_first_account", stdout=said)

    assert "correct horse" not in said.getvalue()

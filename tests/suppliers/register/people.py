"""Who may do what with the register: a colleague of another team, the procurement team, its lead."""

from django.test import Client

from intake.models import Auditor
from tests.factories import MembershipFactory, UserFactory, procurement_queue


def colleague():
    """Return somebody at HLT who is of no team."""
    return UserFactory()


def auditor():
    """Return an auditor, who was a lead of the procurement team: it gives them nothing any more."""
    user = lead()
    Auditor.objects.create(user=user)
    return user


def member():
    """Return a member of the procurement team."""
    return MembershipFactory(queue=procurement_queue()).user


def lead():
    """Return a lead of the procurement team."""
    return MembershipFactory(queue=procurement_queue(), role="lead").user


def browser_of(user):
    """Return a browser in which `user` is signed in."""
    client = Client()
    client.force_login(user)
    return client

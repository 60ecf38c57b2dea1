"""A real OpenID provider on this machine, and a portal whose staff sign in with it."""

import pytest

from tests import openid_provider
from tests.factories import GroupMappingFactory, QueueFactory
from tests.security.openid.browser import Browser


@pytest.fixture(scope="module")
def running():
    with openid_provider.running() as provider:
        yield provider


@pytest.fixture
def provider(running, settings):
    """The provider, which tells the truth, and where Ada of the group `press` has an account."""
    for what in ("claims", "answers", "user_info", "configuration"):
        setattr(running, what, openid_provider.unchanged)
    settings.OIDC_SERVER_URL = running.url
    settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = "portal", "the client’s secret"
    settings.OIDC_NAME = "Hackney account"
    ada = {"email": "ada@example.org", "email_verified": True, "name": "Ada Okoro", "groups": ["press"]}
    running.knows("ada-1", **ada)
    return running


@pytest.fixture(autouse=True)
def press():
    queue = QueueFactory(name="Press office")
    GroupMappingFactory(group="press", role="member", queue=queue)
    return queue


@pytest.fixture
def browser():
    return Browser()

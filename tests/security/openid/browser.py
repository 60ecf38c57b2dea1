"""A colleague's browser, on its way to the provider and back."""

import html
import re
from urllib.parse import urlsplit

from django.contrib.auth.models import User
from django.test import Client

from intake.models import DirectoryAccount
from tests import openid_provider

START, CALLBACK = "/admin/sign-in/directory/", "/admin/sign-in/directory/callback/"


class Browser(Client):
    """A colleague's browser."""

    def goes_to_the_provider(self, **form):
        """Press the button, and return the address that the page goes on to."""
        page = self.post(START, form)
        assert page.status_code == 200, page.content.decode()
        address = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page.content.decode())
        return html.unescape(address[1])

    def comes_back(self, address):
        """Follow the provider's answer to the portal."""
        parts = urlsplit(address)
        assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"http://portal.example.org{CALLBACK}"
        return self.get(CALLBACK, openid_provider.query(address))

    def signs_in(self, provider, sub="ada-1", **form):
        """Go all the way."""
        return self.comes_back(provider.signs_in(self.goes_to_the_provider(**form), sub))

    @property
    def account(self):
        """Who is signed in here."""
        return User.objects.filter(pk=self.session.get("_auth_user_id")).first()


def refused(browser, page, words="could not be used", status=401):
    """Hold that nobody is signed in, nothing was made, and that the page says so."""
    assert page.status_code == status
    assert words in html.unescape(page.content.decode())
    assert browser.account is None
    return not DirectoryAccount.objects.exists()

"""What the page Deliveries says of the virus scanner."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from intake.models import VirusScan
from tests.factories import AttachmentFactory

pytestmark = pytest.mark.django_db
PAGE = "/admin/intake/message/"


def test_it_says_that_there_is_none(administrator):
    assert "the portal has no virus scanner" in administrator.opens(PAGE).text


def test_it_says_nothing_of_one_that_works(administrator, settings):
    settings.CLAMAV_URL = "tcp://127.0.0.1:1"
    VirusScan.objects.create(attachment=AttachmentFactory(scan="waiting"))
    assert "virus" not in administrator.opens(PAGE).text


def test_it_says_that_files_wait_for_one_that_is_down(administrator, settings):
    settings.CLAMAV_URL = "tcp://127.0.0.1:1"
    VirusScan.objects.create(attachment=AttachmentFactory(scan="waiting"))
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=6)):
        text = administrator.opens(PAGE).text
    assert "The virus scanner does not answer. 1 file waits for it." in text

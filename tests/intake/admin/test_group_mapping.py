"""The page of the directory's groups: for administrators to edit, quick however many there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intake.models import GroupMapping
from tests.factories import GroupMappingFactory, QueueFactory

pytestmark = pytest.mark.django_db

GROUPS = "/admin/intake/groupmapping/"


def test_an_administrator_maps_a_group_to_a_queue(administrator, widgets):
    typed = {"group": " 7d2c-91 ", "name": "Widget makers", "role": "lead", "queue": widgets.pk}
    page = administrator.posts(f"{GROUPS}add/", **typed)
    assert "was added successfully" in page.messages[0]
    row = GroupMapping.objects.get()
    assert (row.group, row.role, row.queue) == ("7d2c-91", "lead", widgets)


def test_a_lead_of_no_queue_is_refused_in_words(administrator):
    page = administrator.posts(f"{GROUPS}add/", group="7d2c-91", role="lead")
    assert "Members and leads need a queue" in page.text
    assert not GroupMapping.objects.exists()


def test_the_list_asks_as_often_however_many_groups_there_are(administrator):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert administrator.opens(GROUPS).status == 200
        return len(asked)

    GroupMappingFactory(role="member", queue=QueueFactory())
    queries()
    few = queries()
    for _ in range(10):
        GroupMappingFactory(role="lead", queue=QueueFactory())
    assert queries() == few <= 8

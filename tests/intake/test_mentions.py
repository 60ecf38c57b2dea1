"""Colleagues named in a note are emailed, if they may see the submission."""

import pytest

from intake import mentions, triage
from intake.models import Message
from tests.factories import MembershipFactory, QueueFactory, SubmissionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def queue():
    return QueueFactory(name="Widgets")


@pytest.fixture
def ada(queue):
    user = UserFactory(username="ada", first_name="Ada", last_name="Okoro", email="ada@example.org")
    return MembershipFactory(queue=queue, user=user).user


@pytest.fixture
def max_(queue):
    user = UserFactory(username="mp", first_name="Max", last_name="von Power", email="max@example.org")
    return MembershipFactory(queue=queue, user=user).user


@pytest.fixture
def submission(queue):
    return SubmissionFactory(queue=queue)


def emailed(submission, actor, text) -> list[str]:
    triage.note(submission_id=submission.pk, actor=actor, text=text)
    return list(Message.objects.filter(kind="alert").values_list("recipient", flat=True))


def test_who_is_named_gets_an_email_that_leads_to_the_page(submission, ada, max_, deliver_outbox):
    triage.note(submission_id=submission.pk, actor=ada, text="@mp, is this yours? It is secret.")

    (email,) = deliver_outbox()
    assert email["To"] == "max@example.org"
    assert email["Subject"] == f"{submission.reference}: Ada Okoro named you in a note"
    for kind in ("plain", "html"):
        body = email.get_body((kind,)).get_content()
        assert f"/admin/intake/submission/{submission.pk}/change/" in body
        assert "secret" not in body
    assert submission.timeline.get().text == "Emailed: Max von Power"


@pytest.mark.parametrize(
    "text", ["@MP", "(@mp)", "@mp.", "@max.von.power", "Ask @Max.Von.Power: now", "@mp and @max.von.power"]
)
def test_ways_of_naming(submission, ada, max_, text):
    assert emailed(submission, ada, text) == ["max@example.org"]


@pytest.mark.parametrize("text", ["mp", "a@mp", "mp@example.org", "@mpx", "@max", "@ mp", "x.@mp"])
def test_what_names_nobody(submission, ada, max_, text):
    assert emailed(submission, ada, text) == []


def test_nobody_is_told_of_their_own_note(submission, ada):
    assert emailed(submission, ada, "@ada remember") == []


def test_who_may_not_see_it_is_not_told(submission, ada):
    MembershipFactory(user__username="stranger")
    assert emailed(submission, ada, "@stranger") == []


def test_an_administrator_may_be_named(submission, ada):
    UserFactory(username="boss", email="boss@example.org", administrator=True)
    assert emailed(submission, ada, "@boss") == ["boss@example.org"]


def test_a_name_of_two_names_neither(submission, ada, queue):
    for _ in range(2):
        MembershipFactory(queue=queue, user__first_name="Eve", user__last_name="Day")
    assert emailed(submission, ada, "@eve.day") == []


def test_what_is_nobodys_name_is_known(submission, ada):
    people = mentions.can_be_named(submission)
    assert mentions.unknown_in("@ada @nobody @nobody @guardian", people) == ["nobody", "guardian"]

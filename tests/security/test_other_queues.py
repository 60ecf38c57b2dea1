"""Nothing of another queue is said to who is not in it: by no search, filter, choice, count or file."""

import pytest
from bs4 import BeautifulSoup

from tests.factories import SubmissionFactory
from tests.security.access_world import MARKER, OTHER_QUEUE, World, a_world, untold
from tests.security.asking import ask, text_of, undone

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.security("permission rows"),
    pytest.mark.timeout(600),  # the world is made by the first of them
    pytest.mark.thorough,
]

#: Staff who are not of the other queue.
OUTSIDERS = ("staff", "member", "lead", "lead elsewhere", "buyer", "lead buyer")
LIST = "/admin/intake/submission/"
#: Enough of the word to find it by; a page that gives it back as it was typed does not say the word.
SOUGHT = MARKER[:-1]
#: What asks a page for what is the other queue's, with its ids in the braces.
QUESTIONS = [
    *(
        f"{page}?{query}"
        for page in (LIST, f"{LIST}export.csv", f"{LIST}export.xlsx", f"{LIST}changes/", "/admin/")
        for query in (
            "view=everything",
            f"view=everything&q={SOUGHT}",
            "view=everything&q=first",
            "view=everything&q={reference}",
            "view=everything&q=jo@example.com",
            "view=everything&queue={queue}",
            "view=everything&assignee={person}",
            "view=everything&tag={tag}",
            "view=everything&kind=widget",
            "view=everything&shown={submission}.x",
        )
    ),
    *(
        f"{LIST}{page}?period=week&queue={{queue}}"
        for page in (
            *("figures/", "figures/queues.csv", "figures/kinds.csv", "figures/people.csv"),
            *("figures/report/", "figures/report.pdf"),
        )
    ),
    *(f"{LIST}{page}" for page in ("views/", "bulk/", "call/")),
    *(
        f"/admin/{model}/?q={SOUGHT}"
        for model in (
            *("intake/absence", "intake/screening", "intake/message", "intake/exportlog", "intake/queue"),
            *("intake/replytemplate", "intake/emailwording", "enquiries/suggestedanswer"),
            *("enquiries/enquirytype", "suppliers/registration", "suppliers/supplier"),
        )
    ),
    "/admin/intake/screening/thresholds/",
    "/admin/enquiries/suggestedanswer/try/?text=widget",
    *(
        f"/admin/{model}/?{query}"
        for model in ("intake/replytemplate", "enquiries/suggestedanswer", "intake/emailwording")
        for query in ("queue__id__exact={queue}", "queue={queue}", "enquiry_type__id__exact={type}")
    ),
    *(
        f"/admin/autocomplete/?app_label=intake&model_name={model}&field_name={name}&term={SOUGHT}"
        for model, name in (
            ("submission", "queue"),
            ("submission", "assignee"),
            ("queuemembership", "user"),
            ("replytemplate", "queue"),
            ("absence", "user"),
        )
    ),
    *(
        f"/admin/suppliers/supplier/{page}"
        for page in (
            "?q=limited",
            "export.csv?q=",
            "export.xlsx?q=",
            "export.json?q=",
            "compare/?s={firm}&s={firm}",
        )
    ),
]
#: What is posted about the other queue's, on pages that the person may open.
POSTS = [
    *(
        (f"{LIST}bulk/", {"move": move, "ticked": "{submission}"})
        for move in ("assign_to_me", "assign", "move", "tag", "reply", "resolve", "mark_as_spam", "pass_on")
    ),
    (f"{LIST}bulk/?view=everything&q=first", {"move": "reply", "all": "yes"}),
    (f"{LIST}{{own}}/merge/", {"version": "1", "reference": "{reference}", "other": "{reference}"}),
    (f"{LIST}{{own}}/link/", {"version": "1", "reference": "{reference}", "other": "{reference}"}),
    (f"{LIST}{{own}}/split/{{message}}/", {"version": "1"}),
    (f"{LIST}call/", {"queue": "{queue}", "subject": "x"}),
    (f"{LIST}views/", {"name": "Mine", "queue": "{queue}", "list": "view=everything"}),
    (f"{LIST}views/", {"delete": "{view}"}),
    ("/admin/intake/screening/", {"pass_on": "{held}"}),
    ("/admin/intake/message/", {"action": "send_again", "message": "{lost}"}),
    ("/admin/intake/absence/", {"remove": "1", "user": "{person}"}),
    ("/admin/intake/emailwording/add/", {"email": "reply", "sample": "{reference}", "_preview": "1"}),
]


@pytest.fixture(scope="module")
def world(rows_of_module) -> World:
    return a_world()


def filled(text: str, world: World) -> str:
    other = world.teams["other"]
    return text.format(
        queue=other.queue.pk,
        reference=other.submission.reference,
        person=other.of.pk,
        tag=other.tag.pk,
        submission=other.submission.pk,
        type=other.enquiry_type.pk,
        message=other.message.pk,
        view=other.view.pk,
        held=other.screening.submission_id,
        lost=other.lost.pk,
        own=world.teams["own"].submission.pk,
        firm=world.firms["own"].supplier.pk,
    )


def told(world: World, role: str, address: str, posted: dict | None = None) -> str:
    """Return what `role` is told, also on the page that it leads to."""
    where = filled(address, world)
    sent = {key: filled(value, world) for key, value in (posted or {}).items()}
    with undone():
        response = ask(world.clients[role], where, "GET" if posted is None else "POST", sent)
        said = text_of(response)
        if response.status_code in (302, 303):
            said += text_of(ask(world.clients[role], response["Location"], "GET", {}))
    assert response.status_code < 500, (role, where)
    return said


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_has_an_answer_of_another_queue(question, world, record_property):
    record_property("count", len(OUTSIDERS))
    for role in OUTSIDERS:
        said = told(world, role, question)
        assert [word for word in untold(role) if word in said] == [], role
        assert OTHER_QUEUE.lower() not in said, role


@pytest.mark.parametrize(("address", "posted"), POSTS)
def test_no_post_is_answered_with_what_is_another_queues(address, posted, world, record_property):
    record_property("count", len(OUTSIDERS))
    for role in OUTSIDERS:
        said = told(world, role, address, posted)
        assert [word for word in untold(role) if word in said] == [], role


@pytest.mark.parametrize(
    "question",
    [f"{LIST}?view=everything", f"{LIST}export.csv?view=everything", f"{LIST}export.xlsx?view=everything"],
)
def test_an_auditor_finds_it_there(question, world):
    assert MARKER.lower() in told(world, "auditor", question)


@pytest.mark.parametrize("role", OUTSIDERS)
@pytest.mark.parametrize(
    "page",
    ["/admin/", f"{LIST}?view=everything", f"{LIST}figures/", f"{LIST}report/", "/admin/intake/screening/"],
)
def test_no_count_is_another_one_for_what_came_to_another_queue(role, page, world):
    before = read(world, role, page)
    with undone():
        for _ in range(3):
            SubmissionFactory(queue=world.teams["other"].queue, kind="brand-new", kind_label="Brand new")
        assert read(world, role, page) == before


def read(world: World, role: str, page: str) -> str:
    soup = BeautifulSoup(ask(world.clients[role], page, "GET", {}).content, "lxml")
    return " ".join((soup.select_one("main") or soup).get_text(" ").split())

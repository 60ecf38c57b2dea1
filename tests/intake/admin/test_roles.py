"""Each role's deeds through the addresses of the staff pages, in the person's own queue and in another."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intake.models import Auditor, EmailWording
from tests.factories import (
    AttachmentFactory,
    EnquiryTypeFactory,
    GroupMappingFactory,
    MembershipFactory,
    MessageFactory,
    QuestionFactory,
    QueueFactory,
    SubmissionFactory,
    TagFactory,
    UserFactory,
)
from tests.intake.admin.staff import LIST, Colleague, fields_of, url_of
from tests.intake.test_roles import ROLES, Scene, person_of

pytestmark = [pytest.mark.django_db, pytest.mark.security("permission rows"), pytest.mark.thorough]

READERS = {"member", "lead", "auditor", "administrator"}
INSPECTORS = {"lead", "auditor", "administrator"}
TEAM, LEADS, ADMINISTRATORS = (
    {"member", "lead", "administrator"},
    {"lead", "administrator"},
    {"administrator"},
)
EVERYWHERE = {"auditor", "administrator"}

#: Each page: its address, who opens it of their own queue, who of another's.
PAGES = {
    "submission": ("/admin/intake/submission/{submission}/change/", READERS, EVERYWHERE),
    "file": ("/admin/intake/submission/attachments/{file}/", READERS, EVERYWHERE),
    "queue": ("/admin/intake/queue/{queue}/change/", INSPECTORS, EVERYWHERE),
    "queue's history": ("/admin/intake/queue/{queue}/history/", INSPECTORS, EVERYWHERE),
    "team": ("/admin/intake/queue/{queue}/team/", LEADS, ADMINISTRATORS),
    "type": ("/admin/enquiries/enquirytype/{type}/change/", INSPECTORS, EVERYWHERE),
    "type's history": ("/admin/enquiries/enquirytype/{type}/history/", INSPECTORS, EVERYWHERE),
    "type's preview": ("/admin/enquiries/enquirytype/{type}/preview/", INSPECTORS, EVERYWHERE),
    "wording": ("/admin/intake/emailwording/{wording}/change/", INSPECTORS, EVERYWHERE),
    "wording's history": ("/admin/intake/emailwording/{wording}/history/", INSPECTORS, EVERYWHERE),
    "wording of all": ("/admin/intake/emailwording/{wording_of_all}/change/", EVERYWHERE, EVERYWHERE),
    "rule": ("/admin/intake/routingrule/{rule}/change/", EVERYWHERE, EVERYWHERE),
    "rule's history": ("/admin/intake/routingrule/{rule}/history/", EVERYWHERE, EVERYWHERE),
    "rules": ("/admin/intake/routingrule/", EVERYWHERE, EVERYWHERE),
    "trial of rules": ("/admin/intake/routingrule/try/", EVERYWHERE, EVERYWHERE),
    "replay of rules": ("/admin/intake/routingrule/replay/", EVERYWHERE, EVERYWHERE),
    "tag": ("/admin/intake/tag/{tag}/change/", EVERYWHERE, EVERYWHERE),
    "account": ("/admin/auth/user/{user}/change/", EVERYWHERE, EVERYWHERE),
    "accounts": ("/admin/auth/user/", EVERYWHERE, EVERYWHERE),
    "password of an account": ("/admin/auth/user/{user}/password/", ADMINISTRATORS, ADMINISTRATORS),
    "groups of the directory": ("/admin/intake/groupmapping/", EVERYWHERE, EVERYWHERE),
    "group of the directory": ("/admin/intake/groupmapping/{group}/change/", EVERYWHERE, EVERYWHERE),
    "new group": ("/admin/intake/groupmapping/add/", ADMINISTRATORS, ADMINISTRATORS),
    "deliveries": ("/admin/intake/message/", INSPECTORS, INSPECTORS),
    "emails that came in": ("/admin/intake/inboundemail/", EVERYWHERE, EVERYWHERE),
    "erasures": ("/admin/intake/erasurerun/", EVERYWHERE, EVERYWHERE),
    "times that things are kept": ("/admin/intake/retentionrule/", EVERYWHERE, EVERYWHERE),
    "legal holds": ("/admin/intake/legalhold/", EVERYWHERE, EVERYWHERE),
    "one person’s data": ("/admin/intake/erasurerun/person/", ADMINISTRATORS, ADMINISTRATORS),
    "new queue": ("/admin/intake/queue/add/", ADMINISTRATORS, ADMINISTRATORS),
    "new type": ("/admin/enquiries/enquirytype/add/", ADMINISTRATORS, ADMINISTRATORS),
    "new rule": ("/admin/intake/routingrule/add/", ADMINISTRATORS, ADMINISTRATORS),
}

#: Each deed: its address, what is posted, who may in a queue of their own. In another's administrators may.
POSTS = {
    "note": ("/admin/intake/submission/{submission}/change/", {"action": "note", "text": "x"}, TEAM),
    "resolve": ("/admin/intake/submission/{submission}/change/", {"action": "resolve"}, TEAM),
    "bulk": (f"{LIST}bulk/", {"move": "resolve", "ticked": "{submission}"}, TEAM),
    "email again": ("/admin/intake/message/", {"action": "send_again", "message": "{lost}"}, LEADS),
    "queue": ("/admin/intake/queue/{queue}/change/", {"telephone": "020 7946 0999"}, LEADS),
    "colleague": ("/admin/intake/queue/{queue}/team/", {"user": "{user}", "role": "member"}, LEADS),
    "invitation": ("/admin/intake/queue/{queue}/team/", {"email": "x"}, LEADS),
    "type": ("/admin/enquiries/enquirytype/{type}/change/", {"name": "x"}, LEADS),
    "type's preview": ("/admin/enquiries/enquirytype/{type}/change/", {"_preview": "yes"}, LEADS),
    "links": (f"{LIST}{{submission}}/revoke-links/", {}, TEAM),
    "wording": ("/admin/intake/emailwording/{wording}/change/", {"subject": "x"}, LEADS),
    "wording's preview": ("/admin/intake/emailwording/{wording}/change/", {"_preview": "yes"}, LEADS),
    "wording's test": ("/admin/intake/emailwording/{wording}/change/", {"_test": "yes"}, LEADS),
    "wording of all": (
        "/admin/intake/emailwording/{wording_of_all}/change/",
        {"subject": "x"},
        ADMINISTRATORS,
    ),
    "rule": ("/admin/intake/routingrule/{rule}/change/", {"name": "x"}, ADMINISTRATORS),
    "dry run": ("/admin/intake/erasurerun/", {}, ADMINISTRATORS),
    "legal hold": ("/admin/intake/legalhold/", {"place": "yes", "what": "", "reason": ""}, ADMINISTRATORS),
    "time": ("/admin/intake/retentionrule/", {"set": "yes"}, ADMINISTRATORS),
    "erasing a person": ("/admin/intake/erasurerun/person/", {"erase": "yes"}, ADMINISTRATORS),
    "rule's preview": ("/admin/intake/routingrule/{rule}/change/", {"_preview": "yes"}, ADMINISTRATORS),
    "rule's place": ("/admin/intake/routingrule/{rule}/move/", {"direction": "up"}, ADMINISTRATORS),
    "rule restored": ("/admin/intake/routingrule/{rule}/restore/", {"version": "{version}"}, ADMINISTRATORS),
    "tag": ("/admin/intake/tag/{tag}/change/", {"name": "x"}, ADMINISTRATORS),
    "group": ("/admin/intake/groupmapping/{group}/change/", {"role": "administrator"}, ADMINISTRATORS),
    "group taken off": ("/admin/intake/groupmapping/{group}/delete/", {"post": "yes"}, ADMINISTRATORS),
    "account": ("/admin/auth/user/{user}/change/", {"is_superuser": "on"}, ADMINISTRATORS),
    "password": ("/admin/auth/user/{user}/password/", {"password1": "x"}, ADMINISTRATORS),
}


def names_of(scene: Scene) -> dict:
    """What the addresses and the posts name."""
    return {
        "submission": scene.submission.pk,
        "file": AttachmentFactory(submission=scene.submission).uuid,
        "queue": scene.queue.pk,
        "lost": scene.lost.pk,
        "wording": EmailWording.objects.create(email="reply", queue=scene.queue).pk,
        "wording_of_all": EmailWording.objects.get_or_create(email="reply", kind="", queue=None)[0].pk,
        "rule": scene.rule.pk,
        "version": scene.rule.history.latest().pk,
        "tag": TagFactory().pk,
        "group": GroupMappingFactory().pk,
        "user": scene.newcomer.pk,
        "type": QuestionFactory(enquiry_type=EnquiryTypeFactory(usual_queue=scene.queue)).enquiry_type.pk,
    }


def arrange(role: str, where: str) -> tuple[Scene, dict, Colleague]:
    scene = Scene(QueueFactory())
    actor = person_of(role, scene.queue if where == "own" else QueueFactory())
    return scene, names_of(scene), Colleague(actor)


def refused(response) -> bool:
    """Whether it is refused: outright, or by the admin's way of saying that there is no such row."""
    return response.status_code in (403, 404) or (
        response.status_code == 302 and response["Location"] == "/admin/"
    )


@pytest.mark.parametrize("where", ["own", "other"])
@pytest.mark.parametrize("role", ROLES)
def test_who_opens_what(role, where):
    _, names, colleague = arrange(role, where)
    opened = set()
    for name, (path, _, _) in PAGES.items():
        response = colleague.client.get(path.format(**names))
        if response.streaming:
            response.getvalue()
        opened |= set() if refused(response) else {name}
    assert opened == {
        name for name, (_, own, other) in PAGES.items() if role in (own if where == "own" else other)
    }


@pytest.mark.parametrize("where", ["own", "other"])
@pytest.mark.parametrize("role", ROLES)
def test_who_posts_what(role, where):
    scene, names, colleague = arrange(role, where)
    before = scene.state()
    for name, (path, data, own) in POSTS.items():
        posted = {field: value.format(**names) for field, value in data.items()}
        may = role in (own if where == "own" else ADMINISTRATORS)
        if may:
            scene, names, colleague = arrange(role, where)
            posted = {field: value.format(**names) for field, value in data.items()}
        response = colleague.client.post(path.format(**names), {"version": 1} | posted)
        # The list is everybody's own: what is another's, they do not find there.
        own_page = name == "bulk" and role in own
        assert refused(response) == (not may and not own_page), name
        if may:
            before = scene.state()
        else:
            assert scene.state() == before, name


def test_nothing_on_an_auditors_pages_can_be_pressed():
    scene = Scene(QueueFactory())
    names, auditor = names_of(scene), Colleague(person_of("auditor", QueueFactory()))
    MessageFactory(submission=scene.submission, state="failed")
    paths = [path for path, own, other in PAGES.values() if "auditor" in own & other and "/try/" not in path]
    paths = [
        *paths,
        "/admin/",
        LIST,
        "/admin/intake/queue/",
        "/admin/enquiries/enquirytype/",
        "/admin/intake/tag/",
    ]
    for path in paths:
        if "attachments" in path:
            continue
        page = auditor.opens(path.format(**names))
        assert page.status == 200
        posting = [form for form in page.soup.select("main form") if form.get("method", "").lower() == "post"]
        buttons = [each for form in posting for each in form.select("button, [type=submit]")]
        assert [str(each) for each in buttons] == [], path


def test_an_auditors_page_of_a_submission_says_why_there_is_nothing_to_press():
    submission = SubmissionFactory()
    auditor = Colleague(person_of("auditor", QueueFactory()))
    assert "You read everything and change nothing." in auditor.opens(url_of(submission)).text


def test_an_administrator_makes_an_auditor_of_an_account(administrator, ada, widgets):
    url = f"/admin/auth/user/{ada.user.pk}/change/"
    page = administrator.opens(url)
    assert "checked" not in page.field("is_auditor").attrs
    form = page.soup.select_one("#user_form")
    saved = administrator.posts(url, **(fields_of(form) | {"is_auditor": "on"}))

    assert "was changed successfully" in saved.messages[0]
    assert Auditor.objects.filter(user=ada.user).exists()
    assert not widgets.members.exists() or ada.user not in widgets.members.all()
    assert "checked" in administrator.opens(url).field("is_auditor").attrs
    # What the account may do has changed, so its session has ended.
    assert ada.client.get(LIST).status_code == 302
    again = Colleague(ada.user)
    assert again.client.post(f"{LIST}bulk/", {"move": "resolve", "ticked": "1"}).status_code == 403


def test_an_administrator_is_no_auditor(administrator, ada):
    url = f"/admin/auth/user/{ada.user.pk}/change/"
    fields = fields_of(administrator.opens(url).soup.select_one("#user_form"))
    page = administrator.posts(url, **(fields | {"is_auditor": "on", "is_superuser": "on"}))
    assert "An auditor is staff, and no administrator." in page.text
    assert not Auditor.objects.exists()


def test_the_password_of_an_account_is_not_shown_to_an_auditor():
    user = UserFactory()
    auditor = Colleague(person_of("auditor", QueueFactory()))
    page = auditor.opens(f"/admin/auth/user/{user.pk}/change/")
    assert user.email in page.text
    assert "argon2" not in page.text
    assert "pbkdf2" not in page.text
    assert "Password" not in page.text


def test_to_know_an_auditor_costs_no_page_another_question():
    auditor = Colleague(person_of("auditor", QueueFactory()))
    SubmissionFactory.create_batch(3)
    MembershipFactory()
    auditor.opens(LIST)
    with CaptureQueriesContext(connection) as asked:
        auditor.opens(LIST)
    assert len(asked) <= 13

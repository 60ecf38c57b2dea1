"""The pages about personal data: erasures, times, legal holds."""

import datetime as dt

import pytest
from django.utils import timezone

from intake.models import Auditor, ErasureRun, LegalHold, RetentionRule, SubjectAccess
from intake.privacy import retention, subject_access
from tests.factories import EnquiryTypeFactory, SubmissionFactory, UserFactory
from tests.intake.admin.staff import Colleague, url_of
from tests.intake.admin.test_page_queries import same

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

ERASURES, TIMES, HOLDS = (f"/admin/intake/{name}/" for name in ("erasurerun", "retentionrule", "legalhold"))
PERSON = f"{ERASURES}person/"
PAGES = (ERASURES, TIMES, HOLDS)


def test_a_dry_run_is_seen_and_approved(administrator, widgets):
    long_ago = timezone.now() - dt.timedelta(days=900)
    SubmissionFactory(queue=widgets, status="resolved", resolved_at=long_ago)

    assert "Nothing is erased yet." in administrator.opens(ERASURES).text
    page = administrator.posts(ERASURES)
    assert page.messages == ["Dry run: 1 would be erased. Nothing was."]
    assert "Submissions widget Widgets 1" in page.text

    page = administrator.posts(ERASURES, approve=ErasureRun.objects.get().pk)
    assert page.messages == ["Approved. From the coming night on, what has been kept for its time is erased."]
    assert "Boss All approved that on today" in page.text
    assert not retention.run_tonight().is_dry


def test_a_type_is_given_a_time_of_its_own_and_loses_it(administrator, widgets):
    kind = EnquiryTypeFactory(name="Press", slug="pressing")

    page = administrator.posts(
        TIMES, set="yes", kind=kind.slug, queue=widgets.pk, days="30", reason="Policy 7"
    )
    assert page.messages == ["Set: Press, 30 days."]
    assert "Press in Widgets: 30 days Policy 7" in page.text
    assert RetentionRule.history.get().history_user == administrator.user

    page = administrator.posts(TIMES, remove=RetentionRule.objects.get().pk)
    assert page.messages == ["Removed. The queue’s own time holds again."]


def test_what_is_wrong_with_a_time_stands_beside_it(administrator):
    page = administrator.posts(TIMES, set="yes", kind="email", days="0", reason="")

    assert "There is a problem" in page.problem
    assert page.error_beside("days") == "Ensure this value is greater than or equal to 1."
    assert page.error_beside("reason") == "Enter why it is kept so long."


def test_every_holder_of_personal_data_is_listed_with_its_time(administrator):
    page = administrator.opens(TIMES)

    assert "Emails as they came in 90 days" in page.text
    assert "Suppliers, registrations and documents registrations that came to nothing 2 years" in page.text


def test_a_hold_is_placed_and_lifted(administrator):
    submission = SubmissionFactory()

    page = administrator.posts(HOLDS, place="yes", what=submission.reference.lower(), reason="Claim")
    assert f"{submission.reference} until it is lifted: Claim" in page.text

    page = administrator.posts(HOLDS, lift=LegalHold.objects.get().pk)
    assert "Nothing is held." in page.text
    assert f"{submission.reference}: Claim lifted by Boss All" in page.text
    page = administrator.posts(HOLDS, lift=LegalHold.objects.get().pk)
    assert page.messages == ["This hold was lifted already."]


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"what": "HLT-XXX-XXX-XXX", "reason": "Claim"}, "There is no submission"),
        ({"what": "a@b", "reason": "Claim"}, "Enter a valid email address."),
        ({"what": "jo@example.org", "reason": "Claim", "until": "2020-01-01"}, "This day has passed."),
        ({"what": "jo@example.org", "reason": ""}, "Enter why nothing may be erased."),
    ],
)
def test_a_hold_that_cannot_be_is_refused_in_words(administrator, typed, problem):
    page = administrator.posts(HOLDS, place="yes", **typed)

    assert problem in page.problem
    assert not LegalHold.objects.exists()


@pytest.mark.parametrize("url", PAGES)
def test_auditors_read_and_change_nothing(url):
    auditor = Colleague(Auditor.objects.create(user=UserFactory()).user)
    LegalHold.objects.create(email="jo@example.org", reason="Claim")

    page = auditor.opens(url)

    assert page.status == 200
    assert not page.soup.select("main form")
    assert auditor.posts(url, place="yes", what="a@example.org", reason="x").status == 403
    assert auditor.posts(url, remove="1", lift="1", approve="1").status == 403


@pytest.mark.parametrize("url", PAGES)
def test_nobody_else_opens_them(url, lead):
    assert lead.opens(url).status == 403
    assert lead.posts(url, place="yes").status == 403


@pytest.mark.parametrize("url", PAGES)
def test_pages_ask_the_same_however_much_there_is(url, administrator):
    def more() -> None:
        for number in range(5):
            user = UserFactory(administrator=True)
            LegalHold.objects.create(submission=SubmissionFactory(), reason="Claim", placed_by=user)
            RetentionRule.objects.create(kind=f"k{LegalHold.objects.count()}", days=number + 1, reason="x")
            retention.run(is_dry=True, started_by=user)

    same(administrator, url, more, at_most=16)


def test_everything_of_a_person_is_looked_at_and_erased(administrator):
    submission = SubmissionFactory(sender_email="jo@example.org")

    page = administrator.posts(PERSON, look="yes", address=" Jo@example.org ")
    assert "1 submission from this address." in page.text
    assert page.soup.select_one("input[type=hidden][name=address]")["value"] == "jo@example.org"

    page = administrator.posts(PERSON, erase="yes", address="jo@example.org")
    assert page.messages == ["Erased. This report names nobody; keep it as proof."]
    assert "Asked for by the person, today at" in page.text
    submission.refresh_from_db()
    assert submission.erased_at
    assert "Erased before, today at" in administrator.posts(PERSON, look="yes", address="jo@example.org").text


def test_a_hold_is_said_before_and_after_the_button(administrator):
    submission = SubmissionFactory(sender_email="jo@example.org")
    LegalHold.objects.create(submission=submission, reason="Claim in court")

    page = administrator.posts(PERSON, look="yes", address="jo@example.org")
    assert f"{submission.reference}, until it is lifted: Claim in court" in page.text
    assert not page.soup.select("button[name=erase]")
    page = administrator.posts(PERSON, erase="yes", address="jo@example.org")
    assert "Nothing was erased: a legal hold keeps it" in page.problem


def test_a_persons_page_is_the_administrators_alone(lead):
    auditor = Colleague(Auditor.objects.create(user=UserFactory()).user)

    for colleague in (lead, auditor):
        assert colleague.opens(PERSON).status == 403
        assert colleague.posts(PERSON, erase="yes", address="jo@example.org").status == 403


def test_a_copy_is_made_for_a_person_and_taken(administrator):
    SubmissionFactory(sender_email="jo@example.org")

    page = administrator.posts(PERSON, copy="yes", address="jo@example.org")
    copy = SubjectAccess.objects.get()
    assert page.messages == [f"Copy {copy.pk} is being made. Load this page again in a minute."]
    assert administrator.opens(f"{PERSON}{copy.pk}/").status == 404
    subject_access.make(copy.pk)

    link = administrator.opens(PERSON).link(f"Copy {copy.pk} for jo@example.org")
    response = administrator.client.get(link)
    assert response["Content-Type"] == "application/zip"
    assert "no-store" in response["Cache-Control"]
    assert b"".join(response.streaming_content).startswith(b"PK")
    assert "downloaded today at" in administrator.opens(PERSON).text


def test_a_copy_is_the_administrators_alone(lead):
    copy = SubjectAccess.objects.create(address="jo@example.org")
    subject_access.make(copy.pk)
    auditor = Colleague(Auditor.objects.create(user=UserFactory()).user)

    for colleague in (lead, auditor):
        assert colleague.opens(f"{PERSON}{copy.pk}/").status == 403
        assert colleague.posts(PERSON, copy="yes", address="jo@example.org").status == 403


def test_the_page_of_an_erased_submission_says_so_and_offers_nothing(administrator, widgets):
    submission = SubmissionFactory(queue=widgets, sender_email="jo@example.org")
    administrator.posts(PERSON, erase="yes", address="jo@example.org")

    page = administrator.opens(url_of(submission))

    assert page.status == 200
    assert "This was erased today at" in page.text
    assert "Asked for by the person" in page.text
    assert page.actions() == []

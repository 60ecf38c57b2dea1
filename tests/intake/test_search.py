"""Search, the same on both databases: whole references however typed, words by their beginnings."""

import pytest

from intake import search, senders, triage
from intake.models import Submission
from tests.factories import MembershipFactory, SubmissionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def wanted():
    SubmissionFactory(sender_name="Max Else", subject="A gadget hums", answers=[])
    answer = {"name": "message", "label": "Message", "kind": "long_text", "value": "x"}
    return SubmissionFactory(
        reference="HLT-4KX-9RT-2HH",
        sender_name="Zoë O'Brien-Adéyẹmí",
        sender_email="zoe_ob.press@daily-news.example.com",
        sender_organisation="The Daily News",
        subject="Funding for under-fives",
        answers=[answer | {"display": "Is the Millfields nursery, in E5, going to close?"}],
    )


def found(text: str) -> set[str]:
    return set(search.matching(Submission.objects.all(), text).values_list("reference", flat=True))


@pytest.mark.parametrize(
    "text",
    [
        "millfields",
        "MILLF",
        "nursery close",
        "close, nursery!",
        "funding daily",
        "under-fives",
        "zoë",
        "brien",
        "O'Brien",
        "adéy",
        "zoe_ob.press@daily-news.example.com",
        "zoe_ob.press@dai",
        "press@daily",
        "daily-news.example",
        "hlt-4kx",
        "9rt",
        "  millfields\t",
    ],
)
def test_words_find_it_by_their_beginnings(wanted, text):
    assert found(text) == {wanted.reference}


@pytest.mark.parametrize("text", ["millfields gadget", "nurseryy", "max@daily-news", "HLT-4KX-9RT-2HK"])
def test_every_word_must_occur(wanted, text):
    assert found(text) == set()


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower", "no hyphens", "no prefix", "spaces"])
def test_a_whole_reference_finds_its_submission_however_it_is_typed(wanted, typed):
    reference = SubmissionFactory().reference
    text = {
        "lower": reference.lower(),
        "no hyphens": reference.replace("-", ""),
        "no prefix": reference.removeprefix("HLT-"),
        "spaces": reference.replace("-", " "),
    }.get(typed, typed.format(reference))
    assert reference in found(text)


@pytest.mark.parametrize("text", ["", " ", "!?", "-", "@"])
def test_what_has_no_words_asks_for_nothing(wanted, text):
    assert len(found(text)) == 2


@pytest.mark.parametrize(
    "text", ["' OR 1=1 --", "a:* & !b", "(((", "\\", "%", "100%", "_", "²", "x" * 5000, "ا ب", "a\u0301"]
)
def test_nothing_that_is_typed_breaks_it(wanted, text):
    assert isinstance(found(text), set)


def test_a_sign_of_a_pattern_is_no_pattern(wanted):
    assert found("mill_ields") == set()


def test_eight_words_are_looked_for(wanted):
    assert found("is the millfields nursery in e5 going to nonsense") == {wanted.reference}


def test_what_is_kept_for_search_has_an_end():
    answer = {"name": "m", "label": "m", "kind": "long_text", "value": "x", "display": "word\0 " * 20_000}
    text = search.text_of(Submission(reference="HLT-4KX-9RT-2HH", subject="Long", answers=[answer]))
    assert len(text) <= 20_000
    assert "\0" not in text


class TestConversation:
    """What is written about a submission finds it too."""

    @pytest.fixture
    def member(self):
        return MembershipFactory().user

    @pytest.fixture
    def written(self, member):
        SubmissionFactory(queue=member.queues.get())
        return SubmissionFactory(queue=member.queues.get())

    def test_replies_and_notes(self, member, written):
        triage.reply(submission_id=written.pk, actor=member, text="We sent the caretaker.")
        triage.note(submission_id=written.pk, actor=member, text="Ask ada@rose-street.example.org again")
        for text in ("caretaker", "rose street", "ada@rose-street.example.org", "widget caretaker again"):
            assert found(text) == {written.reference}, text

    def test_what_the_sender_writes(self, written):
        senders.write(submission_id=written.pk, text="It hums at night", author_email="jo@example.com")
        senders.add_email(
            submission_id=written.pk,
            text="And it glows",
            html="",
            subject="Radioactive?",
            author_email="jo@example.com",
            said="By email",
        )
        for text in ("hums", "glows", "radioactive night"):
            assert found(text) == {written.reference}, text

    def test_it_has_an_end(self, member, written):
        triage.note(submission_id=written.pk, actor=member, text="x" * 19_000)
        for _ in range(8):
            triage.note(submission_id=written.pk, actor=member, text="another word " * 1_500)
        written.refresh_from_db()
        assert len(written.search_text) == 100_000

"""Search, the same on both databases: whole references however typed, words by their beginnings."""

import pytest

from intake import search
from intake.models import Submission
from tests.factories import SubmissionFactory

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

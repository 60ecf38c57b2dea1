"""A long form, posted in whatever order: no page takes another's answers, and none is lost."""

import uuid
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import strategies as st

from enquiries import versions
from enquiries.models import Draft
from intake.models import Submission
from tests.enquiries import long_form
from tests.enquiries.long_form import DETAILS, GUESTS, MEETING, PARTY, YOU
from tests.enquiries.visitor import Visitor
from tests.factories import catch_all_queue
from tests.security.fuzz.examples import ODD, fault, texts, tried

pytestmark = [pytest.mark.django_db, pytest.mark.security("fuzz examples"), pytest.mark.thorough]

#: What each page asks.
ASKED = {
    "you": {"name", "email"},
    "event": {"event"},
    "party": {"guests", "food", "dishes"},
    "details": {"day", "music", "plan", "message", "school", "privacy"},
}
GOOD = [YOU, PARTY, MEETING, GUESTS, DETAILS]
OWN, ANOTHERS, UNKNOWN = "its own", "another browser's", "unknown"


class Post(NamedTuple):
    """One post: to which page, with which token, and what."""

    page: str | None
    more: str
    token: str
    typed: dict[str, str]


names = st.sampled_from(sorted(set().union(*ASKED.values())))
posts = st.builds(
    Post,
    st.sampled_from([*ASKED, *ASKED, None]) | st.sampled_from(ODD),
    st.sampled_from(["", "", "&change=1", "&back=1", "&page=you", "&form=x"]),
    st.sampled_from([OWN, OWN, OWN, OWN, ANOTHERS, UNKNOWN, "", "x", "\0"]),
    st.sampled_from(GOOD) | st.dictionaries(names, texts, max_size=4),
)


class Hire:
    """The form, the browser that fills it in, and the token that another browser has."""

    def __init__(self) -> None:
        catch_all_queue()
        made = long_form.make()
        versions.publish(enquiry_type_id=made.pk, by=None)
        self.client = Client(raise_request_exception=False)
        self.visitor = Visitor(made, self.client)
        self.visitor.opens()
        another = Visitor(made)
        another.opens()
        assert another.posts("you", YOU).status_code == 303
        self.anothers = another.token

    def posts(self, post: Post) -> Any:
        """Post it, and return the answer."""
        tokens = {OWN: self.visitor.token, ANOTHERS: self.anothers, UNKNOWN: str(uuid.uuid4())}
        token = tokens.get(post.token, post.token)
        query = {"form": token} | ({} if post.page is None else {"page": post.page})
        address = f"{self.visitor.url}?{urlencode(query, errors='replace')}{post.more}"
        return self.client.post(address, post.typed | {"form_token": token})

    def kept(self) -> dict[str, Any]:
        """Return the answers so far."""
        draft = Draft.objects.filter(pk=self.visitor.token).first()
        return dict(draft.answers) if draft else {}


def test_a_long_form_takes_posts_in_any_order(record_property):
    hire = Hire()
    before_anothers = Draft.objects.get(pk=hire.anothers).answers

    def check(example):
        for post in example:
            before = hire.kept()
            assert fault(hire.posts(post)) == "", post
            after = hire.kept()
            page = _page_of(post)
            changed = {name for name in before | after if before.get(name) != after.get(name)}
            if post.token == OWN:
                assert changed <= ASKED[page], (post, changed)
            else:
                assert not changed, post
        assert Draft.objects.get(pk=hire.anothers).answers == before_anothers
        assert fault(hire.client.get(hire.visitor.step(example[-1].page or "you"))) == ""
        sent = hire.visitor.sends()
        assert fault(sent) == ""
        assert Submission.objects.exists() == sent.headers.get("Location", "").startswith("/enquiries/sent/")
        for submission in Submission.objects.all():
            asked = {answer["name"] for answer in submission.answers if answer["display"]}
            assert {"name", "email", "event", "day", "message", "privacy"} <= asked

    record_property("count", tried("steps", st.lists(posts, min_size=1, max_size=4), check))


def test_the_form_can_be_sent_by_such_posts():
    hire = Hire()
    for page, typed in (("you", YOU), ("event", MEETING), ("details", DETAILS)):
        assert hire.posts(Post(page, "", OWN, typed)).status_code == 303
    hire.visitor.sends()
    assert Submission.objects.exists()


def _page_of(post: Post) -> str:
    """Return the page that takes it: the last that its address names, or the first where there is no such."""
    named = "you" if post.more == "&page=you" else post.page
    return named if named in ASKED else "you"

"""Whatever is posted, the answer is a page and never a fault."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from enquiries.models import Draft, Question
from intake.file_rules import ACCEPTED
from tests.enquiries.visitor import Visitor
from tests.factories import EnquiryTypeFactory, QuestionFactory, SchoolFactory, catch_all_queue

pytestmark = pytest.mark.thorough

KINDS = Question.Kind.values
NOT_SENDABLE = ["Cs"]  # a client cannot put half a character on the wire
ODD = [
    "\0",
    "\ufeff",
    "\u202e",
    "'; DROP TABLE x;--",
    "{{ 7|add:7 }}",
    "{% now 'Y' %}",
    "<script>alert(1)</script>",
    "x" * 100_000,
    "9" * 400,
    "1/1/0001 0:00",
    "9999-12-31T23:59",
    "2026-03-29T01:30",
    "javascript:alert(1)",
    "http://[",
    "other:",
    "other:other:x",
    "()",
    "+" * 300,
    "yes",
    "on",
    "100253",
]
texts = st.sampled_from(ODD) | st.text(st.characters(exclude_categories=NOT_SENDABLE), max_size=60)
contents = st.sampled_from([b"", b"%PDF-", b"PK\3\4", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"a,b\n1,2"])
endings = st.sampled_from([*ACCEPTED, ".exe", "", ".", ".pdf.exe"])
files = st.builds(
    lambda stem, ending, head, tail: SimpleUploadedFile((stem + ending) or "x", head + tail),
    st.text(
        st.characters(exclude_categories=[*NOT_SENDABLE, "Cc"], exclude_characters='"\\/'),
        min_size=1,
        max_size=9,
    ),
    endings,
    contents,
    st.binary(max_size=40),
)


class Rubbish(TestCase):
    def setup_example(self):
        super().setup_example()
        catch_all_queue()
        SchoolFactory(urn=100253, name="Parkside School")
        SchoolFactory(name="Parkside Nursery")
        enquiry_type = EnquiryTypeFactory()
        for kind in KINDS:
            QuestionFactory(
                enquiry_type=enquiry_type,
                name=kind,
                kind=kind,
                choices="yes\nno",
                required=False,
                future_only=True,
            )
        QuestionFactory(
            enquiry_type=enquiry_type,
            name="only",
            kind="some_of",
            choices="x",
            only_if_question="yes_no",
            only_if_value="yes",
        )
        self.visitor = Visitor(enquiry_type)
        self.visitor.opens()

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        answers=st.dictionaries(
            st.sampled_from([*KINDS, "only", "files-remove", "form_token", "x"]),
            texts | st.lists(texts, max_size=3),
        ),
        uploads=st.lists(files, max_size=2),
        token=st.booleans(),
    )
    def test_rubbish_is_answered_with_a_page(self, answers, uploads, token):
        own = {"form_token": str(uuid.uuid4())} if token else {}
        data = {**answers, **own, **({"files": uploads} if uploads else {})}
        response = self.visitor.client.post(self.visitor.url, data)
        assert response.status_code in (303, 422)
        if response.status_code == 303:
            self.assert_goes_on(response["Location"])

    def assert_goes_on(self, location):
        assert self.visitor.client.get(location).status_code == 200
        token = location.rpartition("=")[2]
        assert Draft.objects.get(pk=token).checked
        response = self.visitor.client.post(f"{self.visitor.url}check/", {"form_token": token})
        assert response.status_code == 303
        assert self.visitor.client.get(response["Location"]).status_code == 200

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(field=st.sampled_from(KINDS), odd=st.binary(max_size=40))
    def test_bytes_that_are_no_text_are_answered_with_a_page(self, field, odd):
        body = field.encode() + b"=" + b"".join(b"%%%02x" % byte for byte in odd)
        response = self.visitor.client.post(
            self.visitor.url, body, content_type="application/x-www-form-urlencoded"
        )
        assert response.status_code in (303, 422)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b'{"name": ["\\ud800"]}'),
        ("text/plain", b"name=x"),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("multipart/form-data; boundary=x", b""),
        ("application/x-www-form-urlencoded", b"&&==&%&;%zz"),
        ("application/x-www-form-urlencoded; charset=utf-16", b"name=x"),
        ("application/x-www-form-urlencoded", b"a=1&" * 2000),
        ("application/x-www-form-urlencoded", b"message=" + b"x" * 2_000_000),
    ],
)
def test_a_body_that_is_no_form_is_no_fault(client, content_type, body):
    enquiry_type = EnquiryTypeFactory(asks_who=True)
    response = client.post(f"/enquiries/{enquiry_type.slug}/", body, content_type=content_type)
    assert response.status_code in (400, 422)

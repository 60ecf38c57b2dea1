"""Whatever is posted to a public form, the answer is a page, and nothing that was typed is markup in it."""

import pytest
from hypothesis import strategies as st

from tests.security.fuzz.examples import PLANTED, fault, texts, tried, undone
from tests.security.fuzz.pages import Pages

pytestmark = [pytest.mark.django_db, pytest.mark.security("fuzz examples"), pytest.mark.thorough]


def test_every_public_form_answers_whatever_is_posted(record_property):
    pages, ran = Pages(), 0
    for name, address in pages.addresses.items():
        known = pages.fields(address)
        fields = st.dictionaries(st.sampled_from(known), texts, max_size=5)

        def check(data, name=name, address=address):
            if "form_token" not in data:
                data = data | {"form_token": pages.visitor.token}
            assert fault(pages.client.post(address, data)) == "", name

        with undone():
            check(dict.fromkeys(known, PLANTED) | {"form_token": pages.visitor.token})
        ran += tried("forms", fields, check, parts=len(pages.addresses))
    record_property("count", ran)

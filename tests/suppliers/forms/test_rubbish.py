"""Whatever is posted or stored, a form answers and never fails."""

import pytest
from bs4 import BeautifulSoup
from crispy_forms.utils import render_crispy_form
from django.utils.datastructures import MultiValueDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from suppliers.forms import FORMS
from suppliers.forms.base import Typed, as_posted
from tests.suppliers.answers import company

pytestmark = pytest.mark.thorough

ODD = [
    *("\0", "\ufeff", "\u202e", "\ud800", "{{ 7|add:7 }}", "{% now 'Y' %}", "<script>alert(1)</script>"),
    *("x" * 10_000, "9" * 400, "£", "1e9", "5m", "٥٥", "1/1/0001", "9999-12-31", "2026-02-30", "yes", "no"),
    *("limited_company", "charity", "55524000", "http://[", "+" * 300, "@", " ", "\r\n", "’"),
]
texts = st.sampled_from(ODD) | st.text(max_size=40)
slugs = st.sampled_from(sorted(FORMS))
NAMES = {slug: sorted(form(answers={}).fields) for slug, form in FORMS.items()}
stored = st.one_of(st.none(), st.booleans(), st.integers(), texts, st.lists(texts, max_size=3))


@st.composite
def posts(draw):
    slug = draw(slugs)
    names = st.sampled_from([*NAMES[slug], "action", "x"])
    return slug, draw(st.dictionaries(names, st.lists(texts, max_size=3), max_size=12))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(posts(), st.booleans())
def test_rubbish_is_kept_and_read(post, others):
    slug, data = post
    answers = company() if others else {}
    form = FORMS[slug](MultiValueDict(data), answers=answers)
    kept = form.kept()
    assert all("\0" not in str(value) for value in kept.values())
    assert all(isinstance(row.text, str) for row in form.rows())
    again = FORMS[slug](as_posted(kept), answers=answers)
    assert again.kept() == kept


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(slugs, st.dictionaries(texts, stored, max_size=3), st.data())
def test_rubbish_that_was_stored_is_no_fault(slug, more, data):
    answers = {slug: {name: data.draw(stored) for name in NAMES[slug][:20]} | more}
    FORMS[slug](answers=answers)
    FORMS[slug].asked_documents(answers)
    FORMS[slug](as_posted(answers[slug]), answers=answers).rows()


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(posts())
def test_rubbish_is_shown_as_text(post):
    slug, data = post
    for form in (FORMS[slug](MultiValueDict(data), answers={}), FORMS[slug](Typed(data), answers={})):
        assert not BeautifulSoup(render_crispy_form(form), "html.parser").find("script")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(posts())
def test_buttons_take_rubbish(post):
    slug, data = post
    for action in FORMS[slug].actions:
        shown, message = FORMS[slug].act(action, MultiValueDict(data))
        assert isinstance(message, str)
        assert not FORMS[slug](shown, answers={}).errors

"""A request that says a length which is none is refused."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("length", ["x", "-1", "1.5", "\u0661", "9 9"])
def test_a_length_that_is_no_number_is_refused(client, length):
    client.raise_request_exception = False
    answer = client.get("/", headers={"content-length": length})
    assert answer.status_code == 400
    assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize("length", ["", "0", 0])
def test_without_a_body_a_page_is_shown(client, length):
    assert client.get("/privacy/", headers={"content-length": length}).status_code == 200

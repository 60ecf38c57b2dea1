"""A request whose head no body can have is refused."""

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


@pytest.mark.parametrize("encoding", ["idna", "hex", "rubbish"])
def test_an_encoding_that_nobody_reads_is_refused(client, encoding):
    client.raise_request_exception = False
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=b"):
        body = b'--b\r\nContent-Disposition: form-data; name="email"\r\n\r\nx\xff\r\n--b--\r\n'
        answer = client.generic("POST", "/track/", body, content_type=f"{kind}; charset={encoding}")
        assert answer.status_code == 400, kind


def test_text_in_another_encoding_is_read(client):
    body = b'--b\r\nContent-Disposition: form-data; name="reference"\r\n\r\ncaf\xe9\r\n--b--\r\n'
    kind = "multipart/form-data; boundary=b; charset=iso-8859-1"
    answer = client.generic("POST", "/track/", body, content_type=kind)
    assert answer.status_code == 422
    assert 'value="café"' in answer.content.decode()

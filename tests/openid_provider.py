"""A real OpenID provider on this machine: `oidc-provider-mock`, with PKCE, and with what attackers do.

The mock does not hold PKCE; that is done here. Its answers can be tampered with on their way: `claims` gets
what is to be signed with the provider's own key, `answers` what the token endpoint then says.
"""

import base64
import hashlib
import json
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import flask
import jwt
import requests
from werkzeug.serving import make_server

with warnings.catch_warnings(record=True):
    # Of what it imports; authlib says so whatever the filters are.
    import oidc_provider_mock

Claims = dict[str, Any]


def unchanged(given: Any) -> Any:
    """Leave it as it is."""
    return given


class Provider:
    """A provider that is running, and its people."""

    def __init__(self, app: flask.Flask) -> None:
        self.app = app
        self.url = ""
        self.claims: Callable[[Claims], Claims] = unchanged
        self.answers: Callable[[Claims], Claims] = unchanged
        self.user_info: Callable[[Claims], Claims] = unchanged
        self.configuration: Callable[[Claims], Claims] = unchanged
        #: What was last asked of it, and what the last code was to be spent with.
        self.asked: dict[str, str] = {}
        self.spent: dict[str, str] = {}
        app.before_request(self._look)
        app.after_request(self._tamper)

    def knows(self, sub: str, **claims: Any) -> None:
        """Have somebody there, of whom it says `claims`."""
        requests.put(f"{self.url}/users/{sub}", json=claims, timeout=10).raise_for_status()

    def signs_in(self, address: str, sub: str, **form: str) -> str:
        """Answer the page at `address` as `sub` would, and return the address that they are sent back to."""
        answer = requests.post(address, data={"sub": sub, **form}, allow_redirects=False, timeout=10)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def signed(self, claims: Claims, key: Any = None, **header: Any) -> str:
        """Return a token with `claims`, signed with the provider's key or with another."""
        own = flask.g.oidc_provider_mock_storage.jwk.as_dict(is_private=True)
        return jwt.encode(claims, key or jwt.PyJWK(own).key, "RS256", {"kid": own["kid"], **header})

    def _look(self) -> flask.Response | None:
        path = flask.request.path
        if path == "/oauth2/authorize":
            self.asked = flask.request.args.to_dict()
        if path == "/oauth2/token":
            self.spent = flask.request.form.to_dict()
            if not _proves(self.spent.get("code_verifier", ""), self.asked):
                return flask.make_response({"error": "invalid_grant"}, 400)
        return None

    def _tamper(self, response: flask.Response) -> flask.Response:
        path, given = flask.request.path, response.get_json(silent=True)
        if path == "/oauth2/token" and given and "id_token" in given:
            claims = jwt.decode(given["id_token"], options={"verify_signature": False})
            given["id_token"] = self.signed(self.claims(claims))
            response.set_data(json.dumps(self.answers(given)))
        elif path == "/userinfo" and given:
            response.set_data(json.dumps(self.user_info(given)))
        elif path.startswith("/.well-known/") and given:
            response.set_data(json.dumps(self.configuration(given)))
        return response


def _proves(verifier: str, asked: dict[str, str]) -> bool:
    digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    return asked.get("code_challenge_method") == "S256" and asked.get("code_challenge") == digest


@contextmanager
def running() -> Iterator[Provider]:
    """Run a provider on a free port."""
    provider = Provider(oidc_provider_mock.app(require_nonce=True))
    server = make_server("localhost", 0, provider.app, threaded=True)
    provider.url = f"http://localhost:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def query(address: str) -> dict[str, str]:
    """Return what an address asks with."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}

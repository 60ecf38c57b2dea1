"""The provider's signed word for who somebody is: believed only where all of it holds.

allauth 65.21 reads an ID token that it fetched itself without looking at the signature, which the standard
allows, and asks for no nonce. We look at everything: it costs one request, and leaves nothing to argue.
"""

from collections.abc import Mapping
from typing import Any

import jwt
from django.utils.crypto import constant_time_compare

#: What providers sign with; nothing that a client's secret could sign, and never nothing.
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
_CLOCKS_DIFFER_BY = 60


class Untrue(Exception):
    """A token that is not what the provider says to us, about now."""


def read(token: Any, *, keys: Mapping[str, Any], issuer: str, client_id: str) -> dict[str, Any]:
    """Return the claims of an ID token that `issuer` signed with one of `keys` for `client_id`, if it holds.

    Raises:
        Untrue: it is signed by somebody else or for somebody else, has expired, or is no token.
    """
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key=_key(token, keys),
            algorithms=_ALGORITHMS,
            issuer=issuer,
            audience=client_id,
            leeway=_CLOCKS_DIFFER_BY,
            options={"require": ["iss", "sub", "aud", "exp", "iat"]},
        )
    except (jwt.PyJWTError, TypeError, ValueError, KeyError) as error:
        raise Untrue("The ID token does not hold.") from error
    if claims.get("azp", client_id) != client_id:
        raise Untrue("The ID token was made for another client.")
    return claims


def require_nonce(claims: Mapping[str, Any], nonce: Any) -> None:
    """Let pass only a token that answers what this browser asked.

    Raises:
        Untrue: it answers another question, or none.
    """
    if not nonce or not constant_time_compare(str(claims.get("nonce")), str(nonce)):
        raise Untrue("The ID token answers another question.")


def _key(token: Any, keys: Mapping[str, Any]) -> jwt.PyJWK:
    known = jwt.PyJWKSet.from_dict(dict(keys)).keys
    wanted = jwt.get_unverified_header(token).get("kid")
    for key in known:
        if key.key_id == wanted or (wanted is None and len(known) == 1):
            return key
    raise Untrue("The ID token is signed with a key that is not the provider’s.")

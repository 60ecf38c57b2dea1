"""JSON that is encrypted at rest, with keys derived from SECRET_KEY and SECRET_KEY_FALLBACKS."""

import base64
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models
from django.utils.encoding import force_bytes

_PURPOSE = b"enquiries.encrypted"


class EncryptedJSONField(models.TextField):
    """JSON kept encrypted; None where no key that we have opens it."""

    def get_prep_value(self, value: Any) -> str:
        """Return what is stored."""
        return _fernet().encrypt(json.dumps(value).encode()).decode()

    def from_db_value(self, value: str, *_: Any) -> Any:
        """Return what was kept."""
        try:
            return json.loads(_fernet().decrypt(value.encode()))
        except InvalidToken:
            return None


def _fernet() -> MultiFernet:
    return MultiFernet([_key(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str | bytes) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(force_bytes(secret))
    return Fernet(base64.urlsafe_b64encode(derived))

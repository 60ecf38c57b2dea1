"""JSON that is encrypted at rest."""

import json
from typing import Any

from cryptography.fernet import InvalidToken
from django.db import models

from intake.encryption import fernet

_PURPOSE = b"enquiries.encrypted"


class EncryptedJSONField(models.TextField):
    """JSON kept encrypted; None where no key that we have opens it."""

    def get_prep_value(self, value: Any) -> str:
        """Return what is stored."""
        return fernet(_PURPOSE).encrypt(json.dumps(value).encode()).decode()

    def from_db_value(self, value: str, *_: Any) -> Any:
        """Return what was kept."""
        try:
            return json.loads(fernet(_PURPOSE).decrypt(value.encode()))
        except InvalidToken:
            return None

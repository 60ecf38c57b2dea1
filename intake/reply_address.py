"""Reply-to addresses that say themselves to which submission an answer belongs, and cannot be made up.

Such as reply+hlt4kx9rt2h4.k3v7…@in.example.org: the reference, and a signature of it by our secret key.
"""

import base64

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from intake import references
from intake.models import Submission

_PREFIX = "reply+"
_SALT = "intake.reply_address"
#: 80 bits: nobody guesses them, and the part before the @ stays below the 64 characters it may have.
_SIGNATURE_BYTES = 10


def of(submission: Submission) -> str:
    """Return where an email to the sender of `submission` says that answers go."""
    if not settings.INBOUND_DOMAIN:
        return submission.queue.reply_to
    code = submission.reference.replace("-", "").lower()
    return f"{_PREFIX}{code}.{_signature(code, settings.SECRET_KEY)}@{settings.INBOUND_DOMAIN}"


def reference_in(address: str) -> str:
    """Return the reference that a reply-to address of ours names, or "" where it is none or was changed."""
    local, _, domain = address.strip().lower().rpartition("@")
    code, _, signature = local.removeprefix(_PREFIX).partition(".")
    if not local.startswith(_PREFIX) or not domain or domain != settings.INBOUND_DOMAIN:
        return ""
    keys: list[str] = [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]
    genuine = any(constant_time_compare(signature, _signature(code, key)) for key in keys)
    return references.normalise(code) if genuine else ""


def _signature(code: str, secret: str) -> str:
    digest = salted_hmac(_SALT, code, secret=secret, algorithm="sha256").digest()
    # Small letters: on its way an address may lose the difference between small and capital ones.
    return base64.b32encode(digest[:_SIGNATURE_BYTES]).decode().lower()

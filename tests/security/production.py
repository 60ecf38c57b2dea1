"""The settings of a production, as the settings file makes them of such an environment."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {
    "DATABASE_URL": "postgres://portal:portal@127.0.0.1:5432/portal",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "SECRET_KEY": "Only_for-tests_" * 5,
    "SITE_URL": "https://portal.example.org",
    "DEFAULT_FROM_EMAIL": "portal@example.org",
    "EMAIL_BACKEND": "anymail.backends.postmark.EmailBackend",
    "ANYMAIL_POSTMARK_SERVER_TOKEN": "token",
    "ANYMAIL_WEBHOOK_SECRET": "name:password",
}
#: What the headers and cookies follow.
_NAMES = ("SESSION_", "CSRF_", "SECURE_", "CONTENT_SECURITY", "PERMISSIONS_POLICY", "SITE_", "ALLOWED_HOSTS")
_ASK = (
    "import json; from portal import settings; print(json.dumps("
    f"{{n: v for n, v in vars(settings).items() if n.startswith({_NAMES}) or n == 'X_FRAME_OPTIONS'}}))"
)


def runs(*arguments: str, **changed: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the environment of a production, `changed` in it."""
    environment = {"PATH": os.environ["PATH"], "PORTAL_DATA_DIR": os.environ["PORTAL_DATA_DIR"]}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**environment, **ENVIRONMENT, **changed},
        capture_output=True,
        text=True,
        check=False,
    )


@cache
def settings() -> dict[str, Any]:
    """Return those that headers and cookies follow."""
    return json.loads(runs("-c", _ASK).stdout)

"""No commit holds a secret: every file of the repository is searched for what looks like one."""

import subprocess
from pathlib import Path

import pytest
from detect_secrets import SecretsCollection
from detect_secrets.settings import default_settings

pytestmark = [pytest.mark.security("supply chain"), pytest.mark.thorough]
ROOT = Path(__file__).resolve().parents[2]
#: Digests of locked libraries, licences of fonts.
_DIGESTS = ("requirements", "package-lock.json", "intake/fonts/")
#: Examples in documentation, passwords of databases that live for one run, words about passwords.
_EXAMPLES = {
    ".env.example",
    "bench/register.py",
    "docs/operations.md",
    "docs/settings.md",
    "intake/audit/words.py",
    "intake/mailbox.py",
    "scripts/lint.sh",
}


def suspicious(files):
    found = SecretsCollection(root=str(ROOT))
    with default_settings():
        for name in files:
            found.scan_file(name)
    return {name for name, _ in found}


def test_nothing_that_looks_like_a_secret_is_committed():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, text=True, capture_output=True, check=True)
    # What tests call a password opens nothing.
    files = [name for name in listed.stdout.splitlines() if not name.startswith(("tests/", *_DIGESTS))]
    assert len(files) > 300
    assert suspicious(files) == _EXAMPLES


def test_the_search_finds_one(tmp_path):
    found = SecretsCollection(root=str(tmp_path))
    (tmp_path / "settings.py").write_text('AWS_KEY = "AKIA' + 'IOSFODNN7EXAMPLE"\n')
    with default_settings():
        found.scan_file("settings.py")
    assert [secret.type for _, secret in found] == ["AWS Access Key"]

"""The documentation says what the code does."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import get_resolver

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


def settings_read():
    """The names that portal/settings.py reads from the environment."""
    source = (ROOT / "portal" / "settings.py").read_text()
    return set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', source))


def test_every_setting_is_documented_and_no_other():
    documented = set(re.findall(r"^\| `([A-Z_]+)`", (DOCS / "settings.md").read_text(), re.MULTILINE))

    assert settings_read() == documented


def test_the_example_of_an_environment_names_settings_that_exist():
    names = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))

    unknown = {name for name in names - settings_read() if not name.startswith("ANYMAIL_")}

    # docker-compose.yml makes DATABASE_URL of it.
    assert unknown == {"POSTGRES_PASSWORD"}


@pytest.mark.parametrize("page", [ROOT / "README.md", *DOCS.rglob("*.md")], ids=lambda page: page.stem)
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?://)([^)#]+)\)", page.read_text()):
        assert (page.parent / target).exists(), target


def test_every_room_of_the_architecture_exists_and_every_module_has_one():
    text = (DOCS / "architecture.md").read_text()
    modules = [
        path
        for app in ("portal", "intake", "enquiries")
        for path in (ROOT / app).glob("*.py")
        if path.stem not in ("__init__", "apps", "urls", "wsgi", "context", "settings", "celery", "views")
    ]

    missing = [path.relative_to(ROOT) for path in modules if path.name not in text and path.stem not in text]

    assert missing == []


def test_every_public_address_is_in_the_contracts():
    text = (DOCS / "architecture.md").read_text()
    prefixes = {
        "/" + str(pattern.pattern).strip("^$").split("/")[0] for pattern in get_resolver().url_patterns
    }

    assert [prefix for prefix in prefixes if prefix not in text] == []


def test_the_documentation_builds(tmp_path):
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)]

    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)

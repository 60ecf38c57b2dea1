"""The documentation says what the code does."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import get_resolver

from intake.conditions import Operator
from intake.models import RoutingRule

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]


def settings_read():
    """The names that portal/settings.py reads from the environment."""
    source = (ROOT / "portal" / "settings.py").read_text()
    return set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', source))


def test_every_setting_is_documented_and_no_other():
    documented = set(re.findall(r"^\| `([A-Z_]+)`", (DOCS / "settings.md").read_text(), re.MULTILINE))

    assert settings_read() == documented


def test_the_example_of_an_environment_names_settings_that_exist():
    names = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))

    unknown = {name for name in names - settings_read() if not name.startswith(("ANYMAIL_", "INBOUND_IMAP_"))}

    # docker-compose.yml makes DATABASE_URL of the first; the second says which of its services start.
    assert unknown == {"POSTGRES_PASSWORD", "COMPOSE_PROFILES"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?://)([^)#]+)\)", page.read_text()):
        assert (page.parent / target).exists(), target


def test_every_module_has_a_room_in_the_architecture():
    text = (DOCS / "architecture.md").read_text()
    modules = [
        path
        for app in ("portal", "intake", "enquiries", "suppliers")
        for path in (ROOT / app).glob("*.py")
        if path.stem not in ("__init__", "apps", "urls", "wsgi", "context", "settings", "celery", "views")
    ]

    assert [path.relative_to(ROOT) for path in modules if f"{path.name}`" not in text] == []


def test_every_room_of_the_architecture_exists():
    rooms, _, _ = (DOCS / "architecture.md").read_text().partition("## Promises")

    for row in re.findall(r"^\| `.*", rooms, re.MULTILINE):
        names = re.findall(r"`(\w[\w/]*(?:/|\.py))`", row)
        app = ROOT / names[0].split("/")[0]
        for name in names:
            assert (ROOT / name).exists() or (app / name).exists(), name


def test_every_comparison_of_a_rule_is_explained():
    text = (DOCS / "routing.md").read_text()

    for operator in Operator:
        label = operator.label.partition(" (")[0]
        assert re.search(rf"^\| (.*, )?{label}(,.*)? \|", text, re.MULTILINE), label


def test_every_rule_that_the_site_begins_with_is_listed(db):
    text = (DOCS / "routing.md").read_text()

    for rule in RoutingRule.objects.select_related("queue"):
        priority = rule.get_priority_display() or ""
        assert re.search(rf"^\| {rule.name} \| {rule.queue}.* \| {priority.lower()} ?\|$", text, re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_exists(page):
    text = page.read_text()
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert set(re.findall(r"`make ([a-z-]+)", text)) <= targets
    assert set(re.findall(r"^make ([a-z-]+)", text, re.MULTILINE)) <= targets
    assert set(re.findall(r"manage\.py (\w+)", text)) <= set(get_commands())


def test_every_public_address_is_in_the_contracts():
    text = (DOCS / "architecture.md").read_text()
    prefixes = {
        "/" + str(pattern.pattern).strip("^$").split("/")[0] for pattern in get_resolver().url_patterns
    }

    assert [prefix for prefix in prefixes if prefix not in text] == []


def test_the_documentation_builds(tmp_path):
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)]

    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)

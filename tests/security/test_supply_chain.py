"""What the portal is built from: pinned, hashed, looked through for holes."""

import datetime as dt
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import time_machine
import yaml

from portal import security_contact
from scripts import audit as audit_script

pytestmark = pytest.mark.security("supply chain")
ROOT = Path(__file__).resolve().parents[2]
CODE = ("portal", "intake", "enquiries", "suppliers", "scripts", "bench")
PIP = json.dumps({"dependencies": [{"name": "django", "version": "5.2", "vulns": []}], "fixes": []})
PIP_HOLE = PIP.replace('"vulns": []', '"vulns": [{"id": "CVE-2026-1", "fix_versions": ["5.2.1"]}]')
NPM = json.dumps({"vulnerabilities": {}, "metadata": {"dependencies": {"total": 4}}})
NPM_HOLE = NPM.replace('"vulnerabilities": {}', '"vulnerabilities": {"htmx": {"severity": "low"}}')


@pytest.fixture
def audit(tmp_path):
    """A function that runs the audit with registries that answer as told; returns its code and words."""

    def run(pip: str, npm: str) -> tuple[int, str]:
        for name, said in (("pip", pip), ("npm", npm)):
            (tmp_path / f"{name}.said").write_text(said)
        says = (
            f"import sys, pathlib; print(pathlib.Path({str(tmp_path)!r}, '%s.said').read_text()); sys.exit(1)"
        )
        (tmp_path / "pip_audit.py").write_text(says % "pip")
        npm_program = tmp_path / "npm"
        npm_program.write_text(f"#!{sys.executable}\n{says % 'npm'}\n")
        npm_program.chmod(0o755)
        done = subprocess.run(
            [sys.executable, "scripts/audit.py"],
            cwd=ROOT,
            env={"PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stderr == ""
        return done.returncode, done.stdout

    return run


def test_both_registries_are_asked_and_both_are_clean(audit):
    code, said = audit(PIP, NPM)
    assert code == 0
    assert "requirements.txt: no known hole in 1." in said
    assert "package-lock.json: no known hole in 4." in said


@pytest.mark.parametrize(("pip", "npm", "named"), [(PIP_HOLE, NPM, "CVE-2026-1"), (PIP, NPM_HOLE, "htmx")])
def test_a_hole_is_named(audit, pip, npm, named):
    code, said = audit(pip, npm)
    assert code == 1
    assert named in said


@pytest.mark.parametrize("nothing", ["", "ConnectionError", "{}", "[]", "null"])
@pytest.mark.parametrize("which", ["pip", "npm"])
def test_a_registry_that_gives_no_answer_is_not_called_clean(audit, which, nothing):
    code, said = audit(nothing if which == "pip" else PIP, nothing if which == "npm" else NPM)
    assert code == 2
    assert "NOT KNOWN" in said
    assert said.count("no known hole") == 1


@pytest.mark.parametrize(
    ("pip", "npm"),
    [
        (json.dumps({"dependencies": [{"name": "x", "skip_reason": "not on PyPI"}]}), NPM),
        (json.dumps({"dependencies": []}), NPM),
        (PIP, json.dumps({"message": "404 Not Found", "error": {"summary": "", "detail": ""}})),
        (PIP, json.dumps({"vulnerabilities": {}, "metadata": {"dependencies": {"total": 0}}})),
    ],
)
def test_half_an_answer_is_not_called_clean(audit, pip, npm):
    code, said = audit(pip, npm)
    assert code == 2
    assert "NOT KNOWN" in said


def test_what_is_installed_anywhere_is_what_was_locked():
    assert "--require-hashes" in re.search(r"^PIP := .*", (ROOT / "Makefile").read_text(), re.MULTILINE)[0]
    files = [ROOT / "Dockerfile", ROOT / "Makefile", *(ROOT / "scripts").glob("*.sh")]
    for file in files:
        for line in file.read_text().splitlines():
            if "pip install" in line and " -r " in line:
                assert "--require-hashes" in line, (file.name, line)
            if re.search(r"\bnpm (i|install)\b", line):
                assert "--package-lock-only" in line, (file.name, line)
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert [
        name for name, each in packages.items() if name and not each.get("integrity", "").startswith("sha512")
    ] == []


def test_the_bill_of_materials_names_all_that_is_locked(tmp_path):
    command = ["sh", "scripts/sbom.sh", sys.executable, str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    named = {
        file.name: {each["name"] for each in json.loads(file.read_text())["components"]}
        for file in tmp_path.iterdir()
    }
    libraries = set(re.findall(r"^([\w.-]+)==", (ROOT / "requirements.txt").read_text(), re.MULTILINE))
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert named == {
        "python.cdx.json": libraries,
        "pages.cdx.json": {
            name.removeprefix("node_modules/")
            for name, each in packages.items()
            if name and not each.get("dev")
        },
    }


def test_a_tool_that_does_not_start_is_not_called_clean(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert audit_script.main() == 2
    assert "npm does not start" in capsys.readouterr().out


def test_every_image_is_of_a_named_release():
    built_on = re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"].values()
    started = [each["image"] for each in services if "build" not in each]
    assert len(built_on) == 3
    assert len(started) == 3
    for image in built_on + started:
        assert re.fullmatch(r"[\w/.-]+:\d+(\.\d+)*(-[\w-]+)?(@sha256:\w{64})?", image), image


def test_ci_runs_nobody_elses_actions_unless_a_commit_is_named():
    files = [*ROOT.glob(".github/**/*.y*ml"), *ROOT.glob(".ci/*"), *ROOT.glob(".gitlab-ci.yml")]
    assert files
    for file in files:
        text = file.read_text()
        assert "curl" not in text
        for action in re.findall(r"uses:\s*(\S+)", text):
            assert re.search(r"@[0-9a-f]{40}$", action), (file.name, action)


def test_the_rules_of_bandit_hold_for_all_code_and_each_exception_says_why():
    lint = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["ruff"]["lint"]
    assert "S" in lint["select"]
    assert [rule for rule in lint["ignore"] if re.match(r"S\d", rule)] == []
    let_through = {
        path: sorted(rule for rule in rules if re.match(r"S\d*$", rule))
        for path, rules in lint["per-file-ignores"].items()
        if any(re.match(r"S\d*$", rule) for rule in rules)
    }
    assert let_through == {
        "tests/**": ["S"],  # assertions, and passwords that open nothing
        "scripts/**": ["S603", "S607"],  # they start the tools of a developer
        "bench/**": ["S311"],  # made-up names need no secret chance
        "portal/management/**": ["S603", "S607"],  # `serve` starts the portal's own parts
    }
    exceptions = [
        f"{file.relative_to(ROOT)}: {line.strip()}"
        for folder in CODE
        for file in (ROOT / folder).rglob("*.py")
        for line in file.read_text().splitlines()
        if re.search(r"noqa:.*\bS\d", line)
    ]
    assert exceptions
    assert len(exceptions) <= 25
    assert [each for each in exceptions if not re.search(r"noqa: [A-Z0-9, ]+ - \S.{8,}", each)] == []


@pytest.mark.parametrize(
    "day", [dt.datetime(2026, 12, 1, 10, tzinfo=dt.UTC), dt.datetime(2028, 2, 29, 23, 59, 59, tzinfo=dt.UTC)]
)
def test_security_txt_holds_for_less_than_a_year(client, day):
    """RFC 9116, 2.5.5: in the future, and recommended to be less than a year ahead."""
    with time_machine.travel(day, tick=False):
        lines = client.get("/.well-known/security.txt").text.splitlines()
    (expires,) = [line.removeprefix("Expires: ") for line in lines if line.startswith("Expires: ")]
    ahead = dt.datetime.fromisoformat(expires) - day
    assert dt.timedelta(days=30) < ahead < dt.timedelta(days=365)
    assert len([line for line in lines if line.startswith("Contact: ")]) == 1
    assert security_contact.text(now=day).splitlines() == lines

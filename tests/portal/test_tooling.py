"""What `make` does before Python runs, what it installs, and what its scripts make of it."""

import re
import subprocess
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

from scripts import run_tests, vendor_assets

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted(ROOT.glob("requirements*.txt"))
#: What the Open Source Initiative calls open source, as packages write it.
OPEN_SOURCE = re.compile(
    r"\b(MIT|ISC|BSD|Apache|MPL|Mozilla|LGPL|Lesser General|GPL-3|Python Software|PSF|0BSD)"
)


def make(*arguments: str, path: str) -> subprocess.CompletedProcess[str]:
    command = ["make", "--no-print-directory", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env={"PATH": path}, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_make_takes_a_newer_python_where_python3_is_too_old(tmp_path):
    for name, script in {"python3": "exit 1", "python3.13": "exit 1", "python3.12": "exit 0"}.items():
        program(tmp_path, name, script)

    said = make("--eval=which: ; @echo $(PYTHON)", "which", path=f"{tmp_path}:/usr/bin:/bin").stdout

    assert said == "python3.12\n"


def test_make_says_which_python_it_needs(tmp_path):
    program(tmp_path, "python3", '[ "$1" = --version ] && echo Python 3.9.2 || exit 1')
    venv = tmp_path / "venv"

    made = make("PYTHON=", f"VENV={venv}", f"{venv}/bin/python", path=f"{tmp_path}:/usr/bin:/bin")

    assert made.returncode
    assert "needs Python 3.11, 3.12 or 3.13; this machine has Python 3.9.2" in made.stdout


def test_make_says_that_venv_is_missing_and_leaves_no_half_of_it(tmp_path):
    venv = tmp_path / "venv"
    program(tmp_path, "python3", f"mkdir {venv}; exit 1")

    made = make(f"PYTHON={tmp_path}/python3", f"VENV={venv}", f"{venv}/bin/python", path="/usr/bin:/bin")

    assert made.returncode
    assert "apt-get install python3-venv" in made.stdout
    assert not venv.exists()


def test_make_help_names_every_command():
    said = make("help", path="/usr/bin:/bin").stdout

    targets = re.search(r"^\.PHONY: help (.*)", (ROOT / "Makefile").read_text(), re.MULTILINE)[1].split()
    assert [target for target in targets if f"make {target} " not in said] == []


@pytest.mark.security("supply chain")
def test_every_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = {
        "requirements.txt": project["project"]["dependencies"],
        "requirements-dev.txt": project["project"]["dependencies"] + project["dependency-groups"]["dev"],
    }
    for lock, dependencies in wanted.items():
        names = {re.match(r"[\w.-]+", dependency)[0].lower().replace("_", "-") for dependency in dependencies}
        assert names <= set(locked(ROOT / lock)), lock


@pytest.mark.security("supply chain")
def test_both_locks_name_the_same_versions():
    runtime, development = (locked(ROOT / f"requirements{which}.txt") for which in ("", "-dev"))

    assert {name: development.get(name) for name in runtime} == runtime


@pytest.mark.security("supply chain")
@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_has_a_hash_for_every_package_and_names_no_host(lock):
    for entry in re.split(r"\n(?=[\w])", lock.read_text()):
        assert "--hash=sha256:" in entry
    assert not re.search(r"://|^--|@ ", lock.read_text(), re.MULTILINE)


@pytest.mark.security("supply chain")
def test_the_lock_of_the_pages_names_no_host():
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


def test_every_library_is_open_source():
    licences = {name: licence(name) for name in locked(ROOT / "requirements-dev.txt")}

    assert licences["django"]
    assert [
        name for name, text in licences.items() if text is not None and not OPEN_SOURCE.search(text)
    ] == []


def test_every_package_of_the_pages_is_open_source():
    licences = re.findall(r'"license": "(.*)"', (ROOT / "package-lock.json").read_text())

    assert licences
    assert [each for each in licences if not OPEN_SOURCE.search(each)] == []


def test_the_pages_go_without_the_governments_font_and_crest():
    css = "@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2)}"
    css += ".a{font-family:GDS Transport,arial}"
    css += ".b{background-image:url(/assets/images/govuk-crest.svg)}"

    assert vendor_assets.own_dress(css) == ".a{font-family:arial}.b{background-image:none}"


def test_what_was_copied_has_no_address_that_nobody_serves():
    styles = list(vendor_assets.VENDOR.rglob("*.css"))

    assert styles
    for style in styles:
        assert not re.search(r"/assets/|GDS Transport|crest", style.read_text())


def test_every_source_map_that_is_named_is_there():
    for file in [*vendor_assets.VENDOR.rglob("*.js"), *vendor_assets.VENDOR.rglob("*.css")]:
        for name in re.findall(r"sourceMappingURL=(\S+\.map)", file.read_text()):
            assert (file.parent / name).exists(), name


def test_a_run_of_the_tests_is_counted(tmp_path, monkeypatch):
    (tmp_path / "pytest.ini").write_text("[pytest]\njunit_family = xunit1\n")
    (tmp_path / "test_sample.py").write_text(
        "import pytest\ndef test_good(): pass\ndef test_bad(): assert 0\n"
        "def test_not_here(): pytest.skip('no')\n"
    )
    monkeypatch.setattr(run_tests, "RESULTS", tmp_path)
    monkeypatch.setattr(run_tests, "ROOT", tmp_path)

    outcome = run_tests.run("Sample", {"PATH": "/usr/bin:/bin"}, [], "not browser")

    assert (outcome.passed, outcome.failed, outcome.skipped, outcome.code) == (1, 1, 1, 1)
    assert [file for file, _ in run_tests.dearest([outcome])] == ["test_sample.py"]


def test_a_run_that_was_killed_is_a_failure(tmp_path, monkeypatch):
    (tmp_path / "conftest.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n")
    monkeypatch.setattr(run_tests, "RESULTS", tmp_path)
    monkeypatch.setattr(run_tests, "ROOT", tmp_path)

    outcome = run_tests.run("Sample", {"PATH": "/usr/bin:/bin"}, [], "not browser")

    assert outcome.failed == 1
    assert run_tests.exit_code([outcome]) == 1


def locked(lock: Path) -> dict[str, str]:
    """The packages of a lock file for this Python and machine, with their versions."""
    return dict(re.findall(r"^([\w.-]+)==([^\s;\\]+)", lock.read_text(), re.MULTILINE))


def licence(name: str) -> str | None:
    """What a package says its licence is, or None if this machine does not need the package."""
    try:
        facts = metadata(name)
    except PackageNotFoundError:
        return None
    classifiers = [text for text in facts.get_all("Classifier", []) if text.startswith("License")]
    return " ".join([facts.get("License-Expression") or "", *classifiers, facts.get("License") or ""])

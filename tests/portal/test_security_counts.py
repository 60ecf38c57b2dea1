"""`make security` counts the rows of the proof of security."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import run_tests, security

ROOT = Path(__file__).resolve().parents[2]

ROWS = """
import pytest

pytestmark = [pytest.mark.security("URLs"), pytest.mark.thorough]

@pytest.mark.parametrize("address", ["/", "/track/", "/suppliers/"])
def test_an_address(address):
    pass

@pytest.mark.security("fuzz examples")
def test_many_in_one(record_property):
    record_property("count", 2000)

@pytest.mark.security("tokens")
@pytest.mark.parametrize("good", [True, False])
def test_a_token(good):
    assert good

@pytest.mark.security("files")
def test_a_file_without_its_scanner():
    pytest.skip("no scanner here")
"""


@pytest.fixture(scope="module")
def rows(tmp_path_factory) -> security.Rows:
    """The rows of a small folder of tests, with our own conftest, as the report of a real run tells them."""
    folder = tmp_path_factory.mktemp("proof")
    (folder / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "conftest.py", folder / "tests" / "conftest.py")
    (folder / "tests" / "test_rows.py").write_text(ROWS)
    (folder / "tests" / "test_others.py").write_text("def test_not_of_the_proof(): pass")
    (folder / "pytest.ini").write_text("[pytest]\nmarkers =\n    security(what): a row\n")
    report = folder / "report.xml"
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider"]
    # The conftest sets its own surroundings only where no worker of pytest-xdist has inherited them.
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTEST_XDIST_WORKER", "DATABASE_URL")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    subprocess.run(
        [*command, f"--junitxml={report}", "tests"],
        cwd=folder,
        env=environment | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    return security.read(report)


def test_a_case_is_a_row_unless_it_says_how_many_it_holds(rows):
    assert rows.of("URLs", "passed") == 3
    assert rows.of("fuzz examples", "passed") == 2000


def test_rows_that_failed_or_were_skipped_are_not_passed(rows):
    assert (rows.of("tokens", "passed"), rows.of("tokens", "failed")) == (1, 1)
    assert (rows.of("files", "passed"), rows.of("files", "skipped")) == (0, 1)


def test_what_is_not_marked_is_no_row(rows):
    assert set(rows.counted) == {"URLs", "fuzz examples", "tokens", "files"}


def test_the_table_has_a_line_a_kind_and_the_sum(rows):
    lines = security.table({"SQLite": rows}).splitlines()

    assert [line[:17].strip() for line in lines[1:]] == [*security.KINDS, "together"]
    assert lines[-1].split() == ["together", "2,004", "1", "1"]


def test_a_failed_row_and_a_kind_without_any_are_said(rows):
    complaints = security.wrong({"SQLite": rows})

    assert "Failed on SQLite: tokens" in complaints
    assert "No row: hosts" in complaints
    assert "No row: URLs" not in complaints


def test_a_proof_with_a_row_of_each_kind_stands():
    proof, other = security.Rows(), security.Rows()
    for kind in security.KINDS:
        proof.add(kind, "passed", 1)

    assert security.wrong({"SQLite": proof, "PostgreSQL": other}) == []

    other.add("tokns", "passed", 1)
    assert security.wrong({"SQLite": proof, "PostgreSQL": other}) == ["Unknown kind: tokns"]


@pytest.mark.parametrize(
    ("missing", "code", "expected"),
    [("", 0, 0), ("hosts", 0, 1), ("", 2, 1)],
    ids=["all", "a kind", "a pass"],
)
def test_it_fails_unless_the_proof_is_whole(missing, code, expected, tmp_path, monkeypatch, capsys):
    cases = "".join(
        f'<testcase><properties><property name="security" value="{kind}"/></properties></testcase>'
        for kind in security.KINDS
        if kind != missing
    )
    (tmp_path / "sqlite.xml").write_text(f"<testsuites><testsuite>{cases}</testsuite></testsuites>")
    monkeypatch.setattr(run_tests, "RESULTS", tmp_path)
    asked = []

    def both_passes(arguments: list[str], marks: str) -> list[run_tests.Outcome]:
        asked.append(marks)
        return [run_tests.Outcome("SQLite (embedded default)", 11, 0, 0, 1, code)]

    monkeypatch.setattr(run_tests, "both_passes", both_passes)
    monkeypatch.setattr(sys, "argv", ["security.py"])

    assert security.main() == expected
    assert asked == ["security"]
    assert ("Every row passed" in capsys.readouterr().out) == (not expected)

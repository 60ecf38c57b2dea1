"""The disk for uploads is full: the sender is told, keeps the text, and nothing half is left behind."""

import resource
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import requests
from bs4 import BeautifulSoup

from tests.faults import MARKS
from tests.faults.portal import ANSWERS, Portal, post

pytestmark = MARKS

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n" + b" " * 400_000
_SMALL = 64 * 1024


@pytest.fixture
def full_disk(portal: Portal) -> Iterator[str]:
    """No room for uploads: a small disk of their own; where none may be mounted, a limit on files' sizes."""
    folder = portal.folder / "data" / "uploads"
    folder.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_SMALL}", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode == 0:
        yield f"a tmpfs of {_SMALL // 1024} kB"
        subprocess.run(["umount", str(folder)], check=True)
        return
    (portal.folder / "web.log").write_bytes(b"")
    _limit_files(portal, 2 * _SMALL)
    yield f"RLIMIT_FSIZE of {2 * _SMALL // 1024} kB"
    _limit_files(portal, resource.RLIM_INFINITY)


def _limit_files(portal: Portal, size: int) -> None:
    web = psutil.Process(portal.processes["web"].pid)
    for process in [web, *web.children(recursive=True)]:
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def test_a_full_disk_is_told_and_the_text_is_kept(portal: Portal, full_disk: str, prefix: str, report):
    with requests.Session() as session:
        opened = portal.open_form(session)
        answer = post(session, opened, ANSWERS | {"email": f"{prefix}0@example.com"}, attachments=_file())
        page = BeautifulSoup(answer.text, "html.parser")
        assert answer.status_code == 422
        assert "We could not keep “plan.pdf”" in page.select_one(".govuk-error-summary").text
        assert page.select_one("textarea[name=message]").text.strip() == ANSWERS["message"]
        assert page.select_one("input[name=email]")["value"] == f"{prefix}0@example.com"
        assert portal.rows("SELECT count(*) FROM intake_attachment") == [(0,)]
        assert _files(portal) == []
        check = post(session, answer, ANSWERS | {"email": f"{prefix}0@example.com"})
        portal.send(session, check)
    assert portal.submissions(prefix) == 1
    report("disk full for uploads", f"told, text kept, no row and no file; sent without ({full_disk})")


def _file() -> tuple[str, bytes, str]:
    return ("plan.pdf", PDF, "application/pdf")


def _files(portal: Portal) -> list[Path]:
    return [path for path in (portal.folder / "data" / "uploads").rglob("*") if path.is_file()]

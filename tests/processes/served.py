"""`manage.py serve`, started by a test on a data folder and a port of its own."""

import subprocess
import sys
from pathlib import Path

from portal import embedded
from tests.processes.site import BARE_ENVIRONMENT, ROOT, wait_until


class Served:
    """A `manage.py serve` on a data folder."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.port = embedded.free_port()
        self.environment = {**BARE_ENVIRONMENT, "PORTAL_DATA_DIR": str(folder), "PORT": str(self.port)}
        self.environment |= environment
        self.process: subprocess.Popen[str] | None = None

    def start(self, *, seconds: float = 180) -> "Served":
        """Start it and wait for its addresses."""
        self.output = self.folder.parent / f"{self.port}.output"
        with self.output.open("w") as output:
            self.process = self._popen(stdout=output, stderr=subprocess.STDOUT)
        wait_until(
            lambda: "Ctrl-C stops everything" in self.said() or self.process.poll() is not None,
            seconds=seconds,
        )
        assert self.process.poll() is None, self.said()
        return self

    def refuses(self) -> str:
        """Start it where it cannot start; return what it says."""
        self.process = self._popen(stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        said, _ = self.process.communicate(timeout=120)
        assert self.process.returncode == 1, said
        return said.strip()

    def said(self) -> str:
        return self.output.read_text()

    def ends(self, number: int) -> int:
        """Send it a signal and return its exit code."""
        self.process.send_signal(number)
        return self.process.wait(120)

    def descendants(self) -> list[int]:
        """The process ids of everything that it has started."""
        return _descendants(self.process.pid)

    def child(self, name: str) -> int:
        """The process id of the part whose command line has `name` in it."""
        return next(pid for pid in _children(self.process.pid) if name in _command_line(pid))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _popen(self, **options) -> subprocess.Popen:
        command = [sys.executable, "manage.py", "serve"]
        return subprocess.Popen(command, cwd=ROOT, env=self.environment, start_new_session=True, **options)


def _descendants(pid: int) -> list[int]:
    children = _children(pid)
    return [*children, *(below for child in children for below in _descendants(child))]


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _command_line(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()

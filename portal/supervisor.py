"""Several processes run as one: started together, ended together, and none of them left behind."""

import ctypes
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType

_PR_SET_PDEATHSIG = 1
_GRACE_SECONDS = 20.0
_LONGEST_LOG_BYTES = 5_000_000
#: structlog, gunicorn and Celery each write a line's level in brackets of their own.
_ERROR = re.compile(rb"\[(error|critical)\s*\]|[\[ ](ERROR|CRITICAL)[\]/]")


class ChildDied(Exception):
    """One of the processes ended by itself."""


class Stopped(Exception):
    """A signal asks to stop."""


class Supervisor:
    """Starts processes, watches them, and stops them again."""

    def __init__(
        self, *, log_folder: Path, environment: Mapping[str, str], on_error: Callable[[str, str], None]
    ) -> None:
        """Supervise processes that log to a file each in `log_folder` and see `environment`.

        `on_error` is called with a process's name and the line whenever one logs an error.
        """
        self.log_folder = log_folder
        self.environment = dict(environment)
        self._on_error = on_error
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._logs: dict[str, _Log] = {}
        self._stopping = False

    def start(self, name: str, command: Sequence[str]) -> None:
        """Start `command` as the process called `name`.

        Raises:
            Stopped: a signal asks to stop; nothing was started.
        """
        if self._stopping:
            raise Stopped
        self.log_folder.mkdir(parents=True, exist_ok=True)
        self._logs[name] = log = _Log(self.log_folder / f"{name}.log")
        with log.path.open("ab") as output:
            self._children[name] = subprocess.Popen(  # noqa: S603 - commands are the portal's own
                command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                # A group of its own: Ctrl-C reaches the supervisor only, which then stops them in order.
                start_new_session=True,
                preexec_fn=_die_with(os.getpid()) if sys.platform == "linux" else None,
            )

    def handle_signals(self) -> None:
        """Let Ctrl-C and SIGTERM raise `Stopped` wherever a process is waited for; a second one kills all."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)

    def wait_until(self, ready: Callable[[], bool], *, seconds: float) -> bool:
        """Return whether `ready` came true within `seconds`.

        Raises:
            ChildDied: a process ended meanwhile.
            Stopped: a signal asks to stop.
        """
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self._check()
            if ready():
                return True
            time.sleep(0.05)
        return False

    def wait(self) -> None:
        """Wait until a process ends by itself, or a signal comes.

        Raises:
            ChildDied: a process ended by itself.
            Stopped: a signal asks to stop.
        """
        while True:
            self._check()
            time.sleep(0.2)

    def stop(self) -> None:
        """Stop every process, the first started last of all; kill what does not stop in 20 seconds.

        The first is the one that the others talk to: redis.
        """
        self._stopping = True
        deadline = time.monotonic() + _GRACE_SECONDS
        children = [child for child in self._children.values() if child.poll() is None]
        for group in (children[1:], children[:1]):
            for child in group:
                child.terminate()
            for child in group:
                _wait(child, deadline)
        self._kill()

    def log_end(self, name: str, lines: int = 15) -> str:
        """Return the last lines that the process called `name` logged."""
        text = self._logs[name].path.read_text(errors="replace")
        return "\n".join(text.splitlines()[-lines:])

    def _kill(self) -> None:
        """End what is left, with the processes it has started; wait for nothing."""
        for child in self._children.values():
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(child.pid, signal.SIGKILL)

    def _check(self) -> None:
        if self._stopping:
            raise Stopped
        for name, child in self._children.items():
            for line in self._logs[name].new_errors():
                self._on_error(name, line)
            if child.poll() is not None:
                raise ChildDied(name)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        # Raises nothing: in the middle of Popen.wait() that would leave a lock held for ever.
        if self._stopping:
            self._kill()
            os._exit(1)
        self._stopping = True


class _Log:
    """The file that a process logs to, read for errors as it grows."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if path.exists() and path.stat().st_size > _LONGEST_LOG_BYTES:
            path.replace(path.with_suffix(".old.log"))
        self._seen = path.stat().st_size if path.exists() else 0

    def new_errors(self) -> list[str]:
        """Return the whole lines at the level of an error that were written since the last call."""
        if self.path.stat().st_size == self._seen:
            return []
        with self.path.open("rb") as log:
            log.seek(self._seen)
            lines = log.read().splitlines(keepends=True)
        if lines and not lines[-1].endswith(b"\n"):
            lines.pop()
        self._seen += sum(map(len, lines))
        return [line.decode(errors="replace").rstrip() for line in lines if _ERROR.search(line)]


def _wait(child: subprocess.Popen[bytes], deadline: float) -> None:
    try:
        child.wait(max(0.1, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _die_with(parent: int) -> Callable[[], None]:
    """Linux: end a new process when its parent is gone, even by kill -9 (prctl(2), PR_SET_PDEATHSIG)."""
    # Found before the fork: between fork and exec nothing may be loaded.
    prctl = ctypes.CDLL(None).prctl

    def before_exec() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return before_exec

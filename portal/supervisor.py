"""Several processes run as one: started together, ended together, and none of them left behind."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FrameType

_PR_SET_PDEATHSIG = 1
_GRACE_SECONDS = 20.0


class ChildDied(Exception):
    """One of the processes ended by itself."""


class Supervisor:
    """Starts processes, watches them, and stops them in the reverse order of their start."""

    def __init__(self, *, log_folder: Path, environment: Mapping[str, str]) -> None:
        """Supervise processes that log to a file each in `log_folder` and see `environment`."""
        self.log_folder = log_folder
        self.environment = dict(environment)
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.stopping = False

    def start(self, name: str, command: Sequence[str]) -> None:
        """Start `command` as the process called `name`."""
        self.log_folder.mkdir(parents=True, exist_ok=True)
        with (self.log_folder / f"{name}.log").open("ab") as log:
            self.children[name] = subprocess.Popen(  # noqa: S603 - commands are the portal's own
                command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # A group of its own: Ctrl-C reaches the supervisor only, which then stops them in order.
                start_new_session=True,
                preexec_fn=_die_with_parent if sys.platform == "linux" else None,
            )

    def handle_signals(self) -> None:
        """Let Ctrl-C and SIGTERM end `wait`; a second one kills at once."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)

    def wait_until(self, ready: Callable[[], bool], *, seconds: float) -> bool:
        """Return whether `ready` came true within `seconds`.

        Raises:
            ChildDied: a process ended meanwhile.
        """
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not self.stopping:
            self._check()
            if ready():
                return True
            time.sleep(0.05)
        return False

    def wait(self) -> None:
        """Return when a signal asks to stop.

        Raises:
            ChildDied: a process ended by itself.
        """
        while not self.stopping:
            self._check()
            time.sleep(0.2)

    def stop(self) -> None:
        """Stop every process, the last started first; kill what does not stop in 20 seconds."""
        deadline = time.monotonic() + _GRACE_SECONDS
        for child in reversed(self.children.values()):
            if child.poll() is None:
                child.terminate()
                _wait(child, deadline)
        self.kill()

    def kill(self) -> None:
        """End what is left, with the processes it has started."""
        for child in self.children.values():
            try:
                os.killpg(child.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                continue
            child.wait()

    def log_end(self, name: str, lines: int = 15) -> str:
        """Return the last lines that the process called `name` logged."""
        text = (self.log_folder / f"{name}.log").read_text(errors="replace")
        return "\n".join(text.splitlines()[-lines:])

    def _check(self) -> None:
        for name, child in self.children.items():
            if child.poll() is not None and not self.stopping:
                raise ChildDied(name)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        if self.stopping:
            self.kill()
            sys.exit(1)
        self.stopping = True


def _wait(child: subprocess.Popen[bytes], deadline: float) -> None:
    try:
        child.wait(max(0.1, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        child.kill()


def _die_with_parent() -> None:
    """Linux: end this process when its parent is gone, even by kill -9 (prctl(2), PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)

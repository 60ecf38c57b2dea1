"""Several processes run as one."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from portal.supervisor import ChildDied, Supervisor

pytestmark = pytest.mark.thorough


@pytest.fixture
def errors():
    return []


@pytest.fixture
def supervisor(tmp_path, errors):
    supervisor = Supervisor(
        log_folder=tmp_path, environment=os.environ, on_error=lambda *error: errors.append(error)
    )
    yield supervisor
    supervisor.stop()


def python(source: str) -> list[str]:
    return [sys.executable, "-c", source]


def test_it_waits_until_they_are_ready(supervisor, tmp_path):
    supervisor.start("web", python("print('ready', flush=True); import time; time.sleep(60)"))

    assert supervisor.wait_until(lambda: "ready" in (tmp_path / "web.log").read_text(), seconds=10)


def test_it_does_not_wait_for_ever(supervisor):
    supervisor.start("web", ["sleep", "60"])

    assert not supervisor.wait_until(lambda: False, seconds=0.2)


def test_whatever_ends_by_itself_is_named_with_the_end_of_its_log(supervisor):
    supervisor.start("redis", ["sleep", "60"])
    supervisor.start("worker", python("print('first'); print('last words')"))

    with pytest.raises(ChildDied, match="worker"):
        supervisor.wait()

    assert supervisor.log_end("worker", lines=1) == "last words"


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-24T15:00:00Z [error    ] it broke [intake]",
        "[2026-11-24 15:00:00 +0000] [17] [ERROR] it broke",
        "[2026-11-24 15:00:00,000: CRITICAL/MainProcess] it broke",
    ],
)
def test_a_line_at_the_level_of_an_error_is_passed_on(supervisor, errors, line):
    supervisor.start("web", python(f"print('[info     ] no error\\n' + {line!r})"))

    with pytest.raises(ChildDied):
        supervisor.wait()

    assert errors == [("web", line)]


def test_errors_of_an_earlier_start_are_not_passed_on_again(supervisor, errors, tmp_path):
    (tmp_path / "web.log").write_text("[ERROR] yesterday\n")
    supervisor.start("web", ["true"])

    with pytest.raises(ChildDied):
        supervisor.wait()

    assert errors == []


def test_a_log_that_has_grown_long_is_put_aside(supervisor, tmp_path):
    (tmp_path / "web.log").write_bytes(b"x" * 5_000_001)

    supervisor.start("web", ["sleep", "60"])

    assert (tmp_path / "web.log").stat().st_size == 0
    assert (tmp_path / "web.old.log").stat().st_size == 5_000_001


def test_the_first_started_is_stopped_last(supervisor, tmp_path):
    source = """
import pathlib, signal, sys, time
def stop(*signal):
    time.sleep(0.2)
    pathlib.Path({name!r}).write_text(str(time.monotonic()))
    sys.exit()
signal.signal(signal.SIGTERM, stop)
print("up", flush=True)
time.sleep(60)
"""
    names = ("redis", "web", "worker")
    for name in names:
        supervisor.start(name, python(source.format(name=str(tmp_path / name))))
    wait_for(lambda: all("up" in read(tmp_path / f"{name}.log") for name in names))

    supervisor.stop()

    ended = {name: float(read(tmp_path / name)) for name in names}
    assert ended["redis"] > max(ended["web"], ended["worker"]) + 0.1


def test_one_that_does_not_listen_is_killed_by_the_second_signal(tmp_path):
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
        "print('up', flush=True); time.sleep(60)"
    )
    program = f"""
import os, sys
from pathlib import Path
from portal.supervisor import Stopped, Supervisor
supervisor = Supervisor(log_folder=Path({str(tmp_path)!r}), environment=os.environ, on_error=print)
supervisor.handle_signals()
supervisor.start("worker", [sys.executable, "-c", {deaf!r}])
try:
    supervisor.wait()
except Stopped:
    print("stopping", flush=True)
    supervisor.stop()
"""
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    with process:
        wait_for(lambda: "up" in read(tmp_path / "worker.log"))
        process.send_signal(signal.SIGINT)
        assert process.stdout.readline() == "stopping\n"
        started = time.monotonic()
        process.send_signal(signal.SIGINT)

        assert process.wait(10) == 1
    assert time.monotonic() - started < 5


def read(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def wait_for(ready) -> None:
    deadline = time.monotonic() + 10
    while not ready():
        assert time.monotonic() < deadline
        time.sleep(0.02)

"""`manage.py serve`, which is `make run`: the whole portal from one command, and nothing left after it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from portal import embedded
from tests.processes.served import Served
from tests.processes.site import BARE_ENVIRONMENT, ROOT, answers, emails, send_press_enquiry, wait_until

#: In one worker, which migrates for all but the first.
pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("serve"), pytest.mark.thorough]

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, and PR_SET_PDEATHSIG is Linux's")


@pytest.fixture(scope="module")
def migrated(tmp_path_factory) -> Path:
    """A database that is migrated, so that not every start has to wait for that."""
    folder = tmp_path_factory.mktemp("migrated")
    command = [sys.executable, "manage.py", "migrate", "--no-input"]
    environment = BARE_ENVIRONMENT | {"PORTAL_DATA_DIR": str(folder)}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=300)
    return folder / "portal.sqlite3"


@pytest.fixture
def serve_anew(tmp_path):
    """A function that makes a portal on a data folder that need not be there."""
    started = []

    def on(folder: str = "data", **environment: str) -> Served:
        started.append(Served(tmp_path / folder, **environment))
        return started[-1]

    yield on
    for served in started:
        if served.process and served.process.poll() is None:
            served.ends(signal.SIGTERM)


@pytest.fixture
def serve(serve_anew, migrated, tmp_path):
    """The same on a data folder that has a database."""
    (tmp_path / "data").mkdir()
    shutil.copy(migrated, tmp_path / "data")
    return serve_anew


@linux
def test_one_command_makes_a_portal_that_acknowledges_an_enquiry_and_ctrl_c_ends_all_of_it(serve_anew):
    served = serve_anew().start()
    assert re.search(r"Account +staff\n +Password +\S{12,} +\(shown this once\)", served.said())

    reference = send_press_enquiry(served.url, email="jo@example.org")

    mail = served.folder / "mail"
    wait_until(lambda: emails(mail, to="jo@example.org"))
    assert reference in emails(mail, to="jo@example.org")[0]["Subject"]
    started = served.descendants()
    assert len(started) >= 4
    assert served.ends(signal.SIGINT) == 0
    assert served.said().endswith("Stopped.\n")
    assert not any(map(_is_alive, started))


@linux
def test_the_second_start_keeps_what_is_there_and_kill_9_leaves_nothing_behind(serve):
    serve().start().ends(signal.SIGTERM)

    again = serve().start()

    assert "Password" not in again.said()
    started = again.descendants()
    again.ends(signal.SIGKILL)
    wait_until(lambda: not any(map(_is_alive, started)))
    assert not answers(f"{again.url}/healthz")


@linux
def test_the_death_of_one_part_is_named_and_stops_the_rest(serve):
    served = serve().start()
    started = served.descendants()

    os.kill(served.child(" worker "), signal.SIGKILL)

    assert served.process.wait(30) == 1
    assert "worker has stopped by itself" in served.said()
    assert not any(map(_is_alive, started))


def test_errors_of_a_part_are_shown_and_lose_nothing(serve):
    nobody = f"redis://127.0.0.1:{embedded.free_port()}/0"

    served = serve(REDIS_URL=nobody).start()

    wait_until(lambda: re.search(r"^(worker|beat): .*error.*Connection refused", served.said(), re.MULTILINE))
    send_press_enquiry(served.url, email="jo@example.org")


def test_a_second_portal_on_the_same_folder_is_refused(serve):
    serve().start()

    assert re.fullmatch(
        r"CommandError: The data folder .* is in use by another portal\. .*", serve().refuses()
    )


def test_a_port_that_is_taken_is_named(serve_anew):
    served = serve_anew()
    with socket.create_server(("127.0.0.1", served.port)):
        said = served.refuses()

    assert said == (
        f"CommandError: Port {served.port} is taken by another program. "
        f"Choose another one: PORT={served.port + 1} make run"
    )


def test_a_port_that_there_is_not_is_named(serve_anew):
    assert (
        serve_anew(PORT="70000").refuses()
        == "CommandError: PORT is 70000; it must be a number from 1 to 65535."
    )


def test_a_data_folder_that_cannot_be_written_is_named(serve_anew, tmp_path):
    (tmp_path / "file").touch()

    said = serve_anew("file/data").refuses()

    assert said.startswith(f"CommandError: The data folder {tmp_path}/file/data cannot be written (")
    assert "\n" not in said


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False

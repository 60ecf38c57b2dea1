"""The whole portal in processes of its own, as the browser tests use it."""

import json
import subprocess
import sys
from email.message import EmailMessage
from functools import cached_property
from pathlib import Path
from typing import Any

from scripts import messages
from tests.processes.served import Served
from tests.processes.site import ROOT, emails, wait_until

STAFF_PASSWORD = "only for browser tests"
_SUBMISSIONS = 40


class Portal(Served):
    """A portal with schools, colleagues and some submissions, which writes its emails to files."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            folder,
            STAFF_PASSWORD=STAFF_PASSWORD,
            SUPPLIER_DIRECTORY="on",
            REPLY_UNDO_SECONDS="5",
            PORTAL_PSEUDO_LOCALES="on",
        )
        self._asked: subprocess.Popen[str] | None = None

    def begin(self) -> None:
        """Start it and fill it."""
        messages.make_pseudo()
        self.start(seconds=100)
        self.ask("tests.browser.asked.command", "make_demo_data", "--count", str(_SUBMISSIONS))

    def ends(self, number: int) -> int:
        """Send it a signal and return its exit code."""
        if self._asked:
            self._asked.communicate()
        return super().ends(number)

    def ask(self, function: str, *arguments: str) -> Any:
        """What a function returns, called in a process that has this portal's settings."""
        if self._asked is None:
            self._asked = self._popen_asked()
        self._asked.stdin.write(json.dumps([function, *arguments]) + "\n")
        self._asked.stdin.flush()
        answer = self._asked.stdout.readline()
        assert answer, self._complaints.read_text()
        return json.loads(answer)

    @cached_property
    def colleague(self) -> str:
        """The name of an administrator besides `staff`, Lena Lead, who has the same password."""
        return self.ask("tests.browser.sign_in_states.colleague")

    def account(self, name: str) -> str:
        """The name of a new administrator with the password of `staff`."""
        return self.ask("tests.browser.sign_in_states.name_of_account", name)

    def rescue(self, name: str) -> str:
        """The link with which an administrator who is locked out chooses a new password."""
        return self.ask("tests.browser.asked.command", "rescue_administrator", name, "--make").split()[-1]

    @cached_property
    def sign_ins(self) -> dict[str, str]:
        """What `sign_in_states.make` made in it, as soon as somebody asks."""
        return self.ask("tests.browser.sign_in_states.make")

    @cached_property
    def states(self) -> dict[str, str]:
        """What `supplier_states.make` made in it, as soon as somebody asks."""
        return self.ask("tests.browser.supplier_states.make")

    @cached_property
    def message(self) -> dict[str, int]:
        """The ids of a submission, and of a message that its sender wrote, made as soon as somebody asks."""
        return self.ask("tests.browser.messages.make")

    @cached_property
    def form(self) -> int:
        """The id of a type whose form has pages, versions and something wrong, made as soon as needed."""
        return self.ask("tests.browser.edited_form.make")

    @cached_property
    def long_form(self) -> str:
        """The path of a form of several pages, made as soon as somebody asks."""
        return f"/enquiries/{self.ask('tests.browser.steps_scenes.make')}/"

    @cached_property
    def kept_away(self) -> dict[str, str]:
        """The paths of the pages of a submission with a file in each state, made as soon as somebody asks."""
        return self.ask("tests.browser.kept_away.make")

    @cached_property
    def closed_forms(self) -> list[str]:
        """The slugs of two types whose forms are closed, made as soon as somebody asks."""
        return self.ask("tests.browser.closed_scenes.make")

    def _popen_asked(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.browser.asked"]
        self._complaints = self.folder.parent / f"{self.port}.complaints"
        pipe = subprocess.PIPE
        with self._complaints.open("w") as complaints:
            return subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdin=pipe, stdout=pipe, stderr=complaints, text=True
            )

    def emails(self, *, to: str) -> list[EmailMessage]:
        """The emails to an address, the oldest first."""
        return emails(self.folder / "mail", to=to)

    def email(self, *, to: str, seconds: float = 20) -> EmailMessage:
        """The only email to an address, as soon as it is there."""
        wait_until(lambda: self.emails(to=to), seconds=seconds)
        (email,) = self.emails(to=to)
        return email

    @property
    def url(self) -> str:
        """The address that it gives itself in its emails."""
        return f"http://localhost:{self.port}"


def text_of(email: EmailMessage) -> str:
    """The plain text of an email."""
    return email.get_body(("plain",)).get_content()

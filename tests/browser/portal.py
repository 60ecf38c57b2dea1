"""The whole portal in processes of its own, as the browser tests use it."""

import json
import subprocess
import sys
from email.message import EmailMessage
from functools import cached_property
from pathlib import Path

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

    def begin(self) -> None:
        """Start it and fill it."""
        messages.make_pseudo()
        self.start(seconds=100)
        self._manage("make_demo_data", "--count", str(_SUBMISSIONS))

    @cached_property
    def colleague(self) -> str:
        """The name of an administrator besides `staff`, Lena Lead, who has the same password."""
        made = (
            "from django.contrib.auth.models import User; User.objects.create_superuser("
            f"'lena', 'lena@example.org', '{STAFF_PASSWORD}', first_name='Lena', last_name='Lead')"
        )
        self._manage("shell", "--verbosity", "0", "-c", made)
        return "lena"

    def account(self, name: str) -> str:
        """The name of a new administrator with the password of `staff`."""
        made = f"from tests.browser import sign_in_states; sign_in_states.account({name!r})"
        self._manage("shell", "--verbosity", "0", "-c", made)
        return name

    def rescue(self, name: str) -> str:
        """The link with which an administrator who is locked out chooses a new password."""
        return self._manage("rescue_administrator", name, "--make").split()[-1]

    @cached_property
    def sign_ins(self) -> dict[str, str]:
        """What `sign_in_states.make` made in it, as soon as somebody asks."""
        made = "import json; from tests.browser import sign_in_states as s; print(json.dumps(s.make()))"
        return dict(json.loads(self._manage("shell", "--verbosity", "0", "-c", made).splitlines()[-1]))

    @cached_property
    def states(self) -> dict[str, str]:
        """What `supplier_states.make` made in it, as soon as somebody asks."""
        made = "import json; from tests.browser import supplier_states as s; print(json.dumps(s.make()))"
        return dict(json.loads(self._manage("shell", "--verbosity", "0", "-c", made).splitlines()[-1]))

    @cached_property
    def message(self) -> dict[str, int]:
        """The ids of a submission, and of a message that its sender wrote, made as soon as somebody asks."""
        made = "import json; from tests.browser import messages; print(json.dumps(messages.make()))"
        return dict(json.loads(self._manage("shell", "--verbosity", "0", "-c", made).splitlines()[-1]))

    @cached_property
    def form(self) -> int:
        """The id of a type whose form has pages, versions and something wrong, made as soon as needed."""
        made = "from tests.browser import edited_form; print(edited_form.make())"
        return int(self._manage("shell", "--verbosity", "0", "-c", made).splitlines()[-1])

    @cached_property
    def long_form(self) -> str:
        """The path of a form of several pages, made as soon as somebody asks."""
        made = "from tests.enquiries import long_form; print(long_form.make().slug)"
        slug = self._manage("shell", "--verbosity", "0", "-c", made).splitlines()[-1]
        return f"/enquiries/{slug}/"

    @cached_property
    def kept_away(self) -> dict[str, str]:
        """The paths of the pages of a submission with a file in each state, made as soon as somebody asks."""
        made = "import json; from tests.browser import kept_away; print(json.dumps(kept_away.make()))"
        return dict(json.loads(self._manage("shell", "--verbosity", "0", "-c", made).splitlines()[-1]))

    @cached_property
    def closed_forms(self) -> list[str]:
        """The slugs of two types whose forms are closed, made as soon as somebody asks."""
        made = "import json; from tests.browser import closed_scenes as c; print(json.dumps(c.make()))"
        return list(json.loads(self._manage("shell", "--verbosity", "0", "-c", made).splitlines()[-1]))

    def _manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

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

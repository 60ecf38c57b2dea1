"""A small IMAP server on the loopback address: it says what imaplib asks, and remembers what was done."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_UID_COMMANDS = ("SEARCH", "FETCH", "STORE", "MOVE")


@dataclass
class Mailbox:
    """A mailbox and its server.

    Attributes:
        url: where it is, with its user and password.
        emails: the emails in INBOX by uid.
        seen: the uids that are marked as read.
        moved: the emails that were moved, by the folder that they are in.
        folders: the folders there are.
        can_move: whether the server has the MOVE extension.
        refused: uids of which no content is given.
        commands: what was asked, without arguments.
        password: what opens it.
    """

    url: str = ""
    emails: dict[int, bytes] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    moved: dict[str, list[bytes]] = field(default_factory=dict)
    folders: set[str] = field(default_factory=lambda: {"INBOX"})
    can_move: bool = True
    refused: set[int] = field(default_factory=set)
    commands: list[str] = field(default_factory=list)
    password: str = "p@ss/word"

    def receive(self, *emails: bytes) -> None:
        """Put new emails into the INBOX."""
        for email in emails:
            self.emails[max(self.emails, default=0) + 1] = email


class _Conversation(socketserver.StreamRequestHandler):
    """One client's commands and the answers to them."""

    box: Mailbox

    def handle(self) -> None:
        self._say("* OK ready")
        for line in self.rfile:
            tag, command, rest = (line.decode().strip() + "  ").split(" ", 2)
            command, rest = command.upper(), rest.strip()
            if command == "UID":
                command, _, rest = rest.partition(" ")
            self.box.commands.append(command)
            answer = getattr(self, f"_{command.lower()}", self._nothing)(rest)
            self._say(f"{tag} {answer}")
            if command == "LOGOUT":
                return

    def _say(self, line: str | bytes) -> None:
        self.wfile.write((line.encode() if isinstance(line, str) else line) + b"\r\n")

    def _nothing(self, rest: str) -> str:
        return "OK done"

    def _capability(self, rest: str) -> str:
        self._say(f"* CAPABILITY IMAP4rev1{' MOVE' if self.box.can_move else ''}")
        return "OK done"

    def _login(self, rest: str) -> str:
        return "OK in" if rest.split(" ", 1)[1].strip('"') == self.box.password else "NO wrong password"

    def _select(self, rest: str) -> str:
        if rest.strip('"') not in self.box.folders:
            return "NO no such folder"
        self._say(f"* {len(self.box.emails)} EXISTS")
        self._say("* OK [UIDVALIDITY 77] valid")
        return "OK [READ-WRITE] selected"

    def _search(self, rest: str) -> str:
        self._say(" ".join(["* SEARCH", *(str(uid) for uid in self.box.emails if uid not in self.box.seen)]))
        return "OK done"

    def _fetch(self, rest: str) -> str:
        uid, wanted = rest.split(" ", 1)
        assert wanted == "(BODY.PEEK[])", "fetching must not mark an email as read"
        if int(uid) in self.box.refused:
            return "NO not now"
        if int(uid) in self.box.emails:
            email = self.box.emails[int(uid)]
            self._say(f"* 1 FETCH (UID {uid} BODY[] {{{len(email)}}}".encode() + b"\r\n" + email + b")")
        return "OK done"

    def _store(self, rest: str) -> str:
        uid, flags = rest.split(" ", 1)
        assert flags == r"+FLAGS.SILENT (\Seen)", "nothing but the mark of the reader is set"
        self.box.seen.add(int(uid))
        return "OK done"

    def _create(self, rest: str) -> str:
        self.box.folders.add(rest.strip('"'))
        return "OK done"

    def _move(self, rest: str) -> str:
        uid, folder = re.fullmatch(r'(\d+) "(.+)"', rest).groups()  # type: ignore[union-attr]
        if folder not in self.box.folders:
            return "NO [TRYCREATE] no such folder"
        self.box.moved.setdefault(folder, []).append(self.box.emails.pop(int(uid)))
        return "OK done"


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    """Run a server with one mailbox while the block lasts."""
    box = Mailbox()
    handler = type("Handler", (_Conversation,), {"box": box})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        box.url = f"imap://widgets%40example.org:p%40ss%2Fword@127.0.0.1:{server.server_address[1]}/INBOX"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield box
        finally:
            server.shutdown()
            thread.join()

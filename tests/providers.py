"""Email providers on the loopback address: they take what the real libraries send and answer as told."""

import json
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

#: Answers that are no status: the connection is closed; nothing is said for longer than anybody waits; the
#: email is taken, but the answer comes late.
HANG_UP = -1
SILENCE = -2
LATE = -3
#: How long a provider that answers 429 asks us to wait.
RETRY_AFTER_SECONDS = 600


@dataclass
class Postmark:
    """What speaks Postmark's API: its address, the answers to come, and what was posted.

    With no answer left it takes the email. An answer is an HTTP status, one of those above, or a whole body.
    Silence and late answers end after `patience` seconds, or once they are `released`.
    """

    url: str = ""
    answers: list[int | str] = field(default_factory=list)
    posted: list[dict[str, Any]] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    patience: float = 10


@contextmanager
def postmark() -> Iterator[Postmark]:
    """Run a provider while the block lasts."""
    provider = Postmark()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            email = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            provider.posted.append(email)
            answer = provider.answers.pop(0) if provider.answers else 200
            if answer in (SILENCE, LATE):
                provider.released.wait(provider.patience)
            if answer in (HANG_UP, SILENCE):
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            self._answer(*_answer_to(email, answer))

        def _answer(self, status: int, body: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            if status == 429:
                self.send_header("Retry-After", str(RETRY_AFTER_SECONDS))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *args: object) -> None:
            """Keep the tests' output clean."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *args: object) -> None:
            """A caller that does not wait for the answer is what some tests are about."""

    with Server(("127.0.0.1", 0), Handler) as server:
        provider.url = f"http://127.0.0.1:{server.server_address[1]}/"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield provider
        finally:
            provider.released.set()
            server.shutdown()
            thread.join()


def _answer_to(email: dict[str, Any], answer: int | str) -> tuple[int, str]:
    if isinstance(answer, str):
        return 200, answer
    if answer in (200, LATE):
        return 200, json.dumps({"ErrorCode": 0, "Message": "OK", "MessageID": "pm-1", "To": email["To"]})
    if answer == 422:
        words = f"Found inactive addresses: {email['To'].lower()}. Inactive recipients are ones that bounced."
        return 422, json.dumps({"ErrorCode": 406, "Message": words})
    return answer, json.dumps({"ErrorCode": 10, "Message": "refused"})


@contextmanager
def smtp(**answers: str) -> Iterator[tuple[str, int]]:
    """Run an SMTP server while the block lasts; give its address.

    Args:
        answers: by command in small letters, such as `rcpt="450 later"`; `body` is said after the message,
            and an empty answer hangs up. Every other command is taken.
    """

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            if self._say(answers.get("connect", "220 ready")):
                any(self._ends_with(line) for line in self.rfile)

        def _ends_with(self, line: bytes) -> bool:
            """Answer one line; return whether the conversation is over."""
            command = line.decode().split()[0].lower()
            ordinary = "354 go on" if command == "data" else "250 taken"
            if not self._say(answers.get(command, ordinary)) or command == "quit":
                return True
            if command != "data" or "data" in answers:
                return False
            while self.rfile.readline() != b".\r\n":
                pass
            return not self._say(answers.get("body", "250 taken"))

        def _say(self, answer: str) -> bool:
            self.wfile.write(f"{answer}\r\n".encode() if answer else b"")
            return bool(answer)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.server_address  # type: ignore[misc]
        finally:
            server.shutdown()
            thread.join()

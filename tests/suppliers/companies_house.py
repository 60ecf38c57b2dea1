"""Companies House's public data API on the loopback address: it speaks as documented and answers as told."""

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

#: The documented profile, of an invented company; the members that nobody here reads are among them.
PROFILE = {
    "accounts": {
        "accounting_reference_date": {"day": "31", "month": "03"},
        "next_accounts": {"due_on": "2027-12-31", "overdue": False, "period_end_on": "2027-03-31"},
        "overdue": False,
    },
    "can_file": True,
    "company_name": "HACKNEY SCHOOL MEALS LIMITED",
    "company_number": "01234567",
    "company_status": "active",
    "confirmation_statement": {"next_due": "2027-02-14", "next_made_up_to": "2027-01-31", "overdue": False},
    "date_of_creation": "1976-02-29",
    "etag": "2d1c9f4b0b2a4e6f8a7c5d3e1f0b9a8c7d6e5f4a",
    "has_been_liquidated": False,
    "has_charges": False,
    "has_insolvency_history": False,
    "jurisdiction": "england-wales",
    "links": {"self": "/company/01234567", "officers": "/company/01234567/officers"},
    "registered_office_address": {
        "address_line_1": "1 Reading Lane",
        "address_line_2": "Hackney",
        "country": "England",
        "locality": "London",
        "postal_code": "E8 1GQ",
    },
    "registered_office_is_in_dispute": False,
    "sic_codes": ["56290", "85600"],
    "type": "ltd",
    "undeliverable_registered_office_address": False,
}
NOT_FOUND = {"errors": [{"error": "company-profile-not-found", "type": "ch:service"}]}
BAD_KEY = {"error": "Invalid Authorization", "type": "ch:service"}


@dataclass
class Answer:
    """One answer: by default the documented profile."""

    status: int = 200
    body: dict | list | str | bytes = field(default_factory=lambda: PROFILE)
    headers: dict[str, str] = field(default_factory=dict)
    #: Seconds before the first byte, and between each two of them where it comes drop by drop.
    wait: float = 0
    drops: float = 0
    #: How many bytes more are promised than come.
    lacks: int = 0


@dataclass
class CompaniesHouse:
    """The API: its address, the answers to come (the last stays), and what was asked with which key."""

    url: str = ""
    answers: list[Answer] = field(default_factory=lambda: [Answer()])
    asked: list[tuple[str, str]] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)


@contextmanager
def companies_house() -> Iterator[CompaniesHouse]:
    """Run the API while the block lasts."""
    api = CompaniesHouse()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            user = base64.b64decode(self.headers.get("Authorization", "").removeprefix("Basic ")).decode()
            api.asked.append((self.path, user))
            answer = api.answers.pop(0) if len(api.answers) > 1 else api.answers[0]
            api.released.wait(answer.wait)
            self._say(answer)

        def _say(self, answer: Answer) -> None:
            body = answer.body if isinstance(answer.body, str | bytes) else json.dumps(answer.body)
            sent = body.encode() if isinstance(body, str) else body
            self.send_response(answer.status)
            for name, value in {"Content-Type": "application/json", **answer.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(sent) + answer.lacks))
            self.end_headers()
            for place in range(0, len(sent), 1 if answer.drops else len(sent)):
                self.wfile.write(sent[place : place + 1] if answer.drops else sent)
                if answer.drops and api.released.wait(answer.drops):
                    break

        def log_message(self, *args: object) -> None:
            """Keep the tests' output clean."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *args: object) -> None:
            """A caller that does not wait for the answer is what some tests are about."""

    with Server(("127.0.0.1", 0), Handler) as server:
        api.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield api
        finally:
            api.released.set()
            server.shutdown()
            thread.join()

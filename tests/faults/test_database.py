"""PostgreSQL restarted without a goodbye: whole rows or none, nothing typed is lost, no second submission."""

import threading
from concurrent.futures import ThreadPoolExecutor

import requests
from bs4 import BeautifulSoup

from tests.faults import MARKS
from tests.faults.conftest import Server
from tests.faults.portal import Portal, post, soon
from tests.faults.processes import wait_until

pytestmark = MARKS


def test_a_database_restarted_in_mid_post_loses_nothing(
    portal: Portal, prefix: str, postgres: Server, points, chance, report
):
    pages = reloads = 0
    for number in range(points):
        # A restarted database is not there at once: the next person comes when it is.
        wait_until(lambda: portal.status("/contacts/") == 200)
        with requests.Session() as session:
            check = portal.answer(session, f"{prefix}{number}@example.com")
            restart = threading.Thread(target=lambda: (soon(0.05, chance), postgres.restart_at_once()))
            restart.start()
            answer = post(session, check, {})
            restart.join()
            for _ in range(20):
                if answer.status_code != 503:
                    break
                if answer.request.method == "GET":
                    # The form was taken; only the page that confirms it met the restart.
                    reloads += 1
                    assert "then load this page again" in answer.text
                    answer = session.get(answer.url, timeout=60)
                    continue
                pages += 1
                assert "Your answers are not lost" in answer.text
                answer = post(session, answer, {})
            assert BeautifulSoup(answer.text, "html.parser").select_one(".govuk-panel__body strong")
            post(session, check, {})
    assert portal.submissions(prefix) == points
    [[acknowledgements]] = portal.rows(
        "SELECT count(*) FROM intake_message m JOIN intake_submission s ON s.id = m.submission_id "
        f"WHERE m.kind = 'acknowledgement' AND s.sender_email LIKE '{prefix}%'"
    )
    assert acknowledgements == points
    # What a worker had claimed when it lost the database, it holds until its lease ends.
    portal.kill("worker")
    portal.leases_expire()
    portal.start("worker")
    portal.until_settled(prefix, seconds=240)
    assert set(portal.states(prefix)) == {"sent"}
    twice = [email for email, count in portal.mails(prefix).items() if count == 2]
    assert set(portal.mails(prefix).values()) <= {1, 2}
    assert set(twice) <= set(portal.marked(prefix))
    report(
        f"PostgreSQL restarted (immediate) in mid-POST, {points} in a row",
        f"each POST one submission; pages that kept what was typed, to be sent again: {pages}; "
        f"confirmations to be loaded again: {reloads}; "
        f"emails sent twice and marked: {len(twice)}",
    )


def test_a_form_pressed_fifty_times_is_one_submission(either_portal: Portal, prefix: str, report):
    portal = either_portal
    with requests.Session() as session:
        check = portal.answer(session, f"{prefix}0@example.com")

        def press(_: int) -> int:
            return post(session, check, {}).status_code

        with ThreadPoolExecutor(10) as pool:
            assert set(pool.map(press, range(50))) == {200}
    assert portal.submissions(prefix) == 1
    portal.until_settled(prefix)
    assert portal.mails(prefix) == {f"{prefix}0@example.com": 1}
    report(
        f"one form sent 50 times at once ({portal.database})",
        "one submission, one acknowledgement",
    )

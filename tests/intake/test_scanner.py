"""The scanner's protocol: each answer, error and silence, against a socket; then against a real clamd."""

import socket
import time

import pytest

from intake import scanner
from intake.scanner import Answer, Unavailable, Verdict
from tests import clamd
from tests.security.files import EICAR


def test_a_file_goes_there_whole_and_the_answer_comes_back(settings):
    content = bytes(range(256)) * 1000
    with clamd.answering(b"stream: OK\0") as (settings.CLAMAV_URL, received):
        assert scanner.scan([content[:1000], content[1000:]]) == Answer(Verdict.CLEAN)
    assert received == [content]


@pytest.mark.security("files")
@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (b"stream: OK\0", Answer(Verdict.CLEAN)),
        (b"stream: Eicar-Test FOUND\0", Answer(Verdict.INFECTED, "Eicar-Test")),
        (b"stream: OK FOUND\0", Answer(Verdict.INFECTED, "OK")),
        (b"stream: " + b"v" * 300 + b" FOUND\0", Answer(Verdict.INFECTED, "v" * 100)),
        (b"stream: \x1b[31mX FOUND\0", Answer(Verdict.INFECTED, "[31mX")),
        (
            b"stream: Heuristics.Encrypted.PDF FOUND\0",
            Answer(Verdict.NOT_LOOKED_INTO, "Heuristics.Encrypted.PDF"),
        ),
        (
            b"stream: Heuristics.Limits.Exceeded.MaxRecursion FOUND\0",
            Answer(Verdict.NOT_LOOKED_INTO, "Heuristics.Limits.Exceeded.MaxRecursion"),
        ),
        (
            b"INSTREAM size limit exceeded. ERROR\0",
            Answer(Verdict.NOT_LOOKED_INTO, "too large for the scanner"),
        ),
    ],
)
def test_each_answer_has_its_verdict(settings, said, answer):
    with clamd.answering(said) as (settings.CLAMAV_URL, _):
        assert scanner.scan([b"x"]) == answer


@pytest.mark.security("files")
@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\0",
        b"OK\0",
        b"stream: OK",
        b"stream: ok\0",
        b"stream: OKAY\0",
        b"stream: OK\nstream: Eicar FOUND\0stream: OK",
        b"stream: NOT OK\0",
        b"stream: Can't allocate memory ERROR\0",
        b"UNKNOWN COMMAND\0",
        b"HTTP/1.1 200 OK\r\n\r\nstream: OK",
        b"\xff\xfe\0",
        b"x" * 10_000 + b"\0",
        b"stream: " + b"v" * 10_000 + b" FOUND\0",
    ],
)
def test_no_other_answer_is_a_verdict(settings, said):
    with clamd.answering(said) as (settings.CLAMAV_URL, _), pytest.raises(Unavailable):
        scanner.scan([b"x"])


def test_silence_ends_in_time(settings):
    with clamd.answering(lambda connection: time.sleep(1)) as (settings.CLAMAV_URL, _):
        began = time.monotonic()
        with pytest.raises(Unavailable, match="in time"):
            scanner.scan([b"x"], patience=0.2)
        assert time.monotonic() - began < 0.9


def test_an_answer_drop_by_drop_ends_in_time(settings):
    def drips(connection: socket.socket) -> None:
        for _ in range(20):
            time.sleep(0.05)
            connection.sendall(b"s")

    with clamd.answering(drips) as (settings.CLAMAV_URL, _):
        began = time.monotonic()
        with pytest.raises(Unavailable):
            scanner.scan([b"x"], patience=0.2)
        assert time.monotonic() - began < 0.9


def test_who_does_not_take_the_file_is_given_up_in_time(settings):
    sleeping = clamd.answering(lambda connection: time.sleep(1), reads=False)
    with sleeping as (settings.CLAMAV_URL, _), pytest.raises(Unavailable, match="does not take"):
        scanner.scan([b"x" * 20_000_000], patience=0.3)


def test_an_answer_before_the_end_of_the_file_is_heard(settings):
    def refuses(connection: socket.socket) -> None:
        connection.sendall(b"INSTREAM size limit exceeded. ERROR\0")
        connection.shutdown(socket.SHUT_RD)
        time.sleep(0.3)

    with clamd.answering(refuses, reads=False) as (settings.CLAMAV_URL, _):
        answer = scanner.scan([b"x" * 100_000] * 100)
    assert answer.verdict == Verdict.NOT_LOOKED_INTO


@pytest.mark.parametrize("url", ["tcp://127.0.0.1:1", "unix:///nowhere/clamd.ctl"])
def test_a_scanner_that_is_down_gives_no_verdict(settings, url):
    settings.CLAMAV_URL = url
    with pytest.raises(Unavailable, match="no connection"):
        scanner.scan([b"x"])
    assert not scanner.answers()


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("tcp://clamav:3310", ("clamav", 3310)),
        ("tcp://[::1]:3310/", ("::1", 3310)),
        ("unix:///run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
        ("unix:///a%20b", "/a b"),
    ],
)
def test_an_address_is_a_port_or_a_path(url, address):
    assert scanner.address(url) == address


@pytest.mark.parametrize(
    "url", ["", "clamav:3310", "tcp://clamav", "tcp://:3310", "unix://run/x", "http://x:1", "tcp://x:1/y"]
)
def test_what_is_no_address_is_refused(url):
    with pytest.raises(ValueError, match="CLAMAV_URL must be"):
        scanner.address(url)


@pytest.mark.parametrize("which", [0, 1])
def test_a_real_scanner_is_understood(settings, real_clamd, which):
    settings.CLAMAV_URL = real_clamd[which]
    assert scanner.answers()
    assert scanner.scan([b"%PDF-1.7"]).verdict == Verdict.CLEAN
    assert scanner.scan([EICAR]).verdict == Verdict.INFECTED
    assert scanner.scan([b""]).verdict == Verdict.CLEAN
    assert scanner.scan([b"x" * 65536] * 80) == Answer(Verdict.NOT_LOOKED_INTO, "too large for the scanner")

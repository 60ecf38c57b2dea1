"""What is new in an email, told from what it quotes."""

import pytest

from intake.inbound import flowed, headers, html, quoting


def test_what_stands_above_a_quote_is_new() -> None:
    text = "Yes.\n\nOn Mon, 23 Nov 2026 at 10:15, Ada <ada@example.org> wrote:\n> Is it blue?"
    assert quoting.split(text) == (
        "Yes.",
        "On Mon, 23 Nov 2026 at 10:15, Ada <ada@example.org> wrote:\n> Is it blue?",
    )


@pytest.mark.parametrize(
    "opening",
    [
        "On 23/11/2026 10:15, Ada wrote:",
        "On Mon, 23 Nov 2026 at 10:15, Ada Okoro, Hackney Learning Trust <\nada@example.org> wrote:",
        "Am 23.11.2026 um 10:15 schrieb Ada Okoro:",
        "Am Mo., 23. Nov. 2026 um 10:15 Uhr schrieb Ada <\nada@example.org>:",
        "Le 23/11/2026 à 10:15, Ada a écrit :",
        "El 23/11/2026 a las 10:15, Ada escribió:",
        "Il giorno 23/11/2026, 10:15, Ada ha scritto:",
        "Op 23-11-2026 om 10:15 schreef Ada:",
        "W dniu 23.11.2026 o 10:15, Ada pisze:",
        "pon., 23 lis 2026 o 10:15 Ada <ada@example.org> napisał(a):",
        "Ada <ada@example.org>, 23 Kas 2026 Pzt, 10:15 tarihinde şunu yazdı:",
        "Em seg., 23 de nov. de 2026 às 10:15, Ada escreveu:",
        "-----Original Message-----\nFrom: Ada",
        "-------- Original message --------\nFrom: Ada",
        "-----Ursprüngliche Nachricht-----\nVon: Ada",
        "-----Message d'origine-----\nDe : Ada",
        "-----Oryginalna wiadomość-----\nOd: Ada",
        "-----Özgün İleti-----\nKimden: Ada",
        "From: Ada\nSent: 23 November 2026\nTo: Jo\nSubject: Blue",
        "*From:* Ada\n*Sent:* 23 November 2026\n*To:* Jo",
        "________________________________\nVon: Ada\nGesendet: Montag\nAn: Jo",
        "De : Ada\nEnvoyé : lundi 23 novembre 2026\nÀ : Jo",
        "Od: Ada\nWysłano: 23 listopada 2026\nDo: Jo",
        "Kimden: Ada\nGönderildi: 23 Kasım 2026\nKime: Jo",
    ],
)
def test_how_programs_begin_a_quote(opening: str) -> None:
    quoted = "> Is it blue?" if opening.endswith(":") else "Is it blue?"
    assert quoting.split(f"Yes, it is.\n\n{opening}\n\n{quoted}") == (
        "Yes, it is.",
        f"{opening}\n\n{quoted}",
    )


@pytest.mark.parametrize(
    "line",
    [
        "Sent from my iPhone",
        "Sent from my Galaxy",
        "Get Outlook for iOS",
        "Get Outlook for Android (https://aka.example.com/x)",
        "Von meinem iPhone gesendet",
        "Envoyé de mon iPhone",
        "Wysłane z iPhone'a",
        "iPhone'umdan gönderildi",
        "-- \nJo Brown\nRiverside School",
    ],
)
def test_a_signature_is_folded(line: str) -> None:
    assert quoting.split(f"Here.\n\n{line}") == ("Here.", line.strip())


@pytest.mark.parametrize(
    "text",
    [
        "On Monday the head wrote:\nplease stay.",
        "From: the hall\nwe go to the garden.",
        "Sent from my point of view this is too long a line to be what a telephone has put below an email",
        "It costs - as I said -- ten pounds.",
        "a > b is what the page should say",
    ],
)
def test_what_only_looks_like_a_quote_is_kept(text: str) -> None:
    assert quoting.split(text) == (text, "")


def test_what_is_written_below_a_quote_is_new() -> None:
    text = "Hello,\n\nOn 23/11/2026, Ada wrote:\n> Is it blue?\n\nYes.\n\n-- \nJo"
    assert quoting.split(text) == ("Hello,\n\nYes.", "On 23/11/2026, Ada wrote:\n> Is it blue?\n\n-- \nJo")


def test_a_signature_below_a_quote_is_no_answer() -> None:
    text = "Yes.\n\nOn 23/11/2026, Ada wrote:\n> Is it blue?\n\n-- \nJo"
    assert quoting.split(text).new == "Yes."


def test_answers_between_the_lines_are_kept_with_them() -> None:
    text = "On 23/11/2026, Ada wrote:\n> Is it blue?\nYes.\n> Is it new?\nNo."
    assert quoting.split(text) == (text, "")


def test_what_is_forwarded_is_what_the_sender_wants_to_be_read() -> None:
    text = "See below.\n\nFrom: Sam\nSent: Monday\nTo: Jo\n\nThe lift is broken."
    assert quoting.split(text, subject="Fwd: Lift") == (text, "")


def test_flowed_lines_are_joined_within_their_quote_only() -> None:
    text = "one \ntwo\n> three \n> four \n>> five\n-- \nsix"
    assert flowed.joined(text, delete_space=False) == "one two\n> three four\n>> five\n-- \nsix"
    assert flowed.joined("日 \n本", delete_space=True) == "日本"


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("=?utf-8?Q?Caf=C3=A9?=", "Café"),
        ("=?utf-8?B?Q2Fmww==?= =?utf-8?B?qQ==?=", "Café"),
        ("=?iso-8859-1?Q?=93a=94?=", "“a”"),
        ("=?unknown-charset?Q?Caf=C3=A9?=", "Café"),
        ("=?utf-8?B?not base64!?=", "not base64!"),
        ("a\r\n\tb\x00c", "a bc"),
        ("Caf\udcc3\udca9", "Café"),
        ("Caf\udce9", "Café"),
    ],
)
def test_headers_are_read_as_they_were_meant(raw: str, read: str) -> None:
    assert headers.decoded(raw) == read


def test_text_made_of_html_keeps_its_lines_quotes_and_links() -> None:
    markup = (
        "<p>Hello<br>you</p><blockquote>Is it <b>blue</b>?</blockquote><pre>one\n  two</pre>"
        '<a href="mailto:jo@example.org">jo@example.org</a> <a href="https://example.org/x">here</a>'
    )
    assert html.as_text(html.harmless(markup)) == (
        "Hello\nyou\n\n> Is it blue?\none\ntwo\njo@example.org here (https://example.org/x)"
    )

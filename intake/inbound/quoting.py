"""What somebody wrote, told apart from what their email program put below or around it."""

import re
from itertools import chain
from typing import NamedTuple

_ATTRIBUTION_LINES = 3
#: More empty lines between an attribution and its quote no program leaves.
_EMPTY_AT_MOST = 20


class Parts(NamedTuple):
    """An email's text in two: what is new, and what is quoted or a signature. Either may be empty."""

    new: str
    rest: str


#: "On Tuesday, Jo Brown wrote:" as programs say it in ten languages; a date or an address is in it.
_ATTRIBUTION = re.compile(
    r"""^(?:
        On\s.+\swrote | Am\s.+\sschrieb(?:\s.+)? | Le\s.+\sa\sécrit | El\s.+\sescribió | Il\s.+\sha\sscritto |
        Op\s.+\sschreef(?:\s.+)? | Em\s.+\sescreveu | (?:W\sdniu|Dnia)\s.+\s(?:napisał\(?a?\)?|pisze)(?:\s.+)?
      |         .+\snapisał\(?a?\)? | .+\s(?:tarihinde\s)?(?:şunu\syazdı|şunları\syazdı|yazdı)
      | Den\s.+\sskrev(?:\s.+)? | .[^@]*@.+\s(?:wrote|schrieb|a\sécrit)
    )\s?:$""",
    re.VERBOSE | re.IGNORECASE,
)
#: "-----Original Message-----" in the languages of the same programs.
_DIVIDER = re.compile(
    r"^[-_]{2,}\s*(original[ -]?message|message d['’]origine|message original|ursprüngliche nachricht|"
    r"original[ -]?nachricht|originalnachricht|oryginalna wiadomość|wiadomość oryginalna|özgün ileti|"
    r"orijinal mesaj|orijinal ileti|mensaje original|messaggio originale|oorspronkelijk bericht|"
    r"mensagem original|reply above this line)\s*[-_]{2,}$",
    re.IGNORECASE,
)
_FROM = re.compile(r"^\*?(from|von|de|da|van|od|kimden|gönderen)\s?:\*?\s+\S", re.IGNORECASE)
_SENT = re.compile(
    r"^\*?(sent|date|gesendet|datum|envoyé|date d['’]envoi|enviado|fecha|inviato|data|verzonden|wysłano|"
    r"gönderildi|gönderilme tarihi|tarih)\s?:\*?\s+\S",
    re.IGNORECASE,
)
_RULE = re.compile(r"^[_\-]{20,}$")
_DEVICE = re.compile(
    r"^(sent (from|via) (my |mail for |yahoo |outlook|the )?[\w' ]{2,40}|get outlook for \w+.*|"
    r"sent from outlook for \w+.*|"
    r"(von meinem|von meiner) .{2,40} gesendet|gesendet von (mail|outlook|meinem) .{2,40}|"
    r"envoyé (de|depuis) (mon |ma )?.{2,40}|wysłane z .{2,40}|.{2,30}(umdan|imden|ımdan|dan) gönderildi|"
    r"enviado desde mi .{2,40}|inviato da(l mio)? .{2,40}|verzonden vanaf mijn .{2,40})\.?$",
    re.IGNORECASE,
)
_FORWARDED = re.compile(r"^\s*(fwd?|wg|tr|rv|i|pd|ilt|enc|doorst)\s?:", re.IGNORECASE)


def split(text: str, *, subject: str = "") -> Parts:
    """Tell what is new in `text` from what it quotes.

    Answers between the lines of what they answer are kept with it, for they say nothing alone; so is what
    was forwarded, which is what the sender wants to be read.
    """
    lines = text.split("\n")
    if _FORWARDED.match(subject):
        return _parts(*_without_signature(lines), [])
    start = _start_of_quote(lines)
    above, below = lines[:start], lines[start:]
    written, quoted = _written_below(below)
    if written is None:
        return Parts(text.strip(), "")
    above, signature = _without_signature(above)
    written, second_signature = _without_signature(written)
    return _parts([*above, "", *written], signature, [*quoted, *second_signature])


def _parts(new: list[str], signature: list[str], quoted: list[str]) -> Parts:
    return Parts(_trimmed(new), _trimmed([*signature, *quoted]))


def _trimmed(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _start_of_quote(lines: list[str]) -> int:
    """The number of the first line that is not the writer's; that of no line where all are."""
    for number, line in enumerate(lines):
        if line.startswith(">") or _DIVIDER.match(line.strip()) or _attribution_ends(lines, number):
            return number
        if _is_header_block(lines, number):
            has_rule = number and _RULE.match(_last_filled(lines[:number]))
            return _number_of_last_filled(lines[:number]) if has_rule else number
    return len(lines)


def _attribution_ends(lines: list[str], start: int) -> int:
    """The number after an attribution that begins at `start`, or 0; a long one is on several lines."""
    for end in range(start + 1, min(start + _ATTRIBUTION_LINES, len(lines)) + 1):
        said = " ".join(line.strip() for line in lines[start:end])
        if not lines[end - 1].strip() or len(said) > 400:
            return 0
        if (
            said.endswith(":")
            and _ATTRIBUTION.match(said)
            and (re.search(r"\d|@", said) or _is_quoted_next(lines, end))
        ):
            return end
    return 0


def _is_quoted_next(lines: list[str], start: int) -> bool:
    following = lines[start : start + _EMPTY_AT_MOST]
    return next((line.startswith(">") for line in following if line.strip()), False)


def _is_header_block(lines: list[str], number: int) -> bool:
    following = [line.strip() for line in lines[number + 1 : number + 4]]
    return bool(_FROM.match(lines[number].strip())) and any(_SENT.match(line) for line in following)


def _written_below(lines: list[str]) -> tuple[list[str] | None, list[str]]:
    """Tell what was written below a quote from the quote.

    None for the first where answers stand between quoted lines. Below what is quoted without marks nothing
    can be told apart: all of it is the quote.
    """
    start = _attribution_ends(lines, 0) if lines else 0
    body = lines[start:]
    first = next((line for line in body if line.strip()), "")
    if not first.startswith(">"):
        return [], lines
    blocks = _blocks(body)
    own = [
        block for block in blocks if not block[0].startswith(">") and _trimmed(_without_signature(block)[0])
    ]
    quotes = [block for block in blocks if block[0].startswith(">")]
    if not own:
        return [], lines
    if blocks.index(own[0]) < blocks.index(quotes[-1]):
        return None, []
    at = blocks.index(own[0])
    return list(chain(*blocks[at:])), [*lines[:start], *chain(*blocks[:at])]


def _blocks(lines: list[str]) -> list[list[str]]:
    """Runs of lines that are quoted, or are not; an empty line belongs to the run it stands in."""
    blocks: list[list[str]] = []
    for line in lines:
        is_same = blocks and (not line.strip() or blocks[-1][0].startswith(">") == line.startswith(">"))
        if is_same:
            blocks[-1].append(line)
        elif line.strip():
            blocks.append([line])
    return blocks


def _without_signature(lines: list[str]) -> tuple[list[str], list[str]]:
    """Tell a text from the signature below it: behind "-- ", or the line of a telephone's program."""
    for number, line in enumerate(lines):
        if line in ("-- ", "--"):
            return lines[:number], lines[number:]
    last = _number_of_last_filled(lines)
    if last >= 0 and _DEVICE.match(lines[last].strip()):
        return lines[:last], lines[last:]
    return lines, []


def _last_filled(lines: list[str]) -> str:
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


def _number_of_last_filled(lines: list[str]) -> int:
    return next((number for number in reversed(range(len(lines))) if lines[number].strip()), -1)

"""Plain text whose lines were broken for the journey (RFC 3676, format=flowed), put together again."""

import re

_SIGNATURE = "-- "


def joined(text: str, *, delete_space: bool) -> str:
    """Return `text` with its flowed lines joined.

    Args:
        text: lines; one that ends in a space goes on in the next.
        delete_space: whether that space was put there for the journey only ("DelSp=yes").
    """
    lines: list[str] = []
    goes_on = ""
    for line in text.split("\n"):
        quote, content = _parts(line)
        if lines and goes_on == f"q{quote}" and content != _SIGNATURE:
            lines[-1] += content
        else:
            # A ">" that the writer typed keeps a space before it, and is no quote.
            lines.append(f"{quote} {content}" if quote or content.startswith(">") else content)
        goes_on = ""
        if content.endswith(" ") and content != _SIGNATURE:
            goes_on = f"q{quote}"
            if delete_space:
                lines[-1] = lines[-1][:-1]
    return "\n".join(line if line == _SIGNATURE else line.rstrip() for line in lines)


def _parts(line: str) -> tuple[str, str]:
    """A line's quote marks, and its content without the space that may stand before it."""
    quote = re.match(r">*", line)
    marks = quote[0] if quote else ""
    return marks, line[len(marks) :].removeprefix(" ")

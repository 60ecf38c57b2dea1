"""Log lines: JSON in production, readable on a terminal in the embedded default. Never personal data."""

import re
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.typing import Processor

#: Each word is read once, with or without what makes it an address, so that no long one takes long.
_EMAIL_ADDRESS = re.compile(r"[\w.+'-]++(@[\w-]+(?:\.[\w-]+)+)?")
#: PostgreSQL says the values of a row that it refuses after these words.
_VALUES_OF_ROW = re.compile(r"((?:DETAIL|CONTEXT):\s).*")
#: A link that came by email is a key: whoever reads it in a log could open the page.
_KEY_IN_LINK = re.compile(r"(/track/|/suppliers/enter/|/suppliers/stop/)[^/\s'\"]+")


def without_secrets(logger: Any, name: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Blank the keys in links and leave out what identifies a visitor; a processor of structlog."""
    line.pop("user_agent", None)
    if isinstance(line.get("request"), str):
        # What staff search for stands behind the question mark: names and addresses of senders.
        line["request"] = line["request"].partition("?")[0]
    for field, value in line.items():
        if isinstance(value, str):
            line[field] = _KEY_IN_LINK.sub(r"\1…", value)
    return line


def without_persons(text: str) -> str:
    """Return a text of any library's without email addresses, keys of links, and values of rows."""
    text = _KEY_IN_LINK.sub(r"\1…", text)
    text = _EMAIL_ADDRESS.sub(lambda found: "(an address)" if found[1] else found[0], text)
    return _VALUES_OF_ROW.sub(r"\1…", text)


def _cleaned(logger: Any, name: str, line: Any) -> str:
    """The last processor: what is printed, tracebacks too, whose last line is an error's own words."""
    return without_persons(str(line))


def formatter(json: bool) -> structlog.stdlib.ProcessorFormatter:
    """Return the formatter of every log line; `json` chooses the machine-readable form."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.StackInfoRenderer(),
        without_secrets,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    last = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
        if json
        # A plain traceback: where the library "rich" is installed, the other one prints every local variable.
        else [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last, _cleaned],
    )

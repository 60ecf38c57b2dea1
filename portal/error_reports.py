"""What of an error goes to Sentry: where in the code it was, and nothing of anybody.

What goes is named here, one by one. An error's own words stay behind, too: they may repeat what was typed.
"""

from typing import Any

from portal.logs import without_persons

_KEPT = (
    *("event_id", "timestamp", "platform", "level", "logger", "release", "environment", "sdk", "modules"),
    *("fingerprint", "transaction_info", "type", "start_timestamp", "debug_meta"),
)
_KEPT_CONTEXTS = ("runtime", "trace")
_KEPT_OF_FRAME = (
    *("filename", "abs_path", "function", "module", "lineno", "in_app"),
    *("pre_context", "context_line", "post_context"),
)


def options(dsn: str) -> dict[str, Any]:
    """Return what `sentry_sdk.init` is given; half of it is a second lock on the same door."""
    return {
        "dsn": dsn,
        "before_send": without_anybody,
        "before_send_transaction": without_anybody,
        "before_breadcrumb": _no_breadcrumb,
        "max_breadcrumbs": 0,
        "include_local_variables": False,
        "max_request_body_size": "never",
        "server_name": "portal",
    }


def without_anybody(event: Any, hint: Any) -> Any:
    """Return an event with what is known to be about the code, and nothing else."""
    kept = {key: event[key] for key in _KEPT if key in event}
    kept["contexts"] = {key: event.get("contexts", {}).get(key, {}) for key in _KEPT_CONTEXTS}
    if event.get("transaction"):
        kept["transaction"] = without_persons(event["transaction"])
    if event.get("request"):
        kept["request"] = _request(event["request"])
    if event.get("exception"):
        kept["exception"] = {"values": [_error(each) for each in event["exception"].get("values", [])]}
    if event.get("logentry"):
        # The words of the code, without what was put into them.
        kept["logentry"] = {"message": without_persons(str(event["logentry"].get("message", "")))}
    return kept


def _no_breadcrumb(crumb: Any, hint: Any) -> None:
    """The log lines, queries and requests before an error are in the log, where they belong."""


def _request(request: dict[str, Any]) -> dict[str, str]:
    url = str(request.get("url", "")).partition("?")[0]
    return {"method": str(request.get("method", "")), "url": without_persons(url)}


def _error(value: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {key: value[key] for key in ("type", "module") if key in value}
    handled = (value.get("mechanism") or {}).get("handled")
    kept["mechanism"] = {"type": "generic", "handled": handled}
    frames = (value.get("stacktrace") or {}).get("frames", [])
    kept["stacktrace"] = {
        "frames": [{key: frame[key] for key in _KEPT_OF_FRAME if key in frame} for frame in frames]
    }
    return kept

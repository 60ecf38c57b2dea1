"""The staff pages of the pipeline: they parse, call one function of intake, and answer."""

from intake.admin import (
    absence,
    export,
    inbound,
    message,
    privacy,
    queue,
    reply_template,
    routing,
    submission,
    tag,
    user,
)

__all__ = [
    "absence",
    "export",
    "inbound",
    "message",
    "privacy",
    "queue",
    "reply_template",
    "routing",
    "submission",
    "tag",
    "user",
]

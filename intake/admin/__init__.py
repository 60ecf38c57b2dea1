"""The staff pages of the pipeline: they parse, call one function of intake, and answer."""

from intake.admin import (
    absence,
    audit,
    email_wording,
    export,
    group_mapping,
    inbound,
    message,
    policy_report,
    privacy,
    queue,
    reply_template,
    routing,
    screening,
    submission,
    tag,
    user,
)

__all__ = [
    "absence",
    "audit",
    "email_wording",
    "export",
    "group_mapping",
    "inbound",
    "message",
    "policy_report",
    "privacy",
    "queue",
    "reply_template",
    "routing",
    "screening",
    "submission",
    "tag",
    "user",
]

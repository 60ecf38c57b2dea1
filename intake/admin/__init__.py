"""The staff pages of the pipeline: they parse, call one function of intake, and answer."""

from intake.admin import queue, routing, submission, tag, user

__all__ = ["queue", "routing", "submission", "tag", "user"]

"""Inputs of the admin whose own lack a label."""

from typing import Any

from django.contrib.admin.widgets import AdminSplitDateTime


class LabelledMoment(AdminSplitDateTime):
    """A date and a time, each with a name that is read out; Django's own only stand beside their words."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        for widget, name in zip(self.widgets, ("Date", "Time"), strict=True):
            widget.attrs["aria-label"] = name

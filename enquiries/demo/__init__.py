"""Believable data for a first look: invented people, through the real forms and the real door."""

from enquiries.demo.data import DAYS, DoesNotFit, NotEmpty, make

__all__ = ["DAYS", "DoesNotFit", "NotEmpty", "make"]

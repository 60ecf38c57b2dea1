"""Figures of the teams' work: how much came in, how fast it was answered, what is left, what failed.

Also how satisfied senders are. `dashboard` has them all; each kind of figure asks the database once. What is
spam counts nowhere.
"""

from intake.figures.dashboard import Summary, all_tables, one_table, summary
from intake.figures.feedback import comments
from intake.figures.paper import pdf
from intake.figures.period import Period, last_days, month
from intake.figures.report import Report, make_report
from intake.figures.scope import Scope
from intake.figures.table import Table

__all__ = [
    "Period",
    "Report",
    "Scope",
    "Summary",
    "Table",
    "all_tables",
    "comments",
    "last_days",
    "make_report",
    "month",
    "one_table",
    "pdf",
    "summary",
]

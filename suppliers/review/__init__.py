"""What HLT do with a registration: the checklist, the exclusion grounds, the decision.

Each function checks access, owns its transaction and writes the timeline of the registration's submission.
`version`, where it is given, is the submission's version that the person was looking at: if anything has
changed since, `intake.steps.ChangedMeanwhile` is raised and nothing is done.
"""

from suppliers.review.checklist import Checked, Found, check_section, check_sections, checklist
from suppliers.review.decisions import approve, approve_with_conditions, reject, request_changes
from suppliers.review.exclusion import Judged, judge_exclusion, judgements
from suppliers.review.hindrances import what_stands_in_the_way

__all__ = [
    "Checked",
    "Found",
    "Judged",
    "approve",
    "approve_with_conditions",
    "check_section",
    "check_sections",
    "checklist",
    "judge_exclusion",
    "judgements",
    "reject",
    "request_changes",
    "what_stands_in_the_way",
]

"""The table of access: who gets what at every address of the site, one row an address.

How it is read. A row names an address as the URL resolver does (by its route where it has no name) and says
for GET and for POST which `Answers` stand there. `Answers` name the roles that are answered so; everybody
else gets `otherwise`, and the public (who is not signed in as staff) gets `public`. A role followed by "own"
is answered so for what is their own queue's only (a supplier: for their own firm's), and gets `otherwise`
for another's. What is no answer of `opens` must not write one row either.

The answers:

- opens: the page, a file, a form that says what is missing, or a way on to a page of the site
- sign-in: the way to the page where one signs in, or where a supplier asks for a link
- forbidden: 403, you may not
- hidden: 404, or back to the first page: whether there is such a thing is not said
- refused: 400, 401 or 405, nothing like that is done here

How a row is added. Name the address in one of the lists of rows (`access_rows*.py`), with answers that stand
here already, or with new ones; where its route has a blank that `access_addresses` does not know, say there
what fills it. `tests/security/test_access_table.py` fails for each address without a row and for each row
without an address, and `python -m tests.security.access_page` writes docs/access-matrix.md anew.
"""

from dataclasses import dataclass, field

PUBLIC = ("nobody", "account", "gone", "sender", "supplier")
STAFF = ("staff", "member", "lead", "lead elsewhere", "buyer", "lead buyer", "auditor", "administrator")
#: Who each role is.
ROLES = {
    "nobody": "not signed in",
    "account": "signed in with an account that is not staff’s",
    "gone": "was signed in as a lead of the queue when the account was closed",
    "sender": "not signed in, follows their submission by its link",
    "supplier": "has come in by a supplier’s link",
    "staff": "staff without a queue",
    "member": "member of the queue",
    "lead": "lead of the queue",
    "lead elsewhere": "member of the queue, and lead of a third one",
    "buyer": "member of the procurement queue",
    "lead buyer": "lead of the procurement queue",
    "auditor": "auditor",
    "administrator": "administrator",
}
_ANSWERS = ("opens", "forbidden", "hidden", "refused")


@dataclass(frozen=True)
class Answers:
    """What each role gets at an address. See the module."""

    otherwise: str
    opens: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    public: str = "sign-in"

    def of(self, role: str, side: str) -> str:
        """Return what `role` gets of the queue on `side`, "own" or "other"."""
        for answer in _ANSWERS:
            if role in getattr(self, answer) or f"{role} {side}" in getattr(self, answer):
                return answer
        return self.public if role in PUBLIC else self.otherwise


@dataclass(frozen=True)
class Row:
    """One address.

    Attributes:
        sends: what is posted to it, besides the forged fields.
        writes: the tables that may be written to when somebody only looks, with a GET.
        signs_out: whether who posts is led to the sign-in because it has ended their session.
    """

    name: str
    get: Answers
    post: Answers
    sends: dict[str, str] = field(default_factory=dict)
    writes: tuple[str, ...] = ()
    signs_out: bool = False


TEAM = ("member own", "lead own", "lead elsewhere own")
LEADS = ("lead", "lead elsewhere", "lead buyer")
BUYERS = ("buyer", "lead buyer")
READERS = ("auditor", "administrator")

# The public's pages.
EVERYBODY = Answers("opens", public="opens")
NOTHING_THERE = Answers("hidden", public="hidden")
NOT_DONE = Answers("refused", public="refused")
OF_LINK = Answers("hidden", opens=("sender",), public="hidden")
FILE_OF_LINK = Answers("hidden", opens=("sender own",), public="hidden")
SUPPLIERS = Answers("sign-in", opens=("supplier",))
OF_FIRM = Answers("sign-in", opens=("supplier own",), hidden=("supplier",))

# The staff's.
ALL_STAFF = Answers("opens")
ACTING_STAFF = Answers("opens", forbidden=("auditor",))
NO_STAFF = Answers("forbidden")
STAFF_FIND_NOTHING = Answers("hidden")
STAFF_CANNOT = Answers("refused")
WITH_A_QUEUE = Answers("opens", hidden=("staff",))
SEE_SUBMISSION = Answers("hidden", opens=(*TEAM, *READERS))
ACT_ON_SUBMISSION = Answers("hidden", opens=(*TEAM, "administrator"), forbidden=("auditor",))
OWN_JOB = Answers("hidden", opens=("member own",))
LED_PEOPLE = Answers("forbidden", opens=("lead own", "administrator"))
TEAM_PAGE = Answers("hidden", opens=("lead own", "administrator"), forbidden=("auditor",))
# What a queue’s leads edit: those who lead nothing are told so, those who lead another find nothing.
ANY_LEAD_OR_READER = Answers("forbidden", opens=(*LEADS, *READERS))
ANY_LEAD = Answers("forbidden", opens=(*LEADS, "administrator"))
SEE_OF_QUEUE = Answers("forbidden", opens=("lead own", *READERS), hidden=LEADS)
EDIT_OF_QUEUE = Answers("forbidden", opens=("lead own", "administrator"), hidden=LEADS)
HISTORY_OF_QUEUE = Answers("forbidden", opens=("lead own", *READERS))
SEE_FORM = Answers("hidden", opens=("lead own", *READERS))
EDIT_FORM = Answers("hidden", opens=("lead own", "administrator"), forbidden=("auditor",))
FORM_CANNOT = Answers("hidden", refused=("lead own", "administrator"), forbidden=("auditor",))
# What every queue shares.
SEE_SHARED = Answers("forbidden", opens=READERS)
ADMINISTRATORS = Answers("forbidden", opens=("administrator",))
# The procurement team’s.
SEE_PROCUREMENT = Answers("forbidden", opens=(*BUYERS, *READERS))
SEE_APPLICANT = Answers("hidden", opens=(*BUYERS, *READERS))
ACT_ON_APPLICANT = Answers("hidden", opens=(*BUYERS, "administrator"), forbidden=("auditor",))
LEAD_BUYERS = Answers("forbidden", opens=("lead buyer", "administrator"))

"""The table of access as a page, docs/access-matrix.md: `python -m tests.security.access_page` writes it."""

from pathlib import Path

from tests.security.access_rows import ROWS
from tests.security.access_table import PUBLIC, ROLES, Answers

PAGE = Path(__file__).parents[2] / "docs" / "access-matrix.md"
_ANSWERS = ("opens", "forbidden", "hidden", "refused")
_HEAD = """# Who gets what at each address

Written by `python -m tests.security.access_page` from the table that the tests hold,
`tests/security/access_table.py`: each address of the site is asked by each role, with GET and with POST, for
what is their own queue’s and what is another’s. [Security](security.md#who-may-do-what) says what the answers
mean.

| role | who |
| --- | --- |
{roles}

“(own)” is: for what is of their own queue, or firm, only; for another’s the next answer that names the role
holds, or else the one for everybody.

| address | looks (GET) | does (POST) |
| --- | --- | --- |
"""


def page() -> str:
    """Return the page."""
    roles = "\n".join(f"| {role} | {who} |" for role, who in ROLES.items())
    rows = (f"| `{_shown(row.name)}` | {in_words(row.get)} | {in_words(row.post)} |\n" for row in ROWS)
    return _HEAD.format(roles=roles) + "".join(rows)


def in_words(answers: Answers) -> str:
    """Return what each role gets, in one line."""
    said = [
        f"{answer}: {', '.join(_role(role) for role in getattr(answers, answer))}"
        for answer in _ANSWERS
        if getattr(answers, answer)
    ]
    if answers.public == answers.otherwise:
        return "; ".join([*said, f"everybody{' else' if said else ''}: {answers.public}"])
    staff = f"{'other' if said else 'all'} staff: {answers.otherwise}"
    if {role.partition(" ")[0] for role in answers.opens} & set(PUBLIC):
        return "; ".join([*said, f"everybody else: {answers.public}"])
    return "; ".join([*said, staff, f"public: {answers.public}"])


def _role(role: str) -> str:
    return f"{role.removesuffix(' own')} (own)" if role.endswith(" own") else role


def _shown(name: str) -> str:
    return name.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page())

"""Who may do what is decided in the `access` modules: no other code asks what an account is or may."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
APPS = ("intake", "suppliers", "enquiries", "portal")
#: Asked of an account, or in a query for accounts, each is a decision.
DECISIVE = {
    *("is_superuser", "is_staff", "has_perm", "has_perms", "has_module_perms", "get_all_permissions"),
    *("user_permissions", "permission_required", "user_passes_test", "staff_member_required"),
    *("login_required", "PermissionRequiredMixin", "UserPassesTestMixin", "LoginRequiredMixin"),
}
_ASKED_OF_GROUPS = {"filter", "exclude", "all", "exists", "values_list", "get"}
#: The modules that decide.
ACCESS = {"intake/access.py", "suppliers/access.py", "enquiries/access.py"}
#: What else names them, and why that decides about nobody who asks for something.
EXCEPTIONS = {
    "intake/accounts.py": "keeps an account from being an auditor’s and an administrator’s at once",
    "intake/admin/user.py": "names the columns and boxes of accounts, which administrators alone open",
    "intake/directory/claims.py": "reads the names of the directory’s groups, which are nobody’s here yet",
    "intake/directory/passwords.py": "says whose password works, not what they may do with it",
    "intake/directory/sign_in.py": "writes what the mapped groups give",
    "intake/rescue.py": "opens an administrator’s account again, from the command line alone",
    "intake/sign_in_pages.py": "one’s own sign-in: whoever is signed in, and nobody else’s",
    "intake/sign_in_urls.py": "the same",
    "intake/team.py": "makes the account of a colleague who is invited",
    "portal/first_account.py": "makes the first administrator, where there is none",
    "suppliers/demo/data.py": "makes accounts for a demonstration",
    "enquiries/demo/people.py": "makes accounts for a demonstration",
}


def decisions(code: str) -> set[str]:
    """Return the names by which `code` asks what an account is or may."""
    return {name for node in ast.walk(ast.parse(code)) for name in _named(node)}


def _named(node: ast.AST) -> Iterator[str]:
    match node:
        # To ask `access` is what everybody shall do.
        case ast.Attribute(value=ast.Name(id="access" | "intake_access")):
            return
        case ast.Attribute(attr=asked, value=ast.Attribute(attr="groups")) if asked in _ASKED_OF_GROUPS:
            yield "groups"
        case ast.Attribute(attr=name) | ast.Name(id=name) | ast.alias(name=name) if name in DECISIVE:
            yield name
        case ast.keyword(arg=str(lookup)):
            yield from (DECISIVE | {"groups"}) & set(lookup.split("__"))
        case ast.Constant(value=str(lookup)) if lookup.replace("__", "").isidentifier():
            yield from DECISIVE & set(lookup.split("__"))


def modules() -> list[str]:
    paths = (path.relative_to(ROOT) for app in APPS for path in (ROOT / app).rglob("*.py"))
    return sorted(str(path) for path in paths if "migrations" not in path.parts)


@pytest.mark.security("permission rows")
def test_no_module_but_access_asks_what_an_account_may(record_property):
    asked = {name: decisions((ROOT / name).read_text()) for name in modules()}
    record_property("count", len(asked))
    deciding = {name: sorted(found) for name, found in asked.items() if found and name not in ACCESS}
    assert {name: found for name, found in deciding.items() if name not in EXCEPTIONS} == {}
    assert sorted(EXCEPTIONS.keys() - deciding.keys()) == [], "are no exceptions any more"


@pytest.mark.parametrize(
    "code",
    [
        "if request.user.is_superuser: show()",
        "if getattr(user, 'is_staff'): show()",
        "user.has_perm('intake.view_submission')",
        "user.groups.filter(name='leads').exists()",
        "User.objects.filter(is_staff=True)",
        "Q(user__is_superuser=True)",
        "User.objects.filter(groups__name='leads')",
        "Q(**{'assignee__is_staff': True})",
        "from django.contrib.auth.decorators import login_required",
        "@permission_required('x')\ndef view(request): ...",
    ],
)
def test_each_way_to_decide_elsewhere_is_found(code):
    assert decisions(code)


@pytest.mark.parametrize("code", ["access.is_staff(user)", "self.groups", "match.groups()", "form.groups[0]"])
def test_to_ask_access_is_no_decision(code):
    assert decisions(code) == set()

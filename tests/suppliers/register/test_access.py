"""Who may open and do what in the register."""

import pytest
from django.test import Client

from tests.factories import UserFactory, approved_supplier
from tests.suppliers import answers
from tests.suppliers.register import people

pytestmark = [pytest.mark.django_db, pytest.mark.security("permission rows"), pytest.mark.thorough]

WHO = {
    "anonymous": lambda: None,
    "outsider": lambda: UserFactory(is_staff=False),
    "colleague": people.colleague,
    "auditor": people.auditor,
    "member": people.member,
    "lead": people.lead,
    "administrator": lambda: UserFactory(administrator=True),
}
STAFF = {"colleague", "member", "lead", "administrator"}
READERS = STAFF | {"auditor"}
PROCUREMENT = {"member", "lead", "administrator"}
LEADS = {"lead", "administrator"}
PAGE = "/admin/suppliers/supplier/{pk}/change/"

#: What, how, and who may.
PLACES = [
    ("get", "/admin/suppliers/supplier/", {}, READERS),
    ("get", "/admin/suppliers/supplier/export.csv", {}, READERS),
    ("get", "/admin/suppliers/supplier/export.xlsx", {}, READERS),
    ("get", "/admin/suppliers/supplier/export.json", {}, READERS),
    ("get", "/admin/suppliers/supplier/compare/?supplier={pk}", {}, READERS),
    ("get", PAGE, {}, READERS),
    ("get", "/admin/suppliers/supplier/{pk}/history/", {}, READERS),
    ("get", "/admin/suppliers/supplier/{pk}/merge/", {}, LEADS),
    ("post", "/admin/suppliers/supplier/{pk}/merge/", {"other": "1"}, LEADS),
    (
        "post",
        "/admin/suppliers/supplier/{pk}/change/",
        {"action": "note", "used_for": "x", "rating": "3"},
        STAFF,
    ),
    ("post", "/admin/suppliers/supplier/{pk}/change/", {"action": "suspend", "reason": "x"}, PROCUREMENT),
    ("post", "/admin/suppliers/supplier/{pk}/change/", {"action": "debar", "reason": "x"}, LEADS),
]


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize(("method", "path", "data", "may"), PLACES)
def test_who_may(who, method, path, data, may):
    supplier = approved_supplier(answers.company())
    user, browser = WHO[who](), Client()
    if user:
        browser.force_login(user)
    response = getattr(browser, method)(path.format(pk=supplier.pk), data)
    signing_in = response.status_code == 302 and "/login/" in response.url
    refused = signing_in or response.status_code in (403, 404)
    assert refused == (who not in may)
    if who not in may:
        assert not supplier.standings.exists()
        assert not supplier.use_notes.exists()


@pytest.mark.parametrize(
    ("who", "offered"), [("colleague", []), ("member", ["suspend"]), ("lead", ["suspend", "debar"])]
)
def test_only_what_one_may_do_is_offered(who, offered):
    supplier = approved_supplier(answers.company())
    page = (
        people.browser_of(WHO[who]()).get(f"/admin/suppliers/supplier/{supplier.pk}/change/").content.decode()
    )
    assert [name for name in ("suspend", "debar") if f'value="{name}"' in page] == offered
    assert ("/merge/" in page) == ("debar" in offered)

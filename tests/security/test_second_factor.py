"""The second step: who is asked, what is right, and what is good once."""

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from intake import accounts, rate_limits, sign_in_limits, signing_in
from intake.models import AuditEntry
from tests.factories import PASSWORD, UserFactory
from tests.intake.admin.staff import Page, fields_of
from tests.security.staff_door import STEP, YOURS, code_of, codes_left, has_app, is_in, sign_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.security("sign-in"),
    pytest.mark.usefixtures("asked"),
]


def second_step(client: Client, code: str):
    """Type a code."""
    return client.post(STEP, {"code": code})


def set_up_app(client: Client) -> str:
    """Set up an app, as the page says; return its secret."""
    page = Page(client.get(f"{YOURS}app/"))
    secret = page.part("code.key")
    done = client.post(f"{YOURS}app/", {"code": code_of(secret)})
    assert done["Location"] == f"{YOURS}codes/"
    return secret


def test_a_password_and_a_code_open_the_staff_pages(client, ada):
    secret = has_app(ada)
    assert sign_in(client, "ada")["Location"] == STEP
    assert not is_in(client)
    assert second_step(client, code_of(secret))["Location"] == "/admin/"
    assert is_in(client)


def test_the_first_sign_in_may_look_round_and_the_second_only_sets_up(ada):
    first, second = Client(), Client()
    sign_in(first, "ada")
    assert is_in(first)
    sign_in(second, "ada")
    for path in ("/admin/", "/admin/intake/submission/", "/admin/password_change/", "/admin/auth/user/"):
        assert second.get(path)["Location"] == YOURS
    page = Page(second.get(YOURS))
    assert "Set up a second step first" in page.problem
    assert not page.soup.select("nav.main-nav")
    set_up_app(second)
    assert is_in(second)


def test_who_set_it_up_elsewhere_signs_in_again_and_owes_nothing(client, ada):
    ada.last_login = timezone.now()
    ada.save()
    sign_in(client, "ada")
    secret = has_app(ada)
    sign_in(client, "ada")
    second_step(client, code_of(secret))
    assert is_in(client)


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_owes_a_second_factor_gets_nothing_by_any_method(client, ada, method):
    ada.last_login = timezone.now()
    ada.save()
    sign_in(client, "ada")
    answer = getattr(client, method)("/admin/intake/submission/")
    assert (answer.status_code, answer["Location"]) == (302, YOURS)


def test_who_was_invited_this_morning_may_look_round_once(client):
    invited = UserFactory(username="nia", last_login=None)
    sign_in(client, "nia")
    assert is_in(client)
    invited.refresh_from_db()
    assert signing_in.owes_second_factor(invited)


def test_the_embedded_default_asks_for_none(settings, ada):
    settings.STAFF_SECOND_FACTOR = "off"
    for _ in range(3):
        client = Client()
        sign_in(client, "ada")
        assert is_in(client)


def test_who_has_a_second_factor_shows_it_there_too(settings, client, ada):
    settings.STAFF_SECOND_FACTOR = "off"
    has_app(ada)
    sign_in(client, "ada")
    assert not is_in(client)


def test_a_code_without_the_password_is_nothing(client, ada):
    assert second_step(client, code_of(has_app(ada)))["Location"] == "/admin/login/"
    assert not is_in(client)


@pytest.mark.parametrize("code", ["", "000000", "12345", "not a code", "0" * 500])
def test_a_wrong_code_is_refused(client, ada, code):
    has_app(ada)
    sign_in(client, "ada")
    page = Page(second_step(client, code))
    assert page.status == 200
    assert page.problem
    assert not is_in(client)


@pytest.mark.parametrize(("steps", "is_good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_telephones_clock_may_be_half_a_minute_off(client, ada, steps, is_good):
    with time_machine.travel("2026-03-04 10:00:10Z", tick=False):
        secret = has_app(ada)
        sign_in(client, "ada")
        second_step(client, code_of(secret, steps=steps))
        assert is_in(client) == is_good


@pytest.mark.parametrize("later", [0, 31, 59])
def test_a_code_is_good_once_for_as_long_as_it_is_right(ada, later):
    with time_machine.travel("2026-03-04 10:00:00Z", tick=False) as clock:
        secret = has_app(ada)
        seen, thief = Client(), Client()
        code = code_of(secret, steps=1)
        sign_in(seen, "ada")
        second_step(seen, code)
        assert is_in(seen)
        clock.shift(later)
        sign_in(thief, "ada")
        assert "not right" in Page(second_step(thief, code)).problem
        assert not is_in(thief)


def test_another_process_does_not_take_it_either(ada, settings, redis_url):
    settings.REDIS_URL = redis_url
    assert sign_in_limits.is_first_use(ada.pk, "123456")
    rate_limits.limiter.cache_clear()
    assert not sign_in_limits.is_first_use(ada.pk, "123456")


@pytest.mark.parametrize("typed", ["{0}{1}", "{0} {1}", "{0}-{1}"])
def test_nor_is_it_another_code_in_another_spelling(ada, typed):
    secret, seen, thief = has_app(ada), Client(), Client()
    with time_machine.travel("2026-03-04 10:00:10Z", tick=False):
        code = code_of(secret)
        sign_in(seen, "ada")
        second_step(seen, code)
        assert is_in(seen)
        cache.clear()  # another process: allauth remembers codes in its own memory
        sign_in(thief, "ada")
        assert "not right" in Page(second_step(thief, typed.format(code[:3], code[3:]))).problem
        assert not is_in(thief)


def test_a_code_is_remembered_for_as_long_as_a_telephone_may_show_it(ada):
    with time_machine.travel("2026-03-04 10:00:00Z", tick=False) as clock:
        assert sign_in_limits.is_first_use(ada.pk, "123456")
        clock.shift(89)
        assert not sign_in_limits.is_first_use(ada.pk, "123456")


def test_a_recovery_code_is_good_once(ada):
    has_app(ada)
    code = codes_left(ada)[0]
    first, second = Client(), Client()
    sign_in(first, "ada")
    second_step(first, code)
    assert is_in(first)
    assert len(codes_left(ada)) == 9
    assert "9 of 10 left" in Page(first.get(YOURS)).text
    sign_in(second, "ada")
    with time_machine.travel(timezone.now() + sign_in_limits.PAUSE, tick=False):
        sign_in(second, "ada")
        assert "not right" in Page(second_step(second, code)).problem


def test_codes_are_not_guessed(client, ada):
    secret = has_app(ada)
    for _ in range(sign_in_limits.CODES.amount):
        sign_in(client, "ada")
        second_step(client, "000000")
    other = Client()
    sign_in(other, "ada")
    assert "There were too many attempts." in Page(second_step(other, code_of(secret))).problem
    assert not is_in(other)


def test_recovery_codes_are_shown_once_and_can_be_kept_as_a_file(client, ada):
    sign_in(client, "ada")
    set_up_app(client)
    shown = Page(client.get(f"{YOURS}codes/"))
    codes = [code.text for code in shown.soup.select(".codes code")]
    assert codes == codes_left(ada)
    file = shown.soup.select_one("a[download='recovery-codes.txt']")["href"]
    assert all(code in file for code in codes)
    again = Page(client.get(f"{YOURS}codes/"))
    assert not any(code in again.response.content.decode() for code in codes)
    assert "10 of 10 recovery codes left" in again.text


def test_new_recovery_codes_void_the_old(client, ada):
    sign_in(client, "ada")
    set_up_app(client)
    old = codes_left(ada)
    client.post(f"{YOURS}codes/new/")
    assert not set(old) & set(codes_left(ada))


def test_what_protects_the_account_is_changed_by_who_knows_the_password_only(client, ada):
    has_app(ada)
    client.force_login(ada)
    asked = client.get(f"{YOURS}app/remove/")
    assert asked["Location"].startswith(f"{YOURS}confirm/")
    page = Page(client.get(asked["Location"]))
    fields = fields_of(page.soup.select_one("main form"))
    wrong = Page(client.post(asked["Location"], {**fields, "password": "wrong"}))
    assert wrong.problem == "There is a problem That is not your password."
    client.post(f"{YOURS}app/remove/")
    assert Authenticator.objects.filter(user=ada).exists()
    client.post(asked["Location"], {**fields, "password": PASSWORD})
    client.post(f"{YOURS}app/remove/")
    assert not Authenticator.objects.filter(user=ada).exists()


def test_who_gives_up_the_last_second_factor_sets_up_another_first(client, ada):
    sign_in(client, "ada")
    set_up_app(client)
    client.post(f"{YOURS}app/remove/")
    assert client.get("/admin/")["Location"] == YOURS


@pytest.mark.parametrize(
    "path", ["", "app/", "app/remove/", "passkeys/add/", "codes/", "codes/new/", "confirm/"]
)
def test_these_pages_are_for_who_is_signed_in(client, path):
    answer = client.get(f"{YOURS}{path}")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")


def test_secrets_are_encrypted_at_rest(settings, ada):
    secret = has_app(ada)
    app = Authenticator.objects.get(user=ada, type="totp")
    assert secret not in str(app.data)
    assert app.wrap().validate_code(code_of(secret))
    settings.SECRET_KEY = "another " * 10
    assert not app.wrap().validate_code(code_of(secret, steps=1))
    settings.SECRET_KEY_FALLBACKS = ["only for tests " * 4]
    assert app.wrap().validate_code(code_of(secret, steps=1))


def test_an_administrator_ends_the_second_step_of_who_lost_a_telephone(ada):
    has_app(ada)
    boss = UserFactory(administrator=True)
    assert accounts.end_sign_in(user_ids=[ada.pk], actor=boss) == 1
    client = Client()
    ada.last_login = timezone.now()
    ada.save()
    sign_in(client, "ada")
    assert client.get("/admin/")["Location"] == YOURS


def test_nobody_else_does(ada):
    from django.core.exceptions import PermissionDenied

    has_app(ada)
    with pytest.raises(PermissionDenied):
        accounts.end_sign_in(user_ids=[ada.pk], actor=UserFactory())
    assert Authenticator.objects.filter(user=ada).exists()


def test_what_happens_is_in_the_audit_log_without_a_name(client, ada, django_capture_on_commit_callbacks):
    has_app(ada)
    sign_in(client, "ada", "wrong")
    sign_in(client, "ada")
    second_step(client, "000000")
    second_step(client, codes_left(ada)[0])
    client.post(f"{YOURS}app/remove/")
    with django_capture_on_commit_callbacks(execute=True):
        set_up_app(client)
        client.post(f"{YOURS}codes/new/")
    client.post(f"{YOURS}everywhere/")
    entries = AuditEntry.objects.order_by("number")
    assert [entry.action for entry in entries] == [
        *("sign-in-refused", "sign-in-refused", "recovery-code-used", "signed-in", "second-factor-removed"),
        *("second-factor-added", "recovery-codes-made", "signed-out-everywhere", "signed-out"),
    ]
    assert {entry.user_id for entry in entries} <= {ada.pk, None}

"""Every page of the staff, and how a browser that is signed in gets there."""

from collections.abc import Callable, Iterator

from django.contrib import admin
from playwright.sync_api import Page

from intake.models import (
    Absence,
    AuditEntry,
    EmailWording,
    ErasureRun,
    ExportLog,
    GroupMapping,
    InboundEmail,
    KnownBad,
    LegalHold,
    Message,
    PolicyReport,
    RetentionRule,
    Screening,
    Submission,
    Tag,
)
from suppliers.models import Registration, Supplier
from tests.browser.forms import press
from tests.browser.portal import Portal
from tests.browser.scenes import Scene, at

LIST = "/admin/intake/submission/"
FIGURES = f"{LIST}figures/"
RULES = "/admin/intake/routingrule/"
#: What a browser never shows, or shows one of the pages here under another address.
NO_PAGES = {
    "admin:logout",
    "admin:autocomplete",
    "admin:jsi18n",
    "admin:view_on_site",
    "admin:intake_submission_attachment",
    "admin:intake_submission_email",
    "admin:intake_submission_export",
    "admin:intake_submission_figures_csv",
    "admin:intake_submission_report_pdf",
    "admin:intake_submission_picture",
    "admin:intake_submission_draft",
    "admin:intake_submission_presence",
    "admin:intake_submission_canned",
    "admin:intake_submission_changes",
    "admin:intake_submission_columns",
    "admin:intake_routingrule_move",
    "admin:intake_routingrule_restore",
    "admin:None",
    # Nobody may: `access` refuses it to administrators too.
    "admin:intake_queue_delete",
    "admin:enquiries_school_add",
    "admin:enquiries_school_delete",
}
_HAVE_PAGES_OF_THEIR_OWN = (
    *(Absence, EmailWording, ExportLog, InboundEmail, KnownBad, Message, Screening, Submission),
    *(Registration, Supplier, AuditEntry, ErasureRun, GroupMapping, LegalHold, RetentionRule, PolicyReport),
)


def _first_submission(view: str) -> Callable[[Page, Portal], None]:
    def show(page: Page, portal: Portal) -> None:
        page.goto(f"{LIST}?view={view}")
        page.locator(".cell-reference a").first.click()
        page.get_by_role("heading", name="Timeline").wait_for()

    return show


def _exports(page: Page, portal: Portal) -> None:
    # Only a list with a row in it is wide.
    assert page.request.get(f"{portal.url}{LIST}export.csv").ok
    page.goto("/admin/intake/exportlog/")


def _refused_reply(page: Page, portal: Portal) -> None:
    _first_submission("open")(page, portal)
    # Another scene may have left a draft.
    page.get_by_label("Your reply").fill("")
    press(page, "Send reply")
    page.get_by_role("heading", name="There is a problem").wait_for()


def _preview(page: Page, portal: Portal) -> None:
    _first_submission("open")(page, portal)
    page.get_by_label("Your reply").fill("We will telephone you today.")
    press(page, "Preview")
    page.get_by_role("heading", name="Preview: not sent yet").wait_for()


def _canned_replies(page: Page, portal: Portal) -> None:
    _first_submission("open")(page, portal)
    page.get_by_label("Canned reply").press_sequentially("e")
    page.locator(".autocomplete__option").first.wait_for()


def _just_sent(page: Page, portal: Portal) -> None:
    _first_submission("open")(page, portal)
    page.get_by_label("Your reply").fill("We will telephone you today.")
    press(page, "Send reply")
    page.get_by_role("button", name="Undo").wait_for()


def _keys(page: Page, portal: Portal) -> None:
    page.goto(LIST)
    page.keyboard.press("j")
    page.keyboard.press("?")
    page.get_by_role("heading", name="Keyboard shortcuts").wait_for()


def _everything_open(page: Page, portal: Portal) -> None:
    _first_submission("open")(page, portal)
    for summary in page.locator("summary").all():
        summary.click()


def _spam(page: Page, portal: Portal) -> None:
    page.goto(LIST)
    page.locator("[name=ticked]").first.check()
    press(page, "Spam …")
    page.get_by_role("heading", name="Mark as spam 1 submission").wait_for()


def _reply_to_many(page: Page, portal: Portal) -> None:
    page.goto(LIST)
    for box in page.locator("[name=ticked]").all()[:3]:
        box.check()
    press(page, "Reply …")
    press(page, "Reply to 3 submissions")
    page.get_by_role("alert").wait_for()


def _job(page: Page, portal: Portal) -> None:
    page.goto(f"{LIST}?view=everything")
    page.locator(".status-row-resolved [name=ticked]").first.check()
    press(page, "Resolve")
    page.get_by_text("1 submission not changed").wait_for()
    page.goto(f"{LIST}bulk/")
    page.locator(".named a").first.click()
    page.get_by_role("heading", name="Not changed").wait_for()


def _saved_views(page: Page, portal: Portal) -> None:
    page.goto(f"{LIST}?view=late")
    page.get_by_text("Save this view").click()
    page.get_by_label("Name").fill("Late work")
    page.get_by_label("For", exact=True).select_option("Everybody in IT helpdesk")
    press(page, "Save view")
    page.goto(f"{LIST}views/")


def _narrowed(page: Page, portal: Portal) -> None:
    page.goto(f"{LIST}?view=everything&priority=20&tag=999999")
    for summary in page.locator("summary").all():
        if summary.locator("xpath=..").get_attribute("open") is None:
            summary.click()
    page.locator("[name=ticked]").first.check()


def _refused_sign_in(page: Page, portal: Portal) -> None:
    page.context.clear_cookies()
    page.goto("/admin/")
    page.get_by_label("Name or email address").fill("staff")
    page.get_by_label("Password").fill("wrong")
    press(page, "Sign in")
    page.get_by_role("alert").wait_for()


def _sign_in(page: Page, portal: Portal) -> None:
    page.context.clear_cookies()
    page.goto("/admin/login/")


def _charts(page: Page, portal: Portal) -> None:
    page.goto(f"{FIGURES}?period=90")
    page.locator("canvas").first.wait_for()
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")


TRIAGE = [
    Scene("sign-in", "admin:login", _sign_in),
    Scene("sign-in-refused", "admin:login", _refused_sign_in),
    Scene("my-work", "admin:index", at("/admin/")),
    Scene("submissions", "admin:intake_submission_changelist", at(LIST)),
    Scene("submissions-none", "admin:intake_submission_changelist", at(f"{LIST}?q=nothing+like+it")),
    Scene("submissions-spam", "admin:intake_submission_bulk", _spam),
    Scene("submissions-narrowed", "admin:intake_submission_changelist", _narrowed),
    Scene("submissions-reply", "admin:intake_submission_bulk", _reply_to_many),
    Scene("bulk-jobs", "admin:intake_submission_bulk", at(f"{LIST}bulk/")),
    Scene("bulk-job", "admin:intake_submission_job", _job),
    Scene("saved-views", "admin:intake_submission_views", _saved_views),
    Scene("submission", "admin:intake_submission_change", _first_submission("open")),
    Scene("submission-all-open", "admin:intake_submission_change", _everything_open),
    Scene("submission-closed", "admin:intake_submission_change", _first_submission("closed")),
    Scene("submission-refused", "admin:intake_submission_change", _refused_reply),
    Scene("figures", "admin:intake_submission_figures", _charts),
    Scene("figures-refused", "admin:intake_submission_figures", at(f"{FIGURES}?period=dates&kind=none")),
    Scene("report", "admin:intake_submission_report", at(f"{FIGURES}report/")),
    Scene("submission-preview", "admin:intake_submission_change", _preview),
    Scene("submission-canned", "admin:intake_submission_change", _canned_replies),
    Scene("submission-sent", "admin:intake_submission_change", _just_sent),
    Scene("submissions-keys", "admin:intake_submission_changelist", _keys),
    Scene("submission-not-yours", "admin:intake_submission_change", at(f"{LIST}999999/change/")),
]


def _of_the_first(app: str, model: str, page_name: str) -> Callable[[Page, Portal], None]:
    def show(page: Page, portal: Portal) -> None:
        page.goto(f"/admin/{app}/{model}/")
        change = page.locator("#result_list tbody th a").first.get_attribute("href")
        page.goto(change.replace("/change/", f"/{page_name}/"))

    return show


def a_tag(page: Page, portal: Portal) -> None:
    """The form of a tag, which is made first: the portal begins with none."""
    page.goto("/admin/intake/tag/")
    if not page.locator("#result_list").count():
        page.goto("/admin/intake/tag/add/")
        page.get_by_label("Name").fill("school visit")
        press(page, "Save")
    page.get_by_role("link", name="school visit").first.click()


def _ofa_tag(page_name: str) -> Callable[[Page, Portal], None]:
    def show(page: Page, portal: Portal) -> None:
        a_tag(page, portal)
        page.goto(page.url.replace("/change/", f"/{page_name}/"))

    return show


def _configuration() -> Iterator[Scene]:
    for model in admin.site._registry:
        if model in _HAVE_PAGES_OF_THEIR_OWN:
            continue
        app, name = model._meta.app_label, model._meta.model_name
        yield Scene(f"{name}-list", f"admin:{app}_{name}_changelist", at(f"/admin/{app}/{name}/"))
        yield Scene(f"{name}-add", f"admin:{app}_{name}_add", at(f"/admin/{app}/{name}/add/"))
        for page_name in ("change", "history", "delete"):
            show = _ofa_tag(page_name) if model is Tag else _of_the_first(app, name, page_name)
            yield Scene(f"{name}-{page_name}", f"admin:{app}_{name}_{page_name}", show)


def _tried_rules(page: Page, portal: Portal) -> None:
    page.goto(f"{LIST}?view=open")
    reference = page.locator(".cell-reference a").first.inner_text()
    page.goto(f"{RULES}try/")
    page.get_by_label("Reference").fill(reference)
    page.get_by_role("button", name="Try", exact=True).first.click()
    page.locator(".tries").wait_for()


def _previewed_rule(page: Page, portal: Portal) -> None:
    _of_the_first("intake", "routingrule", "change")(page, portal)
    page.get_by_label("Priority").select_option("Low")
    press(page, "Preview with the last 90 days")
    page.get_by_role("heading", name="Preview: nothing is saved yet").wait_for()


CONFIGURATION = [
    *(scene for scene in _configuration() if scene.view not in NO_PAGES),
    Scene("rules-try", "admin:intake_routingrule_try", at(f"{RULES}try/?kind=press")),
    Scene("rules-tried", "admin:intake_routingrule_try", _tried_rules),
    Scene("rules-replay", "admin:intake_routingrule_replay", at(f"{RULES}replay/")),
    Scene("rules-previewed", "admin:intake_routingrule_change", _previewed_rule),
    Scene("exports", "admin:intake_exportlog_changelist", _exports),
    Scene("inbound-emails", "admin:intake_inboundemail_changelist", at("/admin/intake/inboundemail/")),
    Scene("settings", "admin:app_list", at("/admin/intake/")),
    Scene("user-password", "admin:auth_user_password_change", _of_the_first("auth", "user", "password")),
    Scene("own-password", "admin:password_change", at("/admin/password_change/")),
    Scene("own-password-changed", "admin:password_change_done", at("/admin/password_change/done/")),
]

"""The rows of the table of access for the staff's pages; those of the public are in a file of their own."""

from tests.security import access_rows_public, access_rows_sign_in
from tests.security.access_table import (
    ACT_ON_APPLICANT,
    ACT_ON_SUBMISSION,
    ACTING_STAFF,
    ADMINISTRATORS,
    ALL_STAFF,
    ANY_LEAD,
    ANY_LEAD_OR_READER,
    EDIT_FORM,
    EDIT_OF_QUEUE,
    EVERYBODY,
    FORM_CANNOT,
    HISTORY_OF_QUEUE,
    LEAD_BUYERS,
    LED_PEOPLE,
    NO_STAFF,
    OWN_JOB,
    SEE_APPLICANT,
    SEE_FORM,
    SEE_OF_QUEUE,
    SEE_PROCUREMENT,
    SEE_SHARED,
    SEE_SUBMISSION,
    STAFF_CANNOT,
    STAFF_FIND_NOTHING,
    TEAM_PAGE,
    WITH_A_QUEUE,
    Answers,
    Row,
)


def _of_model(
    model: str, *, seen: Answers, listed: Answers, added: Answers, changed: Answers, past: Answers,
    deleted: Answers | None = None, gone: Answers | None = None,
) -> list[Row]:  # fmt: skip
    """The pages that Django's admin has for each model."""
    name, deleted = f"admin:{model}", deleted or changed
    return [
        Row(f"{name}_changelist", listed, listed),
        Row(f"{name}_add", added, added),
        Row(f"{name}_change", seen, changed),
        Row(f"{name}_delete", deleted, gone or deleted, sends={"post": "yes"}),
        Row(f"{name}_history", past, past),
        # An address of old, which leads to the page of the thing.
        Row(f"admin/{model.replace('_', '/')}/<path:object_id>/", ALL_STAFF, ALL_STAFF),
    ]


_OF_QUEUE = {
    "listed": ANY_LEAD_OR_READER,
    "added": ANY_LEAD,
    "seen": SEE_OF_QUEUE,
    "changed": EDIT_OF_QUEUE,
    "past": HISTORY_OF_QUEUE,
}
_SHARED = {
    "listed": SEE_SHARED,
    "added": ADMINISTRATORS,
    "seen": SEE_SHARED,
    "changed": ADMINISTRATORS,
    "past": SEE_SHARED,
}
#: Who reads or takes out what is somebody's is recorded.
AUDIT_LOG = ("intake_auditentry", "intake_audithead")
_SIGNED_IN = [
    Row("admin:index", ALL_STAFF, ALL_STAFF),
    Row("admin:app_list", ALL_STAFF, ALL_STAFF),
    Row("admin:logout", Answers("refused", public="opens"), EVERYBODY),
    Row("admin:password_change", ALL_STAFF, ALL_STAFF),
    Row("admin:password_change_done", ALL_STAFF, STAFF_CANNOT),
    # For who cannot sign in yet; a link that is not good says so.
    Row("admin:invitation", EVERYBODY, EVERYBODY),
    Row("admin:autocomplete", NO_STAFF, STAFF_CANNOT),
    Row("admin:jsi18n", ALL_STAFF, STAFF_CANNOT),
    Row("admin:view_on_site", STAFF_FIND_NOTHING, STAFF_FIND_NOTHING),
    Row("admin/(?P<url>.*)$", STAFF_FIND_NOTHING, STAFF_FIND_NOTHING),
]
_DESK = [
    Row("admin:intake_submission_changelist", ALL_STAFF, ALL_STAFF),
    Row(
        "admin:intake_submission_export",
        ALL_STAFF,
        ALL_STAFF,
        writes=("intake_exportlog", "intake_exportlog_queues", *AUDIT_LOG),
    ),
    Row("admin:intake_submission_figures", ALL_STAFF, ALL_STAFF),
    Row("admin:intake_submission_figures_csv", ALL_STAFF, ALL_STAFF, writes=AUDIT_LOG),
    Row("admin:intake_submission_report", ALL_STAFF, ALL_STAFF),
    Row("admin:intake_submission_report_pdf", WITH_A_QUEUE, WITH_A_QUEUE, writes=AUDIT_LOG),
    Row("admin:intake_submission_changes", ALL_STAFF, ALL_STAFF),
    Row("admin:intake_submission_columns", ALL_STAFF, ACTING_STAFF),
    Row("admin:intake_submission_views", ALL_STAFF, ACTING_STAFF),
    Row("admin:intake_submission_bulk", ALL_STAFF, ACTING_STAFF),
    Row("admin:intake_submission_job", OWN_JOB, OWN_JOB),
    Row("admin:intake_submission_call", ALL_STAFF, ACTING_STAFF),
    Row("admin:intake_absence_changelist", ALL_STAFF, ACTING_STAFF),
    Row("admin:intake_absence_handover", LED_PEOPLE, LED_PEOPLE),
    Row("admin:intake_screening_changelist", ALL_STAFF, ACTING_STAFF),
    Row("admin:intake_screening_thresholds", ALL_STAFF, ALL_STAFF),
]
_SUBMISSION = [
    Row("admin:intake_submission_change", SEE_SUBMISSION, ACT_ON_SUBMISSION, writes=AUDIT_LOG),
    Row("admin:intake_submission_attachment", SEE_SUBMISSION, SEE_SUBMISSION, writes=AUDIT_LOG),
    Row("admin:intake_submission_email", SEE_SUBMISSION, SEE_SUBMISSION, writes=AUDIT_LOG),
    Row("admin:intake_submission_picture", SEE_SUBMISSION, STAFF_CANNOT),
    Row("admin:intake_submission_canned", SEE_SUBMISSION, STAFF_CANNOT),
    Row("admin:intake_submission_draft", STAFF_CANNOT, ACT_ON_SUBMISSION),
    Row("admin:intake_submission_presence", STAFF_CANNOT, SEE_SUBMISSION),
    *(
        Row(f"admin:intake_submission_{page}", SEE_SUBMISSION, ACT_ON_SUBMISSION)
        for page in ("merge", "unmerge", "link", "unlink", "split", "forward", "revoke_links")
    ),
]
_SETTINGS = [
    *_of_model("intake_queue", **(_OF_QUEUE | {"added": ADMINISTRATORS}), deleted=NO_STAFF),
    Row("admin:intake_queue_team", TEAM_PAGE, TEAM_PAGE),
    *_of_model("intake_emailwording", **_OF_QUEUE),
    *_of_model("intake_replytemplate", **_OF_QUEUE),
    *_of_model("enquiries_suggestedanswer", **_OF_QUEUE),
    Row("admin:enquiries_suggestedanswer_try", ANY_LEAD_OR_READER, ANY_LEAD_OR_READER),
    *_of_model("enquiries_enquirytype", **(_OF_QUEUE | {"added": ADMINISTRATORS}), deleted=ADMINISTRATORS),
    *(
        Row(f"admin:enquiries_enquirytype_{page}", SEE_FORM, FORM_CANNOT)
        for page in ("preview", "editor", "look")
    ),
    *(
        Row(f"admin:enquiries_enquirytype_{page}", EDIT_FORM, EDIT_FORM)
        for page in (
            *("publish", "words", "question_add", "question", "question_move", "page_add", "page"),
            *("notice_add", "notice", "part_delete", "version", "import"),
        )
    ),
    Row("admin:enquiries_enquirytype_arrange", FORM_CANNOT, EDIT_FORM),
    Row("admin:enquiries_enquirytype_export", SEE_FORM, SEE_FORM),
    *_of_model("intake_routingrule", **_SHARED),
    Row("admin:intake_routingrule_try", SEE_SHARED, SEE_SHARED),
    Row("admin:intake_routingrule_replay", SEE_SHARED, SEE_SHARED),
    Row("admin:intake_routingrule_move", STAFF_CANNOT, ADMINISTRATORS),
    # No version is named, so that even who may finds none.
    Row("admin:intake_routingrule_restore", STAFF_CANNOT, Answers("forbidden", hidden=("administrator",))),
    *_of_model("intake_knownbad", **_SHARED),
    *_of_model("intake_tag", **_SHARED),
    *_of_model("intake_groupmapping", **_SHARED),
    # Nobody deletes an account that anything hangs on: it is closed. The page says so.
    *_of_model("auth_user", **_SHARED, deleted=ADMINISTRATORS, gone=NO_STAFF),
    Row("admin:auth_user_password_change", ADMINISTRATORS, ADMINISTRATORS),
    *_of_model(
        "enquiries_school", listed=ALL_STAFF, added=NO_STAFF, seen=ALL_STAFF, changed=NO_STAFF, past=ALL_STAFF
    ),
]
_PROOF = [
    Row("admin:intake_auditentry_changelist", SEE_SHARED, SEE_SHARED),
    Row("admin:intake_policyreport_changelist", SEE_SHARED, SEE_SHARED),
    Row("admin:intake_exportlog_changelist", ANY_LEAD_OR_READER, ANY_LEAD_OR_READER),
    Row("admin:intake_message_changelist", ANY_LEAD_OR_READER, ANY_LEAD),
    Row("admin:intake_inboundemail_changelist", SEE_SHARED, SEE_SHARED),
    Row("admin:intake_retentionrule_changelist", SEE_SHARED, ADMINISTRATORS),
    Row("admin:intake_legalhold_changelist", SEE_SHARED, ADMINISTRATORS),
    Row("admin:intake_erasurerun_changelist", SEE_SHARED, ADMINISTRATORS),
    Row("admin:intake_erasurerun_person", ADMINISTRATORS, ADMINISTRATORS),
    Row(
        "admin:intake_erasurerun_copy",
        ADMINISTRATORS,
        ADMINISTRATORS,
        writes=("intake_subjectaccess", *AUDIT_LOG),
    ),
]
_SUPPLIERS = [
    Row("admin:suppliers_registration_changelist", SEE_PROCUREMENT, SEE_PROCUREMENT),
    Row("admin:suppliers_registration_review", SEE_APPLICANT, ACT_ON_APPLICANT, writes=AUDIT_LOG),
    Row("admin:suppliers_supplier_changelist", ALL_STAFF, ALL_STAFF),
    Row("admin:suppliers_supplier_compare", ALL_STAFF, ALL_STAFF, writes=AUDIT_LOG),
    Row("admin:suppliers_supplier_export", ALL_STAFF, ALL_STAFF, writes=AUDIT_LOG),
    Row("admin:suppliers_supplier_change", SEE_APPLICANT, ACT_ON_APPLICANT, writes=AUDIT_LOG),
    Row("admin:suppliers_supplier_history", SEE_APPLICANT, SEE_APPLICANT, writes=AUDIT_LOG),
    Row("admin:suppliers_supplier_merge", LEAD_BUYERS, LEAD_BUYERS),
]

ROWS = [
    *access_rows_public.ROWS,
    *access_rows_sign_in.ROWS,
    *_SIGNED_IN,
    *_DESK,
    *_SUBMISSION,
    *_SETTINGS,
    *_PROOF,
    *_SUPPLIERS,
]

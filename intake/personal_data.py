"""What intake's tables, and those of Django, hold of persons: see `intake.privacy.record`."""

from intake.privacy.record import (
    ANSWER,
    COLLEAGUES,
    NOBODY,
    NONE,
    RIGHTS,
    SENDERS,
    WORK,
    Entry,
    Purpose,
    entry,
)

_WITH_SUBMISSION = "as its submission"
_WHILE_IN_USE = "while it is in use"
_SIX_YEARS = "6 years"
_SIGN_IN = Purpose("letting colleagues and suppliers in", "public task, Article 6(1)(e)")
_SENDERS_AND_COLLEAGUES = f"{SENDERS}, {COLLEAGUES}"

#: allauth's, of which we keep no row: see `intake.directory.adapter`.
_OF_SOCIAL_ACCOUNTS = {
    "SocialApp": "id provider provider_id name client_id secret key settings",
    "SocialAccount": "id user provider uid last_login date_joined extra_data",
    "SocialToken": "id app account token token_secret expires_at",
}


def entries() -> list[Entry]:
    """Return the entries of every table."""
    return [
        *_of_submissions(),
        *_of_emails(),
        *_of_the_desk(),
        *_of_rights(),
        *_of_configuration(),
        *_of_django(),
    ]


def _of_submissions() -> list[Entry]:
    return [
        entry(
            "intake.Submission",
            _SENDERS_AND_COLLEAGUES,
            ANSWER,
            "by queue and type after it was closed; then emptied",
            personal="reference assignee tags subject sender_name sender_email sender_telephone "
            "sender_organisation sender_role site answers needed_by search_text",
            other="id idempotency_key kind kind_label source queue status priority received_at respond_by "
            "due_at "
            "due_next waiting_since waited first_response_at resolved_at erase_after erased_at version "
            "language",
        ),
        entry(
            "intake.Attachment",
            SENDERS,
            ANSWER,
            "as its submission or its supplier; 2 days where the form is not sent",
            personal="submission message file name sha256",
            other="id uuid upload_token kept question content_type size scan created_at",
        ),
        entry(
            "intake.TimelineEntry",
            _SENDERS_AND_COLLEAGUES,
            WORK,
            _WITH_SUBMISSION,
            personal="submission actor text data",
            other="id at event",
        ),
        entry(
            "intake.TrackingToken",
            SENDERS,
            ANSWER,
            "30 days after it expires",
            personal="submission token_hash",
            other="id created_at expires_at revoked_at",
        ),
        entry(
            "intake.Feedback",
            SENDERS,
            WORK,
            "the comment 1 year; the rating for ever, of nobody",
            personal="submission rating comment",
            other="id at",
        ),
        entry(
            "intake.VirusScan",
            NOBODY,
            NONE,
            "as its file",
            other="id attachment attempts next_at ended_at said told",
        ),
        entry(
            "intake.LinkRequest",
            SENDERS,
            ANSWER,
            "until it is answered, within a minute",
            personal="reference email",
            other="id asked_at",
        ),
        entry(
            "intake.Screening",
            _SENDERS_AND_COLLEAGUES,
            WORK,
            f"{_WITH_SUBMISSION}; then emptied",
            personal="submission reasons decided_by",
            other="id held_at score signs next_steps usual_queue decision decided_at",
        ),
        entry(
            "intake.KnownBad",
            SENDERS,
            WORK,
            _WHILE_IN_USE,
            personal="value note",
            other="id kind added_at",
        ),
        entry(
            "intake.RecentPost",
            SENDERS,
            WORK,
            "1 day, as digests",
            personal="client recipient",
            other="id at",
        ),
        entry(
            "intake.AcknowledgedAddress",
            SENDERS,
            WORK,
            "1 day, as digests",
            personal="digest",
            other="id at",
        ),
        entry(
            "intake.Merge",
            COLLEAGUES,
            WORK,
            _WITH_SUBMISSION,
            personal="made_by",
            other="id merged kept status_before made_at",
        ),
        entry(
            "intake.Link",
            COLLEAGUES,
            WORK,
            _WITH_SUBMISSION,
            personal="made_by",
            other="id one other made_at",
        ),
    ]


def _of_emails() -> list[Entry]:
    return [
        entry(
            "intake.Message",
            _SENDERS_AND_COLLEAGUES,
            ANSWER,
            "as its submission; without one 90 days, then emptied",
            personal="submission author recipient reply_to subject text typed html dedupe_key last_error "
            "provider_id handled_by",
            other="id uuid queue direction kind created_at state attempts ambiguous_ends next_attempt_at "
            "retry_from "
            "lease_until sent_at handled_at",
        ),
        entry(
            "intake.InboundEmail",
            SENDERS,
            ANSWER,
            "as it came 90 days; that it came, as its submission",
            personal="key envelope_recipient sender raw error submission message",
            other="id uuid source queue stored_at applied_at outcome",
        ),
        entry(
            "intake.DeliveryEvent",
            SENDERS,
            ANSWER,
            "90 days",
            personal="message_uuid provider_id recipient description raw message key",
            other="id provider event_type occurred_at stored_at applied_at",
        ),
        entry("intake.Circuit", NOBODY, NONE, _WHILE_IN_USE, other="id name opened_at probe_at reason"),
    ]


def _of_the_desk() -> list[Entry]:
    return [
        entry(
            "intake.Draft",
            _SENDERS_AND_COLLEAGUES,
            WORK,
            "90 days, or until the submission is closed",
            personal="submission user text",
            other="id saved_at",
        ),
        entry(
            "intake.Presence",
            COLLEAGUES,
            WORK,
            "an hour",
            personal="submission user seen_at typed_at",
            other="id",
        ),
        entry(
            "intake.Absence",
            COLLEAGUES,
            WORK,
            "while the account is there",
            personal="user starts_on ends_on entered_by",
            other="id entered_at",
        ),
        entry(
            "intake.BulkJob",
            _SENDERS_AND_COLLEAGUES,
            WORK,
            "30 days",
            personal="actor details said list_query",
            other="id move not_found created_at finished_at",
        ),
        entry(
            "intake.BulkLine",
            SENDERS,
            WORK,
            "30 days",
            personal="submission why_not",
            other="id job state ended_at",
        ),
        entry(
            "intake.SavedView",
            _SENDERS_AND_COLLEAGUES,
            WORK,
            "until it is deleted",
            personal="name owner query",
            other="id queue",
        ),
        entry(
            "intake.DeskColumns",
            COLLEAGUES,
            WORK,
            "while the account is there",
            personal="user names",
            other="id",
        ),
    ]


def _of_rights() -> list[Entry]:
    return [
        entry(
            "intake.ExportLog",
            _SENDERS_AND_COLLEAGUES,
            RIGHTS,
            "what was asked for 1 year; who took how much 6 years",
            personal="user name criteria",
            other="id at format rows queues",
        ),
        entry(
            "intake.LegalHold",
            _SENDERS_AND_COLLEAGUES,
            RIGHTS,
            "6 years after it ended",
            personal="submission email reason placed_by lifted_by",
            other="id until placed_at lifted_at",
        ),
        entry(
            "intake.ErasureRun",
            COLLEAGUES,
            RIGHTS,
            "6 years; dry runs 1 year",
            personal="started_by approved_by address_digest",
            other="id why is_dry began_at finished_at lines held failed approved_at",
        ),
        entry(
            "intake.SubjectAccess",
            _SENDERS_AND_COLLEAGUES,
            RIGHTS,
            "7 days; who made and took it 6 years",
            personal="address address_digest asked_by file taken_by",
            other="id uuid asked_at made_at rows files taken_at",
        ),
        entry("intake.RetentionRule", NOBODY, NONE, _WHILE_IN_USE, other="id queue kind days reason"),
    ]


def _of_configuration() -> list[Entry]:
    return [
        entry(
            "intake.EmailWording",
            NOBODY,
            NONE,
            _WHILE_IN_USE,
            other="id email kind queue subject opening what_next closing",
        ),
        entry(
            "intake.Queue",
            COLLEAGUES,
            WORK,
            _WHILE_IN_USE,
            personal="members",
            other="id name slug active is_catch_all contact_name purpose telephone listed position "
            "reply_to "
            "alert_address response_target response_unit resolution_target resolution_unit opens_at "
            "closes_at "
            "weekday_hours closures assignment retention_days",
        ),
        entry(
            "intake.QueueMembership",
            COLLEAGUES,
            WORK,
            "while the person is in the team",
            personal="user role wants_alerts last_assigned_at",
            other="id queue",
        ),
        entry(
            "intake.PriorityTarget",
            NOBODY,
            NONE,
            _WHILE_IN_USE,
            other="id queue priority response_target response_unit resolution_target resolution_unit",
        ),
        entry("intake.Tag", NOBODY, NONE, _WHILE_IN_USE, other="id name"),
        entry("intake.ReplyTemplate", NOBODY, NONE, _WHILE_IN_USE, other="id name queue text"),
        entry(
            "intake.RoutingRule",
            COLLEAGUES,
            WORK,
            _WHILE_IN_USE,
            personal="assignee",
            other="id position name active kind queue priority tag",
        ),
        entry(
            "intake.HistoricalRoutingRule",
            COLLEAGUES,
            WORK,
            _WHILE_IN_USE,
            personal="assignee history_user",
            other="id conditions position name active kind priority queue tag history_id history_date "
            "history_change_reason history_type",
        ),
        entry("intake.RoutingCondition", NOBODY, NONE, _WHILE_IN_USE, other="id rule field operator value"),
        entry(
            "intake.Suggester", NOBODY, NONE, "60 nights", other="id kind trained_at in_use weights figures"
        ),
        entry("intake.Heartbeat", NOBODY, NONE, _WHILE_IN_USE, other="id name at"),
        entry("intake.Auditor", COLLEAGUES, WORK, "while the role is held", personal="user since"),
        entry(
            "intake.DirectoryAccount",
            COLLEAGUES,
            _SIGN_IN,
            "until an administrator deletes the account",
            personal="user subject since",
            other="issuer",
        ),
        entry("intake.GroupMapping", NOBODY, NONE, _WHILE_IN_USE, other="id group name role queue"),
    ]


def _of_django() -> list[Entry]:
    return [
        entry(
            "auth.User",
            COLLEAGUES,
            _SIGN_IN,
            "until an administrator deletes the account",
            personal="password last_login username first_name last_name email",
            other="id is_superuser is_staff is_active date_joined groups user_permissions",
        ),
        *(
            entry(f"socialaccount.{name}", NOBODY, NONE, "never filled", other=fields)
            for name, fields in _OF_SOCIAL_ACCOUNTS.items()
        ),
        entry("auth.Group", NOBODY, NONE, _WHILE_IN_USE, other="id name permissions"),
        entry("auth.Permission", NOBODY, NONE, _WHILE_IN_USE, other="id name content_type codename"),
        entry("contenttypes.ContentType", NOBODY, NONE, _WHILE_IN_USE, other="id app_label model"),
        entry(
            "admin.LogEntry",
            _SENDERS_AND_COLLEAGUES,
            RIGHTS,
            _SIX_YEARS,
            personal="user object_id object_repr change_message",
            other="id action_time content_type action_flag",
        ),
        entry(
            "account.EmailAddress",
            COLLEAGUES,
            _SIGN_IN,
            "nothing is kept in it",
            personal="user email",
            other="id verified primary",
        ),
        entry(
            "account.EmailConfirmation",
            COLLEAGUES,
            _SIGN_IN,
            "nothing is kept in it",
            personal="email_address key",
            other="id created sent",
        ),
        entry(
            "mfa.Authenticator",
            COLLEAGUES,
            _SIGN_IN,
            "until its owner removes it, or the account is deleted; its secret is encrypted",
            personal="user data last_used_at",
            other="id type created_at",
        ),
        entry(
            "intake.StaffSession",
            COLLEAGUES,
            _SIGN_IN,
            "2 days after the session began",
            personal="user session_key started_at browser",
            other="id",
        ),
        entry(
            "sessions.Session",
            COLLEAGUES,
            _SIGN_IN,
            "until it expires: 8 hours after it was used, a day after it began",
            personal="session_key session_data",
            other="expire_date",
        ),
    ]

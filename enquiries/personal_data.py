"""What the tables of forms hold of persons: see `intake.privacy.record`."""

from intake.privacy.record import ANSWER, COLLEAGUES, NOBODY, NONE, SENDERS, WORK, Entry, entry

_WHILE_IN_USE = "while it is in use"


def entries() -> list[Entry]:
    """Return the entries of every table."""
    return [
        entry(
            "enquiries.Draft",
            SENDERS,
            ANSWER,
            "2 days, encrypted",
            personal="browser_hash answers submission",
            other="id enquiry_type version checked trap_filled shown_at created_at updated_at",
        ),
        entry(
            "enquiries.EnquiryType",
            NOBODY,
            NONE,
            _WHILE_IN_USE,
            other="id name slug active position summary introduction next_steps usual_queue closes_at "
            "closed_message",
        ),
        entry(
            "enquiries.Page",
            NOBODY,
            NONE,
            _WHILE_IN_USE,
            other="id only_if_question only_if_operator only_if_value enquiry_type position name title "
            "introduction",
        ),
        entry(
            "enquiries.Question",
            NOBODY,
            NONE,
            _WHILE_IN_USE,
            other="id only_if_question only_if_operator only_if_value enquiry_type page position name "
            "label hint "
            "help_text kind meaning required choices min_length max_length future_only autocomplete "
            "default "
            "file_types max_files max_file_mb",
        ),
        entry(
            "enquiries.Notice",
            NOBODY,
            NONE,
            _WHILE_IN_USE,
            other="id enquiry_type position place text important field operator value",
        ),
        entry(
            "enquiries.Version",
            COLLEAGUES,
            WORK,
            _WHILE_IN_USE,
            personal="published_by",
            other="id enquiry_type number content in_force_from cancelled_at published_at note",
        ),
        entry(
            "enquiries.SuggestedAnswer",
            NOBODY,
            NONE,
            _WHILE_IN_USE,
            other="id enquiry_type title text words active position",
        ),
        entry(
            "enquiries.AnswerShown",
            NOBODY,
            NONE,
            "90 days",
            other="id answer draft_id shown_at solved_at",
        ),
        entry(
            "enquiries.School",
            NOBODY,
            NONE,
            "until the next import without it",
            other="urn name local_authority establishment_number establishment_type is_open phase street "
            "postcode "
            "website telephone search_name",
        ),
    ]

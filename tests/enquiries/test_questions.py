"""Each kind of question: what is understood of an answer, and what is said where nothing is."""

import pytest
from django.utils.datastructures import MultiValueDict

from enquiries import definitions, form_factory
from enquiries.models import Question
from tests.factories import EnquiryTypeFactory, QuestionFactory, SchoolFactory

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-11-24T12:00:00Z", tick=False)]

CHOICES = "paper | Newspaper\nradio | Radio or television\nother"


def form_of(kind, posted, **fields):
    """A checked form of one question, `asked`, to which `posted` was posted; a list is several values."""
    question = QuestionFactory(name="asked", label="Deadline", kind=kind, choices=CHOICES, **fields)
    form_class = form_factory.build(definitions.working_copy(question.enquiry_type))
    posted = posted if isinstance(posted, list) else [posted]
    form = form_class(MultiValueDict({"asked": posted}))
    form.full_clean()
    return form


GOOD = [
    ("short_text", "  a line ", "a line", "a line"),
    ("short_text", "O’Brien-Šťastný 李 🙂", "O’Brien-Šťastný 李 🙂", "O’Brien-Šťastný 李 🙂"),
    ("short_text", "nothing\0 at\x1b all\ud800", "nothing at all", "nothing at all"),
    ("short_text", ["first", "last"], "last", "last"),
    ("long_text", "one\r\ntwo\rthree", "one\ntwo\nthree", "one\ntwo\nthree"),
    ("email", " jo.brown+press@example.com ", "jo.brown+press@example.com", "jo.brown+press@example.com"),
    ("telephone", "020 7946 0123", "+442079460123", "020 7946 0123"),
    ("telephone", "(020) 7946-0123", "+442079460123", "020 7946 0123"),
    ("telephone", "0044 20 7946 0123", "+442079460123", "020 7946 0123"),
    ("telephone", "07700 900 982", "+447700900982", "07700 900982"),
    ("telephone", "+33 1 09 75 83 51", "+33109758351", "+33 1 09 75 83 51"),
    ("telephone", "020 7946 0123 ext. 45", "+442079460123", "020 7946 0123 x45"),
    ("date", "3/12/2026", "2026-12-03", "Thursday 3 December 2026"),
    ("date", "1 May 1999", "1999-05-01", "Saturday 1 May 1999"),
    ("datetime", "2026-12-03T15:00", "2026-12-03T15:00:00+00:00", "Thursday 3 December 2026 at 3pm"),
    ("datetime", "1 July 2026 9.30am", "2026-07-01T09:30:00+01:00", "Wednesday 1 July 2026 at 9:30am"),
    ("one_of", "radio", "radio", "Radio or television"),
    ("one_of", ["paper", "other"], "other", "other"),
    ("some_of", ["paper", "radio"], ["paper", "radio"], "Newspaper\nRadio or television"),
    ("yes_no", "no", "no", "No"),
    ("consent", "on", "yes", "Yes"),
    ("web_address", "https://www.hackney.gov.uk/a?b=c#d", "https://www.hackney.gov.uk/a?b=c#d", None),
    ("web_address", "www.hackney.gov.uk", "https://www.hackney.gov.uk", None),
    ("web_address", "hackney.gov.uk:8080/x", "https://hackney.gov.uk:8080/x", None),
    ("web_address", "//hackney.gov.uk/x", "https://hackney.gov.uk/x", None),
    ("web_address", "HTTP://HACKNEY.GOV.UK", "HTTP://HACKNEY.GOV.UK", None),
    ("web_address", "/contacts", "/contacts", None),
    ("web_address", "/", "/", None),
]


@pytest.mark.parametrize(("kind", "posted", "value", "text"), GOOD)
def test_a_good_answer_is_kept_for_rules_and_for_people(kind, posted, value, text):
    form = form_of(kind, posted)
    assert not form.errors
    [answer] = form.answers()
    assert (answer.value, answer.display) == (value, value if text is None else text)
    assert (answer.name, answer.label, answer.kind) == ("asked", "Deadline", kind)


EMAIL = "Enter an email address in the correct format, like name@example.com"
TELEPHONE = "Enter a telephone number, like 020 7946 0100, 07700 900 982 or +44 808 157 0192"
WEB = "Enter a web address, like www.hackney.gov.uk/contacts or /contacts"
DATE = "Deadline must be a date, like 8 December 2026"
MOMENT = "Deadline must be a date and time, like 8 December 2026 3pm"
BAD = [
    ("short_text", "", "Enter the deadline"),
    ("short_text", " \t\n\0 ", "Enter the deadline"),
    ("short_text", "x" * 201, "Deadline must be 200 characters or fewer"),
    ("long_text", "x" * 100_000, "Deadline must be 5,000 characters or fewer"),
    ("email", "", "Enter the deadline"),
    ("email", "jo", EMAIL),
    ("email", "jo@", EMAIL),
    ("email", "jo@example", EMAIL),
    ("email", "jo brown@example.com", EMAIL),
    ("email", "a@example.com, b@example.com", EMAIL),
    ("email", "a@example.com\nBcc: b@example.com", EMAIL),
    ("email", "x" * 250 + "@example.com", None),
    ("telephone", "12345", TELEPHONE),
    ("telephone", "call me", TELEPHONE),
    ("telephone", "020 7946 01234567", TELEPHONE),
    ("telephone", "+999 123", TELEPHONE),
    ("telephone", "0" * 100_000, TELEPHONE),
    ("date", "", "Enter the deadline"),
    ("date", "soon", DATE),
    ("date", "31/11/2026", "Deadline must be a real date"),
    ("datetime", "soon", MOMENT),
    ("datetime", "3 December 2026", "Deadline must include a time, like 3pm"),
    ("datetime", "3pm", "Deadline must include a date, like 8 December 2026"),
    (
        "datetime",
        "2026-03-29T01:30",
        "There is no 1:30am on Sunday 29 March 2026: the clocks go forward. Enter another time",
    ),
    ("one_of", "", "Select the deadline"),
    ("one_of", "television", "Select one of the answers"),
    ("some_of", [], "Select the deadline"),
    ("some_of", ["paper", "television"], "Select answers from the list"),
    ("yes_no", "maybe", "Select one of the answers"),
    ("consent", "", "Tick “Deadline” to go on"),
    ("web_address", "javascript:alert(1)", WEB),
    ("web_address", "JaVaScRiPt:alert(1)", WEB),
    ("web_address", "data:text/html,x", WEB),
    ("web_address", "mailto:jo@example.com", WEB),
    ("web_address", "ftp://example.com/x", WEB),
    ("web_address", "https://hackney.gov.uk@example.com/", WEB),
    ("web_address", "https://[::1", WEB),
    ("web_address", "the contacts page", WEB),
    ("web_address", "/contacts page", WEB),
    ("web_address", "/\\example.com", WEB),
    ("web_address", "https://example.com/<script>", WEB),
    ("web_address", "example", WEB),
    ("web_address", "x" * 2001, "Web address must be 2,000 characters or fewer"),
    ("files", "", "Select the deadline"),
    ("files", "not a file", "Select the deadline"),
]


@pytest.mark.parametrize(("kind", "posted", "message"), BAD)
def test_a_bad_answer_is_refused_in_words(kind, posted, message):
    form = form_of(kind, posted)
    errors = form.errors["asked"]
    assert errors if message is None else errors == [message]


@pytest.mark.parametrize("kind", Question.Kind.values)
def test_an_answer_that_is_not_required_may_be_missing(kind):
    form = form_of(kind, [], required=False)
    assert not form.errors
    assert [(answer.value, answer.display) for answer in form.answers()] == [(None, "")]


@pytest.mark.parametrize("kind", Question.Kind.values)
def test_a_missing_answer_that_is_required_is_said_once(kind):
    assert len(form_of(kind, []).errors["asked"]) == 1


@pytest.mark.parametrize(
    ("kind", "posted", "message"),
    [
        ("date", "23/11/2026", "Deadline must be today or in the future"),
        ("date", "24/11/2026", None),
        ("datetime", "24/11/2026 12:00", "Deadline must be in the future"),
        ("datetime", "24/11/2026 12:01", None),
    ],
)
def test_the_past_is_refused_where_the_question_says_so(kind, posted, message):
    errors = form_of(kind, posted, future_only=True).errors
    assert errors.get("asked", [None]) == [message]


def test_the_lengths_of_a_question_are_its_own_and_a_line_end_counts_once():
    fields = {"min_length": 3, "max_length": 5}
    assert form_of("long_text", "ab", **fields).errors["asked"] == ["Deadline must be 3 characters or more"]
    assert not form_of("long_text", "ab\r\ncd", **fields).errors
    assert form_of("long_text", "abcdef", **fields).errors["asked"] == [
        "Deadline must be 5 characters or fewer"
    ]


@pytest.mark.parametrize("text", ["100253", "Betty Layward Primary School", "betty lay", "Any name (100253)"])
def test_a_school_is_taken_where_one_is_meant(text):
    SchoolFactory(urn=100253, name="Betty Layward Primary School")
    SchoolFactory(name="Betty Layward Primary School Nursery Annexe Elsewhere", is_open=False)
    [answer] = form_of("school", text).answers()
    assert (answer.value, answer.display) == ("100253", "Betty Layward Primary School (100253)")


def test_the_whole_name_of_a_school_is_taken_though_others_begin_with_it():
    school = SchoolFactory(name="Parkside School")
    SchoolFactory(name="Parkside School Nursery")
    assert form_of("school", "parkside school").cleaned_data["asked"] == school


NOT_FOUND = "We could not find this school. Check the spelling, or enter less of its name or its URN"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Enter the deadline"),
        ("Hogwarts", NOT_FOUND),
        ("999999", NOT_FOUND),
        ("ab", NOT_FOUND),
        ("other:Parkside", NOT_FOUND),
        ("parkside", "Select the school you mean"),
        ("x" * 300, "Deadline must be 200 characters or fewer"),
    ],
)
def test_a_school_that_is_not_clear_is_asked_for_again(text, message):
    SchoolFactory(name="Parkside Nursery")
    SchoolFactory(name="Parkside School")
    assert form_of("school", text).errors["asked"] == [message]


def test_a_team_is_taken_as_typed_where_no_school_is_called_so():
    [answer] = form_of("school_or_team", "Payroll  team").answers()
    assert (answer.value, answer.display) == ("Payroll team", "Payroll team")


def test_a_team_is_not_taken_for_the_one_school_whose_name_begins_so():
    SchoolFactory(name="Learning Academy")
    assert form_of("school_or_team", "Learning").errors["asked"] == ["Select the school you mean"]
    assert form_of("school_or_team", "other:Learning").cleaned_data["asked"] == "Learning"


def test_a_question_may_have_any_name_the_rules_allow():
    names = [
        "clean",
        "data",
        "errors",
        "fields",
        "files",
        "helper",
        "initial",
        "prefix",
        "questions",
        "class",
    ]
    enquiry_type = EnquiryTypeFactory()
    for name in names:
        QuestionFactory(enquiry_type=enquiry_type, name=name)
    form = form_factory.build(definitions.working_copy(enquiry_type))(
        MultiValueDict({name: [name] for name in names})
    )
    form.full_clean()
    assert [answer.value for answer in form.answers()] == names

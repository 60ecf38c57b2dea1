"""The form editor: who edits a form builds it by clicks, without a developer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enquiries.models import EnquiryType
from tests.enquiries.editor import at, hall_hire, lead_of, listed, of_question, publishes, saves
from tests.factories import (
    NoticeFactory,
    QuestionFactory,
)
from tests.intake.admin.staff import Colleague

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


@pytest.fixture
def halls() -> EnquiryType:
    return hall_hire()


@pytest.fixture
def lead(halls) -> Colleague:
    return lead_of(halls)


def test_what_is_wrong_is_said_beside_the_field_and_on_top_and_the_typed_is_kept(lead, halls):
    page = saves(lead, at(halls, "question/add/?kind=one_of"), label="How many?", choices="", hint="A guess")
    assert page.title.startswith("Error: ")
    assert "Choices: Give at least one choice, a line each." in page.problem
    assert "Give at least one choice" in page.error_beside("choices")
    assert page.field("hint")["value"] == "A guess"
    assert not halls.questions.filter(label="How many?").exists()


def test_another_kind_shows_its_fields_and_keeps_what_is_typed(lead, halls):
    address = at(halls, "question/add/")
    for press in ({"_kind": "yes"}, {}):
        page = saves(lead, address, label="How many?", hint="A guess", kind="files", **press)
        assert "These are the fields for the new kind. Nothing is saved yet." in page.text
        assert page.field("max_files")
        assert page.field("min_length") is None
        assert (page.field("label")["value"], page.field("hint")["value"]) == ("How many?", "A guess")
    page = saves(lead, address, page, file_types=["pdf", "png"], max_files="2", required="")
    question = halls.questions.get(label="How many?")
    assert (question.kind, question.file_types, question.max_files) == ("files", "pdf, png", 2)


@pytest.mark.parametrize("field", ["max_files", "max_file_mb"])
def test_no_more_files_than_the_site_takes(lead, halls, field):
    page = saves(lead, at(halls, "question/add/?kind=files"), label="Files", **{field: "99"})
    assert "Give a number from 1 to" in page.error_beside(field)


@pytest.mark.parametrize(
    ("condition", "field", "said"),
    [
        ({"only_if_choice": ""}, "only_if_choice", "Choose an answer to “Which hall?”."),
        ({"only_if_choice": "day:big"}, "only_if_choice", "Choose an answer"),
        ({"only_if_question": "name"}, "only_if_text", "Type the answer"),
    ],
)
def test_a_condition_without_an_answer_is_refused(lead, halls, condition, field, said):
    typed = {"only_if_question": "hall", "only_if_operator": "equals", **condition}
    page = saves(lead, of_question(halls, "day"), **{"only_if_choice": "", **typed})
    if said == "Choose an answer":
        assert "day:big is not one of the available choices" in page.error_beside(field)
    else:
        assert said in page.error_beside(field)


def test_only_earlier_questions_are_offered_as_a_condition(lead, halls):
    page = lead.opens(of_question(halls, "hall"))
    offered = [option["value"] for option in page.field("only_if_question").select("option")]
    assert offered == ["", "name", "email", "message"]
    page = lead.opens(of_question(halls, "day"))
    answers = [option["value"] for option in page.field("only_if_choice").select("option")]
    assert answers == ["", "hall:big", "hall:small"]


def test_a_form_that_a_colleague_was_quicker_to_change_is_refused_and_kept(lead, halls):
    address = of_question(halls, "day")
    old = lead.opens(address)
    saves(lead, address, label="For which day?")
    page = saves(lead, address, old, label="What day?")
    assert "Somebody has changed this since you opened it" in page.problem
    assert page.field("label")["value"] == "What day?"
    assert halls.questions.get(name="day").label == "For which day?"
    assert saves(lead, address, page).messages == ["“What day?” is saved."]


def test_a_preview_shows_what_is_typed_and_saves_nothing(lead, halls):
    page = saves(lead, of_question(halls, "day"), label="For which day do you want it?", _preview="yes")
    assert "For which day do you want it?" in page.text
    assert page.soup.select("main [type=submit]") == []
    assert halls.questions.get(name="day").label == "Which day?"
    page = saves(lead, at(halls, "question/add/"), label="How many?", _preview="yes")
    labels = [label.get_text(" ", strip=True) for label in page.soup.select("main label, main legend")]
    assert labels[-1] == "How many?"
    assert not halls.questions.filter(label="How many?").exists()
    page = saves(lead, of_question(halls, "day"), label="", _preview="yes")
    assert "This field is required" in page.problem


def test_buttons_and_drags_put_questions_in_another_order(lead, halls):
    day, hall = (halls.questions.get(name=name) for name in ("day", "hall"))
    page = lead.posts(at(halls, "arrange/"), do=f"question-up:{day.pk}")
    assert page.messages == ["“Which day?” is moved up."]
    assert listed(page)[-2:] == ["Which day?", "Which hall?"]
    page = lead.posts(at(halls, "arrange/"), do=f"question-to:{day.pk}", place=f":{hall.pk}")
    assert listed(page)[-2:] == ["Which hall?", "Which day?"]
    page = saves(lead, of_question(halls, "day", "move/"), place=":")
    assert listed(page)[0] == "Which day?"
    page = lead.posts(at(halls, "arrange/"), do=f"question-copy:{hall.pk}")
    assert listed(page)[-2:] == ["Which hall?", "Which hall?"]


@pytest.mark.parametrize(
    "posted",
    [
        {"do": "question-up:999999"},
        {"do": "question-up:x"},
        {"do": "page-up:999999"},
        {"do": "delete:1"},
        {},
        {"do": "question-to:{}", "place": "x:y"},
        {"do": "question-to:{}", "place": "999999:"},
    ],
)
def test_rubbish_moves_nothing(lead, halls, posted):
    question = halls.questions.first()
    page = lead.posts(
        at(halls, "arrange/"), **{name: value.format(question.pk) for name, value in posted.items()}
    )
    assert page.status == 200
    assert "Nothing was changed." in page.messages[0]


def test_a_form_gets_pages(lead, halls):
    page = lead.opens(at(halls, "page/add/"))
    assert page.field("first_title")["value"] == "Your enquiry"
    page = saves(lead, at(halls, "page/add/"), page, title="The hall", introduction="See **the halls**.")
    assert [head.get_text() for head in page.soup.select(".form-page h2")] == [
        "Page 1: Your enquiry",
        "Page 2: The hall",
    ]
    assert "Page “The hall” asks nothing." in page.part(".type-problems")
    assert page.soup.select_one("form.publish-form") is None
    second = halls.pages.last()
    day = halls.questions.get(name="day")
    lead.posts(at(halls, "arrange/"), do=f"question-to:{day.pk}", place=f"{second.pk}:")
    page = saves(
        lead,
        at(halls, f"page/{second.pk}/"),
        only_if_question="hall",
        only_if_operator="not_equals",
        only_if_choice="hall:small",
    )
    assert "Only if anything but “The small one” to “Which hall?”" in page.text
    assert lead.posts(at(halls, "arrange/"), do=f"page-up:{second.pk}").messages == [
        "Page “The hall” is moved up."
    ]
    page = lead.opens(at(halls))
    assert "Nobody reaches page “The hall”" in page.part(".type-problems")
    assert page.soup.select_one(".type-problems a")["href"] == at(halls, f"page/{second.pk}/")
    page = saves(lead, at(halls, f"page/{second.pk}/delete/"), to_page=halls.pages.last().pk)
    assert page.messages == ["The page is deleted: “The hall”."]
    assert halls.questions.get(name="day").page == halls.pages.get()


def test_deleting_says_what_depends_on_it(lead, halls):
    day = halls.questions.get(name="day")
    day.only_if_question, day.only_if_operator = "hall", "filled"
    day.save()
    NoticeFactory(
        enquiry_type=halls, place="confirmation", text="Take care.", field="hall", operator="filled"
    )
    page = lead.opens(of_question(halls, "hall", "delete/"))
    assert "Question “Which day?” is asked only after a certain answer to it." in page.part(".depends")
    assert "The notice “Take care.” is shown only after a certain answer to it." in page.part(".depends")
    page = saves(lead, of_question(halls, "hall", "delete/"))
    assert page.messages == ["The question is deleted: “Which hall?”."]
    assert "there is no such question" in page.part(".type-problems")


def test_words_and_notices(lead, halls):
    page = saves(lead, at(halls, "words/"), introduction="Welcome.", next_steps="We look at the calendar.")
    assert page.messages == ["The words are saved."]
    page = saves(
        lead,
        at(halls, "notice/add/"),
        place="confirmation",
        text="Bring a chair.",
        field="hall",
        operator="equals",
        value="big",
    )
    assert "Bring a chair." in page.part("#notice-" + str(halls.notices.get().pk))
    notice = halls.notices.get()
    page = saves(lead, at(halls, f"notice/{notice.pk}/"), place="form")
    assert "The form is shown before anything is answered." in page.error_beside("field")
    page = saves(lead, at(halls, f"notice/{notice.pk}/"), place="form", field="")
    assert page.messages == ["The notice is saved."]
    saves(lead, at(halls, f"notice/{notice.pk}/delete/"))
    assert not halls.notices.exists()
    assert "“What happens next” has changed." in lead.opens(at(halls)).part(".changes")


def test_the_editor_asks_as_often_however_much_there_is(lead, halls):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert lead.opens(at(halls)).status == 200
        return len(asked)

    saves(lead, of_question(halls, "day"), label="For which day?")
    queries()
    few = queries()
    QuestionFactory.create_batch(20, enquiry_type=halls, only_if_question="hall", only_if_operator="filled")
    NoticeFactory.create_batch(10, enquiry_type=halls)
    for number in range(5):
        saves(lead, of_question(halls, "day"), label=f"For which day {number}?")
        publishes(lead, halls)
    assert queries() == few

"""The form editor's pages: who edits a form builds it, sees it and publishes it, without a developer."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enquiries import definitions, editing, versions
from enquiries.models import EnquiryType
from intake.models import Auditor
from tests.enquiries.visitor import Visitor
from tests.factories import (
    EnquiryTypeFactory,
    MembershipFactory,
    NoticeFactory,
    QuestionFactory,
    QueueFactory,
    RoutingConditionFactory,
    RoutingRuleFactory,
    UserFactory,
    catch_all_queue,
)
from tests.intake.admin.staff import Colleague, Page, fields_of

pytestmark = pytest.mark.django_db

TYPES = "/admin/enquiries/enquirytype/"


@pytest.fixture
def halls() -> EnquiryType:
    """A type of the queue Halls that asks who it is, for the hall and for the day."""
    catch_all_queue()
    made = EnquiryTypeFactory(
        name="Hall hire", slug="hall-hire", usual_queue=QueueFactory(name="Halls"), asks_who=True
    )
    choices = "big | The big one\nsmall | The small one"
    QuestionFactory(enquiry_type=made, name="hall", label="Which hall?", kind="one_of", choices=choices)
    QuestionFactory(enquiry_type=made, name="day", label="Which day?")
    return made


@pytest.fixture
def lead(halls) -> Colleague:
    return Colleague(MembershipFactory(queue=halls.usual_queue, role="lead").user)


@pytest.fixture
def administrator() -> Colleague:
    return Colleague(UserFactory(administrator=True))


@pytest.fixture
def auditor() -> Colleague:
    return Colleague(Auditor.objects.create(user=UserFactory()).user)


def at(enquiry_type: EnquiryType, address: str = "") -> str:
    return f"{TYPES}{enquiry_type.pk}/form/{address}"


def saves(colleague: Colleague, address: str, page: Page | None = None, **fields: object) -> Page:
    """Fill in the form of a page and press its first button; `page` may be an older one."""
    page = page or colleague.opens(address)
    return colleague.posts(address, **(fields_of(page.soup.select_one("form.part-form")) | fields))


def of_question(enquiry_type: EnquiryType, name: str, address: str = "") -> str:
    return at(enquiry_type, f"question/{enquiry_type.questions.get(name=name).pk}/{address}")


def publishes(colleague: Colleague, enquiry_type: EnquiryType, **fields: object) -> Page:
    form = fields_of(colleague.opens(at(enquiry_type)).soup.select_one("form.publish-form"))
    return colleague.posts(at(enquiry_type, "publish/"), **(form | {"when": "now"} | fields))


def listed(page: Page) -> list[str]:
    return [strong.get_text() for strong in page.soup.select(".questions strong")]


def test_a_lead_adds_a_question_and_publishes_it(lead, halls):
    page = saves(
        lead,
        at(halls, "question/add/?kind=one_of"),
        label="How many people?",
        choices="few | Up to 20\nmany | More",
        only_if_question="hall",
        only_if_operator="equals",
        only_if_choice="hall:big",
    )

    assert page.messages == ["“How many people?” is added."]
    assert listed(page)[-1] == "How many people?"
    assert "One of several · must be answered · only if “The big one” to “Which hall?”" in page.text
    assert "Question “How many people?” is new." in page.part(".changes")
    assert "How many people?" not in Visitor(halls).opens().text

    page = publishes(lead, halls, note="Asks for the number")

    assert page.messages == ["Version 2 is on the site now."]
    assert "Everything is published." in page.text
    assert "How many people?" in Visitor(halls).opens().text
    version = versions.in_force(halls)
    assert (version.published_by, version.note) == (lead.user, "Asks for the number")


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


def test_a_lead_cannot_make_a_rule_fall_silent_and_is_told_so(lead, administrator, halls):
    rule = RoutingRuleFactory(name="big halls", kind="hall-hire")
    RoutingConditionFactory(rule=rule, field="hall", operator="one_of", value="big, small")
    address = of_question(halls, "hall")
    page = lead.opens(address)
    assert page.field("name").has_attr("disabled")
    assert "ask an administrator to change the rule first" in page.text
    page = lead.opens(f"{address}delete/")
    assert "Routing rule “big halls” asks about it." in page.part(".depends")
    assert page.soup.select_one("form.part-form") is None
    assert "asks about “hall”" in lead.posts(f"{address}delete/").problem
    page = saves(lead, address, choices="big | The big one")
    assert "Routing rule “big halls” asks for the choice “small”" in page.problem
    assert saves(lead, address, choices="big | Big\nsmall | Small\nnew").messages
    assert saves(administrator, address, name="which_hall").messages
    assert halls.questions.filter(name="which_hall").exists()


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


def test_a_version_is_published_for_later_and_called_off(lead, halls):
    with time_machine.travel(dt.datetime(2026, 12, 1, 10, tzinfo=dt.UTC), tick=False):
        lead = Colleague(lead.user)
        saves(lead, of_question(halls, "day"), label="For which day?")
        page = publishes(lead, halls, when="later", day="2026-12-01", time="09:00")
        assert "This is past" in page.problem
        page = publishes(lead, halls, when="later")
        assert "Give the date" in page.error_beside("day")
        page = publishes(lead, halls, when="later", day="2027-07-01", time="09:30", note="Summer")
        assert page.messages == ["Version 2 will be on the site from Thursday 1 July 2027 at 9:30am."]
        assert versions.scheduled(halls)[0].in_force_from == dt.datetime(2027, 7, 1, 8, 30, tzinfo=dt.UTC)
        assert "From 1 July 2027 at 9:30am" in page.part(".scheduled")
        page = lead.posts(at(halls, "version/2/cancel/"))
        assert page.messages == ["Version 2 is called off."]
        assert versions.scheduled(halls) == []
        page = lead.posts(at(halls, "version/1/cancel/"))
        assert "on the site already" in page.messages[0]


def test_an_earlier_version_comes_back_and_is_edited_from(lead, halls):
    saves(lead, of_question(halls, "day"), label="For which day?")
    publishes(lead, halls)
    page = lead.opens(at(halls, "version/1/back/"))
    assert "Whoever begins the form from now on" in page.text
    page = lead.posts(at(halls, "version/1/back/"))
    assert page.messages == ["Version 1 is back on the site, as version 3."]
    assert "Which day?" in Visitor(halls).opens().text
    assert halls.questions.get(name="day").label == "For which day?"
    assert lead.posts(at(halls, "version/1/back/")).messages == ["This is what is on the site."]
    assert "is lost" in lead.opens(at(halls, "version/1/edit/")).text
    lead.posts(at(halls, "version/1/edit/"))
    assert halls.questions.get(name="day").label == "Which day?"
    assert lead.client.get(at(halls, "version/9/back/")).status_code == 404
    assert lead.client.get(at(halls, "version/1/erase/")).status_code == 404


def test_what_a_colleague_has_changed_meanwhile_is_not_published_unseen(lead, halls):
    old = lead.opens(at(halls))
    editing.shift_question(enquiry_type_id=halls.pk, question_id=halls.questions.last().pk, up=True)
    fields = fields_of(old.soup.select_one("form.publish-form")) | {"when": "now"}
    page = lead.posts(at(halls, "publish/"), **fields)
    assert "Somebody has changed this since you opened it" in page.problem
    assert "in another order" in page.part(".changes")


def test_the_preview_stands_in_frames_of_the_portal_and_of_nobody_else(lead, halls):
    page = lead.opens(at(halls, "look/?version="))
    frames = page.soup.select("iframe")
    assert [frame["title"] for frame in frames] == ["The form on a telephone", "The form on a computer"]
    assert "frame-src 'self'" in page.response["Content-Security-Policy"]
    preview = lead.client.get(frames[0]["src"])
    assert preview["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in preview["Content-Security-Policy"]
    other = lead.client.get(at(halls))
    assert other["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in other["Content-Security-Policy"]
    assert lead.client.get(f"{TYPES}{halls.pk}/preview/?version=9").status_code == 404


def test_a_version_is_looked_at_as_it_was(lead, halls):
    saves(lead, of_question(halls, "day"), label="For which day?")
    page = lead.opens(at(halls, "look/?version=1"))
    assert "version 1" in page.text
    page = lead.opens(page.soup.select_one("iframe")["src"])
    assert ("Which day?" in page.text, "For which day?" in page.text) == (True, False)


def addresses(enquiry_type: EnquiryType) -> list[str]:
    """Every address of the editor that changes something, and its question."""
    question, notice = enquiry_type.questions.first().pk, NoticeFactory(enquiry_type=enquiry_type).pk
    page = editing.add_page(enquiry_type_id=enquiry_type.pk, said={"title": "Another"}).pk
    return [
        *("publish/", "arrange/", "words/", "question/add/", "page/add/", "notice/add/"),
        *(f"question/{question}/", f"question/{question}/move/", f"question/{question}/delete/"),
        *(f"page/{page}/", f"page/{page}/delete/", f"notice/{notice}/", f"notice/{notice}/delete/"),
        *("version/1/back/", "version/1/edit/", "version/1/cancel/"),
    ]


def state(enquiry_type: EnquiryType) -> object:
    return definitions.content_of(definitions.working_copy(enquiry_type)), enquiry_type.versions.count()


@pytest.mark.parametrize(
    ("who", "looks", "changes"), [("member", 404, 404), ("foreign lead", 404, 404), ("auditor", 200, 403)]
)
def test_who_may_not_edit_changes_nothing(halls, auditor, who, looks, changes):
    colleague = {
        "member": lambda: Colleague(MembershipFactory(queue=halls.usual_queue).user),
        "foreign lead": lambda: Colleague(MembershipFactory(role="lead").user),
        "auditor": lambda: auditor,
    }[who]()
    wanted, was = addresses(halls), state(halls)
    assert {colleague.client.get(at(halls, way)).status_code for way in ("", "look/")} == {looks}
    assert colleague.client.get(f"{TYPES}{halls.pk}/preview/").status_code == looks
    question = halls.questions.last().pk
    for address in wanted:
        posted = {"do": f"question-up:{question}", "when": "now", "label": "Mine", "title": "Mine"}
        assert colleague.client.get(at(halls, address)).status_code == changes, address
        assert colleague.client.post(at(halls, address), posted).status_code == changes, address
    assert state(halls) == was


def test_who_only_looks_is_offered_no_button(auditor, lead, halls):
    saves(lead, of_question(halls, "day"), label="For which day?")
    page = auditor.opens(at(halls))
    assert "For which day?" in page.text
    assert page.soup.select("main form, main button") == []
    assert not page.says_link("Edit the words")
    assert auditor.client.post(at(halls)).status_code == 403


def test_nobody_who_is_not_signed_in_gets_in(client, halls):
    for address in ("", *addresses(halls)):
        assert client.get(at(halls, address)).status_code == 302
        assert client.post(at(halls, address), {"when": "now"}).status_code == 302


def test_parts_of_another_type_are_not_found(lead, halls):
    foreign = QuestionFactory()
    for address in (
        f"question/{foreign.pk}/",
        f"question/{foreign.pk}/delete/",
        f"widget/{foreign.pk}/delete/",
    ):
        assert lead.client.get(at(halls, address)).status_code == 404
        assert lead.client.post(at(halls, address)).status_code == 404


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

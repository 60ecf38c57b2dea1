"""A form is built by clicks, published, answered and changed; who had begun it finishes it as it was."""

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser import editing, forms
from tests.browser.editing import add_page, add_question, move, publish, question, questions
from tests.browser.forms import fill, press

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

_WHO = forms.asked_by_every_type(message="We would like to hire the hall on a Saturday.")
_EVENT = {
    "what_kind_of_event_is_it": "concert",
    "what_is_it_called": "Spring concert",
    "when_does_it_begin": "2099-03-01",
    "which_hall": "big",
    "do_you_need_the_stage": "yes",
    "how_many_people_will_come": "200",
    "will_you_charge_for_tickets": "yes",
}
_MONEY = {
    "what_does_a_ticket_cost": "£5",
    "who_gets_the_money": "school",
    "where_do_you_sell_them": "At the gate",
}


@pytest.fixture
def name() -> str:
    """The name of a type that no other test uses."""
    return f"Hall hire {uuid4().hex[:6]}"


def test_a_form_with_pages_and_branches_is_built_published_answered_and_changed(staff, browse, portal, name):
    sender = f"{uuid4().hex[:12]}@example.org"
    editing.make_type(staff, name)
    build(staff)
    assert staff.locator("[data-question]").count() == 20
    publish(staff, "The first one")
    assert staff.locator(".changes li").count() == 0

    public = browse()
    public.goto(address(name))
    answer_one_page(public, _WHO | {"email": sender})

    question(staff, "What is it called?").get_by_role("link", name="Delete").click()
    press(staff, "Delete")
    question(staff, "Which hall?").get_by_role("link", name="Edit").click()
    staff.get_by_label("Question", exact=True).fill("Which of our halls?")
    press(staff, "Save")
    expect(staff.locator(".changes")).to_contain_text("Question “Which of our halls?” has changed: words.")
    publish(staff, "Fewer questions")

    later = browse()
    later.goto(address(name))
    finish(public, {**_WHO, "email": sender, **_EVENT, **_MONEY})
    expect(public.locator("main")).to_contain_text("What is it called?")
    expect(public.locator("main")).to_contain_text("Spring concert")
    expect(public.locator("main")).to_contain_text("Which hall?")
    press(public, "Send")
    assert forms.reference(public) in portal.email(to=sender)["Subject"]

    finish(later, {**_WHO, **_EVENT, "will_you_charge_for_tickets": "no"})
    expect(later.locator("main")).to_contain_text("Which of our halls?")
    expect(later.locator("main")).not_to_contain_text("What is it called?")
    expect(later.locator("main")).not_to_contain_text("What does a ticket cost?")
    press(later, "Send")
    forms.reference(later)


def test_a_question_is_dragged_to_another_page(staff, name):
    editing.make_type(staff, name)
    add_page(staff, "The event", first="About you")
    add_question(staff, "Date", "When?", page=2)
    drag(staff, "When?", onto="Email address")
    expect(staff.get_by_text("“When?” is moved.")).to_be_visible()
    assert questions(staff)[:3] == ["Your name", "When?", "Email address"]
    staff.reload()
    assert questions(staff)[:3] == ["Your name", "When?", "Email address"]


def test_without_javascript_the_buttons_do_it_all(browse, signed_in, name):
    staff = browse(java_script_enabled=False, storage_state=signed_in)
    editing.make_type(staff, name)
    add_question(staff, "One of several", "Which hall?", choices="big | The big one\nsmall | The small one")
    add_question(
        staff, "Short text", "What for?", question="Which hall?", answer="The big one", required=False
    )
    staff.get_by_role("button", name="Up: What for?").click()
    expect(staff.get_by_text("“what_for” is asked only if").first).to_be_visible()
    staff.get_by_role("button", name="Down: What for?").click()
    staff.get_by_role("link", name="Edit: What for?").click()
    staff.locator("details.kind summary").click()
    staff.get_by_label("Kind of answer").select_option("long_text")
    press(staff, "Show the fields for this kind")
    expect(staff.get_by_label("Question", exact=True)).to_have_value("What for?")
    press(staff, "Save")
    publish(staff)
    staff.get_by_role("link", name="Preview", exact=True).click()
    frame = staff.frame_locator("iframe[title='The form on a telephone']")
    expect(frame.get_by_text("What for? (optional)")).to_be_visible()

    public = browse(java_script_enabled=False)
    public.goto(address(name))
    expect(public.get_by_text("Only if you answered “The big one” to “Which hall?”.")).to_be_visible()
    finish(public, _WHO | {"which_hall": "small"})
    press(public, "Send")
    forms.reference(public)


def build(staff: Page) -> None:
    """Add two pages and thirteen questions to the seven that every enquiry asks."""
    add_page(staff, "The event", first="About you")
    kinds = "concert | A concert\nmeeting | A meeting\nother | Something else"
    add_question(staff, "One of several", "What kind of event is it?", page=2, choices=kinds)
    add_question(staff, "Short text", "What is it called?", page=2)
    add_question(staff, "Date", "When does it begin?", page=2)
    add_question(
        staff, "One of several", "Which hall?", page=2, choices="big | The big one\nsmall | The small one"
    )
    add_question(
        staff,
        *("Yes or no", "Do you need the stage?"),
        page=2,
        question="Which hall?",
        answer="The big one",
    )
    add_question(staff, "Short text", "How many people will come?", page=2)
    add_question(
        staff, "Some of several", "What do you bring?", page=2, required=False, choices="Food\nMusic"
    )
    add_question(staff, "Web address", "Where can we read about it?", page=2, required=False)
    add_question(staff, "UK telephone number", "Whom can we ring on the day?", page=2, required=False)
    add_question(staff, "Yes or no", "Will you charge for tickets?", page=2)
    add_page(staff, "Money", question="Will you charge for tickets?", answer="Yes")
    add_question(staff, "Short text", "What does a ticket cost?", page=3)
    takes = "school | A school\nclub | A club"
    add_question(staff, "One of several", "Who gets the money?", page=3, choices=takes)
    add_question(staff, "Long text", "Where do you sell them?", page=3)
    move(staff, "Where do you sell them?", after="What does a ticket cost?")
    assert questions(staff, 3)[1:] == ["Where do you sell them?", "Who gets the money?"]


def address(name: str) -> str:
    return f"/enquiries/{name.lower().replace(' ', '-')}/"


def answer_one_page(page: Page, answers: dict) -> None:
    """Give the answers to what is asked on the page, and go on."""
    for each, value in answers.items():
        field = page.locator(f"main [name={each}]")
        if field.count() and field.first.is_visible():
            fill(page, {each: value})
    with page.expect_navigation():
        press(page, "Continue")


def finish(page: Page, answers: dict) -> None:
    """Answer page after page, until all that is left is to check and send."""
    heading = page.get_by_role("heading", name="Check your answers")
    for _ in range(5):
        if heading.count():
            return
        answer_one_page(page, answers)
    heading.wait_for()


def drag(staff: Page, label: str, *, onto: str) -> None:
    """Drag a question to where another one is."""
    handle = question(staff, label).locator(".drag")
    handle.scroll_into_view_if_needed()
    # Both must be in the window: it is made high enough for the whole page.
    staff.set_viewport_size({"width": 1280, "height": 3000})
    here, there = handle.bounding_box(), question(staff, onto).bounding_box()
    staff.mouse.move(here["x"] + 5, here["y"] + 5)
    staff.mouse.down()
    staff.mouse.move(there["x"] + 20, there["y"] + 5, steps=5)
    staff.mouse.up()

"""What depends on a question of a form: said before somebody deletes it."""

from collections.abc import Iterator

from enquiries import rule_names
from enquiries.definitions import Definition
from enquiries.models import Question


def of_question(question: Question, form: Definition) -> list[str]:
    """Return what in `form`, and which routing rules, would ask for `question` in vain, a line each."""
    rules = rule_names.asked_about(form.enquiry_type).get(question.name, [])
    return [
        *_of_form(question.name, form),
        *(f"Routing rule “{condition.rule.name}” asks about it." for condition in rules),
        *([f"The answer is {question.get_meaning_display()}."] if question.meaning else []),
    ]


def _of_form(name: str, form: Definition) -> Iterator[str]:
    after = "only after a certain answer to it."
    yield from (f"Page “{page}” is shown {after}" for page in form.pages if page.only_if_question == name)
    yield from (
        f"Question “{other}” is asked {after}" for other in form.questions if other.only_if_question == name
    )
    yield from (f"The notice “{notice}” is shown {after}" for notice in form.notices if notice.field == name)

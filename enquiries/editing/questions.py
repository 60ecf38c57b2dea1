"""Adding, changing, duplicating and deleting the questions of a form."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from enquiries import rule_names
from enquiries.editing.base import changing, require_unchanged, write
from enquiries.editing.names import name_of_question
from enquiries.editing.order import Order
from enquiries.models import EnquiryType, Question
from enquiries.question_kinds import problems, without_what_is_of_other_kinds


def add_question(
    *,
    enquiry_type_id: int,
    said: Mapping[str, Any],
    page_id: int | None = None,
    after_id: int | None = None,
) -> Question:
    """Add a question to a page, after another one or first on it.

    Args:
        enquiry_type_id: the type.
        said: what is typed of it, by field; without a name, one is made from the label.
        page_id: the page; None: the only one of a form without pages.
        after_id: the question after which it comes; None: it is the first on the page.

    Raises:
        ValidationError: something is wrong with it, by field.
        ChangedMeanwhile: the page or the other question is not there any more.
    """
    with changing(enquiry_type_id) as enquiry_type:
        order = Order(enquiry_type)
        page, after = order.after(page_id=page_id, question_id=after_id)
        question = Question(enquiry_type=enquiry_type, page=page if page.pk else None)
        name = said.get("name") or name_of_question(enquiry_type, str(said.get("label", "")))
        _write(question, {**said, "name": name})
        order.on(page).insert(after + 1, question)
        order.store()
        return question


def change_question(
    *,
    enquiry_type_id: int,
    question_id: int,
    seen: str,
    said: Mapping[str, Any],
    may_change_rules: bool = False,
) -> Question:
    """Change a question; where its name changes, what depends on it in the form goes along.

    Raises:
        ChangedMeanwhile: somebody has changed it since it was `seen`.
        ValidationError: something is wrong with it, by field; or a routing rule would fall silent, and who
            changes it may not change rules.
        Question.DoesNotExist: it is gone.
    """
    with changing(enquiry_type_id) as enquiry_type:
        question = enquiry_type.questions.get(pk=question_id)
        require_unchanged(question, seen)
        before = enquiry_type.questions.get(pk=question_id)
        _write(question, said)
        if not may_change_rules:
            _require_rules_hold(enquiry_type, before, question)
        if question.name != before.name:
            _rename(enquiry_type, before.name, question.name)
        return question


def duplicate_question(*, enquiry_type_id: int, question_id: int) -> Question:
    """Add a copy of a question after it; what its answer means besides stays with the first.

    Raises:
        Question.DoesNotExist: it is gone.
    """
    with changing(enquiry_type_id) as enquiry_type:
        order = Order(enquiry_type)
        number, place = order.place(question_id)
        page = order.pages[number]
        copy = Question.objects.get(pk=order.on(page)[place].pk)
        copy.pk, copy._state.adding = None, True
        _write(copy, {"name": name_of_question(enquiry_type, copy.label), "meaning": ""})
        order.on(page).insert(place + 1, copy)
        order.store()
        return copy


def delete_question(*, enquiry_type_id: int, question_id: int, may_change_rules: bool = False) -> None:
    """Delete a question; what depends on it is then said to be wrong, until somebody changes it.

    Raises:
        ValidationError: a routing rule asks about it, and who deletes it may not change rules.
        Question.DoesNotExist: it is gone.
    """
    with changing(enquiry_type_id) as enquiry_type:
        question = enquiry_type.questions.get(pk=question_id)
        if not may_change_rules:
            _require_rules_hold(enquiry_type, question, None)
        question.delete()
        Order(enquiry_type).store()


def _write(question: Question, said: Mapping[str, Any]) -> None:
    cleared = without_what_is_of_other_kinds(said.get("kind", question.kind))
    write(question, {**cleared, **said}, check=_require_sense)


def _require_sense(question: Question) -> None:
    wrong = problems(question)
    if wrong:
        raise ValidationError(dict(wrong))


def _require_rules_hold(enquiry_type: EnquiryType, before: Question, after: Question | None) -> None:
    problem = rule_names.problem(before, after, rule_names.asked_about(enquiry_type))
    if problem:
        raise ValidationError(f"{problem} {rule_names.ASK_FIRST}")


def _rename(enquiry_type: EnquiryType, old: str, new: str) -> None:
    for row in [
        *enquiry_type.questions.filter(only_if_question=old),
        *enquiry_type.pages.filter(only_if_question=old),
    ]:
        row.only_if_question = new
        row.save(update_fields=["only_if_question"])
    for notice in enquiry_type.notices.filter(field=old):
        notice.field = new
        notice.save(update_fields=["field"])

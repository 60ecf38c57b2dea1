"""A type of enquiry as a YAML file: to review a change before it is made, and to move it between sites.

docs/type-files.md says what stands in it, `type-schema.json` says it to machines.
"""

import datetime as dt
import difflib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from enquiries import definitions, rule_names, type_check, type_file_check, type_yaml, versions
from enquiries.definitions import Definition
from enquiries.models import AskedIf, EnquiryType
from enquiries.type_yaml import Problem, Told, Unusable
from intake.models import Queue

FORMAT = 1
_ASK_FIRST = " Ask an administrator to change the rule first."
_HEADER = ("name", "slug", "summary", "active", "position", "usual_queue", "closes_at", "closed_message")


@dataclass(frozen=True)
class Plan:
    """What a file would make of a type.

    Attributes:
        enquiry_type: as the file says; not saved.
        form: what it would ask.
        before: the file of its working copy as it is; "" for a new type.
        after: the file as it would be exported once it is imported.
        silenced: the routing rules that would not hold any more, a sentence each.
        warnings: what else is to be put right afterwards, a sentence each.
    """

    enquiry_type: EnquiryType
    form: Definition
    before: str
    after: str
    silenced: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether the site has no such type yet."""
        return not self.before

    @property
    def changes(self) -> bool:
        """Whether anything would be different."""
        return self.before != self.after

    def difference(self) -> list[str]:
        """Return the lines that would change, as `diff -u` writes them."""
        lines = self.before.splitlines(), self.after.splitlines()
        return list(difflib.unified_diff(*lines, "as it is", "as in the file", lineterm=""))


def export(form: Definition) -> str:
    """Return the file of a form and of the type that asks it: what is as usual is left out."""
    enquiry_type = form.enquiry_type
    content = definitions.content_of(form)
    pages = [_without_usual_operator(page) for page in content["pages"]]
    for page in pages:
        page["questions"] = [_without_usual_operator(question) for question in page["questions"]]
    unnamed = len(pages) == 1 and "name" not in pages[0]
    closes_at = enquiry_type.closes_at and timezone.localtime(enquiry_type.closes_at).isoformat()
    told = {
        "format": FORMAT,
        "name": enquiry_type.name,
        "slug": enquiry_type.slug,
        "summary": enquiry_type.summary,
        "active": enquiry_type.active,
        "position": enquiry_type.position if enquiry_type.position != 100 else "",
        "queue": enquiry_type.usual_queue.slug,
        "closes_at": closes_at or "",
        "closed_message": enquiry_type.closed_message.replace("\r\n", "\n"),
        "introduction": content["introduction"],
        "next_steps": content["next_steps"],
        **({"questions": pages[0]["questions"]} if unnamed else {"pages": pages}),
    }
    notices = {"notices": content["notices"]} if content["notices"] else {}
    return type_yaml.write({name: value for name, value in told.items() if value != ""} | notices)


def plan(source: bytes, *, only: EnquiryType | None = None, fixed: Collection[str] = ()) -> Plan:
    """Return what a file would change; changes nothing.

    Args:
        source: the file.
        only: the type that it must be of; None: of any, or of a new one.
        fixed: the fields of the type that it may not change.

    Raises:
        Unusable: something is wrong with it.
    """
    told = type_yaml.read(source)
    problems = type_file_check.of_schema(told)
    if problems:
        raise Unusable(problems)
    known = EnquiryType.objects.select_related("usual_queue").filter(slug=told.data["slug"]).first()
    if only and only != known:
        line = told.line(("slug",))
        raise Unusable(
            [Problem(line, f"slug: This is the page of “{only.slug}”. Import it as a file of that.")]
        )
    enquiry_type, problems = _header(told, known)
    problems += [
        Problem(
            told.line((_name_in_file(name),)), f"{_name_in_file(name)}: Only an administrator changes this."
        )
        for name in fixed
        if known and enquiry_type and getattr(known, name) != getattr(enquiry_type, name)
    ]
    form = definitions.of_content(enquiry_type, _content(told.data))
    problems += type_file_check.of_form(told, form)
    if problems:
        raise Unusable(sorted(set(problems), key=lambda problem: problem.line))
    now = definitions.working_copy(known) if known else None
    planned = Plan(enquiry_type, form, before=export(now) if now else "", after=export(form))
    return replace(planned, **_afterwards(now, form))


@transaction.atomic
def apply(planned: Plan, *, publish: bool = False, note: str = "") -> bool:
    """Make a type, or replace its working copy, as planned; return whether a version was published.

    Args:
        planned: what `plan` returned just now.
        publish: put it on the site as well.
        note: what has changed, for colleagues, with `publish`.
    """
    enquiry_type = planned.enquiry_type
    if planned.is_new:
        _make(enquiry_type, planned.form)
    elif planned.changes:
        versions.replace_working_copy(enquiry_type_id=enquiry_type.pk, form=planned.form)
        enquiry_type.save(update_fields=_HEADER)
    if not publish or (enquiry_type.versions.exists() and not versions.has_unpublished_changes(enquiry_type)):
        return False
    versions.publish(enquiry_type_id=enquiry_type.pk, by=None, note=note)
    return True


def _make(enquiry_type: EnquiryType, form: Definition) -> None:
    """Save a type that is new, which has nothing on the site to keep."""
    enquiry_type.save()
    for page in form.pages:
        if page.name:
            page.save()
    for question in form.questions:
        question.page = question.page if question.page and question.page.pk else None
        question.save()
    for notice in form.notices:
        notice.save()


def _header(told: Told, known: EnquiryType | None) -> tuple[EnquiryType, list[Problem]]:
    """The type as the file says, and what is wrong with that."""
    data, problems = told.data, []
    queues = Queue.objects.all()
    queue = queues.filter(slug=data["queue"]).first() or queues.filter(name=data["queue"]).first()
    if not queue:
        problems.append(
            Problem(told.line(("queue",)), f"queue: There is no queue “{data['queue']}” on this site.")
        )
    closes_at = _moment(data.get("closes_at", ""))
    if data.get("closes_at") and not closes_at:
        problems.append(
            Problem(told.line(("closes_at",)), "closes_at: Give a date and time, as in 2026-12-01T17:00.")
        )
    enquiry_type = EnquiryType(
        pk=known.pk if known else None,
        name=data["name"],
        slug=data["slug"],
        summary=data["summary"],
        active=data.get("active", known.active if known else False),
        position=data.get("position", 100),
        usual_queue=queue or Queue(),
        closes_at=closes_at,
        closed_message=data.get("closed_message", ""),
        introduction=data.get("introduction", ""),
        next_steps=data.get("next_steps", ""),
    )
    enquiry_type._state.adding = known is None
    try:
        enquiry_type.full_clean(exclude=["usual_queue"])
    except ValidationError as error:
        problems += [
            Problem(told.line((name,)), f"{name}: {message}")
            for name, messages in error.message_dict.items()
            for message in messages
        ]
    return enquiry_type, problems


def _moment(text: str) -> dt.datetime | None:
    try:
        moment = parse_datetime(text)
        if moment and timezone.is_naive(moment):
            moment = timezone.make_aware(moment)
        # The ends of time are not in every zone.
        return moment and moment.astimezone(dt.UTC) and timezone.localtime(moment).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None


def _content(data: dict[str, Any]) -> definitions.Content:
    """What `definitions.of_content` reads, of what a file says."""
    pages = data.get("pages", [{"questions": data.get("questions", [])}])
    return {
        "introduction": data.get("introduction", ""),
        "next_steps": data.get("next_steps", ""),
        "pages": [
            {**page, "questions": [_with_choices(question) for question in page["questions"]]}
            for page in pages
        ],
        "notices": data.get("notices", []),
    }


def _with_choices(question: dict[str, Any]) -> dict[str, Any]:
    if "choices" not in question:
        return question
    return {
        **question,
        "choices": [
            {"value": value, "label": label}
            for value, label in type_file_check.choices_of(question["choices"])
        ],
    }


def _without_usual_operator(written: dict[str, Any]) -> dict[str, Any]:
    condition = written.get("only_if")
    if not condition or condition["operator"] != AskedIf.Operator.EQUALS:
        return dict(written)
    return {**written, "only_if": {name: told for name, told in condition.items() if name != "operator"}}


def _name_in_file(field: str) -> str:
    return "queue" if field == "usual_queue" else field


def _afterwards(now: Definition | None, form: Definition) -> dict[str, tuple[str, ...]]:
    """What would not fit any more elsewhere."""
    others = type_check.problems(form)[len(type_check.problems_of_form(form)) :]
    silenced = list(_silenced(now, form)) if now else []
    return {"silenced": tuple(silenced), "warnings": tuple(others)}


def _silenced(now: Definition, form: Definition) -> Iterator[str]:
    asked = rule_names.asked_about(now.enquiry_type)
    after = {question.name: question for question in form.questions}
    for question in now.questions:
        problem = rule_names.problem(question, after.get(question.name), asked)
        if problem:
            yield problem.removesuffix(_ASK_FIRST) + f" The file has no such {_lost(question.name, after)}."


def _lost(name: str, after: Collection[str]) -> str:
    return "choice" if name in after else "question"

"""A type of enquiry as a YAML file: to review a change before it is made, and to move it between sites.

docs/type-files.md says what stands in it, `type-schema.json` says it to machines.
"""

import difflib
import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from enquiries import (
    access,
    definitions,
    rule_names,
    type_check,
    type_file_check,
    type_file_reading,
    type_yaml,
    versions,
)
from enquiries.definitions import Definition
from enquiries.models import AskedIf, EnquiryType
from enquiries.type_yaml import Problem, Told, Unusable
from intake import access as intake_access

FORMAT = 1
_NAMES_IN_FILE = {"usual_queue": "queue"}
_HEADER = ("name", "slug", "summary", "active", "position", "usual_queue", "closes_at", "closed_message")


class ChangedMeanwhile(Exception):
    """The type is not any more as it was when the difference was shown; `planned` is what it would be now."""

    def __init__(self, planned: "Plan") -> None:
        super().__init__()
        self.planned = planned


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

    @property
    def seen(self) -> str:
        """What tells whether the type is as it was when somebody looked at the difference."""
        return hashlib.sha256(self.before.encode()).hexdigest()

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


def plan(source: bytes, *, only: EnquiryType | None = None, by: User | None = None) -> Plan:
    """Return what a file would change; changes nothing.

    Args:
        source: the file.
        only: the type that it must be of; None: of any, or of a new one.
        by: who wants to import it; None: somebody at the command line, who may change everything.

    Raises:
        Unusable: something is wrong with it.
    """
    told = type_yaml.read(source)
    problems = type_file_check.of_schema(told)
    if problems:
        raise Unusable(problems)
    known = EnquiryType.objects.select_related("usual_queue").filter(slug=told.data["slug"]).first()
    if only and only != known:
        raise Unusable([Problem(told.line(("slug",)), f"slug: On this page, it must be {only.slug}.")])
    enquiry_type, problems = type_file_reading.type_of(told, known)
    form = definitions.of_content(enquiry_type, type_file_reading.content_of(told.data))
    problems += type_file_check.of_form(told, form)
    if known and by:
        problems += _not_theirs(told, known, enquiry_type, by)
    if problems:
        raise Unusable(sorted(dict.fromkeys(problems), key=lambda problem: problem.line))
    now = definitions.working_copy(known) if known else None
    silenced = tuple(_silenced(now, form)) if now else ()
    if silenced and by and not intake_access.may_configure(by):
        line = told.line(("pages" if "pages" in told.data else "questions",))
        raise Unusable([Problem(line, f"{sentence} {rule_names.ASK_FIRST}") for sentence in silenced])
    return Plan(
        enquiry_type=enquiry_type,
        form=form,
        before=export(now) if now else "",
        after=export(form),
        silenced=silenced,
        warnings=tuple(_others(form, silenced)),
    )


@transaction.atomic
def apply_as_seen(source: bytes, *, seen: str, only: EnquiryType, by: User) -> Plan:
    """Replace the working copy of a type by a file's, as somebody has seen the difference.

    Args:
        source: the file.
        seen: `Plan.seen` of the plan that was shown.
        only: the type that it must be of.
        by: who does it.

    Raises:
        Unusable: something is wrong with it.
        ChangedMeanwhile: somebody else has edited the type since.
    """
    EnquiryType.objects.select_for_update().get(pk=only.pk)
    planned = plan(source, only=only, by=by)
    if planned.seen != seen:
        raise ChangedMeanwhile(planned)
    apply(planned)
    return planned


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


def _without_usual_operator(written: dict[str, Any]) -> dict[str, Any]:
    condition = written.get("only_if")
    if not condition or condition["operator"] != AskedIf.Operator.EQUALS:
        return dict(written)
    return {**written, "only_if": {name: told for name, told in condition.items() if name != "operator"}}


def _not_theirs(told: Told, known: EnquiryType, after: EnquiryType, by: User) -> Iterator[Problem]:
    """What of the type the person may not change, where the file would."""
    for field in access.fixed_fields(by, is_new=False):
        if getattr(known, field) != getattr(after, field):
            name = _NAMES_IN_FILE.get(field, field)
            yield Problem(told.line((name,)), f"{name}: Only an administrator changes this.")


def _others(form: Definition, silenced: Collection[str]) -> Iterator[str]:
    """What elsewhere asks about a question that is not there, besides what is silenced."""
    for sentence in type_check.problems(form):
        begin = sentence.removesuffix(", and there is no such question.")
        if not any(each.startswith(begin) for each in silenced):
            yield sentence


def _silenced(now: Definition, form: Definition) -> Iterator[str]:
    asked = rule_names.asked_about(now.enquiry_type)
    after = {question.name: question for question in form.questions}
    for question in now.questions:
        problem = rule_names.problem(question, after.get(question.name), asked)
        if problem:
            yield f"{problem} The file has no such {_lost(question.name, after)}."


def _lost(name: str, after: Collection[str]) -> str:
    return "choice" if name in after else "question"

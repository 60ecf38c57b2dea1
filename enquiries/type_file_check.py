"""What is wrong with a type's file, and in which line."""

import difflib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from enquiries import type_check
from enquiries.definitions import Definition
from enquiries.models import AskedIf, Notice, Page, Question
from enquiries.type_yaml import Path as Place
from enquiries.type_yaml import Problem, Told

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError as SchemaError

SCHEMA = Path(__file__).with_name("type-schema.json")
_TYPES = {
    "string": "must be a text. Put a number, true or false in quotes",
    "integer": "must be a whole number",
    "boolean": "must be true or false",
    "array": "must be a list",
    "object": "must have entries of its own",
}
_KINDS = {"questions": "question", "pages": "page", "notices": "notice"}


def of_schema(told: Told) -> list[Problem]:
    """Return where a file is not in the shape of a type, by line."""
    if not isinstance(told.data, dict):
        return [Problem(told.line(()), "This is not the file of a type of enquiry.")]
    found = [problem for error in _validator().iter_errors(told.data) for problem in _in_words(told, error)]
    return sorted(found, key=lambda problem: problem.line)


def of_form(told: Told, form: Definition) -> list[Problem]:
    """Return what is wrong with the form of a file that is in shape, by line."""
    problems = [problem for row, place in _rows(told.data, form) for problem in _of_row(told, row, place)]
    places = {getattr(row, "name", None): place for row, place in _rows(told.data, form)}
    titles = {str(page): places.get(page.name) for page in form.pages}
    for sentence in type_check.problems_of_form(form):
        quoted = re.findall("“(.*?)”", sentence)
        place = next((known for name in quoted if (known := places.get(name) or titles.get(name))), None)
        problems.append(Problem(told.line(place or ("questions",)), sentence))
    return problems


def choices_of(told: list[dict[str, str]] | Mapping[str, str]) -> list[tuple[str, str]]:
    """Return choices as (value, what people read), in whichever form they are in the file."""
    if isinstance(told, Mapping):
        return list(told.items())
    return [(choice["value"], choice.get("label", choice["value"])) for choice in told]


@cache
def _validator() -> "Draft202012Validator":
    # Every process of the portal would begin later by what this import takes: with its formats, a second.
    from jsonschema import Draft202012Validator

    return Draft202012Validator(json.loads(SCHEMA.read_text()))


def _in_words(told: Told, error: "SchemaError") -> Iterator[Problem]:
    place: Place = tuple(error.absolute_path)
    schema: Any = error.schema
    instance: Any = error.instance
    if error.validator == "additionalProperties":
        known = schema["properties"]
        for name in instance.keys() - known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            yield _problem(told, (*place, name), f"There is no such entry.{hint}")
    elif error.validator == "required":
        # One error for each that is missing, which only its message names.
        for name in schema["required"]:
            if error.message.startswith(f"'{name}' "):
                yield _problem(told, place, f"“{name}” is missing.")
    else:
        yield _problem(told, place, _said(error))


def _said(error: "SchemaError") -> str:
    wanted: Any = error.validator_value
    if error.validator == "oneOf":
        return "Give “questions”, or “pages” with theirs."
    if error.instance is None:
        return "It is empty. Write something, or leave the line out."
    if error.validator == "type":
        return f"It {_TYPES[wanted if isinstance(wanted, str) else wanted[0]]}."
    said = {
        "const": f"This site reads {wanted} only.",
        "enum": f"It must be one of: {', '.join(filter(None, wanted)) if isinstance(wanted, list) else ''}.",
        "maxLength": f"It is longer than {wanted} characters.",
        "minLength": "It is empty.",
        "minItems": "It is empty.",
        "maxItems": f"These are more than {wanted}.",
        "maxProperties": f"These are more than {wanted}.",
        "minimum": f"It is less than {wanted}.",
        "maximum": f"It is more than {wanted}.",
        "pattern": "Letters, digits, - and _ only.",
    }
    return said[str(error.validator)]


def _rows(data: dict[str, Any], form: Definition) -> Iterator[tuple[Page | Question | Notice, Place]]:
    """The rows of `form` with their places in the file that it is of."""
    for number, page in enumerate(form.pages):
        place: Place = ("pages", number) if "pages" in data else ()
        if place:
            yield page, place
        for n, question in enumerate(form.questions_on(page)):
            yield question, (*place, "questions", n)
    for n, notice in enumerate(form.notices):
        yield notice, ("notices", n)


def _of_row(told: Told, row: Page | Question | Notice, place: Place) -> Iterator[Problem]:
    try:
        row.full_clean(exclude=["enquiry_type", "page"], validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        for field, messages in error.message_dict.items():
            where = _place_of(field, row)
            yield from (_problem(told, (*place, *where), str(message)) for message in messages)
    if isinstance(row, Question):
        choices = choices_of(_at(told.data, place).get("choices", []))
        if choices != row.choice_pairs():
            said = "A choice has no line breaks or spaces around it, and its value no |."
            yield _problem(told, (*place, "choices"), said)


def _place_of(field: str, row: Page | Question | Notice) -> Place:
    if field == "__all__":
        return ()
    if isinstance(row, AskedIf) and field.startswith("only_if_"):
        return ("only_if", field.removeprefix("only_if_"))
    return ("only_if", field) if field in ("field", "operator", "value") else (field,)


def _problem(told: Told, place: Place, text: str) -> Problem:
    """A problem with its line, and what it is of: “question “until”: hint: It is empty.”"""
    subjects = []
    fields: list[str] = []
    for depth, step in enumerate(place):
        holder = str(place[depth - 1]) if depth else ""
        if isinstance(step, int) and holder in _KINDS:
            name = _name(_at(told.data, place[: depth + 1]))
            subjects = [f"{_KINDS[holder]} {name or step + 1}"]
            fields = []
        elif isinstance(step, str):
            fields.append(step)
    return Problem(told.line(place), ": ".join([*subjects, *([".".join(fields)] if fields else []), text]))


def _name(row: Any) -> str:
    name = row.get("name") if isinstance(row, dict) else None
    return f"“{name}”" if isinstance(name, str) and name else ""


def _at(data: Any, place: Iterable[str | int]) -> Any:
    for step in place:
        data = data[step]
    return data

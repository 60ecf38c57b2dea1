"""What is wrong with a type's file: all at once, each by its line, and nothing is changed."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from enquiries import definitions, type_files
from enquiries.models import AskedIf, EnquiryType, Notice, Page, Question
from enquiries.type_file_check import SCHEMA
from enquiries.type_yaml import Unusable
from tests.enquiries.test_type_files import FILE
from tests.factories import QueueFactory, RoutingConditionFactory, RoutingRuleFactory, catch_all_queue

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def queue():
    catch_all_queue()
    return QueueFactory(name="Halls", slug="halls")


@pytest.fixture
def file(tmp_path):
    """Writes a file; returns its path."""

    def write(text):
        path = tmp_path / "hall.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def problems(text):
    with pytest.raises(Unusable) as refused:
        type_files.plan(text if isinstance(text, bytes) else text.encode())
    return [f"{problem.line}: {problem.text}" for problem in refused.value.problems]


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_changed(file):
    wrong = (
        FILE.replace("queue: halls", "queue: nowhere")
        .replace("kind: one_of", "kind: one_of\n    only_if:\n      question: day\n      value: x")
        .replace("name: email", "name: E-Mail")
    )
    path = file(wrong)
    with pytest.raises(CommandError) as refused:
        call_command("import_type", path)
    assert str(refused.value).splitlines() == [
        f"{path}:5: queue: There is no queue “nowhere” on this site.",
        f"{path}:7: question “E-Mail”: name: Small letters, digits and _ only.",
        f"{path}:11: “hall” is asked only if “day” has an answer, and there is no such question.",
        "Nothing was changed.",
    ]
    assert not EnquiryType.objects.filter(slug="hall-hire").exists()


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("format: 1", "format: 2", "1: format: This site reads 1 only."),
        ("format: 1", "format: true", "1: format: This site reads 1 only."),
        (
            "slug: hall-hire",
            "slug: sent",
            "3: slug: Another page of the site has this address. Choose another.",
        ),
        ("slug: hall-hire", "slug: hall hire", "3: slug: Letters, digits, - and _ only."),
        ("name: Hall hire", "name: 12", "2: name: It must be a text. Put a number, true or false in quotes."),
        ("name: Hall hire", "name: Press enquiry", "2: name: Enquiry type with this Name already exists."),
        ("name: Hall hire", "name:", "2: name: It is empty. Write something, or leave the line out."),
        ("summary: Hire a hall.", f"summary: {'x' * 301}", "4: summary: It is longer than 300 characters."),
        ("queue: halls\n", "", "1: “queue” is missing."),
        ("queue:", "closes_at: soon\nqueue:", "5: closes_at: Give a date and time, as in 2026-12-01T17:00."),
        ("queue:", "closes_at: 9999-12-31T23:59-12:00\nqueue:", "5: closes_at: Give a date and time, as in"),
        ("queue:", "closes_at: 0001-01-01T00:00\nqueue:", "5: closes_at: Give a date and time, as in"),
        ("queue:", "position: 40000\nqueue:", "5: position: It is more than 32767."),
        ("queue:", "pages: []\nqueue:", "5: pages: It is empty."),
        ("questions:", "questoins:", "6: questoins: There is no such entry. Did you mean “questions”?"),
        ("kind: email", "kind: mail", "9: question “email”: kind: It must be one of: short_text, long_text"),
        ("kind: email", "required: no", "9: question “email”: required: It must be true or false."),
        ("kind: email", "kind: date", "10: question “email”: meaning: A question of this kind cannot be"),
        ("  - name: hall", "  - name: email", "11: 2 questions are called “email”."),
        ("  - name: hall\n", "  - hint: x\n", "11: question 2: “name” is missing."),
        ("  - name: hall\n", "  - name: [x]\n", "11: question 2: name: It must be a text."),
        ("label: The small one", "label: 7", "18: question “hall”: choices.label: It must be a text."),
        ("value: small", 'value: "a|b"', "14: question “hall”: choices: A choice has no line breaks"),
        ("value: small", 'value: "a\\nb"', "14: question “hall”: choices: A choice has no line breaks"),
        (
            "kind: email",
            "max_length: 99999999999",
            "9: question “email”: max_length: It must be a whole number.",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line(before, after, said):
    if "Press enquiry" in after:
        EnquiryType.objects.update_or_create(slug="press", defaults={"name": "Press enquiry"})
    assert before in FILE
    found = problems(FILE.replace(before, after, 1))
    assert any(each.startswith(said) for each in found), found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "1: This is not the file of a type of enquiry."),
        ("- a\n", "1: This is not the file of a type of enquiry."),
        ("name: a\nname: b\n", "2: “name” is here twice."),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "1: Anchors (&) and aliases (*) are not read here."),
        ("a: 1\nb: *a\n", "2: Anchors (&) and aliases (*) are not read here."),
        ("a: !!python/object/apply:os.system [ls]\n", "1: Tags (!) are not read here."),
        ("a: 1\nquestions:\n\t- name: x\n", "3: This is not YAML: a tab. Indent with spaces."),
        ("a: [1, 2\n", "2: This is not YAML: expected ',' or ']'"),
        ("a: 1\n---\nb: 1\n", "2: A second document begins here."),
        ("a: 1\nb: \x07\n", "2: A character that no text has."),
        ('a: 1\nb: "\\0"\n', "2: A character that no text has."),
        ('a: "\\ud800"\n', "1: A character that no text has."),
        ('a: 1\nb: "\\Uffffffff"\n', "2: From here on, this is not YAML."),
        ("a:\n  ? [x]\n  : y\n", "2: The name of an entry must be a word."),
        ("a: 1\n<<: {name: x}\n", "2: <<: There is no such entry."),
        ("[" * 100_000, "1: This is nested too deeply."),
        ("{a: " * 100_000, "1: This is nested too deeply."),
        (b"name: x\nsummary: caf\xe9\n", "2: This is not UTF-8. Save the file as UTF-8."),
        (FILE.encode("utf-16"), "1: This is not UTF-8. Save the file as UTF-8."),
        (b"a" * 10_000_000, "1: The file is larger than 500 kB."),
        (b"\x89PNG\r\n\x1a\n\0", "1: This is not UTF-8."),
    ],
    ids=range(21),
)
def test_a_hostile_file_is_refused_with_the_line(text, said):
    begun = time.monotonic()
    found = problems(text)
    assert any(each.startswith(said) for each in found), found
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("change", ["bom", "crlf", "comments", "short choices"])
def test_what_editors_do_to_a_file_does_not_matter(change, file):
    changed = {
        "bom": "\ufeff" + FILE,
        "crlf": FILE.replace("\n", "\r\n"),
        "comments": "# Halls\n" + FILE.replace("kind: email", "kind: email  # for the reply"),
        "short choices": FILE.partition("      - value: big")[0]
        + "      big: The big one\n      small: The small one\n",
    }[change]
    call_command("import_type", file(FILE))
    assert not type_files.plan(changed.encode()).changes


def test_a_rule_that_would_fall_silent_is_a_warning(file, capsys):
    call_command("import_type", file(FILE))
    rule = RoutingRuleFactory(name="Big halls", kind="hall-hire")
    RoutingConditionFactory(rule=rule, field="hall", operator="equals", value="big")
    call_command("import_type", file(FILE.replace("value: big", "value: large")))
    said = "Warning: Routing rule “Big halls” asks for the choice “big”. The file has no such choice.\n"
    assert capsys.readouterr().err == said
    call_command("import_type", file(FILE.replace("name: hall\n", "name: room\n")))
    assert "Routing rule “Big halls” asks about “hall”" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("import_type", tmp_path / "none.yaml")
    with pytest.raises(CommandError, match=r"There is no type “none”. There are: .*press"):
        call_command("export_type", "none")


def test_a_file_that_is_refused_ends_the_command_with_a_failure(file):
    ended = subprocess.run(
        [sys.executable, "manage.py", "import_type", file("name: [")],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 1
    assert "hall.yaml:1: This is not YAML" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_schema_allows_what_the_models_do():
    schema = json.loads(SCHEMA.read_text())
    parts = schema["$defs"]
    for model, told in (
        (EnquiryType, schema["properties"]),
        (Page, parts["page"]["properties"]),
        (Question, parts["question"]["properties"]),
        (Notice, parts["notice"]["properties"]),
        (Notice, parts["notice"]["properties"]["only_if"]["properties"]),
    ):
        fields = {field.name: field for field in model._meta.concrete_fields}
        for name, rule in told.items():
            if name in fields:
                assert (
                    rule.get("maxLength")
                    == (getattr(fields[name], "max_length", None) if "enum" not in rule else None)
                    or "const" in rule
                ), name
    question = parts["question"]["properties"]
    assert question["kind"]["enum"] == Question.Kind.values
    assert question["meaning"]["enum"] == Question.Meaning.values
    assert parts["asked_if"]["properties"]["operator"]["enum"] == AskedIf.Operator.values
    assert parts["notice"]["properties"]["place"]["enum"] == Notice.Place.values
    ours = {*definitions._QUESTION, "choices", "only_if"}
    assert (set(question), set(parts["page"]["properties"])) == (
        ours,
        {*definitions._PAGE, "only_if", "questions"},
    )

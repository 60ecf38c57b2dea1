"""A type as a YAML file: it comes back as it was, and what is wrong with one is said by line."""

import datetime as dt
import io
from pathlib import Path

import pytest
from django.core.management import call_command

from enquiries import definitions, type_files
from enquiries.models import EnquiryType
from tests.factories import (
    QueueFactory,
    catch_all_queue,
)

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

#: Two questions on lines 7 and 10.
FILE = """\
format: 1
name: Hall hire
slug: hall-hire
summary: Hire a hall.
queue: halls
questions:
  - name: email
    label: Email address
    kind: email
    meaning: sender_email
  - name: hall
    label: Which hall?
    kind: one_of
    choices:
      - value: big
        label: The big one
      - value: small
        label: The small one
"""


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


def export(slug="hall-hire", *options):
    out = io.StringIO()
    call_command("export_type", slug, *options, stdout=out)
    return out.getvalue()


def imports(path, *options):
    out, err = io.StringIO(), io.StringIO()
    call_command("import_type", path, *options, stdout=out, stderr=err)
    return out.getvalue() + err.getvalue()


def test_a_new_type_is_made_of_a_file_and_is_not_on_the_site(file, queue):
    assert "is made, not on the site" in imports(file(FILE))
    made = EnquiryType.objects.get(slug="hall-hire")
    assert (made.active, made.usual_queue, made.position) == (False, queue, 100)
    assert [question.name for question in made.questions.all()] == ["email", "hall"]
    assert made.questions.get(name="hall").choice_pairs() == [
        ("big", "The big one"),
        ("small", "The small one"),
    ]
    assert not made.versions.exists()
    assert export() == FILE.replace("queue:", "active: false\nqueue:")


def test_the_working_copy_is_replaced_and_the_site_keeps_what_it_has(file):
    imports(file(FILE + "active: true\n"))
    said = imports(file(FILE.replace("Which hall?", "Which room?")))
    assert "The working copy of “Hall hire” is changed." in said
    assert "Which hall?" in export()
    assert "Which room?" in export("hall-hire", "--working-copy")
    assert EnquiryType.objects.get(slug="hall-hire").active


def test_it_is_published_when_asked_for(file):
    imports(file(FILE))
    said = imports(file(FILE.replace("Which hall?", "Which room?")), "--publish")
    assert "Published." in said
    assert "Which room?" in export()
    made = EnquiryType.objects.get(slug="hall-hire")
    assert made.versions.first().note == "From hall.yaml"
    assert "Nothing to publish." in imports(file(FILE.replace("Which hall?", "Which room?")), "--publish")


def test_the_same_file_twice_changes_nothing(file):
    imports(file(FILE))
    assert imports(file(FILE)) == "Nothing to change.\n"
    made = EnquiryType.objects.get(slug="hall-hire")
    assert (made.history.count(), made.versions.count()) == (1, 0)


def test_a_dry_run_shows_the_difference_and_changes_nothing(file):
    assert "new type" in imports(file(FILE), "--dry-run")
    assert not EnquiryType.objects.filter(slug="hall-hire").exists()
    imports(file(FILE))
    said = imports(file(FILE.replace("Which hall?", "Which room?")), "--dry-run")
    assert "-    label: Which hall?\n+    label: Which room?\n" in said
    assert "Which hall?" in export("hall-hire", "--working-copy")


def test_the_header_is_applied_too(file):
    imports(file(FILE))
    imports(file(FILE.replace("Hire a hall.", "Hire one.") + "closes_at: 2026-07-01T17:00\nposition: 5\n"))
    made = EnquiryType.objects.get(slug="hall-hire")
    assert (made.summary, made.position) == ("Hire one.", 5)
    assert made.closes_at == dt.datetime(2026, 7, 1, 16, tzinfo=dt.UTC)
    assert 'closes_at: "2026-07-01T17:00:00+01:00"\n' in export()


@pytest.mark.parametrize("slug", ["press", "it-helpdesk", "web-team", "general"])
def test_the_types_that_the_site_comes_with_come_back_as_they_were(slug):
    written = export(slug)
    planned = type_files.plan(written.encode())
    assert (planned.after, planned.changes, planned.warnings) == (written, False, ())


TEXTS = [
    *(
        "yes",
        "no",
        "on",
        "null",
        "~",
        "true",
        "012",
        "1e3",
        "12:30",
        "2026-01-01",
        "0x1F",
        "-",
        "- a",
        "a: b",
    ),
    *(
        "# no comment",
        "a #b",
        " lead",
        "trail ",
        'it\'s “quoted” "so"',
        "{a}",
        "[a]",
        "&a",
        "*a",
        "!a",
        "%a",
        "@a",
    ),
    *(
        "é ü 🙂 العربية",
        "a\u2028b",
        "\ufeff",
        "a\x85b",
        "tab\there",
        "back\\slash",
        "one\rtwo",
        "x" * 150,
        "---",
        "...",
    ),
    *("word " * 40 + "end", "# " * 60 + "end", "two  spaces " * 12 + "end", "a\u00a0b " * 30 + "end"),
    *(
        "one\n\ntwo\n",
        "one\ntwo",
        "\none",
        "one\n\n\n",
        "  indented\nless",
        "one \ntwo",
        "- a\n- b: c\n\tx",
        "|",
        ">-",
    ),
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_type_with_everything_comes_back_as_it_was(file, text):
    written = type_files.export(definitions.of_content(_everything(text), _content_with_everything(text)))
    imports(file(written))
    assert export() == written
    EnquiryType.objects.get(slug="hall-hire").delete()
    imports(file(written.replace("\n", "\r\n")))
    assert export() == written


def _everything(text):
    return EnquiryType(
        name="Hall hire",
        slug="hall-hire",
        summary=text[:300],
        usual_queue=QueueFactory._meta.model.objects.get(slug="halls"),
        closes_at=dt.datetime(2026, 12, 1, 17, 0, 0, 5, tzinfo=dt.UTC),
        closed_message=text,
        position=0,
    )


def _content_with_everything(text):
    choice = " ".join(text.replace("|", "/").split())[:60].strip() or "x"
    return {
        "introduction": text,
        "next_steps": text,
        "pages": [
            {
                "name": "who",
                "title": text[:200],
                "introduction": text,
                "questions": [
                    {"name": "email", "label": text[:200], "kind": "email", "meaning": "sender_email"},
                    {
                        "name": "hall",
                        "label": "Hall",
                        "hint": text,
                        "help_text": text,
                        "kind": "some_of",
                        "choices": [{"value": choice, "label": choice}, {"value": "no", "label": "012"}],
                        "default": text[:200],
                    },
                ],
            },
            {
                "name": "when",
                "title": "When",
                "only_if": {"question": "hall", "operator": "includes", "value": choice},
                "questions": [
                    {
                        "name": "day",
                        "label": "Day",
                        "kind": "date",
                        "required": False,
                        "future_only": True,
                        "only_if": {"question": "hall", "operator": "filled"},
                    },
                    {"name": "plans", "label": "Plans", "kind": "files", "max_files": 0, "file_types": "pdf"},
                ],
            },
        ],
        "notices": [
            {"place": "form", "text": text, "important": True},
            {
                "place": "confirmation",
                "text": "x",
                "only_if": {"field": "hall", "operator": "equals", "value": text},
            },
        ],
    }


def test_the_example_of_the_documentation_is_imported_as_it_stands(file):
    page = Path(__file__).resolve().parents[2] / "docs" / "type-files.md"
    example = page.read_text().partition("```yaml\n")[2].partition("```")[0]
    assert imports(file(example)) == "“Hall hire” is made, not on the site: it is inactive.\n"
    assert export() == example

"""The public register of schools, imported from its CSV."""

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from enquiries import school_register
from enquiries.models import School

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

ROOT = Path(__file__).resolve().parents[2]

# The register's other columns are there too, and in an order of their own.
COLUMNS = ["LA (name)", *reversed(school_register.COLUMNS), "Head (name)"]
BERGER = {
    "URN": "100225",
    "LA (code)": "204",
    "EstablishmentNumber": "2007",
    "EstablishmentName": "Berger Café School – St Mary’s",
    "TypeOfEstablishment (name)": "Community school",
    "EstablishmentStatus (name)": "Open",
    "PhaseOfEducation (name)": "Primary",
    "Street": "Anderson Road",
    "Postcode": "E9 6HB",
    "SchoolWebsite": "www.berger.example.org",
    "TelephoneNum": "02079460001",
}


def write(path, rows, encoding="cp1252"):
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="x")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


@pytest.fixture
def file(tmp_path):
    return tmp_path / "edubasealldata.csv"


def test_a_school_is_read_with_all_that_the_portal_keeps(file):
    report = school_register.import_schools(path=write(file, [BERGER]))

    assert (report.added, report.changed, report.unchanged, report.skipped) == (1, 0, 0, [])
    school = School.objects.get(urn=100225)
    assert school.name == "Berger Café School – St Mary’s"
    assert school.local_authority == "204"
    assert school.is_open
    assert school.search_name == "berger cafe school st marys"
    assert (school.street, school.postcode, school.phase) == ("Anderson Road", "E9 6HB", "Primary")


def test_run_twice_it_changes_nothing(file):
    rows = [BERGER | {"URN": str(100000 + number)} for number in range(2500)]
    write(file, rows)
    school_register.import_schools(path=file)

    report = school_register.import_schools(path=file)

    assert (report.added, report.changed, report.unchanged) == (0, 0, 2500)


def test_what_differs_is_changed_and_a_school_that_closed_is_kept_as_closed(file):
    school_register.import_schools(path=write(file, [BERGER, BERGER | {"URN": "100226"}]))

    closed = BERGER | {"EstablishmentStatus (name)": "Closed", "EstablishmentName": "Berger School"}
    report = school_register.import_schools(path=write(file, [closed, BERGER | {"URN": "100226"}]))

    assert (report.added, report.changed, report.unchanged) == (0, 1, 1)
    school = School.objects.get(urn=100225)
    assert not school.is_open
    assert school.search_name == "berger school"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"URN": "12345"}, "URN must be 6 digits"),
        ({"URN": "ABCDEF"}, "URN must be 6 digits"),
        ({"URN": ""}, "URN must be 6 digits"),
        ({"URN": "١٢٣٤٥٦"}, "URN must be 6 digits"),
        ({"EstablishmentName": " "}, "EstablishmentName is empty"),
        ({"EstablishmentName": "x" * 201}, "longer than 200"),
        ({"URN": "100225"}, "twice"),
    ],
)
def test_a_bad_row_is_reported_with_its_line_and_the_rest_is_kept(file, change, why):
    rows = [BERGER, BERGER | {"URN": "100226"} | change, BERGER | {"URN": "100227"}]
    write(file, rows, encoding="utf-8-sig")

    report = school_register.import_schools(path=file)

    [(line, reason)] = report.skipped
    assert line == 3
    assert why in reason
    assert set(School.objects.values_list("urn", flat=True)) == {100225, 100227}


def test_a_row_of_another_length_than_the_header_is_skipped(file):
    write(file, [BERGER])
    with file.open("ab") as end:
        end.write(b"Hackney,02079460001\r\n" + b"x," * len(COLUMNS) + b"\r\n")

    report = school_register.import_schools(path=file)

    assert report.added == 1
    assert report.skipped == [
        (3, "the row has 2 fields, the header has 13"),
        (4, "the row has 14 fields, the header has 13"),
    ]


def test_a_row_with_a_byte_that_is_no_character_is_skipped(file):
    write(file, [BERGER, BERGER | {"URN": "100226", "Street": "Anders?n Road"}])
    file.write_bytes(file.read_bytes().replace(b"Anders?n", b"Anders\x81n"))

    report = school_register.import_schools(path=file)

    assert report.skipped == [(3, "Street has a character that cannot be read")]
    assert School.objects.get().urn == 100225


def test_a_row_over_several_lines_is_named_by_its_first(file):
    write(file, [BERGER | {"Street": "Anderson\nRoad"}, BERGER | {"URN": "no", "Street": "One\nTwo"}])

    report = school_register.import_schools(path=file)

    [(line, reason)] = report.skipped
    assert line == 4
    assert reason.endswith("“no” (the row goes on to line 5)")
    assert School.objects.get().street == "Anderson Road"


def test_a_quotation_mark_that_is_never_closed_says_how_far_it_reaches_and_the_rest_is_kept(file):
    write(file, [BERGER | {"URN": str(100000 + number)} for number in range(2000)])
    file.write_bytes(file.read_bytes().replace(b"\r\n", b'\r\n"', 1))

    report = school_register.import_schools(path=file)

    [(line, reason)] = report.skipped
    last_line = int(reason.partition("goes on to line ")[2].rstrip(")"))
    assert line == 2
    # The header is line 1.
    assert report.added == 2001 - last_line > 0
    assert School.objects.filter(urn=101999).exists()


def test_a_name_that_is_longer_when_spelt_out_is_kept(file):
    school_register.import_schools(path=write(file, [BERGER | {"EstablishmentName": "A&B " * 50}]))

    school = School.objects.get()
    assert len(school.search_name) == 200
    assert school.search_name.startswith("a and b a and b")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
def test_a_name_is_read_right_in_whichever_encoding_the_file_was_saved(file, encoding):
    school_register.import_schools(path=write(file, [BERGER], encoding))

    assert School.objects.get().name == "Berger Café School – St Mary’s"


@pytest.mark.parametrize(
    ("status", "is_open"),
    [
        ("Open", True),
        ("Open, but proposed to close", True),
        ("Closed", False),
        ("Proposed to open", False),
    ],
)
def test_what_counts_as_open(file, status, is_open):
    school_register.import_schools(path=write(file, [BERGER | {"EstablishmentStatus (name)": status}]))

    assert School.objects.get().is_open == is_open


def test_one_authority_alone(file):
    write(file, [BERGER, BERGER | {"URN": "100999", "LA (code)": "205"}])

    report = school_register.import_schools(path=file, local_authority="204")

    assert (report.added, report.left_out) == (1, 1)


def test_progress_adds_up_to_the_size_of_the_file_also_where_most_is_left_out(file):
    rows = [BERGER | {"URN": str(100000 + number), "LA (code)": "205"} for number in range(3000)]
    write(file, rows)
    steps = []

    school_register.import_schools(path=file, local_authority="204", progress=steps.append)

    assert sum(steps) == file.stat().st_size
    assert len(steps) > 10


def test_the_command_says_what_it_did(file, capsys):
    write(file, [BERGER, BERGER | {"URN": "7"}])

    call_command("import_schools", file)

    shown = capsys.readouterr()
    assert "Schools: 1 added, 0 changed, 0 unchanged, 1 rows skipped" in shown.out
    assert "line 3: skipped: URN must be 6 digits, not “7”" in shown.err


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b"a,b\n1,2\n", "no column: URN"),
        (b"\n\n", "no column: URN"),
        (b"%PDF-1.7\n\x00\x01", "not the register"),
        ("URN,Name\n1,2\n".encode("utf-16"), "is in UTF-16"),
    ],
)
def test_another_file_is_refused_with_the_reason(file, content, why):
    file.write_bytes(content)

    with pytest.raises(CommandError, match=why):
        call_command("import_schools", file)


def test_a_register_without_schools_is_refused(file):
    with pytest.raises(CommandError, match="and no school"):
        call_command("import_schools", write(file, []))


def test_a_file_that_is_refused_ends_the_command_with_a_failure(file):
    file.write_bytes(b"a,b\n1,2\n")

    ended = subprocess.run(
        [sys.executable, "manage.py", "import_schools", file], cwd=ROOT, capture_output=True, text=True
    )

    assert ended.returncode == 1
    assert "This is not the register of schools." in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_file_that_is_not_there_is_named(file):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("import_schools", file)

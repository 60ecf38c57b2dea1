"""A list of suppliers, imported into the register."""

import csv
import datetime as dt
import io

import pytest
import time_machine
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from intake.tables import Unusable
from suppliers import duplicates, register, supplier_import
from suppliers.facts import Facts
from suppliers.models import Supplier
from tests.factories import RegistrationFactory, approved_supplier, submitted_registration
from tests.suppliers import answers

pytestmark = pytest.mark.django_db

LEA = {
    "Supplier name": "Lea Bridge Catering Limited",
    "Trading name": "Lea Bridge Kitchens",
    "Company no.": "1234567",
    "VAT reg no": "980 7806 84",
    "Address": "12 Lea Bridge Road",
    "Town": "London",
    "Post code": "e59qd",
    "Contact": "Ada Okoro",
    "E-mail": "ada@leabridge.example.com",
    "Phone": "020 7946 0101",
    "CPV codes": "55524000-9; 55523100",
    "Areas": "Hackney, London",
    "Public liability": "£5,000,000",
    "Public liability expiry": "30/06/2027",
    "Local": "Yes",
    "Buyer": "Sam",
}
CAFE = {"Supplier name": "Café Olé – Catering", "Post code": "N1 4RT"}


@pytest.fixture(autouse=True)
def the_day():
    with time_machine.travel("2026-11-25T10:00:00Z", tick=False):
        yield


@pytest.fixture
def file(tmp_path):
    return tmp_path / "suppliers.csv"


def write(path, rows, encoding="utf-8", delimiter=","):
    columns = list(dict.fromkeys(column for row in rows for column in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def write_xlsx(path, rows):
    book = Workbook()
    columns = list(dict.fromkeys(column for row in rows for column in row))
    book.active.append(columns)
    for row in rows:
        book.active.append([row.get(column) for column in columns])
    book.save(path)
    return path


def run(path, **options):
    report = supplier_import.import_suppliers(path=path, **options)
    return report, (report.added, report.changed, report.unchanged, len(report.skipped))


def test_a_supplier_is_in_the_register_with_all_that_the_list_says(file):
    report, counts = run(write(file, [LEA]))

    assert counts == (1, 0, 0, 0)
    supplier = Supplier.objects.get()
    assert (supplier.status, supplier.renew_by) == ("active", dt.date(2027, 11, 25))
    assert (supplier.legal_name, supplier.name) == ("Lea Bridge Catering Limited", "Lea Bridge Kitchens")
    assert (supplier.company_number, supplier.vat_number) == ("01234567", "GB980780684")
    assert (supplier.postcode, supplier.address) == ("E5 9QD", "12 Lea Bridge Road\nLondon\nE5 9QD")
    assert (supplier.email, supplier.telephone) == ("ada@leabridge.example.com", "020 7946 0101")
    assert (supplier.public_liability, supplier.local) == (5_000_000, True)
    assert supplier.organisation_type == "limited_company"
    assert [row.code for row in supplier.categories.all()] == ["55523100", "55524000"]
    assert [row.value for row in supplier.facets.all()] == ["hackney", "london"]
    assert {row.kind: str(row.expires_on) for row in supplier.expiries.all()} == {
        "public_liability": "2027-06-30",
        "registration": "2027-11-25",
    }
    assert report.columns_left == ["Buyer"]
    assert supplier.history.count() == 1
    # A colleague who registers the firm meets it.
    assert duplicates.find(Facts(answers.company()))[0].supplier == supplier


def test_run_twice_it_changes_nothing(file):
    rows = [LEA, CAFE, *({"Supplier name": f"Firm {n}", "Company no.": str(5000 + n)} for n in range(250))]
    run(write(file, rows))

    with time_machine.travel("2027-02-01", tick=False):
        _, counts = run(file)

    assert counts == (0, 0, 252, 0)
    assert Supplier.history.count() == 252


def test_what_differs_is_changed_and_an_empty_cell_says_nothing(file):
    run(write(file, [LEA, CAFE]))

    _, counts = run(write(file, [LEA | {"Contact": "Sam Reed", "Phone": ""}, CAFE]))

    assert counts == (0, 1, 1, 0)
    supplier = Supplier.objects.get(company_number="01234567")
    assert (supplier.contact_name, supplier.telephone) == ("Sam Reed", "020 7946 0101")


@pytest.mark.parametrize(
    "again",
    [
        {"Supplier name": "Renamed Ltd", "Company no.": "01234567"},
        {"Supplier name": "Renamed Ltd", "VAT reg no": "GB980780684"},
        {"Supplier name": "LEA BRIDGE CATERING LTD", "Post code": "E5 9QD"},
    ],
)
def test_a_supplier_is_known_again_by_number_or_by_name_and_postcode(file, again):
    run(write(file, [LEA]))

    run(write(file, [again]))

    assert Supplier.objects.get().legal_name == again["Supplier name"]


def test_the_same_name_and_postcode_with_another_number_is_another(file):
    run(write(file, [LEA]))

    _, counts = run(write(file, [LEA | {"Company no.": "7654321", "VAT reg no": ""}]))

    assert counts == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"Supplier name": ""}, "legal_name: is empty"),
        ({"Supplier name": "x" * 201}, "legal_name: is longer than 200 characters"),
        ({"Company no.": "12-34"}, "company_number: Company number must be 8 characters"),
        ({"VAT reg no": "GB123456789"}, "vat_number: VAT number must be"),
        ({"Post code": "Hackney"}, "postcode: Postcode must be"),
        ({"E-mail": "ada at example"}, "email: “ada at example” is not an email address"),
        ({"CPV codes": "99999999"}, "categories: there is no CPV code “99999999”"),
        ({"Public liability": "lots"}, "public_liability: “lots” is not an amount in pounds"),
        ({"Public liability expiry": "31/02/2027"}, "public_liability_expires: “31/02/2027” is not a date"),
        ({"Local": "maybe"}, "local: “maybe” is neither yes nor no"),
        ({"Areas": "Mars"}, "areas: “Mars” is none of: hackney, london, england"),
        ({"Phone": "ring me"}, "telephone: "),
        ({"Company no.": "", "VAT reg no": "", "Post code": ""}, "to know it by"),
        ({"Local": "maybe", "Areas": "Mars"}, "; "),
    ],
)
def test_a_bad_row_is_skipped_with_its_line_and_the_rest_is_kept(file, change, why):
    bad = LEA | {"Company no.": "7654321", "VAT reg no": ""} | change

    report, counts = run(write(file, [LEA, bad, CAFE]))

    assert counts == (2, 0, 0, 1)
    [(line, reason)] = report.skipped
    assert line == 3
    assert why in reason
    assert [row.outcome for row in report.rows] == ["added", "skipped", "added"]


def test_a_row_that_breaks_off_and_one_that_comes_twice(file):
    write(file, [LEA, LEA])
    file.write_text(file.read_text() + "Broken off,\n")

    report, counts = run(file)

    assert counts == (1, 0, 0, 2)
    assert report.skipped == [
        (3, "the same supplier as in line 2"),
        (4, "the row has 2 fields, the header has 16"),
    ]


def test_numbers_of_two_suppliers_in_one_row(file):
    run(write(file, [LEA | {"VAT reg no": ""}, CAFE | {"VAT reg no": "GB980780684"}]))

    report, _ = run(write(file, [LEA]))

    assert report.skipped == [(2, "its numbers are those of different suppliers in the register")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_is_read_right_however_it_was_saved(file, encoding, delimiter):
    run(write(file, [CAFE], encoding, delimiter))

    assert Supplier.objects.get().legal_name == "Café Olé – Catering"


def test_a_workbook_is_read_with_its_dates_and_numbers(tmp_path):
    path = write_xlsx(
        tmp_path / "suppliers.xlsx",
        [
            LEA
            | {
                "Company no.": 1234567,
                "Public liability": 5_000_000.0,
                "Public liability expiry": dt.datetime(2027, 6, 30),  # noqa: DTZ001
                "Local": True,
            },
            {},
            CAFE,
        ],
    )

    report, counts = run(path)

    assert counts == (2, 0, 0, 0)
    assert [row.line for row in report.rows] == [2, 4]
    supplier = Supplier.objects.get(company_number="01234567")
    assert (supplier.public_liability, supplier.local) == (5_000_000, True)
    assert supplier.expiries.filter(kind="public_liability", expires_on="2027-06-30").exists()
    assert run(path)[1] == (0, 0, 2, 0)


def test_columns_of_other_names_are_mapped(file):
    write(file, [{"Who": "Lea Bridge", "Ref": "1234567", "Name": "Ada Okoro"}])
    columns = {"Who": "legal_name", "Ref": "company_number", "Name": "contact_name"}

    run(file, columns=columns)

    supplier = Supplier.objects.get()
    assert (supplier.legal_name, supplier.contact_name) == ("Lea Bridge", "Ada Okoro")


def test_a_dry_run_reports_and_changes_nothing(file):
    _, counts = run(write(file, [LEA, CAFE]), dry_run=True)

    assert counts == (2, 0, 0, 0)
    assert not Supplier.objects.exists()


def test_the_date_of_renewal_is_the_lists_and_one_that_has_passed_lapses(file):
    run(write(file, [LEA | {"Renewal date": "1 March 2027"}, CAFE | {"Renewal date": "2026-01-31"}]))

    assert Supplier.objects.get(company_number="01234567").renew_by == dt.date(2027, 3, 1)
    assert Supplier.objects.get(company_number="").status == Supplier.Status.LAPSED


def test_who_has_registered_since_keeps_its_own_answers(file):
    supplier = approved_supplier(answers.company())

    report, counts = run(write(file, [LEA | {"Contact": "Somebody Else"}]))

    assert counts == (0, 0, 1, 0)
    assert "has registered here since" in report.rows[0].why
    supplier.refresh_from_db()
    assert supplier.contact_name == "Ada Okoro"


def test_a_suspended_supplier_stays_so_and_an_applicant_is_left_alone(file):
    run(write(file, [LEA]))
    Supplier.objects.update(status="suspended")
    applicant = RegistrationFactory(answers=answers.charity()).supplier
    duplicates.remember_applicant(applicant, Facts(answers.charity()))
    charity = {"Supplier name": "Marsh Lane Reading Trust", "Charity number": "1012345"}

    _, counts = run(write(file, [LEA | {"Contact": "Sam Reed"}, charity]))

    assert counts == (1, 1, 0, 0)
    assert Supplier.objects.get(company_number="01234567").status == "suspended"
    applicant.refresh_from_db()
    assert applicant.status == "applicant"


def test_an_imported_supplier_may_register_and_is_then_what_it_says(file):
    run(write(file, [LEA]))
    supplier = Supplier.objects.get()

    register.apply(registration=submitted_registration(answers.charity(), supplier=supplier))

    supplier.refresh_from_db()
    assert supplier.legal_name == "Marsh Lane Reading Trust"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        b"PK\x03\x04 not a workbook",
        b"<html><body>Sign in</body></html>",
        b"Name,Colour\nAda,red\n",
        b"Supplier name,Company no.\n",
        "Supplier name,Post code\nCafé,E8 1AA\n".encode("utf-16"),
        b"Supplier name,Company name,Post code\nA,B,E8 1AA\n",
    ],
)
def test_a_file_that_is_no_list_of_suppliers_changes_nothing(file, content):
    file.write_bytes(content)

    with pytest.raises(Unusable):
        run(file)
    with pytest.raises(CommandError) as error:
        call_command("import_suppliers", file)

    assert error.value.returncode == 1
    assert not Supplier.objects.exists()


def test_the_command_says_what_became_of_each_row(file, tmp_path, capsys):
    write(file, [LEA, LEA, CAFE | {"Post code": "nowhere"}, CAFE | {"Who": "x"}])

    call_command("import_suppliers", file, "--map", "Who=description", "--report", tmp_path / "report.csv")

    said = capsys.readouterr()
    assert "line 2: added: Lea Bridge Catering Limited\n" in said.out
    assert "line 3: skipped: the same supplier as in line 2\n" in said.err
    assert "line 4: skipped: postcode: Postcode must be" in said.err
    assert "Columns that nothing is read from: Buyer\n" in said.out
    assert "Suppliers: 2 added, 0 changed, 0 unchanged, 2 rows skipped\n" in said.out
    report = list(csv.reader((tmp_path / "report.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert report[0] == ["line", "name", "outcome", "why"]
    assert [row[2] for row in report[1:]] == ["added", "skipped", "skipped", "added"]

    call_command("import_suppliers", file, "--dry-run")
    assert "2 unchanged, 2 rows skipped (dry run: nothing was changed)" in capsys.readouterr().out


@pytest.mark.parametrize(
    "option", [["--map", "Who"], ["--map", "Who=legal_name"], ["--map", "Contact=shoe_size"]]
)
def test_a_mapping_that_does_not_fit_is_refused(file, option):
    write(file, [LEA])

    with pytest.raises(CommandError, match=r"COLUMN=FIELD|no column|no field"):
        call_command("import_suppliers", file, *option)


def test_a_file_of_nothing_but_bad_rows_fails(file):
    write(file, [CAFE | {"Post code": "nowhere"}])

    with pytest.raises(CommandError, match="No row of the file could be used"):
        call_command("import_suppliers", file)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_progress_comes_to_about_the_size_of_the_file(tmp_path, kind):
    path = tmp_path / f"suppliers.{kind}"
    (write if kind == "csv" else write_xlsx)(path, [LEA, CAFE])
    steps = []

    run(path, progress=steps.append)

    assert path.stat().st_size * 0.9 <= sum(steps) <= path.stat().st_size

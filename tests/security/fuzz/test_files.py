"""Whatever is uploaded, the answer is a page, and what is kept of it has a name that can be shown."""

import unicodedata

import pytest
from bs4 import BeautifulSoup
from hypothesis import strategies as st

from intake.models import Attachment
from tests.security import files
from tests.security.fuzz import multipart
from tests.security.fuzz.examples import fault, texts, tried, undone
from tests.security.fuzz.multipart import CONTENT_TYPE, Part
from tests.security.fuzz.pages import Pages

pytestmark = [pytest.mark.django_db, pytest.mark.security("fuzz examples"), pytest.mark.thorough]

WORDS = "What I have typed, and would not type again."
LONGEST_NAME = 150


class Upload:
    """A form that takes files: where, the field for files and one for text, and what else is posted."""

    def __init__(self, address: str, file: str, text: str, hidden: dict[str, str] | None = None) -> None:
        self.address, self.file, self.text, self.hidden = address, file, text, hidden or {}


def uploads(pages: Pages) -> dict[str, Upload]:
    token = {"form_token": pages.visitor.token}
    hire = {"form_token": pages.hirer.token}
    return {
        "question": Upload(pages.visitor.url, "a_files", "message", token),
        "page of a long form": Upload(pages.hirer.step("details"), "plan", "message", hire),
        "reply": Upload(f"{pages.tracked}write/", "attachments", "text"),
        "documents": Upload(
            pages.ada.url("insurance/"), "document_public_liability", "public_liability_insurer"
        ),
    }


@st.composite
def parts(draw: st.DrawFn, upload: Upload) -> list[Part]:
    """One to four files, where they are asked or elsewhere; now and then a text where a file is asked."""
    names = st.sampled_from(
        [upload.file, upload.file, upload.file, upload.text, f"{upload.file}-remove", "x"]
    )
    file = st.builds(
        Part, names, multipart.contents, multipart.filenames, multipart.content_types, multipart.more_headers
    )
    text = st.builds(lambda name, text: Part(name, text.encode()), names, texts)
    return draw(st.lists(file | file | text, min_size=1, max_size=4))


def test_whatever_is_uploaded_the_answer_is_a_page(record_property):
    pages, ran = Pages(), 0
    forms = uploads(pages)
    for name, upload in forms.items():

        def check(posted, name=name, upload=upload):
            typed = multipart.texts({**upload.hidden, upload.text: WORDS})
            body = multipart.body(posted + typed)
            response = pages.client.post(upload.address, body, content_type=CONTENT_TYPE)
            assert fault(response) == "", name
            assert [each.name for each in Attachment.objects.all() if not is_fit_to_show(each.name)] == []
            if response.status_code == 422:
                assert WORDS in BeautifulSoup(response.content, "html.parser").select_one("main").decode()

        ran += tried("files", parts(upload), check, parts=len(forms))
    record_property("count", ran)


def test_a_good_file_is_kept_by_each_of_these_forms_and_its_name_is_fit_to_show():
    pages = Pages()
    for name, upload in uploads(pages).items():
        for odd in ("plan.pdf", "../plan\u202efdp.pdf", "l" * 300 + ".pdf"):
            posted = [Part(upload.file, files.PDF, odd), *multipart.texts(upload.hidden)]
            with undone():
                pages.client.post(upload.address, multipart.body(posted), content_type=CONTENT_TYPE)
                assert [is_fit_to_show(each.name) for each in Attachment.objects.all()] == [True], name


def test_of_several_files_where_one_is_asked_one_is_kept_and_the_others_are_said():
    pages = Pages()
    upload = uploads(pages)["page of a long form"]
    posted = [Part(upload.file, files.PDF + str(n).encode(), f"plan{n}.pdf") for n in range(3)]

    body = multipart.body([*posted, *multipart.texts({**upload.hidden, upload.text: WORDS})])
    response = pages.client.post(upload.address, body, content_type=CONTENT_TYPE)

    page = BeautifulSoup(response.content, "html.parser")
    assert [each.name for each in Attachment.objects.all()] == ["plan0.pdf"]
    summary = page.select_one(".govuk-error-summary").get_text()
    assert ["plan1.pdf" in summary, "plan2.pdf" in summary] == [True, True]
    assert WORDS in page.select_one("main [name=message]").get_text()


def is_fit_to_show(name: str) -> bool:
    """Return whether a name has no path, no sign that is not seen, and a length that fits."""
    hidden = [letter for letter in name if unicodedata.category(letter)[0] == "C"]
    return bool(name) and not hidden and not set(name) & set("/\\") and len(name) <= LONGEST_NAME


HEADS = [
    CONTENT_TYPE,
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=another",
    f"{CONTENT_TYPE}; charset=utf-16",
    f"{CONTENT_TYPE}; charset=rubbish",
    f"{CONTENT_TYPE}; charset=idna",
    f"multipart/form-data; boundary={'b' * 300}",
    "multipart/form-data; boundary=\u00e9",
    "multipart/mixed; boundary=a-boundary-of-the-tests",
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=rubbish",
    "application/json",
    "text/html",
    "",
]
cuts = st.none() | st.integers(0, 700)


def test_a_broken_body_is_answered(record_property):
    pages, ran = Pages(), 0
    forms = uploads(pages)
    for name, upload in forms.items():
        examples = st.tuples(parts(upload), st.sampled_from(HEADS), cuts, st.binary(max_size=20))

        def check(example, name=name, upload=upload):
            posted, head, cut, rubbish = example
            whole = multipart.body(multipart.texts(upload.hidden) + posted)
            body = whole if cut is None else whole[:cut] + rubbish
            assert fault(pages.client.generic("POST", upload.address, body, content_type=head)) == "", name

        ran += tried("bodies", examples, check, parts=len(forms))
    record_property("count", ran)

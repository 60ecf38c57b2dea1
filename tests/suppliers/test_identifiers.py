"""Numbers and codes that identify a supplier, as people type them."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from suppliers import identifiers

#: Function: what is typed → its right form.
GOOD = {
    identifiers.company_number: {
        "01234567": "01234567",
        "1234567": "01234567",
        " 12 34 567 ": "01234567",
        "89": "00000089",
        "02000000": "02000000",
        "sc123456": "SC123456",
        "SC 12345": "SC012345",
        "ni012345": "NI012345",
        "OC301234": "OC301234",
        "CE012345": "CE012345",
        "RC000123": "RC000123",
        "R0000123": "R0000123",
        "IP12345R": "IP12345R",
        "RS007018": "RS007018",
        "SL01234A": "SL01234A",
        "０１２３４５６７": "01234567",
    },
    identifiers.charity_number: {
        "123456": "123456",
        "1234567": "1234567",
        "1 234 567": "1234567",
        "1234567-1": "1234567-1",
        "1234567 - 12": "1234567-12",
        "1234567–1": "1234567-1",
        "1234567-01": "1234567-1",
        "1234567-0": "1234567",
    },
    identifiers.vat_number: {
        "GB980780684": "GB980780684",
        "980780684": "GB980780684",
        "gb 980 7806 84": "GB980780684",
        "GB-980-7806-84": "GB980780684",
        "980780684001": "GB980780684001",
        "GB 980 7806 84 001": "GB980780684001",
        "GD001": "GBGD001",
        "gb ha 500": "GBHA500",
        "XI 980 7806 84": "GB980780684",
    },
    identifiers.duns: {"123456789": "123456789", "12-345-6789": "123456789", " 12 345 6789": "123456789"},
    identifiers.utr: {
        "1955839661": "1955839661",
        "19558 39661": "1955839661",
        "1955839661K": "1955839661",
        "k1955839661": "1955839661",
    },
    identifiers.ppon: {
        "PABC-1234-DEFG": "PABC-1234-DEFG",
        "pabc 1234 defg": "PABC-1234-DEFG",
        "PABC1234DEFG": "PABC-1234-DEFG",
        "GB-PPON-PABC-1234-DEFG": "PABC-1234-DEFG",
        "P1B2–12A4–D3F4": "P1B2-12A4-D3F4",
    },
    identifiers.ico_number: {
        "Z1234567": "Z1234567",
        "za123456": "ZA123456",
        "ZB 123 456": "ZB123456",
    },
    identifiers.postcode: {
        "E8 1EA": "E8 1EA",
        "e81ea": "E8 1EA",
        " E 8  1 E A ": "E8 1EA",
        "ec1a1bb": "EC1A 1BB",
        "GIR 0AA": "GIR 0AA",
        "SW1W 0NY": "SW1W 0NY",
    },
    identifiers.urn: {"100253": "100253", " 100 253 ": "100253"},
}
#: Function: what is refused, beside what is refused by all.
BAD = {
    identifiers.company_number: [
        "123456789",
        "XX123456",
        "SC1234567",
        "00000000",
        "SC000000",
        "1234567A",
        "IP1R",
        "SL01234B",
        "Acme Ltd",
    ],
    identifiers.charity_number: ["12345", "12345678", "000000", "1234567-", "1234567-1234", "SC012345"],
    identifiers.vat_number: ["980780685", "GB98078068", "000000000", "GD500", "HA001", "FR83404833048", "GB"],
    identifiers.duns: ["12345678", "1234567890", "000000000", "12345678X"],
    identifiers.utr: ["2955839661", "195583966", "19558396611", "0000000000", "K"],
    identifiers.ppon: ["ABCD-1234-DEFG", "PABC-1234-DEF", "PABC-1234-DEFGH", "GB-PPON-"],
    identifiers.ico_number: ["Z123456", "Z12345678", "ZA1234567", "A1234567", "C1234567"],
    identifiers.postcode: ["E8", "E8 1E", "E8 1EAA", "QQ1 1AA", "Hackney", "90210"],
    identifiers.urn: ["10025", "1002530", "012345", "10025A"],
}
BAD_FOR_ALL = ["", "   ", "\0", "none", "N/A", "١٢٣٤٥٦٧٨", "1" * 5000, "£" * 9, "🙂"]

FUNCTIONS = pytest.mark.parametrize("normalise", GOOD, ids=lambda function: function.__name__)


def cases(table):
    return [
        pytest.param(
            function, *(each if isinstance(each, tuple) else (each,)), id=f"{function.__name__}-{each}"
        )
        for function, examples in table.items()
        for each in (examples.items() if isinstance(examples, dict) else examples)
    ]


@pytest.mark.parametrize(("normalise", "typed", "right"), cases(GOOD))
def test_what_is_right_takes_its_one_form(normalise, typed, right):
    assert normalise(typed) == right
    assert normalise(right) == right


@pytest.mark.parametrize(("normalise", "typed"), cases(BAD))
def test_what_is_wrong_is_refused_in_words(normalise, typed):
    with pytest.raises(ValidationError) as refused:
        normalise(typed)

    (message,) = refused.value.messages
    assert " must " in message


@pytest.mark.parametrize("typed", BAD_FOR_ALL, ids=range(len(BAD_FOR_ALL)))
@FUNCTIONS
def test_rubbish_is_refused(normalise, typed):
    with pytest.raises(ValidationError):
        normalise(typed)


@FUNCTIONS
def test_nothing_typed_is_asked_for(normalise):
    with pytest.raises(
        ValidationError, match=r"Enter the (company|charity|VAT|DUNS|Unique|Central|ICO|postcode|URN)"
    ):
        normalise(" ")


#: Any text, and text near enough to be taken now and then.
TYPED = st.one_of(
    st.text(),
    st.text(alphabet="0123456789 -GBSCPZAK–\u00a0０１", max_size=16),
    st.from_regex(r"(GB|SC|Z|ZA|P|IP)?[0-9A-Z]{4,12}(-[0-9]{1,4})?", fullmatch=True),
    st.sampled_from([typed for examples in GOOD.values() for typed in examples]),
)


@FUNCTIONS
@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(typed=TYPED)
def test_there_is_a_right_form_or_a_refusal_and_nothing_else(normalise, typed):
    try:
        right = normalise(typed)
    except ValidationError:
        return

    assert right
    assert right.isascii()
    assert normalise(right) == right

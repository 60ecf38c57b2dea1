"""What a provider says of a person, in the house's words."""

import pytest

from intake.directory.claims import person

CLAIMS = {
    "iss": "https://id.example.org/",
    "sub": "abc-123",
    "email": "Ada.Okoro@example.org",
    "email_verified": True,
    "given_name": "Ada",
    "family_name": "Okoro",
    "groups": ["press", "web"],
}


def read(*, groups_claim="groups", **changed):
    return person({**CLAIMS, **changed}, groups_claim=groups_claim)


def test_a_person_with_name_address_and_groups():
    ada = read()
    assert (ada.issuer, ada.subject) == ("https://id.example.org", "abc-123")
    assert (ada.first_name, ada.last_name, ada.email) == ("Ada", "Okoro", "Ada.Okoro@example.org")
    assert ada.email_is_verified
    assert ada.domain == "example.org"
    assert ada.groups == {"press", "web"}
    assert not ada.groups_left_out


def test_googles_domain_is_a_group_of_its_own():
    assert read(hd="Hackney.example", groups=None, groups_claim="hd").groups == {"Hackney.example"}
    assert read(hd="Hackney.example").domain == "hackney.example"


def test_a_name_in_one_piece_is_taken_apart():
    ada = read(given_name=None, family_name=None, name="Ada Lucia Okoro")
    assert (ada.first_name, ada.last_name) == ("Ada", "Lucia Okoro")


@pytest.mark.parametrize("said", ["true", "false", 1, None, [True]])
def test_an_address_is_verified_only_where_the_provider_says_true(said):
    assert not read(email_verified=said).email_is_verified


@pytest.mark.parametrize(
    "address", [None, "", "no address", ["a@example.org"], "a@example.org\nBcc: b@x.org"]
)
def test_what_is_no_address_is_none_and_never_verified(address):
    ada = read(email=address)
    assert ada.email == ""
    assert not ada.email_is_verified


@pytest.mark.parametrize("groups", [None, "", [], {}, 7, [None, 7, {"a": 1}, " "]])
def test_what_is_no_group_is_none(groups):
    assert read(groups=groups).groups == frozenset()


def test_more_groups_than_entra_id_puts_into_a_token():
    assert read(groups=None, _claim_names={"groups": "src1"}).groups_left_out
    assert not read(_claim_names={"address": "src1"}).groups_left_out


@pytest.mark.parametrize(
    "missing", [{"sub": None}, {"sub": ""}, {"sub": 7}, {"sub": "x" * 256}, {"iss": None}]
)
def test_nobody_without_a_provider_and_a_number(missing):
    with pytest.raises(ValueError, match="who it is"):
        read(**missing)

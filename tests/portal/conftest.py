"""What several of these files need."""

import pytest

from tests.factories import UserFactory


@pytest.fixture
def files_of_its_own(settings, tmp_path):
    """Other tests that run at the same time keep files as well."""
    folder = tmp_path / "data"
    default = settings.STORAGES["default"]
    options = {**default.get("OPTIONS", {}), "location": folder / "uploads"}
    settings.STORAGES = {**settings.STORAGES, "default": {**default, "OPTIONS": options}}
    settings.DATA_DIR = folder


@pytest.fixture
def administrator():
    return UserFactory(administrator=True)

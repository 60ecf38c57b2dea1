"""The tests' databases: migrated once in a run of pytest, and copied for each of its workers."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection


@contextmanager
def copy_for(worker: str, *, serialized: bool) -> Iterator[None]:
    """Put a copy of the migrated database where the tests of a worker look, for as long as they run.

    `serialized` is whether tests that empty the database want back what the migrations had put there.
    """
    real = connection.settings_dict["NAME"]
    creation = connection.creation
    with _one_worker_at_a_time() as copies:
        migrated = creation._get_test_db_name()
        # The first worker migrates for all; a run that was killed may have left a database on its server.
        if not copies.exists():
            _make(migrated)
            copies.mkdir()
        _look_at(migrated)
        creation.clone_test_db(worker, verbosity=0)
        (copies / worker).touch()
    _look_at(creation.get_test_db_clone_settings(worker)["NAME"])
    if serialized:
        connection._test_serialized_contents = creation.serialize_db_to_string()
    try:
        yield
    finally:
        creation.destroy_test_db(real, verbosity=0)
        with _one_worker_at_a_time() as copies:
            (copies / worker).unlink()
            if not any(copies.iterdir()):
                copies.rmdir()
                _look_at(migrated)
                creation.destroy_test_db(real, verbosity=0)


def _make(migrated: Any) -> None:
    if ready := _given():
        shutil.copy(ready, migrated)
        return
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)


def _given() -> str | None:
    """A database of SQLite that is migrated: scripts/guards.py runs pytest a thousand times on one."""
    return os.environ.get("MIGRATED_DATABASE") if connection.vendor == "sqlite" else None


def give_migrated(folder: Path) -> None:
    """Put the migrated database into the data folder of a portal, if there is one and it is of SQLite."""
    with _one_worker_at_a_time() as copies:
        ready = _given()
        if copies.exists() and connection.vendor == "sqlite":
            ready = connection.creation._get_test_db_name()
        if ready:
            folder.mkdir()
            shutil.copy(ready, folder / "portal.sqlite3")


@contextmanager
def _one_worker_at_a_time() -> Iterator[Path]:
    """Wait for the other workers; name the folder of who has a copy, which is there once there is one."""
    copies = Path(settings.DATA_DIR, "copies")
    with copies.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield copies


def _look_at(name: Any) -> None:
    """Let Django find its database under another name."""
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name

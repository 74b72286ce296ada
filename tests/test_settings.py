"""Settings: nothing has to be set, and what production sets is sound."""

import os
import runpy
import subprocess
import sys

import pytest

from tests.source import ROOT

OURS = ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SECRET_KEY", "SITE_URL", "PORT", "SECURE")


@pytest.fixture
def values(tmp_path, monkeypatch):
    """The settings as a fresh process reads them, with nothing but `variables` set."""

    def values(**variables: str) -> dict:
        for name in (*OURS, "ALLOWED_HOSTS", "DEBUG"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("DATA_DIR", str(tmp_path))
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "inspection" / "settings.py"))

    return values


def test_without_any_variable_everything_lies_in_one_folder(values, tmp_path):
    got = values()
    assert got["DATA_DIR"] == tmp_path
    assert (got["DEBUG"], got["SILENCED_SYSTEM_CHECKS"]) == (False, [])
    assert got["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert got["CELERY_BROKER_URL"].startswith("filesystem://")
    assert got["EMAIL_BACKEND"] == "inspection.mail.FolderBackend"
    assert got["SITE_URL"] == "http://127.0.0.1:8000"
    assert got["DATABASES"]["default"]["ENGINE"] == "django.db.backends.sqlite3"
    assert got["DATABASES"]["default"]["OPTIONS"] == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    assert {path.name for path in tmp_path.iterdir()} == {"secret_key", "static", "queue"}


def test_links_in_mails_follow_the_port(values):
    assert values(PORT="8123")["SITE_URL"] == "http://127.0.0.1:8123"
    assert values(SITE_URL="https://a.test")["SITE_URL"] == "https://a.test"


def test_services_are_named_by_urls(values):
    got = values(
        DATABASE_URL="postgres://u@127.0.0.1:5432/d",
        REDIS_URL="redis://127.0.0.1:6379/3",
        EMAIL_URL="smtp://127.0.0.1:25",
        ALLOWED_HOSTS="a.test,b.test",
    )
    assert got["DATABASES"]["default"]["ENGINE"] == "django.db.backends.postgresql"
    assert got["CELERY_BROKER_URL"] == "redis://127.0.0.1:6379/3"
    assert got["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert got["ALLOWED_HOSTS"] == ["a.test", "b.test"]


def test_production_sends_nothing_over_plain_http(values):
    names = (
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
    )
    plain, secure = values(), values(SECURE="1")
    assert [plain[name] for name in names] == [False, False, False, 0]
    assert [secure[name] for name in names] == [True, True, True, 31536000]


@pytest.mark.slow
def test_the_checks_of_production_find_nothing(tmp_path):
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "SECURE": "1"}
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "no issues (0 silenced)" in ran.stdout

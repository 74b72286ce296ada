"""`manage.py dev`: one process, one folder, one Ctrl-C."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import closing

import pytest
from celery import Celery
from django.conf import settings
from django.db import connection

from inspection.running import background, folder, greeting, web
from inspection.running.background import _release_leases
from organization import clock, jobs
from organization.models import Job
from tests.faults.smtp import MailServer
from tests.source import ROOT


def test_a_folder_is_held_by_one_process(tmp_path):
    with folder.held(tmp_path):
        with pytest.raises(folder.FolderInUse) as refused, folder.held(tmp_path):
            pass
        assert str(refused.value) == (
            f"{tmp_path} is in use by a running server (process {os.getpid()})"
        )
    with folder.held(tmp_path):
        pass  # free again


def test_a_lock_left_by_a_killed_process_holds_nobody_back(tmp_path):
    (tmp_path / "running.lock").write_text("1")
    with folder.held(tmp_path):
        assert (tmp_path / "running.lock").read_text() == str(os.getpid())


def test_a_busy_port_is_refused_before_anything_is_done():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(web.PortInUse, match=f"Port {port} cannot be used"):
            web.reserve(port)


def test_a_reserved_port_answers_nobody_yet():
    bound = web.reserve(0)
    with bound, socket.socket() as visitor:
        assert visitor.connect_ex(bound.getsockname()) != 0


@pytest.fixture
def demo_file():
    path = settings.DATA_DIR / "demo.json"
    yield path
    path.unlink(missing_ok=True)


def test_the_operator_reads_where_to_go_and_who_to_be(demo_file):
    assert list(greeting.lines("http://127.0.0.1:8000")) == [
        "Open http://127.0.0.1:8000  (Ctrl-C ends everything)"
    ]
    account = {
        "role": "office",
        "username": "zs",
        "password": "demo-1",
        "department": "监督室",
        "post": "专员",
    }
    story = {"campaign": {"code": "c", "title": "自查", "url": "/campaigns/c/"}}
    demo_file.write_text(json.dumps({**story, "accounts": [account]}), encoding="utf-8")
    assert list(greeting.lines("http://127.0.0.1:8000"))[1:] == [
        "Demo database: 自查, http://127.0.0.1:8000/campaigns/c/",
        "role           username         password       department, post",
        "office         zs               demo-1         监督室, 专员",
    ]


def test_papers_have_the_names_of_the_pages(settings):
    assert greeting.name_of("final") == "自查报告 · Report"
    assert greeting.name_of("brief") == "简报 · Brief"
    settings.LANGUAGE_CODE = "zh-hant"
    assert greeting.name_of("plan") == "實施方案 · Implementation plan"
    settings.LANGUAGE_CODE = "en"
    assert greeting.name_of("plan") == "Implementation plan"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a shared database has other workers")
@pytest.mark.django_db
def test_a_new_process_takes_up_what_a_killed_one_left():
    job = Job.objects.create(kind="unknown", key="1")
    assert jobs._lease(job.pk) is not None
    assert jobs.run_all() == 0  # somebody seems to be at it
    _release_leases()
    job.refresh_from_db()
    assert job.leased_until <= clock.now()
    assert jobs.run_all() == 1


def test_queues_are_bound_before_two_threads_ask_for_them(monkeypatch):
    order = []
    monkeypatch.setattr(background, "_bind_queues", lambda workers: order.append("bound"))
    monkeypatch.setattr(background, "_keep_temporary_files_at_home", lambda: None)
    monkeypatch.setattr(background, "_release_leases", lambda: None)
    monkeypatch.setattr(background.outbox, "call", lambda task: order.append("called"))
    monkeypatch.setattr(threading.Thread, "start", lambda thread: order.append(thread.name))
    background.Background().start()
    assert order[:3] == ["bound", "worker", "mail"]


def test_binding_writes_the_file_of_each_exchange_whole(tmp_path):
    options = {f"data_folder_{way}": str(tmp_path) for way in ("in", "out")}
    options["control_folder"] = str(tmp_path)
    workers = []
    for queue in ("celery", "mail"):
        app = Celery(queue, broker="filesystem://", set_as_current=False)
        app.conf.broker_transport_options = options
        workers.append(background._worker(app, queue))
    background._bind_queues(workers)
    written = {path.stem: json.loads(path.read_text()) for path in tmp_path.glob("*.exchange")}
    assert written == {"celery": [["celery", "", "celery"]], "mail": [["mail", "", "mail"]]}


# --- the process itself


class Running:
    """`manage.py dev` on a folder of its own; what it printed so far is `text`."""

    def __init__(self, data_dir, *arguments: str, **set_: str) -> None:
        variables = (
            "DATABASE_URL",
            "REDIS_URL",
            "SECRET_KEY",
            "SITE_URL",
            "DJANGO_SETTINGS_MODULE",
        )
        clean = {name: value for name, value in os.environ.items() if name not in variables}
        self.text = ""
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "dev", "--port", "0", *arguments],
            cwd=ROOT,
            env={**clean, "DATA_DIR": str(data_dir), "PYTHONUNBUFFERED": "1", **set_},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self.text += line

    def wait_for(self, text: str, seconds: float = 120) -> str:
        until = time.monotonic() + seconds
        while text not in self.text:
            assert self.process.poll() is None and time.monotonic() < until, self.text
            time.sleep(0.05)
        (line,) = (line for line in self.text.splitlines() if text in line)
        return line

    def address(self) -> str:
        return self.wait_for("Open http://").split()[1]

    def end(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        code = self.process.wait(15)
        self.reader.join(5)
        return code


@pytest.fixture
def start(tmp_path):
    started = []

    def start(*arguments: str, **set_: str) -> Running:
        started.append(Running(tmp_path, *arguments, **set_))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.wait()
        one.reader.join(5)
        one.process.stdout.close()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_ends_web_worker_and_beat(start, tmp_path, number):
    running = start()
    with urllib.request.urlopen(f"{running.address()}/health/", timeout=20) as answer:
        assert json.load(answer)["database"] == "ok"
    assert running.end(number) == 0
    assert running.text.splitlines()[-1] == "Ended."
    assert "Traceback" not in running.text
    bound = sorted(path.stem for path in (tmp_path / "queue" / "control").glob("*.exchange"))
    assert bound == ["celery", "mail"]  # none that both workers write
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


@pytest.mark.slow
def test_two_processes_do_not_run_on_one_folder(start):
    running = start()
    running.address()
    second = start()
    second.wait_for("is in use by a running server")
    assert second.process.wait(15) == 1
    assert "Traceback" not in second.text
    assert running.end() == 0


@pytest.mark.slow
def test_the_worker_makes_the_report_of_the_story_and_a_restart_keeps_it(start, tmp_path):
    running = start("lanzhou")
    pdf = running.wait_for("Report (PDF): ").partition(": ")[2]
    word = running.wait_for("Report (Word): ").partition(": ")[2]
    with open(pdf, "rb") as one, open(word, "rb") as other:
        assert (one.read(5), other.read(4)) == (b"%PDF-", b"PK\x03\x04")
    assert running.end() == 0
    kept = (tmp_path / "demo.json").read_text(encoding="utf-8")
    again = start("lanzhou")
    assert again.wait_for("Report (PDF): ").partition(": ")[2] == pdf
    assert "Loading the story" not in again.text
    assert again.end() == 0
    assert (tmp_path / "demo.json").read_text(encoding="utf-8") == kept
    for account in json.loads(kept)["accounts"]:
        assert f"{account['role']:<14} {account['username']:<16}" in running.text


@pytest.fixture
def server():
    one = MailServer(silent=True)
    yield one
    one.close()


@pytest.mark.slow
def test_a_mail_server_that_never_answers_holds_up_mails_alone(start, tmp_path, server):
    hours = {"QUIET_HOURS": "", "DIGEST_AT": "", "MAIL_PAUSES": ""}
    running = start("lanzhou", EMAIL_URL=f"smtp://127.0.0.1:{server.port}", **hours)
    address = running.wait_for("Open http://", 600).split()[1]  # after the whole story
    assert server.asked.wait(120)  # a mail hangs at the server
    with urllib.request.urlopen(f"{address}/health/", timeout=20) as answer:
        assert json.load(answer)["database"] == "ok"
    running.wait_for("Report (PDF): ")  # the jobs of the story ran all the same
    assert not server.taken
    waiting = mails(tmp_path, "waiting")
    assert waiting > 1
    server.speaks.set()
    until = time.monotonic() + 240
    while mails(tmp_path, "waiting") and time.monotonic() < until:
        time.sleep(0.5)
    # All that waited is mailed once it answers, each mail once.
    assert (mails(tmp_path, "waiting"), mails(tmp_path, "sent")) == (0, len(server.taken))
    assert set(server.taken.values()) == {1}
    assert running.end() == 0


def mails(folder, state: str) -> int:
    """How many mails of the installation in the folder wait, or were sent."""
    questions = {
        "waiting": "SELECT count(*) FROM organization_notification n"
        " JOIN organization_person p ON p.id = n.recipient_id"
        " LEFT JOIN organization_delivery d ON d.notification_id = n.id"
        " WHERE n.by_mail AND p.is_active AND p.email <> ''"
        " AND (d.id IS NULL OR d.state IN ('again', 'sending'))",
        "sent": "SELECT count(DISTINCT message_id) FROM organization_delivery WHERE state = 'sent'",
    }
    with closing(sqlite3.connect(folder / "inspection.sqlite3", timeout=20)) as database:
        [(number,)] = database.execute(questions[state])
    return number

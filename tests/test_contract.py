"""What scripts may rely on, as README promises it: commands, files, addresses, marks in pages."""

import io
import json
import re

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from lxml import html

from organization import models
from organization.models import Event, Notification
from tests.source import ROOT

pytestmark = pytest.mark.django_db

ROLES = ["office", "inspector", "leader", "head", "member", "administrator", "auditor"]
PAGES = ["home", "launch", "fill", "review", "findings", "ledger", "report", "events"]
TARGETS = ("setup", "run", "test", "check", "bench", "breaks")


def command(*arguments, **options) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out, stderr=out, **options)
    return out.getvalue()


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """demo.json as `manage.py demo lanzhou` writes it, with the story in the database."""
    path = settings.DATA_DIR / "demo.json"
    with django_db_blocker.unblock(), transaction.atomic():
        command("demo", "lanzhou", "--year", "2009")
        yield json.loads(path.read_text(encoding="utf-8"))
        path.unlink()
        transaction.set_rollback(True)


def signed_in(demo, role: str) -> Client:
    account = next(account for account in demo["accounts"] if account["role"] == role)
    client = Client()
    answer = client.post("/accounts/login/", {k: account[k] for k in ("username", "password")})
    assert answer.status_code == 302
    return client


def test_the_demo_says_how_to_get_in_and_where_to_go(demo):
    assert demo["story"] == "lanzhou"
    assert demo["campaign"]["code"] == "lanzhou"
    assert demo["campaign"]["url"] == "/campaigns/lanzhou/"
    assert [account["role"] for account in demo["accounts"]] == ROLES
    keys = {"role", "username", "password", "department", "post"}
    assert [set(account) for account in demo["accounts"]] == [keys] * len(ROLES)
    assert all(all(account.values()) for account in demo["accounts"])
    assert list(demo["pages"]) == PAGES


@pytest.mark.parametrize("role", ROLES)
def test_every_account_signs_in(demo, role):
    assert signed_in(demo, role).get("/").status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_the_office_sees_every_page_of_the_demo(demo, name):
    page = signed_in(demo, "head" if name == "fill" else "office").get(demo["pages"][name])
    assert page.status_code == 200
    assert "演示" in page.content.decode()  # a demo database says so on every page


def test_a_second_call_changes_nothing(demo):
    before = Event.objects.count()
    assert "loaded already" in command("demo", "lanzhou")
    assert Event.objects.count() == before


def test_the_story_has_a_sound_history(demo):
    assert ", 0 violations" in command("verify_history", "lanzhou")


def test_a_paper_is_written_in_four_formats(demo, tmp_path):
    magic = {"pdf": b"%PDF-", "docx": b"PK\x03\x04", "html": b"<!doctype html>", "json": b"{"}
    for format_, beginning in magic.items():
        path = tmp_path / f"paper.{format_}"
        command("paper", "lanzhou", "final", "--format", format_, "-o", str(path))
        assert path.read_bytes()[: len(beginning)].lower() == beginning.lower()
    with pytest.raises(CommandError, match="no campaign has the code nowhere"):
        command("paper", "nowhere", "final", "-o", str(tmp_path / "x"))


def test_every_figure_of_a_paper_links_to_as_many_records_as_it_counts(demo, tmp_path):
    path = tmp_path / "paper.json"
    command("paper", "lanzhou", "final", "--format", "json", "-o", str(path))
    paper = json.loads(path.read_text(encoding="utf-8"))
    assert paper["blocks"]
    linked = [figure for figure in paper["figures"] if figure["url"]]
    assert linked and all({"name", "value", "count", "url"} <= set(f) for f in paper["figures"])
    office = signed_in(demo, "office")
    counted = {}
    for figure in linked:
        page = office.get(figure["url"], follow=True).content.decode()
        counted[figure["name"]] = [int(n) for n in re.findall(r'data-count="(\d+)"', page)]
    assert counted == {figure["name"]: [figure["count"]] for figure in linked}


def test_the_figures_of_an_html_paper_carry_their_names(demo, tmp_path):
    path, other = tmp_path / "paper.html", tmp_path / "paper.json"
    command("paper", "lanzhou", "final", "--format", "html", "-o", str(path))
    command("paper", "lanzhou", "final", "--format", "json", "-o", str(other))
    marked = html.document_fromstring(path.read_bytes()).xpath("//*[@data-figure]")
    names = {element.get("data-figure") for element in marked}
    figures = json.loads(other.read_text(encoding="utf-8"))["figures"]
    assert names and names <= {figure["name"] for figure in figures}
    assert {element.tag for element in marked if element.get("data-count") != "0"} == {"a"}


def test_remind_is_one_sweep_in_this_process(demo):
    before = Notification.objects.count()
    command("remind", "--now", "2009-09-20T08:00:00+08:00")
    swept = Notification.objects.count()
    assert swept > before
    command("remind", "--now", "2009-09-20T08:00:00+08:00")
    assert Notification.objects.count() == swept
    with pytest.raises(CommandError, match="not an ISO 8601 time"):
        command("remind", "--now", "tomorrow")


def test_health_is_json(client):
    assert set(client.get("/health/").json()) == {
        *("database", "queue", "last_sweep", "last_sweep_age")
    }


def test_things_are_marked_where_they_are_shown(demo):
    office = signed_in(demo, "office")
    for name, kind in (("review", "selfcheck"), ("findings", "finding"), ("ledger", "task")):
        page = office.get(demo["pages"][name]).content.decode()
        marks = re.findall(r'data-thing="(\w+):(\d+)" data-status="(\w+)"', page)
        assert kind in {mark[0] for mark in marks}, name


def test_the_models_that_scripts_read():
    assert {"at", "actor_pk", "kind", "label"} <= {f.name for f in Event._meta.get_fields()}
    assert models.Notification is Notification


@pytest.mark.parametrize("target", TARGETS)
def test_make_knows_its_targets(target):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_readme_holds_the_contract():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in (*ROLES, *PAGES, "DATA_DIR", "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SECRET_KEY",
                 "ALLOWED_HOSTS", "DEBUG", "data-act", "data-thing", "data-figure", "data-count",
                 "last_sweep", "demo.json", "/accounts/login/"):  # fmt: skip
        assert name in text, name


def test_the_locks_name_every_hash_and_no_registry():
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        pinned = [line for line in lines if "==" in line]
        assert len(pinned) > 40
        assert all(line.endswith("\\") for line in pinned)
        assert [
            line for line in lines if re.search(r"https?:|--(extra-)?index|find-links", line)
        ] == []


def test_the_program_needs_few_packages():
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert lock.count("==") <= 80

"""A new installation without a demo: how the first person gets in."""

import io
import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from organization.models import Event, Person

pytestmark = pytest.mark.django_db


def make(account: str, company: str = "示例公司") -> str:
    out = io.StringIO()
    call_command("administrator", account, "--company", company, stdout=out)
    return out.getvalue()


def test_the_first_administrator_signs_in_and_keeps_the_directory(client):
    password = make("root").strip().rpartition(" ")[2]
    fields = {"username": "root", "password": password}
    assert client.post("/accounts/login/", fields).status_code == 302
    assert client.get("/directory/", follow=True).status_code == 200
    person = Person.objects.get(account="root")
    assert (person.duty, person.department.name) == ("administrator", "示例公司")
    assert "person.created" in set(Event.objects.values_list("kind", flat=True))


def test_there_is_only_one_first_administrator():
    make("root")
    with pytest.raises(CommandError, match="There is an administrator already"):
        make("another")
    assert Person.objects.count() == 1


def test_an_account_that_exists_is_not_taken_over(world):
    Person.objects.filter(duty="administrator").update(duty="")
    before = Person.objects.get(account="clerk").password
    with pytest.raises(CommandError, match="The account clerk exists already"):
        make("clerk")
    assert Person.objects.get(account="clerk").password == before


COMMANDS = {
    "administrator": ["root", "--company", "示例公司"],
    "import_campaign": ["/nowhere", "--by", "root"],
    "paper": ["spring", "final", "-o", "/nowhere/paper.pdf"],
    "remind": [],
    "verify_history": [],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_before_migrate_a_command_says_in_a_sentence_what_to_do(command, tmp_path):
    settings = {"SECRET_KEY": "x", "DATA_DIR": str(tmp_path), "PATH": os.environ["PATH"]}
    manage = [sys.executable, "manage.py", command, *COMMANDS[command]]
    ran = subprocess.run(manage, env=settings, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "请先运行“python manage.py migrate”" in ran.stderr
    assert "run “python manage.py migrate” first" in ran.stderr
    assert "Traceback" not in ran.stderr and len(ran.stderr.splitlines()) == 2


def test_another_refusal_of_the_database_is_not_called_a_missing_migration(monkeypatch):
    def locked(*_args, **_options):
        raise OperationalError("database is locked")

    monkeypatch.setattr("organization.directory.add_department", locked)
    with pytest.raises(OperationalError, match="locked"):
        make("root")

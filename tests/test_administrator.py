"""A new installation without a demo: how the first person gets in."""

import io

import pytest
from django.core.management import CommandError, call_command

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

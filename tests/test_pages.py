"""Every page as every person who may see it keeps the page rules and speaks Chinese."""

import pytest
from django.test import Client
from django.urls import reverse

from organization.models import Department, Person
from tests.access.row import PEOPLE, Row
from tests.page_rules import faults
from tests.signed_in import at_browser
from tests.stage import staged
from tests.test_permissions import rows
from tests.world import World, full_world

PAGES = [row for row in rows() if row.form is None and 200 in {*row.who.values(), row.others}]


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


def own_words() -> frozenset[str]:
    """Accounts, codes and addresses of the small world are Latin, and rightly so."""
    words = {"example", "org", "spring", "SPRING"}
    for account, email in Person.objects.values_list("account", "email"):
        words |= {account, *account.split("_"), email.partition("@")[0]}
    return frozenset(words | set(Department.objects.values_list("code", flat=True)))


def wrong_pages(row: Row, world: World) -> dict[str, list[str]]:
    """What is wrong with the page of a row, by the person who sees it."""
    wrong = {}
    for name in PEOPLE:
        if row.expected(name) != 200:
            continue
        client = Client() if name == "anonymous" else at_browser(name)
        response = client.get(reverse(row.name, args=row.args(world)) + row.query)
        kind = response.headers.get("Content-Type", "")
        if not kind.startswith("text/html") or b"<html" not in response.content[:300]:
            continue
        found = faults(response.content.decode(), own_words=own_words())
        if found:
            wrong[name] = found
    return wrong


@pytest.mark.parametrize(
    "row", [row for row in PAGES if row.ready in (None, full_world)], ids=lambda row: row.id
)
def test_page_rules(row: Row, db, scene):
    assert wrong_pages(row, scene()) == {}

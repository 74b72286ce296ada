"""Who may what: every URL × every person → status. Rows live in `tests/access/<area>.py`.

Red when a URL of the project is missing from the table.
"""

from importlib import import_module
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from organization.models import Person
from tests.access.row import PEOPLE, Row
from tests.world import full_world, make_world


def rows() -> list[Row]:
    folder = Path(__file__).parent / "access"
    names = sorted(p.stem for p in folder.glob("*.py") if p.stem not in ("__init__", "row"))
    return [row for name in names for row in import_module(f"tests.access.{name}").ROWS]


def url_names(resolver=None) -> set[str]:
    names = set()
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            names |= url_names(pattern)
        else:
            names.add(pattern.name)
    return names


def test_every_url_is_in_the_table():
    assert url_names() - {row.name for row in rows()} == set()


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.id)
def test_who_may(row: Row, db):
    world = make_world()
    (row.ready or full_world)(world)
    got = {}
    for name in PEOPLE:
        client = Client()
        if name != "anonymous":
            client.force_login(
                Person.objects.get(account=name), "django.contrib.auth.backends.ModelBackend"
            )
        url = reverse(row.name, args=row.args(world)) + row.query
        point = transaction.savepoint()  # what one person did must not help the next
        response = client.post(url, row.form(world)) if row.form else client.get(url)
        transaction.savepoint_rollback(point)
        got[name] = response.status_code
    assert got == {name: row.expected(name) for name in PEOPLE}

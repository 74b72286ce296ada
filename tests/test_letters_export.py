"""文书登记表: the letters of the page as a worksheet."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from organization import clock
from organization.models import Event
from rectification import letters
from tests.correspondence import answered, notice
from tests.stage import staged
from tests.visiting import visit

ADDRESS = "/campaigns/spring/letters/export/"


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(answered, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def rows(account: str, query: str = "") -> list[dict]:
    """The rows of the worksheet by their headers."""
    sent = visit(account).get(ADDRESS + query)
    head, *found = load_workbook(BytesIO(sent.content)).active.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in found]


def test_a_row_says_who_signed_and_what_was_answered(world):
    [row] = rows("clerk")
    letter = world.letter
    letter.refresh_from_db()
    assert row["文号"] == letter.number
    assert row["签收人"] == letter.signed_name
    assert row["问题"] == "1"
    assert row["状态"] == letter.get_status_display()
    assert letter.answers.get().text in row["回复情况"]
    assert row["签发日期"].date() == clock.day_of(letter.issued_at)
    assert Event.objects.filter(kind="campaign.letters_exported").count() == 1


def test_it_holds_what_the_filters_of_the_page_leave(world):
    letters.draft(world.campaign, "advice", world.departments["SERVICE"], by=world.clerk)
    assert [row["主送"] for row in rows("clerk", "?department=SERVICE")] == ["服务部"]
    assert len(rows("clerk", "?shelf=look")) == 1
    assert len(rows("clerk")) == 2
    # A department exports its own letters, and no drafts.
    assert [row["主送"] for row in rows("head")] == ["销售部"]
    assert rows("service_head") == []


def test_as_many_statements_for_ten_letters_as_for_one(world):
    client = visit("clerk")
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as few:
        client.get(ADDRESS)
    for _n in range(9):
        notice(world)
    with CaptureQueriesContext(connection) as many:
        client.get(ADDRESS)
    assert len(many) == len(few)

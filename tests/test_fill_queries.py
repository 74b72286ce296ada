"""How many statements a save and a page of a sheet cost, however long the sheet is."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns import handing_over, launch, returns
from campaigns.models import BasisDocument, CheckItem
from tests.test_filling import AUTO, saved, signed_in, typed
from tests.world import World, fill, phase, start, submit

FRAME = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def longer(world: World, n: int) -> World:
    """The checklist of the campaign with `n` more items for 销售部, launched."""
    project = world.item(1).project
    for no in range(5, 5 + n):
        item = CheckItem.objects.create(
            checklist=project.checklist,
            project=project,
            order=no,
            no=no,
            code=str(no),
            text=f"第{no}个示例项点",
            methods="查阅资料",
        )
        launch.scope_item(item, [world.departments["SALES"]])
    return start(world)


def statements(client: Client, no: int, form: dict) -> list[str]:
    """The statements of one autosave, without those that frame the transaction."""
    url = reverse("fill_item", args=["spring", "SALES", no])
    with CaptureQueriesContext(connection) as spent:
        said = client.post(url, form, headers=AUTO).json()
    assert said["state"] == "saved"
    kinds = [query["sql"].lstrip("(").split(" ")[0] for query in spent.captured_queries]
    return [kind for kind in kinds if kind not in FRAME]


def queries_of(client: Client, url: str, mark: str, rows: int) -> int:
    """The queries of a page that shows `mark` exactly `rows` times."""
    response = client.get(url)
    assert response.content.decode().count(mark) == rows
    with CaptureQueriesContext(connection) as spent:
        client.get(url)
    return len(spent)


@pytest.fixture
def warm(world) -> Client:
    """销售部 has begun, and the session of the head has been used."""
    longer(world, 0)
    saved(world, no=3)
    client = signed_in(world.head)
    statements(client, 2, typed())  # Django looks once what the database can do
    return client


def test_the_first_save_of_an_item_costs_eight_statements(warm):
    reads = ["SELECT"] * 4  # session, person, roles, place
    writes = ["UPDATE", "INSERT", "INSERT", "INSERT"]  # sheet, answer, version, event
    assert statements(warm, 1, typed()) == reads + writes


def test_a_save_of_words_costs_seven_statements(warm):
    statements(warm, 1, typed())
    reads = ["SELECT"] * 4
    writes = ["UPDATE", "UPDATE", "INSERT"]  # sheet, answer, version
    assert statements(warm, 1, typed(version="1", text="补充")) == reads + writes


def test_a_save_costs_no_more_for_an_item_that_stands_on_a_clause(world, warm):
    document = BasisDocument.objects.create(campaign=world.campaign, title="《台账管理办法》")
    CheckItem.objects.filter(no=1).update(clause=document.clauses.create(no="第三条", text="建账"))
    statements(warm, 1, typed())
    assert len(statements(warm, 1, typed(version="1", text="补充"))) == 7


def test_a_save_of_another_result_costs_eight_statements(warm):
    statements(warm, 1, typed())
    assert len(statements(warm, 1, typed(version="1", result="no", text="缺"))) == 8


@pytest.mark.parametrize("n", [0, 29])
def test_a_sheet_opens_with_thirteen_queries_however_long(world, n):
    longer(world, n)
    fill(world)
    handing_over.hand_over(world.sheet(), world.item(2), world.member, by=world.head)
    url = reverse("fill_item", args=["spring", "SALES", 1])
    assert queries_of(signed_in(world.head), url, "data-row=", 3 + n) <= 13


def test_opening_costs_the_same_for_three_and_thirty_two_items(world):
    url = reverse("fill_item", args=["spring", "SALES", 1])
    longer(world, 0)
    fill(world)
    few = queries_of(signed_in(world.head), url, "data-row=", 3)
    project = world.item(1).project
    for no in range(5, 34):
        item = CheckItem.objects.create(
            checklist=project.checklist, project=project, order=no, no=no, code=str(no), text="x"
        )
        item.scopes.create(department=world.departments["SALES"])
    fill(world)
    assert queries_of(signed_in(world.head), url, "data-row=", 32) == few


@pytest.mark.parametrize("account", ["clerk", "inspector"])
def test_a_review_costs_the_same_for_three_and_thirty_two_items(world, account):
    longer(world, 29)
    submit(world)
    submit(world, "SERVICE")
    phase(world, "analysis").begin(by=world.clerk)
    client = signed_in(getattr(world, account))
    long = queries_of(client, reverse("review_item", args=["spring", "SALES", 2]), "data-row=", 32)
    short = queries_of(
        client, reverse("review_item", args=["spring", "SERVICE", 2]), "data-row=", 2
    )
    assert long == short


@pytest.mark.parametrize("name", ["sheets", "review", "verifications"])
def test_lists_cost_the_same_for_one_and_for_many(world, name):
    longer(world, 29)
    url = reverse(name, args=["spring"])
    client = signed_in(world.inspector)
    if name == "verifications":
        few = queries_of(client, url + "?department=SERVICE", 'scope="row" class="lead"', 2)
        assert queries_of(client, url + "?department=SALES", 'scope="row" class="lead"', 32) == few
        return
    many = queries_of(client, url, '<th scope="row"', 2)
    world.sheet("SERVICE").delete()
    assert queries_of(client, url, '<th scope="row"', 1) == many


def test_a_sheet_of_the_second_round_opens_with_two_queries_more(world):
    longer(world, 0)
    no = {"result": "no", "text": "缺"}
    submit(world, _1=no)
    phase(world, "analysis").begin(by=world.clerk)
    sheet = world.sheet()
    back = sheet.answers.filter(item__no=1).select_related("item")
    returns.send_back(sheet, back, reason="superficial", note="", due_on=None, by=world.clerk)
    saved(world, version=1, **no)
    url = reverse("fill_item", args=["spring", "SALES", 1])
    assert queries_of(signed_in(world.head), url, "data-row=", 3) <= 15

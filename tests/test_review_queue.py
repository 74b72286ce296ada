"""The queue across sheets: the board, what comes next, what it costs."""

import pytest
from django.urls import reverse

from campaigns import returns, review
from campaigns.models import Answer, Hint, SelfCheck
from campaigns.review_board import board_of
from campaigns.review_page import review_list
from campaigns.review_queue import Spot, next_of_item, next_on_sheets
from tests.counting import queries_of
from tests.review_queue import make_queue
from tests.signed_in import at_browser, text_of
from tests.test_taking_back import LATER, answers_again, send_back, submitted

AT = "/campaigns/spring/review/"


def marks(world, code: str, show: str = "") -> str:
    """A letter a mark: waiting, not compliant, hint, accepted, returned; a dash: away."""
    [row] = [r for r in board_of(world.campaign, show).every if r.sheet.department.code == code]
    return "".join({"away": "-"}.get(m.state, m.state[0]) for m in row.marks.values())


def listing(code: str, show: str = ""):
    sheets = SelfCheck.objects.select_related("campaign", "department")
    return review_list(sheets.get(department__code=code), show)


def following(code: str, no: int, show: str = "", *, back: bool = False) -> Spot | None:
    found = listing(code, show)
    return next_on_sheets(found, found.by_no[no], back=back)


def accept(*spots: tuple[str, int]) -> None:
    for code, no in spots:
        Answer.objects.filter(selfcheck__department__code=code, item__no=no).update(
            status="accepted"
        )


def test_the_board_shows_every_place_with_its_state(world):
    make_queue(world, 2, 6)
    accept(("D01", 102))
    first = Answer.objects.select_related("selfcheck").get(
        selfcheck__department__code="D01", item__no=103
    )
    Hint.objects.create(
        selfcheck=first.selfcheck, answer=first, version=1, kind="short", measure=2, limit=10
    )
    assert marks(world, "D01") == "wahwnw"
    board = board_of(world.campaign)
    assert [(key, n) for key, _name, n in board.tabs()] == [
        ("", 12), ("waiting", 11), ("no", 2), ("hints", 1), ("returned", 0)
    ]  # fmt: skip
    assert [row.sheet.department.code for row in board_of(world.campaign, "hints").rows] == ["D01"]
    page = at_browser("clerk").get(f"{AT}~matrix/")
    assert page.content.decode().count('role="img" title="') == 12
    assert 'title="103 待审，有提示"' in page.content.decode()


def test_each_item_is_counted_once_in_each_department(world):
    sheets = make_queue(world, 3, 6)  # 105 is not compliant
    accept(("D01", 101), ("D01", 105))
    sheet = SelfCheck.objects.select_related("campaign", "department").get(pk=sheets[2].pk)
    returns.send_back(
        sheet, [sheet.answers.select_related("item").get(item__no=102)],
        reason="superficial", note="", due_on=LATER, by=world.clerk,
    )  # fmt: skip
    [(_project, tallies)] = board_of(world.campaign).items()
    counted = {
        tally.item.no: tuple(
            tally.counts[key] for key in ("", "waiting", "no", "accepted", "returned")
        )
        for tally in tallies
    }
    assert counted[101] == (3, 1, 0, 1, 0)
    assert counted[102] == (3, 2, 0, 0, 1)
    assert counted[105] == (3, 1, 2, 1, 0)


def test_the_board_says_nothing_of_what_is_being_typed(world):
    submitted(world)
    send_back(world, 2)
    answers_again(world)
    assert marks(world, "SALES") == "-r-"
    [row] = [r for r in board_of(world.campaign).every if r.sheet.department.code == "SERVICE"]
    assert row.marks == {}
    assert "未提交" in text_of(at_browser("clerk").get(f"{AT}~matrix/"))


def test_what_waits_next_is_on_this_sheet_and_then_on_the_next(world):
    make_queue(world, 3, 3)
    assert following("D01", 101) == Spot("D01", 102)
    accept(("D01", 102))
    assert following("D01", 101) == Spot("D01", 103)
    assert following("D01", 101, back=True) == Spot("D01", 103)
    accept(("D01", 101), ("D01", 103))
    assert following("D01", 103) == Spot("D02", 101)
    assert following("D01", 101, back=True) == Spot("D03", 103)
    accept(*((code, no) for code in ("D02", "D03") for no in (101, 102)))
    assert following("D03", 103) == Spot("D02", 103)
    accept(("D02", 103), ("D03", 103))
    assert following("D03", 103) is None


def test_the_filter_goes_along_to_the_next_department(world):
    make_queue(world, 2, 6)  # 105 is not compliant
    assert following("D01", 105, "no") == Spot("D02", 105)
    page = at_browser("clerk").post(f"{AT}D01/105/accept/?show=no", {"version": "1"})
    assert page.url == f"{AT}D02/105/?show=no"


def test_an_item_goes_through_the_departments_and_then_comes_the_next(world):
    sheets = make_queue(world, 2, 2)
    first, second = (SelfCheck.objects.select_related("department").get(pk=s.pk) for s in sheets)
    assert next_of_item(first, 101) == Spot("D02", 101)
    accept(("D02", 101), ("D01", 101))
    assert next_of_item(second, 101) == Spot("D01", 102)
    assert next_of_item(first, 102, back=True) == Spot("D02", 102)
    accept(("D01", 102))
    assert next_of_item(second, 102) is None


def test_all_departments_stand_under_one_another(world):
    make_queue(world, 3, 2)
    client = at_browser("clerk")
    page = client.get(f"{AT}~items/101/")
    assert [a.selfcheck.department.code for a in page.context["across"].answers] == [
        "D01", "D02", "D03"
    ]  # fmt: skip
    response = client.post(f"{AT}D01/101/accept/?by=item", {"version": "1"})
    assert response.url == f"{AT}~items/101/?at=D02"
    assert client.get(f"{AT}~items/4/").status_code == 404


def test_a_script_gets_the_next_item_in_the_same_answer(world):
    make_queue(world, 2, 1)
    client = at_browser("clerk")
    said = client.post(f"{AT}D01/101/accept/", {"version": "1"}, headers={"HX-Request": "true"})
    assert (said.status_code, said.headers["HX-Push-Url"]) == (200, f"{AT}D02/101/")
    assert "<html" not in said.content.decode() and 'id="review"' in said.content.decode()
    again = client.post(f"{AT}D01/101/accept/", {"version": "1"}, headers={"HX-Request": "true"})
    assert again.status_code == 409 and "data-refused" in again.content.decode()
    said = client.post(f"{AT}D02/101/accept/", {"version": "1"}, headers={"HX-Request": "true"})
    assert said.headers["HX-Redirect"] == AT


@pytest.mark.parametrize(
    ("path", "mark", "rows"),
    [
        ("", '<th scope="row"', lambda d: d),
        ("~matrix/", 'role="img" title="', lambda d: 5 * d),
        ("~items/", 'data-label="待审"', lambda d: 5),
        ("~items/101/", 'class="row-link one"', lambda d: d),
        ("~bulk/?results=ok&hints=&evidence=", "个示例项点", lambda d: 4 * d),
    ],
)
def test_the_queue_costs_the_same_for_three_and_for_forty_departments(world, path, mark, rows):
    make_queue(world, 40, 5)
    client = at_browser("clerk")
    many = queries_of(client, AT + path, mark, rows(40))
    SelfCheck.objects.filter(department__code__gt="D03").delete()
    assert queries_of(client, AT + path, mark, rows(3)) == many


def test_a_decision_costs_the_same_for_three_and_for_forty_departments(world):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make_queue(world, 40, 6)
    client = at_browser("clerk")

    def cost(no: int) -> int:
        with CaptureQueriesContext(connection) as spent:
            url = reverse("accept_item", args=["spring", "D01", no])
            client.post(url, {"version": "1"}, headers={"HX-Request": "true"})
        return len(spent)

    cost(101)
    many = cost(102)
    SelfCheck.objects.filter(department__code__gt="D03").delete()
    assert cost(103) == many


def test_the_rest_of_a_sheet_is_one_transaction(world):
    make_queue(world, 1, 6)
    sheet = SelfCheck.objects.select_related("campaign", "department").get()
    assert review.accept_all(sheet, by=world.clerk) == 6
    assert sheet.status == "accepted"

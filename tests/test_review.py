"""The office works through submitted sheets: accept, send back, tear down."""

from datetime import date

import pytest
from django.urls import reverse

from campaigns import filling, returns, review
from campaigns.models import Answer, Return, SelfCheck
from organization.models import Event, NotAllowed, Notification
from tests.test_filling import saved, signed_in
from tests.world import phase, start, submit

LATER = date(2099, 1, 5)


@pytest.fixture
def sheet(world) -> SelfCheck:
    """销售部 submitted its three items."""
    start(world)
    submit(world, _2={"result": "note", "text": "总体情况良好，未发现问题。"})
    phase(world, "analysis").begin(by=world.clerk)
    return world.sheet()


def url(name: str, *args) -> str:
    return reverse(name, args=["spring", "SALES", *args])


def answer(no: int) -> Answer:
    return Answer.objects.select_related(
        "selfcheck__campaign", "selfcheck__department", "item"
    ).get(selfcheck__department__code="SALES", item__no=no)


def send_back(world, *nos: int) -> None:
    returns.send_back(
        world.sheet(),
        [answer(no) for no in nos],
        reason="superficial",
        note="写明抽查数量",
        due_on=LATER,
        by=world.clerk,
    )


def back(*nos: int, **fields) -> dict:
    return {
        "items": [str(no) for no in nos],
        "reason": "superficial",
        "note": "写明抽查数量",
        "due_on": "2099-01-05",
        **fields,
    }


def test_the_queue_counts_what_waits(world, sheet):
    review.accept(answer(1), by=world.clerk)
    page = signed_in(world.clerk).get(reverse("review", args=["spring"]))
    rows = {s.department.code: (s.waiting, s.accepted, s.back) for s in page.context["sheets"]}
    assert rows == {"SALES": (2, 1, 0), "SERVICE": (0, 0, 0)}
    assert (page.context["waiting"], page.context["submitted"]) == (2, 1)


@pytest.mark.parametrize(
    ("show", "codes"),
    [("", ["SALES", "SERVICE"]), ("submitted", ["SALES"]), ("open", ["SERVICE"]), ("returned", [])],
)
def test_the_queue_is_filtered_by_status(world, sheet, show, codes):
    page = signed_in(world.clerk).get(reverse("review", args=["spring"]) + f"?show={show}")
    assert [s.department.code for s in page.context["sheets"]] == codes


def test_the_queue_says_nothing_about_a_sheet_that_is_being_filled(world, sheet):
    draft = filling.Draft(0, {"result": "no", "text": "缺"})
    filling.save_answer(world.sheet("SERVICE"), world.item(2), draft, by=world.service_head)
    page = signed_in(world.clerk).get(reverse("review", args=["spring"]) + "?show=open")
    assert world.sheet("SERVICE").negatives == 1
    assert page.content.decode().count('data-label="不符合">—') == 1


def test_accepting_leads_to_the_next_item_that_waits(world, sheet):
    client = signed_in(world.clerk)
    assert client.post(url("accept_item", 1)).url == url("review_item", 2)
    assert client.post(url("accept_item", 3)).url == url("review_item", 2)
    assert client.post(url("accept_item", 2)).url == reverse("review", args=["spring"])
    sheet.refresh_from_db()
    assert (sheet.status, sheet.accepted_by) == ("accepted", world.people["clerk"])
    assert Notification.objects.get(kind="sheet_accepted").recipient == world.people["head"]


def test_accepting_all_accepts_those_that_remain(world, sheet):
    review.accept(answer(1), by=world.clerk)
    client = signed_in(world.clerk)
    assert "通过其余2项" in client.get(url("review_sheet")).content.decode()
    client.post(url("accept_all"), {"round": "1"})
    assert {a.status for a in Answer.objects.all()} == {"accepted"}
    assert Event.objects.filter(kind="answer.accepted").count() == 3


def test_an_answer_is_accepted_once(world, sheet):
    client = signed_in(world.clerk)
    client.post(url("accept_item", 1))
    assert client.post(url("accept_item", 1)).status_code == 409
    assert Event.objects.filter(kind="answer.accepted").count() == 1


def test_what_goes_back_is_told_with_reason_and_deadline(world, sheet):
    review.accept(answer(1), by=world.clerk)
    response = signed_in(world.clerk).post(url("send_back"), back(2))
    assert response.url == reverse("review", args=["spring"])
    sheet.refresh_from_db()
    assert (sheet.status, sheet.round, sheet.due_on) == ("returned", 2, LATER)
    assert [answer(no).status for no in (1, 2, 3)] == ["accepted", "returned", "answered"]
    row = Return.objects.get()
    assert (row.item.no, row.round, row.reason, row.note) == (2, 1, "superficial", "写明抽查数量")
    assert Notification.objects.get(kind="sheet_returned").recipient == world.people["head"]
    page = signed_in(world.head).get(url("fill_item", 2)).content.decode()
    assert "浮皮潦草" in page and "写明抽查数量" in page


def test_several_items_go_back_at_once(world, sheet):
    signed_in(world.clerk).post(url("send_back"), back(1, 3))
    assert [answer(no).status for no in (1, 2, 3)] == ["returned", "answered", "returned"]
    assert world.sheet().round == 2


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"items": []}, "请至少选择一项退回。"),
        ({"due_on": "2001-01-01"}, "重查期限不能早于今天。"),
        ({"reason": "other", "note": " "}, "请写明重查要求。"),
        ({"reason": ""}, "原因"),
    ],
)
def test_a_return_that_says_too_little_comes_back_with_its_words(world, sheet, fields, message):
    form = back(2, note="请补充照片") | {"at": "2"} | fields
    response = signed_in(world.clerk).post(url("send_back"), form)
    page = response.content.decode()
    assert response.status_code == 422 and message in page
    assert ("请补充照片" in page) is ("note" not in fields)
    assert not Return.objects.exists()


def test_the_whole_sheet_is_torn_down_but_for_what_was_accepted(world, sheet):
    review.accept(answer(1), by=world.clerk)
    response = signed_in(world.clerk).post(url("tear_down"), back(note="整表重来"))
    assert response.status_code == 302
    assert [answer(no).status for no in (1, 2, 3)] == ["accepted", "returned", "returned"]
    assert Return.objects.filter(item=None).count() == 1
    page = signed_in(world.head).get(url("fill")).content.decode()
    assert "整表推倒重来" in page and "整表重来" in page


@pytest.mark.parametrize("name", ["accept_all", "send_back", "tear_down"])
def test_a_sheet_that_does_not_wait_is_not_decided_about(world, sheet, name):
    send_back(world, 2)
    response = signed_in(world.clerk).post(url(name), back(1))
    assert response.status_code == 409
    assert [answer(no).status for no in (1, 2, 3)] == ["answered", "returned", "answered"]


def test_nothing_is_accepted_on_a_sheet_that_went_back_meanwhile(world, sheet):
    read_before = answer(1)
    send_back(world, 2)
    with pytest.raises(NotAllowed):
        review.accept(read_before, by=world.clerk)
    assert answer(1).status == "answered"


def test_nothing_is_decided_in_a_closed_campaign(world, sheet):
    sheet.campaign.__class__.objects.filter(pk=sheet.campaign_id).update(status="closed")
    client = signed_in(world.clerk)
    assert client.post(url("accept_item", 1)).status_code == 409
    assert client.post(url("send_back"), back(1)).status_code == 409
    assert answer(1).status == "answered"


def test_an_answer_is_accepted_as_it_was_read(world, sheet):
    send_back(world, 2)
    saved(world, no=2, version=1, text="重查后的文字")
    filling.submit(world.sheet(), by=world.head, signature="张三", nil=True)
    client = signed_in(world.clerk)
    assert client.post(url("accept_item", 2), {"version": "1"}).status_code == 409
    assert client.post(url("send_back"), back(2, round="1")).status_code == 409
    assert client.post(url("accept_all"), {"round": "1"}).status_code == 409
    assert client.post(url("tear_down"), back(round="1")).status_code == 409
    assert [answer(no).status for no in (1, 2, 3)] == ["answered"] * 3
    assert client.post(url("accept_item", 2), {"version": "2"}).status_code == 302
    assert answer(2).status == "accepted"


def test_overseers_read_the_last_submission_while_the_sheet_is_back(world, sheet):
    send_back(world, 2)
    saved(world, no=2, version=1, text="还没提交的草稿")
    for person in (world.clerk, world.inspector, world.leader):
        page = signed_in(person).get(url("review_item", 2)).content.decode()
        assert "总体情况良好，未发现问题。" in page and "还没提交的草稿" not in page
    saved(world, no=3, version=1, result="no", text="另一处草稿")
    listing = signed_in(world.clerk).get(url("review_sheet")).context["page"].listing
    assert [row.result for row in listing.rows] == ["ok", "note", "ok"]
    filling.submit(world.sheet(), by=world.head, signature="张三")
    assert "还没提交的草稿" in signed_in(world.clerk).get(url("review_item", 2)).content.decode()


def test_inspectors_and_leaders_read_and_do_not_decide(world, sheet):
    for person in (world.inspector, world.leader):
        page = signed_in(person).get(url("review_item", 2)).content.decode()
        assert "总体情况良好" in page
        assert 'data-act="accept_item"' not in page and 'data-act="send_back"' not in page

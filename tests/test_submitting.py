"""The head signs and submits a complete sheet."""

import pytest
from django.urls import reverse

from campaigns import filling, handing_over, returns
from campaigns.models import HandOver, SelfCheck
from organization.models import Event, NotAllowed, Notification
from tests.test_filling import saved, signed_in
from tests.world import fill, phase, start, submit

SUBMIT = "/campaigns/spring/sheets/SALES/submit/"


@pytest.fixture
def sheet(world) -> SelfCheck:
    return start(world).sheet()


def test_a_complete_sheet_is_signed_and_submitted(world, sheet):
    fill(world)
    response = signed_in(world.head).post(SUBMIT, {"signature": " 张三 ", "nil": "on"})
    assert response.status_code == 302
    sheet.refresh_from_db()
    assert (sheet.status, sheet.signature, sheet.nil_report) == ("submitted", "张三", True)
    assert sheet.submitted_by == world.people["head"]
    assert Event.objects.filter(kind="selfcheck.submitted").count() == 1
    assert Notification.objects.get(kind="sheet_submitted").recipient == world.people["clerk"]


def test_a_sheet_with_a_problem_is_no_nil_return(world, sheet):
    submit(world, _2={"result": "no", "text": "资料不全"})
    assert world.sheet().nil_report is False


def test_an_incomplete_sheet_is_refused_with_a_link_for_each_item(world, sheet):
    saved(world)
    saved(world, no=2, result="no")
    response = signed_in(world.head).post(SUBMIT, {"signature": "张三"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "自查表尚未填完，还差2项。" in page
    for no, why in [(2, "请写明存在的问题"), (3, "尚未填报")]:
        assert f"第{no}项：{why}" in page
        assert f'href="{reverse("fill_item", args=["spring", "SALES", no])}"' in page
    assert world.sheet().status == "filling"


@pytest.mark.parametrize(
    ("contents", "missing"),
    [
        ({"result": "ok", "methods": ""}, "请选择检查方法"),
        ({"result": "no", "text": " "}, "请写明存在的问题"),
        ({"result": "na", "text": ""}, "请说明理由"),
        ({"result": "note", "text": ""}, "请说明理由"),
        ({"result": ""}, "尚未填报"),
        ({"result": "na", "text": "无此业务"}, ""),
        ({"result": "note", "text": "两项延期"}, ""),
    ],
)
def test_what_an_answer_needs(world, sheet, contents, missing):
    item = world.item(1)
    assert filling.missing_in(item, saved(world, **contents)) == missing


def test_an_item_that_is_counted_needs_the_count(world, sheet):
    item = world.item(1)
    item.answer_type = "抽样"
    assert filling.missing_in(item, saved(world)) == "请填写抽查数量"
    assert filling.missing_in(item, saved(world, version=1, sample_n=5)) == ""


def test_the_button_says_how_many_items_are_missing(world, sheet):
    saved(world)
    page = signed_in(world.head).get("/campaigns/spring/sheets/SALES/").content.decode()
    assert "提交（还差2项）" in page
    assert page.count("data-no=") == 2


def test_a_submission_wants_a_signature(world, sheet):
    fill(world)
    response = signed_in(world.head).post(SUBMIT, {"signature": "  "})
    assert response.status_code == 422
    assert world.sheet().status == "filling"
    with pytest.raises(NotAllowed, match="签"):
        filling.submit(world.sheet(), by=world.head, signature=" ", nil=True)


def test_a_submitted_sheet_can_only_be_read(world, sheet):
    submit(world)
    client = signed_in(world.head)
    page = client.get("/campaigns/spring/sheets/SALES/1/").content.decode()
    assert 'data-act="save_answer"' not in page and 'data-act="submit_sheet"' not in page
    assert client.post(SUBMIT, {"signature": "张三"}).status_code == 409
    assert Event.objects.filter(kind="selfcheck.submitted").count() == 1


def test_submitting_ends_the_hand_overs(world, sheet):
    fill(world)
    handing_over.hand_over(world.sheet(), world.item(1), world.member, by=world.head)
    filling.submit(world.sheet(), by=world.head, signature="张三", nil=True)
    assert HandOver.objects.filter(taken_back_at=None).count() == 0


def test_completeness_is_asked_of_what_stands_when_the_row_is_taken(world, sheet):
    """The page was complete; then somebody emptied an answer; then the head submitted."""
    fill(world)
    as_seen = world.sheet()
    saved(world, version=1, result="")
    with pytest.raises(NotAllowed) as caught:
        filling.submit(as_seen, by=world.head, signature="张三", nil=True)
    assert [reason.text for reason in caught.value.reasons] == ["第1项：尚未填报"]
    assert (as_seen.status, world.sheet().status) == ("filling", "filling")


def test_a_returned_item_must_be_done_again_before_the_sheet_goes_back(world, sheet):
    submit(world)
    phase(world, "analysis").begin(by=world.clerk)
    sheet = world.sheet()
    back = sheet.answers.filter(item__no=2).select_related("item")
    returns.send_back(sheet, back, reason="superficial", note="", due_on=None, by=world.clerk)
    with pytest.raises(NotAllowed) as caught:
        filling.submit(world.sheet(), by=world.head, signature="张三", nil=True)
    assert [reason.text for reason in caught.value.reasons] == ["第2项：已退回，尚未重查"]
    saved(world, no=2, version=1, text="重查后属实")
    filling.submit(world.sheet(), by=world.head, signature="张三", nil=True)
    assert (world.sheet().status, world.sheet().round) == ("submitted", 2)

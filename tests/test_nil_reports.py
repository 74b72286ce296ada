"""零报告: declared and signed with the sheet, due by its date; who is silent is listed by name."""

import pytest
from django.urls import reverse

from campaigns import filling, returns
from campaigns.models import CheckItem, NilReport, SelfCheck
from campaigns.nil_reports import NotDeclared, declaration_of_sheet
from tests.test_fill_queries import queries_of
from tests.test_filling import saved, signed_in
from tests.world import fill, phase, sign, start, submit

SUBMIT = "/campaigns/spring/sheets/SALES/submit/"
NO = {"result": "no", "text": "资料不全"}


@pytest.fixture
def sheet(world) -> SelfCheck:
    return start(world).sheet()


def nil_item(world, no: int) -> None:
    CheckItem.objects.filter(pk=world.item(no).pk).update(answer_type="零报告")


def tallied(world, show: str = ""):
    client = signed_in(world.clerk)
    response = client.get(reverse("nil_reports", args=["spring"]), {"show": show})
    names = [sheet.department.name for sheet in response.context["page"].object_list]
    tally = response.context["tally"]
    return names, (tally.due, tally.sent, tally.nil, tally.problems)


def test_the_head_declares_the_nil_return_with_the_signature(world, sheet):
    fill(world)
    page = signed_in(world.head).get("/campaigns/spring/sheets/SALES/").content.decode()
    assert "本部门经自查，未发现不符合事项。" in page
    form = {"signature": "张三", "nil": "on"}
    assert signed_in(world.head).post(SUBMIT, form).status_code == 302
    signed = NilReport.objects.get()
    assert (signed.whole, signed.items, signed.round) == (True, [], 1)
    assert (signed.statement, signed.signature) == ("本部门经自查，未发现不符合事项。", "张三")
    assert signed.signed_by == world.people["head"]
    assert world.sheet().nil_report is True


def test_without_the_declaration_the_sheet_stays_and_the_signature_comes_back(world, sheet):
    fill(world)
    response = signed_in(world.head).post(SUBMIT, {"signature": "张三"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "请确认零报告" in page and 'value="张三"' in page and 'name="nil"' in page
    assert (world.sheet().status, NilReport.objects.count()) == ("filling", 0)


def test_who_reports_problems_declares_nothing(world, sheet):
    fill(world, _2=NO)
    page = signed_in(world.head).get("/campaigns/spring/sheets/SALES/").content.decode()
    assert 'name="nil"' not in page
    with pytest.raises(NotDeclared, match="不是零报告"):
        filling.submit(world.sheet(), by=world.head, signature="张三", nil=True)
    filling.submit(world.sheet(), by=world.head, signature="张三")
    assert (world.sheet().nil_report, NilReport.objects.count()) == (False, 0)


def test_items_of_a_nil_return_are_signed_for_although_others_have_problems(world, sheet):
    nil_item(world, 1)
    fill(world, _2=NO)
    with pytest.raises(NotDeclared, match="请确认零报告"):
        filling.submit(world.sheet(), by=world.head, signature="张三")
    filling.submit(world.sheet(), by=world.head, signature="张三", nil=True)
    signed = NilReport.objects.get()
    assert (signed.whole, signed.items) == (False, [1])
    assert signed.statement == "第1项经核查，未发现此类情形。"
    assert world.sheet().nil_report is False


def test_an_item_of_a_nil_return_that_found_something_is_not_declared(world, sheet):
    nil_item(world, 1)
    fill(world, _1=NO)
    assert declaration_of_sheet(world.sheet()) is None


def test_the_declaration_is_about_what_stands_when_the_row_is_taken(world, sheet):
    """The page said nil; then somebody found something; then the head signed."""
    fill(world)
    as_seen = world.sheet()
    saved(world, version=1, **NO)
    with pytest.raises(NotDeclared):
        filling.submit(as_seen, by=world.head, signature="张三", nil=True)
    assert world.sheet().status == "filling"


def test_every_round_is_signed_anew(world, sheet):
    submit(world)
    phase(world, "analysis").begin(by=world.clerk)
    returns.tear_down(world.sheet(), reason="superficial", note="", due_on=None, by=world.clerk)
    fill(world, _2=NO)
    sign(world, by=world.head, signature="张三")
    assert list(NilReport.objects.values_list("round", flat=True)) == [1]
    assert world.sheet().nil_report is False


def test_who_has_sent_neither_problems_nor_nil_is_listed(world, sheet):
    assert tallied(world) == (["销售部", "服务部"], (2, 0, 0, 0))
    submit(world, "SERVICE")
    assert tallied(world) == (["销售部"], (2, 1, 1, 0))
    submit(world, _2=NO)
    assert tallied(world) == ([], (2, 2, 1, 1))
    assert tallied(world, "nil")[0] == ["服务部"]
    assert tallied(world, "problems")[0] == ["销售部"]


def test_what_was_found_is_not_told_before_it_is_sent(world, sheet):
    fill(world, _2=NO)
    assert tallied(world) == (["销售部", "服务部"], (2, 0, 0, 0))


def test_a_sheet_that_went_back_is_due_again(world, sheet):
    submit(world)
    phase(world, "analysis").begin(by=world.clerk)
    returns.tear_down(world.sheet(), reason="superficial", note="", due_on=None, by=world.clerk)
    assert tallied(world)[1] == (2, 0, 0, 0)


def test_the_list_costs_the_same_for_one_and_for_two(world, sheet):
    submit(world, "SERVICE")
    client = signed_in(world.clerk)
    url = reverse("nil_reports", args=["spring"]) + "?show=nil"
    few = queries_of(client, url, 'th scope="row"', 1)
    submit(world)
    assert queries_of(client, url, 'th scope="row"', 2) == few

"""推倒重来: what is asked for, who is alerted, who has the items again."""

from datetime import date

import pytest
from django.urls import reverse

from campaigns import handing_over, heads, returns
from campaigns.models import HandOver, Participation, Return
from organization import clock
from organization.models import Event, NotAllowed, Notification, Person
from organization.waiting import waiting
from reports.tallies import Tallies
from tests.test_filling import saved, signed_in
from tests.test_review import LATER, answer, back, url
from tests.world import at, phase, sign, start, submit


@pytest.fixture
def handed(world):
    """销售部 submitted; the member filled items 2 and 3, the head item 1."""
    start(world)
    for no in (2, 3):
        handing_over.hand_over(world.sheet(), world.item(no), world.member, by=world.head)
    for no in (1, 2, 3):
        saved(world, no=no)
    sign(world, by=world.head, signature="张三")
    phase(world, "analysis").begin(by=world.clerk)
    return world


def send_back(world, *nos, **fields):
    asked = {"reason": "superficial", "note": "", "due_on": LATER, **fields}
    sheet = world.sheet()
    returns.send_back(sheet, [answer(no) for no in nos], by=world.clerk, **asked)


def alerts() -> dict[str, Notification]:
    rows = Notification.objects.filter(kind="sheet_returned").select_related("recipient")
    return {row.recipient.account: row for row in rows}


def held() -> dict[int, str]:
    rows = HandOver.objects.filter(taken_back_at=None).select_related("to", "item")
    return {row.item.no: row.to.account for row in rows}


def test_head_deputy_and_who_filled_it_are_alerted_once_each(handed):
    place = Participation.objects.get(department__code="SALES")
    heads.name_deputy(place, Person.objects.get(account="head"), by=handed.clerk)
    send_back(handed, 1, 2)
    told = alerts()
    assert set(told) == {"head", "member"}
    assert "退回项点：1、2" in told["head"].text and "退回项点：2\n" in told["member"].text
    assert "原因：浮皮潦草。重查期限：1月5日。" in told["member"].text


def test_items_go_back_to_whom_they_were_handed_over(handed):
    send_back(handed, 1, 2)
    assert held() == {2: "member"}
    assert Event.objects.get(kind="selfcheck.handed_again").particulars["item"] == 2
    [entry] = [e for e in waiting(handed.member) if e.kind == "fill_handed"]
    assert entry.returned and "其中1项被退回重查" in entry.why
    page = signed_in(handed.member).get(url("fill_item", 2)).content.decode()
    assert 'name="redone"' in page


def test_what_the_head_took_back_stays_with_the_head(world):
    start(world)
    handing_over.hand_over(world.sheet(), world.item(2), world.member, by=world.head)
    handing_over.take_back(world.sheet(), world.item(2), by=world.head)
    for no in (1, 2, 3):
        saved(world, no=no)
    sign(world, by=world.head, signature="张三")
    send_back(world, 2)
    assert held() == {} and set(alerts()) == {"head"}


def test_whoever_left_the_department_has_nothing_again(handed):
    Person.objects.filter(account="member").update(is_active=False)
    send_back(handed, 2)
    assert held() == {} and set(alerts()) == {"head"}


def test_whoever_works_elsewhere_by_now_has_nothing_again(handed):
    elsewhere = handed.departments["SERVICE"]
    Person.objects.filter(account="member").update(department=elsewhere)
    send_back(handed, 2)
    assert held() == {} and set(alerts()) == {"head"}


def test_of_very_many_items_the_first_are_named(handed, monkeypatch):
    monkeypatch.setattr(returns, "NAMED", 2)
    send_back(handed, 1, 2, 3)
    told = alerts()
    assert "退回项点：1、2等\n" in told["head"].text
    assert "退回项点：2、3\n" in told["member"].text


def test_the_new_head_is_alerted_and_not_the_former_one(handed):
    place = Participation.objects.get(department__code="SALES")
    heads.hand_over_department(place, handed.member, by=handed.head)
    send_back(handed, 1)
    assert set(alerts()) == {"member"}
    assert "redo" in [e.kind for e in waiting(handed.member)]
    assert "redo" not in [e.kind for e in waiting(handed.head)]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"reason": "other"}, "请写明重查要求。"),
        ({"reason": "other", "note": "  "}, "请写明重查要求。"),
        ({"reason": "dislike"}, "请选择退回原因。"),
        ({"due_on": date(2001, 1, 1)}, "重查期限不能早于今天。"),
    ],
)
def test_a_return_says_why_and_leaves_time(handed, fields, why):
    with pytest.raises(NotAllowed, match=why):
        send_back(handed, 2, **fields)
    with pytest.raises(NotAllowed, match=why):
        asked = {"reason": "superficial", "note": "", "due_on": LATER, **fields}
        returns.tear_down(handed.sheet(), by=handed.clerk, **asked)
    assert not Return.objects.exists() and answer(2).status == "answered"


def test_without_a_day_there_are_as_many_working_days_as_usual(handed):
    with clock.at(at(date(2026, 3, 12))):  # a Thursday
        send_back(handed, 2, due_on=None)
    assert handed.sheet().due_on == date(2026, 3, 17)
    assert Return.objects.get().due_on == date(2026, 3, 17)


def test_stock_phrases_of_the_reason_become_the_note(handed):
    client = signed_in(handed.clerk)
    page = client.get(url("review_item", 2)).content.decode()
    phrase = "请写明自查的时段、范围和经手人"
    assert f'name="phrases" value="{phrase}"' in page
    other = "请补充台账、记录或影像等原始材料"  # of another reason: ticked and then hidden
    client.post(url("send_back"), back(2, note="八月的也要查", phrases=[phrase, other]))
    assert Return.objects.get().note == f"八月的也要查\n{phrase}"


def test_an_invented_phrase_is_refused(handed):
    form = back(2, phrases=["随便写写"])
    assert signed_in(handed.clerk).post(url("send_back"), form).status_code == 422
    assert not Return.objects.exists()


# Counted and listed


def returns_page(person, query=""):
    return signed_in(person).get(reverse("returns", args=["spring"]) + query)


def redo(world, *nos):
    for no in nos:
        saved(world, no=no, version=answer(no).version, text="重查后")
    sign(world, by=world.head, signature="张三")


def test_returns_are_counted_by_department_reason_and_round(world):
    start(world)
    submit(world)
    submit(world, "SERVICE")
    phase(world, "analysis").begin(by=world.clerk)
    send_back(world, 1, 2)
    redo(world, 1, 2)
    send_back(world, 2, reason="no_evidence")
    returns.tear_down(
        world.sheet("SERVICE"), reason="copied", note="请重写", due_on=LATER, by=world.clerk
    )
    page = returns_page(world.clerk)
    every = page.context["every"]
    assert (every.departments, every.items, every.redone) == (2, 4, 1)
    assert every.by_reason == [("浮皮潦草", 2), ("无佐证", 1), ("照抄", 2)]
    assert every.by_round == [(1, 4), (2, 1)]
    lines = [(x.code, x.items, x.times, x.rounds, x.redone, x.whole) for x in every.lines]
    assert lines == [("SALES", 2, 3, 2, 1, 0), ("SERVICE", 2, 2, 1, 0, 1)]
    text = page.content.decode()
    assert "共退回2个部门4项次，已重查1项次" in text
    only = returns_page(world.clerk, "?department=SERVICE")
    assert {row.selfcheck.department.code for row in only.context["rows"]} == {"SERVICE"}


def test_a_department_reads_its_own_returns(world):
    start(world)
    submit(world)
    submit(world, "SERVICE")
    phase(world, "analysis").begin(by=world.clerk)
    send_back(world, 1, note="只给销售部看的要求")
    assert "只给销售部看的要求" in returns_page(world.head).content.decode()
    other = returns_page(world.service_head).content.decode()
    assert "只给销售部看的要求" not in other and "没有退回的项点" in other


def test_the_report_counts_the_same(handed):
    send_back(handed, 1, 2)
    every = returns_page(handed.clerk).context["every"]
    counted = Tallies(handed.campaign, None).returned
    assert every.items == len(counted) == 2


def test_the_sheet_lists_what_is_to_be_redone_with_its_reason(world):
    start(world)
    submit(world)
    phase(world, "analysis").begin(by=world.clerk)
    send_back(world, 1, 3, reason="contradicted")
    client = signed_in(world.head)
    page = client.get(url("fill") + "?show=returned")
    listing = page.context["page"].listing
    assert [(row.item.no, row.note) for row in listing.shown] == [
        (1, "与佐证矛盾"),
        (3, "与佐证矛盾"),
    ]
    assert "还有2项待重查。" in page.content.decode()
    saved(world, no=1, version=1, text="重查后")
    assert 'data-to-redo="1"' in client.get(url("fill")).content.decode()
    saved(world, no=3, version=1, text="重查后")
    assert "退回各项均已重查，请提交。" in client.get(url("fill")).content.decode()

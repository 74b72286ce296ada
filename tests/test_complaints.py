"""Complaint statistics: entered whole or not at all, corrected with a reason, shares computed."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from findings import complaints
from findings.models import ComplaintCount, ComplaintPeriod
from organization.models import Event
from tests.visiting import get, visit
from tests.world import start

COUNTS = {"强行定制（收费）": 20, "装修移机超时限": 11, "工作差错": 10, "服务态度": 6}


@pytest.fixture
def running(world):
    return start(world)


def entered(running, **more):
    fields = {
        "level": "升级投诉",
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 1, 31),
        "total": 100,
        "counts": COUNTS,
    }
    return complaints.enter(running.campaign, by=running.clerk, **(fields | more))


def test_the_unnamed_rest_is_shown_with_its_share(running):
    lines = complaints.lines_of(entered(running))
    assert [(one.number, one.of, one.share) for one in lines] == [
        (20, 100, 20.0), (11, 100, 11.0), (10, 100, 10.0), (6, 100, 6.0), (53, 100, 53.0)
    ]  # fmt: skip
    assert [one.label for one in lines[:4]] == complaints.complaint_defaults()["causes"]


def test_more_than_the_total_is_refused_whole(running):
    with pytest.raises(ValidationError, match=r"47.*46"):
        entered(running, total=46)
    assert (ComplaintPeriod.objects.count(), ComplaintCount.objects.count()) == (0, 0)


def test_a_period_is_entered_once(running):
    entered(running)
    with pytest.raises(ValidationError):
        entered(running)
    assert ComplaintPeriod.objects.count() == 1


def test_a_correction_keeps_the_old_numbers_and_the_reason(running):
    period = entered(running)
    new = {"工作差错": 30}
    with pytest.raises(ValidationError):
        complaints.correct(period, by=running.clerk, total=50, counts=new, reason=" ")
    assert [one.number for one in complaints.lines_of(period)] == [20, 11, 10, 6, 53]
    complaints.correct(period, by=running.clerk, total=50, counts=new, reason="重复计数")
    assert [one.number for one in complaints.lines_of(period)] == [30, 20]
    kept = str(Event.objects.filter(kind="complaintperiod.corrected").values().get())
    assert "重复计数" in kept and "强行定制" in kept


def test_the_page_shows_shares_and_what_changed(running):
    entered(running, starts_on=date(2025, 12, 1), ends_on=date(2025, 12, 31), total=50)
    entered(running)
    page = get("leader", "complaints", "spring")
    latest, before = page.xpath("//section[@data-thing]//tbody")
    assert [cells(row) for row in latest.xpath("tr")][:2] == [
        ["强行定制（收费）", "20", "20%", "-20.0个百分点"],
        ["装修移机超时限", "11", "11%", "-11.0个百分点"],
    ]
    assert cells(before.xpath("tr")[-1]) == ["其他", "3", "6%", "—"]
    assert cells(latest.xpath("tr")[-1])[:3] == ["其他", "53", "53%"]


def test_another_level_is_not_compared(running):
    december = {"starts_on": date(2025, 12, 1), "ends_on": date(2025, 12, 31)}
    entered(running, level="一般投诉", **december)
    entered(running)
    page = get("leader", "complaints", "spring")
    assert {cells(row)[3] for row in page.xpath("//section[@data-thing]//tbody/tr")} == {"—"}


def test_a_form_beyond_the_total_keeps_what_was_typed(running):
    answer = visit("clerk").post(
        reverse("new_complaints", args=["spring"]), typed(total=10, n_0=11), follow=True
    )
    assert answer.status_code == 422
    assert "各原因件数合计11件，超过投诉总数10件" in answer.content.decode()
    assert 'value="11"' in answer.content.decode()
    assert not ComplaintPeriod.objects.exists()


def test_another_cause_is_offered_the_next_time(running):
    more = typed(cause_0="网络故障", of_0=4)
    visit("clerk").post(reverse("new_complaints", args=["spring"]), more)
    assert dict(ComplaintCount.objects.values_list("cause", "n")) == {
        "强行定制（收费）": 20, "网络故障": 4
    }  # fmt: skip
    page = get("clerk", "new_complaints", "spring")
    assert page.xpath("//main//button[@type='submit']/text()") == ["登记"]
    assert page.xpath("//label[contains(., '网络故障')]/following-sibling::input/@name") == ["n_4"]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"cause_0": "网络故障"}, "原因与件数须同时填写"),
        ({"cause_0": "服务态度", "of_0": 1}, "该原因上面已经列出"),
        ({"ends_on": "2025-12-31"}, "截止日早于起始日"),
    ],
)
def test_what_does_not_fit_is_said(running, sent, said):
    answer = visit("clerk").post(reverse("new_complaints", args=["spring"]), typed(**sent))
    assert said in answer.content.decode()
    assert not ComplaintPeriod.objects.exists()


def test_a_period_is_counted_once(running):
    entered(running)
    answer = visit("clerk").post(reverse("new_complaints", args=["spring"]), typed())
    assert "该时段的投诉统计已录入" in answer.content.decode()
    assert ComplaintPeriod.objects.count() == 1


def typed(**more) -> dict:
    fields = {"level": "升级投诉", "starts_on": "2026-01-01", "ends_on": "2026-01-31"}
    return fields | {"total": 100, "n_0": 20} | more


def cells(row) -> list[str]:
    return ["".join(cell.itertext()).strip() for cell in row.xpath("td")]

"""Complaint statistics: entered whole or not at all, corrected with a reason, shares computed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from lxml import html

from campaigns.models import Campaign
from findings import candidates, complaints, consolidation, merging
from findings.complaint_defaults import complaint_defaults
from findings.models import (
    ComplaintCount,
    ComplaintPeriod,
    ComplaintRules,
    Finding,
    FindingSource,
)
from organization import clock
from organization.models import Event, NotAllowed, Person
from organization.waiting import waiting
from tests.visiting import get, post, text, visit
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
    assert [one.label for one in lines[:4]] == complaint_defaults()["causes"]


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
    assert [cells(row)[:4] for row in latest.xpath("tr")][:2] == [
        ["强行定制（收费）", "20", "20%", "-20.0个百分点"],
        ["装修移机超时限", "11", "11%", "-11.0个百分点"],
    ]
    assert cells(before.xpath("tr")[-1])[:4] == ["其他", "3", "6%", "—"]
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


def test_the_causes_of_the_campaign_are_asked_for_and_learn(running):
    post(
        "clerk",
        "complaint_rules",
        "spring",
        level="一般投诉",
        causes="网络故障\n 网络故障\n\n服务态度",
    )
    page = get("clerk", "new_complaints", "spring")
    assert page.xpath("//input[@name='level']/@value") == ["一般投诉"]
    assert asked(page) == ["网络故障", "服务态度"]
    more = typed(n_0=1, n_1=2, cause_0="资费争议", of_0=4)
    visit("clerk").post(reverse("new_complaints", args=["spring"]), more)
    assert asked(get("clerk", "new_complaints", "spring")) == ["网络故障", "服务态度", "资费争议"]
    post("clerk", "complaint_rules", "spring", level="一般投诉", causes="服务态度")
    assert asked(get("clerk", "new_complaints", "spring")) == ["服务态度"]
    period = ComplaintPeriod.objects.get()
    kept = asked(get("clerk", "correct_complaints", "spring", period.pk))
    assert kept == ["服务态度", "资费争议", "网络故障"]


@pytest.mark.parametrize("causes", ["", " \n ", "因" * 61, "\n".join(map(str, range(61)))])
def test_a_list_of_causes_that_cannot_be_asked_for_is_refused(running, causes):
    post("clerk", "complaint_rules", "spring", status=422, level="投诉", causes=causes)
    assert not ComplaintRules.objects.exists()


def test_one_click_makes_a_cause_wait_and_then_a_finding(running):
    count = entered(running).counts.get(cause="服务态度")
    key = f"complaint:{count.pk}"
    assert key not in waiting_sources()
    post("clerk", "report_finding", "spring", status=422, only=key)  # not put forward
    post("clerk", "put_complaints_forward", "spring", count.pk)
    assert key in waiting_sources()
    assert candidates.count(running.campaign, running.clerk) == 1
    post("clerk", "report_finding", "spring", only=key)
    finding = Finding.objects.get()
    assert (finding.found_by, finding.department) == ("complaint", None)
    assert finding.cause_subjective == ""  # what people complained of is no cause of it
    assert (
        finding.problem == "“服务态度”6件，占同期升级投诉100件的6.0%（2026年1月1日至2026年1月31日）"
    )
    page = get("leader", "complaints", "spring")
    link = reverse("finding", args=["spring", finding.number])
    assert page.xpath(f"//section[@data-thing]//a[@href='{link}']")
    assert not page.xpath("//form[@data-act='put_complaints_forward']")
    assert "投诉统计" in text(get("leader", "finding", "spring", finding.number))
    assert visit("leader").get(reverse("go", args=["findings.complaintcount", count.pk])).url == (
        f"{reverse('complaints', args=['spring'])}#period-{count.period_id}"
    )
    for act in ("put_complaints_forward", "take_complaints_back"):
        post("clerk", act, "spring", count.pk, status=409)


def test_what_was_put_forward_is_taken_back(running):
    count = entered(running).counts.get(cause="服务态度")
    post("clerk", "put_complaints_forward", "spring", count.pk)
    post("clerk", "take_complaints_back", "spring", count.pk)
    assert f"complaint:{count.pk}" not in waiting_sources()
    kinds = Event.objects.filter(kind__startswith="complaintcount.").values_list("kind", flat=True)
    assert sorted(kinds) == ["complaintcount.put_forward", "complaintcount.taken_back"]


def test_nothing_is_made_of_what_nobody_complained_of(running):
    count = entered(running, counts={"服务态度": 0}).counts.get()
    post("clerk", "put_complaints_forward", "spring", count.pk, status=409)
    with pytest.raises(NotAllowed):
        consolidation.report_finding(running.campaign, [count], by=running.clerk)


def test_merged_and_parted_again_the_count_stays_its_source(running):
    counts = {row.cause: row for row in entered(running).counts.all()}
    made = []
    for cause in ("服务态度", "工作差错"):
        complaints.put_forward(counts[cause], by=running.clerk)
        counts[cause].refresh_from_db()
        made.append(
            consolidation.report_finding(running.campaign, [counts[cause]], by=running.clerk)
        )
    one, other = made
    merging.merge(one, other, by=running.clerk)
    fed = FindingSource.objects.order_by("pk").values_list("complaint", "finding", "first_finding")
    first, second = counts["服务态度"].pk, counts["工作差错"].pk
    assert list(fed) == [(first, other.pk, one.pk), (second, other.pk, other.pk)]
    one.refresh_from_db()
    merging.unmerge(one, by=running.clerk)
    assert list(fed.all()) == [(first, one.pk, one.pk), (second, other.pk, other.pk)]


def test_a_correction_keeps_the_count_that_feeds_a_finding(running):
    period = entered(running)
    count = period.counts.get(cause="服务态度")
    complaints.put_forward(count, by=running.clerk)
    count.refresh_from_db()
    consolidation.report_finding(running.campaign, [count], by=running.clerk)
    new = {"by": running.clerk, "total": 90, "reason": "重复计数"}
    with pytest.raises(ValidationError, match="服务态度"):
        complaints.correct(period, counts={"工作差错": 30}, **new)
    assert period.counts.count() == 4
    complaints.correct(period, counts={"工作差错": 30, "服务态度": 9}, **new)
    assert FindingSource.objects.get().complaint.n == 9


def test_figures_that_are_missing_wait_for_the_office(running):
    rules = {"level": "升级投诉", "causes": "服务态度"}
    launched = clock.day_of(running.campaign.running_at)
    later = launched.replace(day=1) + timedelta(days=70)  # two months and some days
    with clock.at(clock.end_of(later)):
        assert not told("clerk")
        post("clerk", "complaint_rules", "spring", rhythm="month", **rules)
        assert told("clerk") == ["补录2个统计期的投诉数据"]
        assert told("leader") == told("head") == []
        page = get("clerk", "complaints", "spring")
        links = page.xpath("//section[@aria-labelledby='missing-title']//a/@href")
        assert len(links) == 2
        form = html.document_fromstring(visit("clerk").get(links[0]).content.decode())
        first, last = (
            form.xpath(f"//input[@name='{name}']/@value")[0] for name in ("starts_on", "ends_on")
        )
        assert first == str(launched.replace(day=1))
        days = {"starts_on": date.fromisoformat(first), "ends_on": date.fromisoformat(last)}
        entered(running, level="一般投诉", **days)
        assert told("clerk") == ["补录2个统计期的投诉数据"]
        entered(running, **days)
        assert told("clerk") == ["补录1个统计期的投诉数据"]


def test_a_quarter_that_is_not_over_is_not_missed(world):
    campaign = Campaign(running_at=datetime(2026, 5, 20, tzinfo=UTC))
    rules = ComplaintRules(campaign=campaign, level="投诉", rhythm="quarter")
    assert rules.missing([], date(2026, 6, 30)) == []
    second = (date(2026, 4, 1), date(2026, 6, 30))
    assert rules.missing([], date(2026, 7, 1)) == [second]
    half = ComplaintPeriod(level="投诉", starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30))
    assert rules.missing([half], date(2026, 7, 1)) == []
    assert rules.missing([], date(2027, 1, 1))[-1] == (date(2026, 10, 1), date(2026, 12, 31))
    rules.rhythm = "month"
    assert rules.missing([], date(2026, 7, 1))[0] == (date(2026, 5, 1), date(2026, 5, 31))


def test_nothing_is_entered_or_put_forward_once_the_campaign_is_over(running):
    period = entered(running)
    count = period.counts.first()
    Campaign.objects.update(status=Campaign.Status.CLOSED)
    rules = {"level": "投诉", "causes": "服务态度"}
    acts = {
        "new_complaints": ([], typed(starts_on="2026-02-01", ends_on="2026-02-28")),
        "correct_complaints": ([period.pk], {"total": 90, "n_0": 1, "reason": "漏录"}),
        "complaint_rules": ([], rules),
        "complaint_import": ([], {}),
        "put_complaints_forward": ([count.pk], {}),
        "take_complaints_back": ([count.pk], {}),
    }
    for act, (args, fields) in acts.items():
        post("clerk", act, "spring", *args, status=409, **fields)
    assert (ComplaintPeriod.objects.count(), ComplaintRules.objects.count()) == (1, 0)
    page = get("clerk", "complaints", "spring")
    assert not page.xpath("//main//form") and not told("clerk")


def waiting_sources() -> list[str]:
    return get("clerk", "consolidate", "spring").xpath("//input[@name='source']/@value")


def told(account: str) -> list[str]:
    person = Person.objects.get(account=account)
    return [entry.title for entry in waiting(person) if entry.kind == "count_complaints"]


def asked(page) -> list[str]:
    """The causes the form asks for."""
    fields = page.xpath("//main//input[starts-with(@name, 'n_')]/@id")
    return [text(page.xpath(f"//label[@for='{field}']")[0]) for field in fields]


def typed(**more) -> dict:
    fields = {"level": "升级投诉", "starts_on": "2026-01-01", "ends_on": "2026-01-31"}
    return fields | {"total": 100, "n_0": 20} | more


def cells(row) -> list[str]:
    return ["".join(cell.itertext()).strip() for cell in row.xpath("td")]

"""意见登记: the register filters, searches and pages; every opinion is disposed of; clocks run."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from findings import consolidation, hot_topics, opinion_disposing, opinions
from findings.models import Finding, Opinion, OpinionRules
from findings.opinion_lights import standing
from organization import clock
from organization.models import Event, NotAllowed
from organization.waiting import waiting
from tests.hearing import again, said
from tests.signed_in import at_browser, cost
from tests.visiting import get, post, text, visit
from tests.world import DAY, at, start


@pytest.fixture
def running(world):
    return start(world)


def listed(account: str, query: str) -> list[int]:
    page = get(account, "opinions", "spring", query=query)
    return [int(row.get("id").partition("-")[2]) for row in page.xpath("//tbody/tr")]


# Clocks -------------------------------------------------------------------------------------


def test_24_hours_to_reply_and_72_to_finish_over_a_holiday(running):
    friday = at(DAY + timedelta(days=4), hour=17, minute=30)
    with clock.at(friday):
        row = said(running)
    assert (row.reply_due_at - friday, row.finish_due_at - friday) == (
        timedelta(hours=24), timedelta(hours=72),
    )  # fmt: skip


def test_a_campaign_may_count_working_days(running):
    OpinionRules.of(running.campaign).change(
        by=running.clerk, unit="working_days", reply=1, finish=3
    )
    with clock.at(at(DAY + timedelta(days=4), hour=17)):  # a Friday
        row = said(running)
    assert row.reply_due_at == at(DAY + timedelta(days=8), hour=0)  # the end of Monday


def test_without_somebody_to_reply_to_the_end_alone_has_a_clock(running):
    row = said(running, contact="")
    assert row.reply_due_at is None and row.finish_due_at is not None


INSTANTS = ["at once", "reply due", "before the end", "end"]


@pytest.mark.parametrize("replied", [False, True])
@pytest.mark.parametrize("status", ["recorded", "set_aside"])
@pytest.mark.parametrize("when", INSTANTS)
def test_python_and_the_database_agree_on_what_is_overdue(running, when, status, replied):
    with clock.at(at()):
        row = said(running)
        if replied:
            opinion_disposing.reply(row, "正在核实", by=running.clerk)
        if status == "set_aside":
            row.set_aside(by=running.clerk, reason="重复反映")
    moment = {
        "at once": at(),
        "reply due": at() + timedelta(hours=24),
        "before the end": at() + timedelta(hours=72, seconds=-1),
        "end": at() + timedelta(hours=72),
    }[when]
    overdue = status == "recorded" and (
        when == "end" or (when in ("reply due", "before the end") and not replied)
    )
    by_sql = Opinion.objects.overdue(moment).filter(pk=row.pk).exists()
    assert (again(row).is_overdue(moment), by_sql) == (overdue, overdue)


def test_the_light_says_which_clock_it_is_about(running):
    with clock.at(at()):
        row = said(running)
    near = standing(row, at() + timedelta(hours=17))
    assert (near.light, near.is_reply) == ("near", True)
    with clock.at(at()):
        opinion_disposing.reply(row, "正在核实", by=running.clerk)
    later = standing(row, at() + timedelta(hours=30))
    assert (later.light, later.is_reply) == ("on_time", False)
    with clock.at(at() + timedelta(hours=80)):
        assert standing(row, clock.now()).light == "late"
        row.set_aside(by=running.clerk, reason="重复反映")
    assert standing(row, at()).light == "done_late"


# What becomes of it -------------------------------------------------------------------------


def test_a_reply_stops_its_clock_once_and_answers_finish(running):
    row = said(running)
    post("clerk", "reply_to_opinion", "spring", row.pk, text="正在核实")
    first = again(row).replied_at
    sent = post("clerk", "reply_to_opinion", "spring", row.pk, text="已增开窗口", ends="1")
    row = again(row)
    assert (row.status, row.replied_at, row.disposed_by) == ("answered", first, running.clerk)
    assert "已增开窗口" in text(sent.page) and "正在核实" in text(sent.page)


def test_merged_it_follows_the_other_and_can_be_taken_out_again(running):
    one, two = said(running), said(running, text="等得太久")
    post("clerk", "merge_opinion", "spring", two.pk, into=one.number)
    assert (again(two).status, again(two).merged_into) == ("merged", one)
    assert "等得太久" in text(get("clerk", "opinion", "spring", one.pk))
    post("clerk", "take_up_opinion", "spring", two.pk)
    assert (again(two).status, again(two).merged_into) == ("recorded", None)


def test_what_is_not_merged(running):
    one, two, three = (said(running, text=f"第{n}条") for n in range(3))
    secret = said(running, restricted=True)
    by = running.clerk
    opinion_disposing.merge(two, one, by=by)
    for opinion, into in ((one, three), (three, two), (three, three), (secret, three)):
        with pytest.raises(NotAllowed):
            opinion_disposing.merge(again(opinion), again(into), by=by)
    assert Opinion.objects.filter(status="merged").count() == 1


def test_merging_into_a_number_that_is_not_there(running):
    post("clerk", "merge_opinion", "spring", said(running).pk, status=422, into=99)


def test_as_a_source_it_is_disposed_of(running):
    row = said(running)
    consolidation.report_finding(running.campaign, [row], by=running.clerk)
    row = again(row)
    assert (row.status, row.disposed_by) == ("finding", running.clerk)
    with pytest.raises(NotAllowed):
        row.take_up(by=running.clerk)
    with pytest.raises(NotAllowed, match="已归入问题"):
        consolidation.report_finding(running.campaign, [row], by=running.clerk)


def test_on_an_old_page_it_becomes_no_finding_after_it_was_not_adopted(running):
    row = said(running)
    old = again(row)
    row.set_aside(by=running.clerk, reason="重复反映")
    with pytest.raises(NotAllowed):
        consolidation.report_finding(running.campaign, [old], by=running.clerk)
    assert (again(row).status, Finding.objects.count()) == ("set_aside", 0)


def test_not_adopted_needs_its_reason(running):
    post("clerk", "set_aside_opinion", "spring", said(running).pk, status=422, reason="")


def test_classified_on_an_old_page_is_refused(running):
    row = said(running)
    fields = {"version": 1, "category": "complaint", "topic": "服务态度"}
    post("clerk", "classify_opinion", "spring", row.pk, **fields)
    post("inspector", "classify_opinion", "spring", row.pk, status=409, **fields)
    assert (again(row).topic, again(row).version) == ("服务态度", 2)


def test_who_said_it_is_read_by_the_office_and_its_writer_alone(running):
    row = said(running)
    seen = {who: "来电人" in text(get(who, "opinion", "spring", row.pk))
            for who in ("clerk", "inspector", "leader")}  # fmt: skip
    assert seen == {"clerk": True, "inspector": True, "leader": False}
    assert "来电人" not in str(list(Event.objects.values("label", "particulars")))


def test_undisposed_ones_wait_for_the_office_with_the_clock_that_ends_first(running):
    with clock.at(at()):
        row = said(running)
        (entry,) = [one for one in waiting(running.clerk) if one.kind == "opinions"]
    assert (entry.title, entry.due_on) == ("处置1条意见", DAY + timedelta(days=1))
    with clock.at(at() + timedelta(hours=80)):
        (late,) = [one for one in waiting(running.clerk) if one.kind == "opinions"]
        assert late.why == "其中1条已逾期"
        row.set_aside(by=running.clerk, reason="重复反映")
        assert [one for one in waiting(running.clerk) if one.kind == "opinions"] == []


# The register -------------------------------------------------------------------------------


def test_the_filters_find_what_they_say(running):
    one = said(running)
    two = said(running, channel="letter", category="tip", topic="服务态度", text="吃拿卡要",
               department=running.departments["SALES"])  # fmt: skip
    for query, found in (
        ("?channel=letter", [two]),
        ("?category=complaint", [one]),
        ("?topic=服务态度", [two]),
        ("?department=SERVICE", [one]),
        ("?text=等待", [one]),
        (f"?text={two.number}", [two]),
        ("?shelf=late", []),
        ("?shelf=recorded&channel=nonsense", [two, one]),
    ):
        assert listed("clerk", query) == [row.pk for row in found], query


def test_paged_by_key_the_latest_first(running):
    rows = [said(running, text=f"第{n}条", said_on=DAY - timedelta(days=n % 3)) for n in range(55)]
    first = get("clerk", "opinions", "spring")
    (further,) = first.xpath("//a[@rel='next']/@href")
    keys = listed("clerk", "") + listed("clerk", further)
    expected = sorted(rows, key=lambda row: (row.said_on, row.pk), reverse=True)
    assert keys == [row.pk for row in expected]


def test_one_page_costs_the_same_at_one_and_at_thirty(running):
    said(running)
    clerk, page = at_browser("clerk"), reverse("opinions", args=["spring"])
    clerk.get(page)
    once = cost(clerk, page)
    for n in range(29):
        said(running, text=f"第{n}条")
    assert cost(clerk, page) == once


def test_topics_are_ranked_with_their_rows_behind(running):
    for topic in ("服务态度", "资费与收费", "资费与收费", ""):
        said(running, topic=topic)
    rows = hot_topics.ranking(Opinion.objects.all())
    assert [(row.place, row.topic, row.total) for row in rows] == [
        (1, "资费与收费", 2), (2, "服务态度", 1), (0, "", 1),
    ]  # fmt: skip
    page = get("leader", "hot_topics", "spring")
    (link,) = page.xpath("//a[text()='资费与收费']/@href")
    assert len(listed("leader", "?" + link.partition("?")[2])) == 2


def test_the_table_holds_what_is_filtered_and_nobody_who_said_it(running):
    row = said(running)
    row.set_aside(by=running.clerk, reason="重复反映")
    said(running, channel="letter")
    answer = visit("clerk").get(reverse("opinions_export", args=["spring"]), {"channel": "hotline"})
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    lines = list(sheet.values)
    assert len(lines) == 2 and "重复反映" in lines[1] and "未采纳" in lines[1]
    assert "来电人" not in str(lines)


def test_the_rules_hold_for_what_comes_later(running):
    fields = {"topics": "收费\n服务", "invitees": "客户代表", "unit": "hours"}
    post("clerk", "opinion_rules", "spring", status=422, reply=72, finish=24, **fields)
    post("clerk", "opinion_rules", "spring", reply=2, finish=4, **fields)
    with clock.at(at()):
        row = opinions.write_down(
            running.campaign, by=running.clerk, channel="hotline", category="complaint",
            said_on=DAY, text="等待过久",
        )  # fmt: skip
    assert row.finish_due_at == at() + timedelta(hours=4)
    assert "收费" in text(get("clerk", "new_opinion", "spring"))

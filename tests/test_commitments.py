"""服务承诺 on its pages: what is late comes first, done now or later, counted by span, paid."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml.html import fromstring

from campaigns.models import Campaign
from findings import opinions
from organization import clock
from organization.waiting import waiting
from rectification import commitment_rates, commitment_words, commitments
from rectification.models import Commitment, CommitmentCase
from tests.signed_in import at_browser
from tests.stage import staged
from tests.world import DAY, at, full_world

NOW = at(DAY + timedelta(days=20))


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    world = scene()
    with clock.at(NOW):
        yield world


@pytest.fixture
def promise(world) -> Commitment:
    return commitments.publish(
        world.campaign,
        "time_limit",
        world.departments["SALES"],
        title="障碍修复",
        text="二十四小时内修复",
        hours=24,
        published_on=DAY,
        published_where="营业厅",
        by=world.clerk,
    )


def page(account: str, name: str, *args, query: str = ""):
    return at_browser(account).get(reverse(name, args=["spring", *args]) + query)


def send(account: str, url: str, /, *args, **form):
    return at_browser(account).post(reverse(url, args=["spring", *args]), form)


def rows_of(response, thing: str) -> list[str]:
    found = fromstring(response.content).xpath(f"//tr[starts-with(@data-thing, '{thing}:')]")
    return [" ".join(row.text_content().split()) for row in found]


def accepted(world, promise, name: str, hours_ago: int) -> CommitmentCase:
    start = NOW - timedelta(hours=hours_ago)
    return commitments.accept(promise, name, at=start, by=world.head)


def test_what_is_late_first_comes_first(world, promise):
    accepted(world, promise, "第1件", 1)
    accepted(world, promise, "第2件", 30)
    accepted(world, promise, "第3件", 20)
    shown = rows_of(page("clerk", "commitments"), "commitmentcase")
    assert [(row[:3], word in row) for row, word in zip(
        shown, ("超时6小时", "剩余4小时", "剩余23小时"), strict=True
    )] == [("第2件", True), ("第3件", True), ("第1件", True)]  # fmt: skip


def test_the_end_of_the_hours_is_late(world, promise):
    case = accepted(world, promise, "第1件", 24)
    assert [row.is_late for row in commitment_words.matters([case], NOW)] == [True]
    just_before = NOW - timedelta(minutes=1)
    assert [row.word for row in commitment_words.matters([case], just_before)] == ["剩余1分钟"]


def test_done_now_takes_the_present_instant(world, promise):
    case = accepted(world, promise, "第1件", 3)
    assert send("head", "finish_matter", promise.pk, case.pk).status_code == 302
    case.refresh_from_db()
    assert case.done_at == NOW


def test_done_at_another_time_is_a_local_one(world, promise):
    case = accepted(world, promise, "第1件", 30)
    told = clock.local(NOW - timedelta(hours=20))
    send("head", "finish_matter", promise.pk, case.pk, at=f"{told:%Y-%m-%dT%H:%M}")
    case.refresh_from_db()
    assert case.done_at == NOW - timedelta(hours=20)


def test_done_before_it_was_accepted_is_refused_with_what_was_typed(world, promise):
    case = accepted(world, promise, "第1件", 3)
    answer = send("head", "finish_matter", promise.pk, case.pk, at="2026-03-01T10:00")
    assert (answer.status_code, "2026-03-01T10:00" in answer.content.decode()) == (422, True)
    assert "办结时间应在受理之后" in answer.content.decode()
    case.refresh_from_db()
    assert case.done_at is None


def test_a_matter_of_another_promise_is_not_found_under_this_one(world, promise):
    other = commitments.publish(
        world.campaign, "time_limit", world.departments["SERVICE"], title="装机", text="",
        hours=48, published_on=DAY, published_where="营业厅", by=world.clerk,
    )  # fmt: skip
    case = commitments.accept(other, "第1件", at=NOW, by=world.service_head)
    assert send("head", "finish_matter", promise.pk, case.pk).status_code == 404
    assert send("head", "finish_matter", other.pk, case.pk).status_code == 404


def test_the_span_is_what_is_counted(world, promise):
    commitments.finish(accepted(world, promise, "第1件", 24 * 19), at=NOW, by=world.head)
    with clock.at(NOW + timedelta(days=20)):
        shown = {
            value: rows_of(page("clerk", "commitments", query=f"?span={value}"), "commitment")
            for value in ("month", "last", "year", "nonsense")
        }
    assert [("1中的0" in rows[0]) for rows in shown.values()] == [False, True, True, False]


def test_last_month_ends_with_its_last_day():
    span = commitment_words.chosen_span("last", DAY)
    assert (str(span.first_on), str(span.last_on)) == ("2026-02-01", "2026-02-28")


def test_money_is_kept_in_whole_fen(world, promise):
    send("head", "pay_remedy", promise.pk, on="2026-03-03", count="2", yuan="10.07")
    assert list(promise.remedies.values_list("count", "fen")) == [(2, 1007)]
    assert [commitment_words.yuan(fen) for fen in (1007, 1200)] == ["10.07元", "12元"]


def test_a_payment_names_an_opinion_that_exists_for_the_person(world, promise):
    form = {"on": "2026-03-03", "count": "1", "yuan": "1", "number": "7"}
    answer = send("head", "pay_remedy", promise.pk, **form)
    assert (answer.status_code, promise.remedies.count()) == (422, 0)
    assert "没有该编号的意见或投诉" in answer.content.decode()


def test_a_payment_names_no_opinion_that_others_alone_read(world, promise):
    said = {"channel": "hotline", "category": "complaint", "said_on": DAY}
    row = opinions.write_down(world.campaign, by=world.clerk, text="多收费", **said)
    form = {"on": "2026-03-03", "count": "1", "yuan": "1", "number": str(row.number)}
    refused = send("head", "pay_remedy", promise.pk, **form)
    assert refused.status_code == 422
    assert "没有该编号的意见或投诉" in refused.content.decode()
    assert send("clerk", "pay_remedy", promise.pk, **form).status_code == 302
    assert [remedy.opinion for remedy in promise.remedies.all()] == [row]


def test_totals_of_days_that_count_already_are_refused_in_the_form(world, promise):
    form = {"first_on": "2026-03-02", "last_on": "2026-03-08", "accepted": "9", "on_time": "8"}
    assert send("head", "enter_total", promise.pk, **form).status_code == 302
    answer = send("head", "enter_total", promise.pk, **form)
    assert (answer.status_code, promise.totals.count()) == (422, 1)
    assert "不重复统计" in answer.content.decode()


def test_late_matters_wait_for_the_department_and_the_office(world, promise):
    accepted(world, promise, "第1件", 30)
    accepted(world, promise, "第2件", 2)
    told = {
        account: [one.title for one in waiting(getattr(world, account)) if one.kind == "matter"]
        for account in ("head", "member", "clerk", "leader", "service_head")
    }
    own = ["1件承诺事项已超时：障碍修复"]
    assert told == {
        "head": own, "member": own, "clerk": ["1件承诺事项已超时"], "leader": [],
        "service_head": [],
    }  # fmt: skip


def test_under_a_withdrawn_promise_nothing_is_accepted_and_what_runs_is_finished(world, promise):
    case = accepted(world, promise, "第1件", 2)
    send("clerk", "retire_commitment", promise.pk, reason="已并入新的承诺")
    with clock.at(NOW + timedelta(days=1)):
        told = f"{clock.local(clock.now()):%Y-%m-%dT%H:%M}"
        answer = send("head", "accept_matter", promise.pk, name="第2件", at=told)
        assert (answer.status_code, promise.cases.count()) == (422, 1)
        assert send("head", "finish_matter", promise.pk, case.pk).status_code == 302


def test_the_register_asks_as_much_for_three_promises_as_for_one(world, promise):
    def asked() -> int:
        client = at_browser("clerk")
        client.get(reverse("commitments", args=["spring"]))
        with CaptureQueriesContext(
            connection,
        ) as context:
            client.get(reverse("commitments", args=["spring"]))
        return len(context)

    accepted(world, promise, "第1件", 2)
    one = asked()
    for title in ("装机", "移机"):
        other = commitments.publish(
            world.campaign, "time_limit", world.departments["SERVICE"], title=title, text="",
            hours=48, published_on=DAY, published_where="营业厅", by=world.clerk,
        )  # fmt: skip
        commitments.accept(other, "第1件", at=NOW, by=world.service_head)
    assert asked() == one


def test_a_matter_of_the_last_minute_of_a_day_counts_on_that_day(world, promise):
    commitments.finish(
        commitments.accept(promise, "第1件", at=at(DAY, 23, 59), by=world.head),
        at=NOW,
        by=world.head,
    )
    counted = [
        commitment_rates.rate(promise, day, day).total
        for day in (DAY - timedelta(days=1), DAY, DAY + timedelta(days=1))
    ]
    assert counted == [0, 1, 0]


def test_pages_of_a_closed_campaign_record_nothing(world, promise):
    case = accepted(world, promise, "第1件", 2)
    Campaign.objects.filter(pk=world.campaign.pk).update(status="closed")
    assert send("head", "finish_matter", promise.pk, case.pk).status_code == 409
    case.refresh_from_db()
    assert case.done_at is None

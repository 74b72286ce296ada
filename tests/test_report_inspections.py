"""日常管理: what the report says of the recurring inspections, and what it does not claim."""

from datetime import date

import pytest

from campaigns import inspecting
from campaigns.models import Inspection
from organization import clock
from reports.figures import Figures
from reports.preflight import checks
from tests.reporting import LAST, afresh, said, told_once, written
from tests.visiting import get, things
from tests.world import at


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    with told_once(django_db_blocker) as world:
        yield world


@pytest.fixture
def story(base, db):
    return afresh(base)


def plan(story, **changes):
    fields = {
        "title": "执行情况监督检查",
        "period": "month",
        "starts_on": date(2026, 1, 1),
        "owner": story.clerk,
        "subjects": ["任务落实情况", "廉洁自律情况"],
        "report_group": "日常管理",
        **changes,
    }
    with clock.at(at(LAST)):
        return inspecting.plan(story.campaign, by=story.clerk, **fields)


def visit(story, made, on: date, *, code: str = "SALES", method: str = "special", **fields):
    with clock.at(at(LAST)):
        inspecting.record_visit(
            made.inspections.get(starts_on__lte=on, ends_on__gte=on),
            by=story.clerk,
            department=story.departments[code],
            on=on,
            method=method,
            inspectors=[story.clerk],
            **{"looked_at": made.subjects, "result": "未发现问题", **fields},
        )


def group(story) -> str:
    return said(story, "group-2-text")


def test_every_month_had_one(story):
    made = plan(story)
    visit(story, made, date(2026, 1, 9))
    visit(story, made, date(2026, 2, 9), code="SERVICE", method="covert")
    visit(story, made, date(2026, 3, 9), looked_at=["任务落实情况"])
    assert (
        "执行情况监督检查按每月不少于一次的要求，采取专项检查和暗访的方式开展，共检查3次，"
        "覆盖2个部门（单位），重点检查任务落实情况和廉洁自律情况。"
    ) in group(story)


def test_open_and_covert_visits_have_one_name_together(story):
    made = plan(story)
    for month, method in ((1, "covert"), (2, "open"), (3, "special")):
        visit(story, made, date(2026, month, 9), method=method)
    assert "采取明察暗访和专项检查的方式开展" in group(story)


def test_a_month_without_one_is_named_and_nothing_is_claimed(story):
    made = plan(story)
    visit(story, made, date(2026, 1, 9))
    text = group(story)
    assert "共检查1次，其中2月未开展检查，覆盖1个部门（单位）" in text
    assert "不少于一次" not in text


def test_where_nothing_was_inspected_only_the_gaps_are_told(story):
    plan(story, starts_on=date(2025, 12, 1))
    assert "执行情况监督检查2025年12月、1月和2月未开展检查。" in group(story)


@pytest.mark.parametrize(
    ("period", "words"), [("week", "每周不少于一次"), ("quarter", "每季度不少于一次")]
)
def test_the_frequency_is_that_of_the_plan(story, period, words):
    made = plan(story, period=period, starts_on=date(2026, 3, 9))
    visit(story, made, date(2026, 3, 10))
    assert words in group(story)


def test_a_month_that_still_runs_is_no_gap(story):
    plan(story, starts_on=date(2026, 3, 1))
    assert "未开展检查" not in group(story)


def test_a_plan_for_no_report_group_is_not_told(story):
    visit(story, plan(story, report_group=""), date(2026, 3, 9))
    assert "监督检查" not in group(story)


def test_the_number_leads_to_the_visits(story):
    made = plan(story)
    visit(story, made, date(2026, 3, 9))
    page = get("clerk", "figure", "spring", "visits.1")
    assert len(things(page, "visit")) == 1
    assert Inspection.objects.filter(plan=made).count() == 3


def test_the_check_before_signing_names_the_gaps(story):
    plan(story)
    figures = Figures(story.campaign, at(LAST))
    found = [check.text for check in checks(written(story), figures)]
    assert "“执行情况监督检查”有2期未开展检查。" in found

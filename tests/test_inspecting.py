"""经常性监督检查: one opens every period; a period without one is told once; visits."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns import inspecting, inspection_sweep, launch
from campaigns.models import Inspection, InspectionPlan, Visit
from campaigns.periods import Period, period_of, periods
from organization import clock
from organization.models import Notification, Sweep
from organization.waiting import waiting
from tests.counting import queries_of
from tests.visiting import get, post, text, things, visit
from tests.world import DAY, at

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@pytest.fixture
def running(world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    launch.launch(world.campaign, by=world.clerk)
    return world


def plan(world, **changes) -> InspectionPlan:
    fields = {
        "title": "执行情况检查",
        "period": "month",
        "starts_on": date(2026, 3, 1),
        "owner": world.inspector,
        "subjects": ["任务落实情况", "廉洁自律情况"],
        **changes,
    }
    with clock.at(at(DAY)):
        return inspecting.plan(world.campaign, by=world.clerk, **fields)


def swept(instant: datetime) -> int:
    with clock.at(instant):
        return inspection_sweep.sweep()


def opened() -> list[date]:
    return list(Inspection.objects.values_list("starts_on", flat=True))


def told() -> list[tuple[str, str]]:
    rows = Notification.objects.filter(kind="inspection_missed").order_by("pk")
    return [(row.recipient.account, row.title) for row in rows]


def visit_form(world, **changes) -> dict:
    return {
        "department": world.departments["SALES"].pk,
        "on": "2026-03-02",
        "method": "covert",
        "inspectors": [world.inspector.pk],
        "looked_at": ["任务落实情况"],
        "result": "台席服务规范，未发现问题。",
        **changes,
    }


@pytest.mark.parametrize(
    ("kind", "day", "first", "last"),
    [
        ("week", date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 8)),
        ("week", date(2026, 3, 1), date(2026, 2, 23), date(2026, 3, 1)),
        ("week", date(2026, 12, 31), date(2026, 12, 28), date(2027, 1, 3)),
        ("month", date(2024, 2, 29), date(2024, 2, 1), date(2024, 2, 29)),
        ("month", date(2026, 12, 1), date(2026, 12, 1), date(2026, 12, 31)),
        ("quarter", date(2026, 3, 31), date(2026, 1, 1), date(2026, 3, 31)),
        ("quarter", date(2026, 4, 1), date(2026, 4, 1), date(2026, 6, 30)),
        ("quarter", date(2026, 11, 30), date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_the_period_of_a_day(kind, day, first, last):
    assert period_of(kind, day) == Period(first, last)


def test_periods_follow_one_another_without_a_gap():
    for kind in ("week", "month", "quarter"):
        found = list(periods(kind, date(2026, 1, 15), date(2027, 3, 1)))
        assert found[0].first == date(2026, 1, 15)
        assert found[-1].first <= date(2027, 3, 1) <= found[-1].last
        for before, after in pairwise(found):
            assert after.first == before.last + timedelta(days=1)


def test_a_month_begins_at_midnight_in_shanghai(running):
    """31 March, 16:00 in Greenwich, is the first of April on our walls."""
    plan(running)
    swept(datetime(2026, 3, 31, 15, 59, tzinfo=UTC))
    assert opened() == [date(2026, 3, 1)]
    swept(datetime(2026, 3, 31, 16, 0, tzinfo=UTC))
    assert opened() == [date(2026, 3, 1), date(2026, 4, 1)]


def test_a_period_that_passed_without_one_is_told_once(running):
    world = running
    plan(world)
    last_minute, midnight = at(date(2026, 3, 31), 23, 59), at(date(2026, 4, 1), 0, 0)
    assert (swept(last_minute), told()) == (0, [])
    assert swept(midnight) == 2
    title = "2026年3月未开展检查：执行情况检查"
    assert told() == [("inspector", title), ("clerk", title)]
    for hours in (1, 2, 24 * 20):
        assert swept(midnight + timedelta(hours=hours)) == 0
    assert len(told()) == 2
    assert swept(at(date(2026, 5, 1))) == 2
    assert told()[2:] == [
        ("inspector", "2026年4月未开展检查：执行情况检查"),
        ("clerk", "2026年4月未开展检查：执行情况检查"),
    ]


def test_two_sweeps_that_both_saw_no_notice_tell_once(running, monkeypatch):
    """The second one counts before the first has written: the key of the notice decides."""
    plan(running)
    midnight = at(date(2026, 4, 1), 0, 0)
    write, inside = inspection_sweep.notify_each, []

    def at_the_same_moment(rows, kind, *slot):
        rows = list(rows)
        if not inside:
            inside.append(True)
            swept(midnight + timedelta(seconds=1))
        write(rows, kind, *slot)

    monkeypatch.setattr(inspection_sweep, "notify_each", at_the_same_moment)
    swept(midnight)
    assert len(told()) == 2
    assert Inspection.objects.filter(starts_on=date(2026, 4, 1)).count() == 1


def test_a_sweep_after_months_catches_up(running):
    plan(running)
    swept(at(date(2026, 6, 10)))
    assert opened() == [date(2026, month, 1) for month in (3, 4, 5, 6)]
    assert [title[:7] for account, title in told() if account == "clerk"] == [
        "2026年3月", "2026年4月", "2026年5月",
    ]  # fmt: skip


def test_a_visit_in_the_period_keeps_it_quiet(running):
    world = running
    plan(world)
    [row] = Inspection.objects.all()
    with clock.at(at(date(2026, 3, 31), 23, 50)):
        post("clerk", "record_visit", "spring", row.pk, **visit_form(world, on="2026-03-31"))
    assert swept(at(date(2026, 4, 1), 0, 1)) == 0
    assert told() == []


def test_months_before_the_plan_was_made_are_recorded_and_not_told(running):
    plan(running, starts_on=date(2026, 1, 1))
    assert opened() == [date(2026, month, 1) for month in (1, 2, 3)]
    assert swept(at(DAY)) == 0
    with clock.at(at(DAY)):
        said = text(get("clerk", "inspections", "spring").xpath("//main")[0])
    assert said.count("未开展检查") == 2


def test_an_ended_plan_opens_and_asks_for_nothing_more(running):
    world = running
    made = plan(world)
    with clock.at(at(date(2026, 3, 20))):
        post("clerk", "end_inspections", "spring", made.pk)
        post("clerk", "end_inspections", "spring", made.pk, status=409)
    assert swept(at(date(2026, 5, 1))) == 0
    assert (opened(), told()) == ([date(2026, 3, 1)], [])


def test_a_closed_campaign_is_not_swept(running):
    world = running
    plan(world)
    launch.close(world.campaign, by=world.clerk)
    assert swept(at(date(2026, 5, 1))) == 0
    assert opened() == [date(2026, 3, 1)]


@pytest.mark.parametrize(
    ("period", "starts_on", "names"),
    [
        ("quarter", date(2026, 1, 1), ["2026年第2季度", "2026年第1季度"]),
        ("week", date(2026, 3, 23), ["3月30日至4月5日", "3月23日至3月29日"]),
    ],
)
def test_the_period_is_data(running, period, starts_on, names):
    plan(running, period=period, starts_on=starts_on)
    with clock.at(at(date(2026, 4, 1))):
        inspection_sweep.sweep()
        page = get("clerk", "inspections", "spring")
    links = page.xpath("//li[starts-with(@data-thing,'inspection:')]/a")
    assert [text(link) for link in links] == names


def test_a_visit_is_recorded_with_its_photo(running):
    world = running
    plan(world)
    [row] = Inspection.objects.all()
    photo = SimpleUploadedFile("台席.png", PNG, "image/png")
    with clock.at(at(DAY)):
        post("inspector", "record_visit", "spring", row.pk, **visit_form(world, files=[photo]))
    made = Visit.objects.get()
    assert (made.department.code, made.on, made.method) == ("SALES", DAY, "covert")
    assert [one.account for one in made.inspectors.all()] == ["inspector"]
    assert made.looked_at == ["任务落实情况"]
    assert made.evidence_uses.get().evidence.name == "台席.png"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"on": "2026-02-28"}, "日期不在本期内。"),
        ({"on": "2026-03-20"}, "该日期尚未到来。"),
        ({"inspectors": []}, "请填写此项。"),
        ({"result": ""}, "请填写此项。"),
    ],
)
def test_what_is_wrong_with_a_visit_is_said_at_the_field(running, changes, says):
    plan(running)
    [row] = Inspection.objects.all()
    with clock.at(at(DAY)):
        form = visit_form(running, **changes)
        sent = post("clerk", "record_visit", "spring", row.pk, status=422, **form)
    assert says in text(sent.page.xpath("//form[@data-act='record_visit']")[0])
    assert not Visit.objects.exists()


def test_nobody_inspects_the_own_department(running):
    world = running
    world.campaign.participations.create(department=world.departments["OFFICE"])
    plan(world)
    [row] = Inspection.objects.all()
    form = visit_form(world, department=world.departments["OFFICE"].pk)
    with clock.at(at(DAY)):
        sent = post("clerk", "record_visit", "spring", row.pk, status=422, **form)
    assert "不得检查本部门" in text(sent.page.xpath("//form[@data-act='record_visit']")[0])
    assert not Visit.objects.exists()


def test_a_department_sees_its_visits_and_not_the_plan(running):
    world = running
    plan(world)
    [row] = Inspection.objects.all()
    with clock.at(at(DAY)):
        post("clerk", "record_visit", "spring", row.pk, **visit_form(world))
    seen = {}
    for account in ("head", "service_head", "leader"):
        page = get(account, "inspections", "spring")
        seen[account] = (len(things(page, "visit")), len(things(page, "inspectionplan")))
    assert seen == {"head": (1, 0), "service_head": (0, 0), "leader": (0, 1)}
    assert visit("head").get(row.get_absolute_url()).status_code == 404


def test_it_waits_for_who_sees_to_it_until_somebody_was_inspected(running):
    world = running
    plan(world)
    [row] = Inspection.objects.all()

    def of_home() -> list:
        found = [entry for entry in waiting(world.inspector) if entry.kind == "inspection"]
        return [(entry.title, entry.due_on) for entry in found]

    with clock.at(at(DAY)):
        assert of_home() == [("开展检查：执行情况检查", date(2026, 3, 31))]
        post("clerk", "record_visit", "spring", row.pk, **visit_form(world))
        assert of_home() == []


def test_the_office_plans_it_on_the_page(running):
    form = {"title": "执行情况检查", "period": "month", "starts_on": "2026-03-01"}
    form |= {"owner": running.clerk.pk, "looked_at": "任务落实情况\n廉洁自律情况\n"}
    with clock.at(at(DAY)):
        page = get("clerk", "plan_inspections", "spring")
        assert page.xpath("//textarea[@name='looked_at']/text()")[0].split() == [
            "任务落实情况", "廉洁自律情况",
        ]  # fmt: skip
        post("clerk", "plan_inspections", "spring", **form)
    made = InspectionPlan.objects.get()
    assert (made.subjects, made.owner.account) == (["任务落实情况", "廉洁自律情况"], "clerk")
    assert opened() == [date(2026, 3, 1)]


def test_a_sweep_costs_the_same_for_three_plans_as_for_one(running):
    spent = []
    for number in (1, 3):
        while InspectionPlan.objects.count() < number:
            plan(running)
        swept(at(date(2026, 4, 1) + timedelta(days=number)))
        with CaptureQueriesContext(connection) as queries:
            swept(at(date(2026, 4, 20)))
        spent.append(len(queries))
    assert spent[0] == spent[1]
    assert Sweep.objects.filter(name="inspections").count() == 1


def test_the_page_costs_the_same_for_three_as_for_one(running):
    spent = []
    for number in (1, 3):
        while InspectionPlan.objects.count() < number:
            plan(running)
        mark = 'data-thing="inspection:'
        spent.append(queries_of(visit("clerk"), "/campaigns/spring/inspections/", mark, number))
    assert spent[0] == spent[1]

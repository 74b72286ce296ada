"""A sheet signed by hand that does not come back as a scan is asked for, once at every rung."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns import returns, scans
from campaigns.models import Answer, Campaign, SelfCheck, SheetScan
from organization import calendar, clock
from organization.models import Notification, Person
from organization.models.role import revoke
from organization.waiting import waiting
from rectification import reminders, scan_reminders
from tests.evidence_files import pdf
from tests.stage import staged
from tests.visiting import get, text
from tests.world import DAY, at, phase, start, submit

SENT = date(2026, 3, 4)  # a Wednesday; three working days later is Monday the 9th
LAST, LATE, LATER = date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 20)


def sent(world) -> None:
    with clock.at(at(DAY)):
        start(world)
    with clock.at(at(SENT)):
        submit(world)
        phase(world, "analysis").begin(by=world.clerk)


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(sent, django_db_blocker)


@pytest.fixture
def world(db, scene):
    world = scene()
    ask_within(3)
    return world


def ask_within(days: int) -> None:
    campaign = Campaign.objects.get()
    campaign.wording["scan_days"] = str(days)
    campaign.save(update_fields=["wording"])


def sweep(day: date) -> None:
    with clock.at(at(day, 9)):
        reminders.sweep()


def told() -> list[tuple[str, str]]:
    rows = Notification.objects.filter(kind="scan_missing").order_by("pk")
    return [(row.recipient.account, row.slot) for row in rows]


def attach(world) -> None:
    scans.attach(world.sheet(), SimpleUploadedFile("签字页.pdf", pdf()), by=world.head)


def test_the_head_is_told_before_the_day_and_after_it(world):
    sweep(LAST)
    assert [who for who, _slot in told()] == ["head"]
    row = Notification.objects.get(kind="scan_missing")
    assert row.title == "请回传签字自查表扫描件：销售部"
    assert row.text == "春季专项自查：请于2026年3月9日前上传经手工签字的自查表扫描件。"
    sweep(LATE)
    late = Notification.objects.filter(kind="scan_missing", recipient=world.head).latest("pk")
    assert late.title == "逾期未回传签字扫描件：销售部"
    assert late.text == "春季专项自查：自查表经手工签字后的扫描件应于2026年3月9日前上传，现已逾期。"


def test_a_rung_is_told_once_however_often_the_sweep_runs(world):
    for day in (LATE, LATE, LATE):
        sweep(day)
    first = told()
    assert first.count(first[0]) == 1 and len(first) == len(set(first))
    sweep(LATER)
    sweep(LATER)
    assert len(told()) == len(set(told())) > len(first)


def test_after_silent_days_only_the_highest_rung_is_told(world):
    sweep(LATER)
    assert {slot for _who, slot in told()} == {told()[0][1]}
    assert "head" in [who for who, _slot in told()]


def test_nobody_is_told_where_no_scan_is_asked_for(world):
    ask_within(0)
    sweep(LATER)
    assert told() == []


def test_a_scan_that_came_back_is_not_asked_for(world):
    with clock.at(at(SENT)):
        attach(world)
    sweep(LATER)
    assert told() == []


def test_a_sheet_that_the_department_has_is_not_asked_for_and_a_new_round_is(world):
    with clock.at(at(SENT)):
        attach(world)
        answers = Answer.objects.filter(selfcheck=world.sheet(), item__no=2)
        kept = {"reason": "superficial", "note": "写明份数", "due_on": date(2026, 3, 12)}
        returns.send_back(world.sheet(), answers.select_related("item"), by=world.clerk, **kept)
    sweep(LATE)
    assert told() == []
    with clock.at(at(LATE)):
        submit(world)
    sweep(LATER)
    assert {slot.split()[0] for _who, slot in told()} == {"2"}


def test_the_office_hears_of_it_where_nobody_heads_the_department(world):
    revoke(world.head, "head", world.departments["SALES"], by=world.clerk)
    sweep(LAST)
    assert [who for who, _slot in told()] == ["clerk"]


def test_a_department_that_left_is_not_asked(world):
    world.campaign.participations.filter(department__code="SALES").update(left_on=SENT)
    sweep(LATER)
    assert told() == []


def test_the_office_finds_those_that_are_missing_in_a_list(world):
    page = get("clerk", "review", "spring", query="?show=unsigned")
    assert [text(one) for one in page.xpath("//main//tbody//th")] == ["销售部"]
    sheets = scans.missing(Campaign.objects.get())
    assert [sheet.department.code for sheet in sheets] == ["SALES"]


def test_days_are_set_with_the_campaign(world):
    page = get("clerk", "setup", "spring")
    [field] = page.xpath("//input[@name='scan_days']")
    assert field.get("value") == "3"
    assert "签字自查表回传扫描件的期限（天）" in text(page.xpath("//*[@id='part-limits']")[0])


def test_many_sheets_take_as_many_questions_as_one(world):
    campaign = Campaign.objects.get()
    with clock.at(at(LATE, 9)), calendar.once():
        calendar.current()
        with CaptureQueriesContext(connection) as first:
            scan_reminders.tell(campaign)
        Notification.objects.filter(kind="scan_missing").delete()
        SelfCheck.objects.filter(department__code="SERVICE").update(
            status="submitted", submitted_at=at(SENT)
        )
        with CaptureQueriesContext(connection) as second:
            scan_reminders.tell(campaign)
    assert {who for who, _slot in told()} >= {"head", "service_head"}
    assert len(second) == len(first)


def lines_of(account: str) -> list[tuple[str, str, date]]:
    """What waits for a person under 待办 about signed sheets."""
    found = waiting(Person.objects.get(account=account))
    return [(row.title, row.url, row.due_on) for row in found if row.kind == "scan"]


def test_it_waits_for_the_head_who_has_to_scan_and_for_nobody_else(world):
    line = ("请回传签字自查表扫描件：销售部", "/campaigns/spring/sheets/SALES/scan/", LAST)
    assert lines_of("head") == [line]
    assert {who: lines_of(who) for who in ("clerk", "service_head", "member")} == {
        "clerk": [],
        "service_head": [],
        "member": [],
    }


def test_it_waits_no_longer_once_it_came_back_or_is_not_asked_for(world):
    assert len(lines_of("head")) == 1
    with clock.at(at(SENT)):
        attach(world)
    assert lines_of("head") == []
    SheetScan.objects.all().delete()
    assert len(lines_of("head")) == 1
    ask_within(0)
    assert lines_of("head") == []


def test_it_does_not_wait_for_a_department_that_left_or_in_a_closed_campaign(world):
    parts = world.campaign.participations.filter(department__code="SALES")
    parts.update(left_on=SENT)
    assert lines_of("head") == []
    parts.update(left_on=None)
    assert len(lines_of("head")) == 1
    Campaign.objects.update(status="closed")
    assert lines_of("head") == []

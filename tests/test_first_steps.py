"""What a new installation asks of its administrator, and words that say what to do next."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from organization import clock
from organization.models import CalendarYear, DepartmentRole, Person
from tests.test_setup import form
from tests.visiting import get, post, text
from tests.world import at

pytestmark = pytest.mark.django_db


def steps(account: str) -> list[str]:
    return get(account, "home").xpath("//li[contains(@class, 'todo')]/@data-waiting")


def test_an_administrator_is_led_from_the_import_to_the_first_campaign(world):
    with clock.at(at()):
        assert steps("admin") == []
    Person.objects.filter(account__in=["member", "employee"]).update(password="!")
    DepartmentRole.objects.filter(permission__codename="launcher").delete()
    with clock.at(at()):
        page = get("admin", "home")
        assert sorted(steps("admin")) == ["invitations", "launcher"]
    assert "邀请2人" in text(page) and "确定由谁发起专项活动" in text(page)
    assert not {"invitations", "launcher"} & {*steps("head")}


@pytest.mark.parametrize(("day", "asked"), [(date(2026, 10, 31), 0), (date(2026, 11, 2), 1)])
def test_the_calendar_of_the_next_year_is_asked_for_in_november(world, day, asked):
    with clock.at(at(day)):
        assert steps("admin").count("calendar") == asked
        assert "calendar" not in steps("clerk")
        CalendarYear.objects.update_or_create(year=2027, defaults={"confirmed": True})
        assert "calendar" not in steps("admin")


def test_who_takes_part_in_nothing_reads_what_to_do(world):
    assert "请管理员授予“活动发起人”角色" in text(get("employee", "campaigns"))


def test_wrong_days_of_a_phase_are_named_at_the_head_of_the_page(world):
    days = {"phase1-starts_on": "2026-06-05", "phase1-ends_on": "2026-06-01"}
    page = post("clerk", "campaign_new", status=422, **form(world, **days)).page
    (link,) = page.xpath("//*[@role='alert']//a")
    assert link.text_content() == "宣传发动"
    assert page.xpath(f"//*[@id='{link.get('href')[1:]}']")[0].get("name") == "phase1-ends_on"
    assert "结束日期不能早于开始日期" in text(page.xpath("//*[@role='alert']")[0])


def refused(name: str, content: bytes) -> str:
    file = SimpleUploadedFile(name, content)
    return text(post("admin", "directory_import", status=422, file=file).page)


def test_what_is_no_workbook_is_told_so(world):
    assert "这不是Excel工作簿" in refused("people.xlsx", b"hello")


def test_a_workbook_with_other_sheets_hears_which_it_has(world):
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.title = "名单"
    book.active.append(["账号", "姓名"])
    book.save(out)
    assert "现有：名单。请修改表名后重新选择" in refused("people.xlsx", out.getvalue())

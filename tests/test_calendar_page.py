"""The page of the calendar: clicking days, the notice as a table, what moves, one act."""

import io
from collections import Counter
from datetime import date

import pytest
from openpyxl import Workbook

from campaigns import verification
from campaigns.models import Verification
from organization import calendar, calendar_change, clock
from organization.models import CalendarYear, Event, NotAllowed
from organization.notice_table import SAMPLE, read_notice
from organization.sheets import Unreadable
from organization.workdays import add_working_days, is_working_day
from rectification import extending
from rectification.models import Task
from tests import oracle
from tests.signed_in import at_browser, text_of
from tests.world import full_world

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 4)  # a Wednesday
HEAD = "节日\t放假起\t放假止\t调休上班\n"


@pytest.fixture
def admin(world):
    full_world(world)
    with clock.at(TODAY):
        yield at_browser("admin")


def look(admin, year=2026, **fields):
    return admin.post(f"/calendar/{year}/preview/", {"confirmed": "on", **fields})


def confirm(admin, response):
    change = response.context["change"]
    return admin.post(f"/calendar/{change.year}/apply/", {"change": change.token}, follow=True)


def test_the_year_is_shown_as_months(admin):
    page = admin.get("/calendar/2026/")
    worked = Counter(day.month for day, on in oracle.listed().items() if on and day.year == 2026)
    assert [month.working_days for month in page.context["months"]] == [
        worked[month] for month in range(1, 13)
    ]
    assert "已确认" in text_of(page)
    coming = text_of(admin.get("/calendar/2027/"))
    assert "2027年工作日历待确认" in coming
    assert "2027" in text_of(page)


@pytest.mark.parametrize("year", [1999, 2100])
def test_a_year_beyond_the_calendar_is_none(admin, year):
    assert admin.get(f"/calendar/{year}/").status_code == 404


def test_looking_at_a_change_writes_nothing(admin):
    before = CalendarYear.objects.digests()
    page = text_of(look(admin, flip=["2026-03-05"], name="停工"))
    assert "变更1天" in page
    assert CalendarYear.objects.digests() == before


def test_a_clicked_day_changes_sides_and_back(admin):
    confirm(admin, look(admin, flip=["2026-03-05", "2026-03-07"], name="停工"))
    days = calendar.current()
    assert not is_working_day(date(2026, 3, 5), days)
    assert is_working_day(date(2026, 3, 7), days)
    assert CalendarYear.objects.names_of([date(2026, 3, 5), date(2026, 3, 7)]) == {
        date(2026, 3, 5): "停工",
        date(2026, 3, 7): "调休上班",
    }
    confirm(admin, look(admin, flip=["2026-03-05", "2026-03-07"]))
    assert is_working_day(date(2026, 3, 5), calendar.current())
    assert CalendarYear.objects.names_of([date(2026, 3, 5), date(2026, 3, 7)]) == {}


def test_lights_that_change_are_shown_before(admin):
    Task.objects.update(due_on=date(2026, 3, 11))  # five working days away
    page = look(admin, flip=["2026-03-09", "2026-03-10"], name="停工")
    [row] = [one for one in page.context["shifts"].rows if "任务" in one.what]
    assert (row.kind, row.was, row.becomes, row.department) == ("light", "按期", "临期", "销售部")
    assert "预警灯由“按期”变为“临期”" in text_of(page)
    task = Task.objects.get()
    assert task.light(TODAY) == "on_time"
    confirm(admin, page)
    assert task.light(TODAY) == "near"
    assert Task.objects.get().due_on == date(2026, 3, 11)


def test_a_deadline_that_comes_to_lie_on_a_day_off_is_shown(admin):
    Task.objects.update(due_on=date(2026, 3, 20))
    page = look(admin, flip=["2026-03-20"], name="停工")
    assert [row.kind for row in page.context["shifts"].rows] == ["day_off"]
    assert "日期本身不变" in text_of(page)


def test_the_page_tells_the_administrator_no_title(admin):
    Task.objects.update(due_on=date(2026, 3, 20), title="机密标题")
    assert "机密标题" not in text_of(look(admin, flip=["2026-03-20"]))


@pytest.fixture
def record(world, admin):
    row = verification.verify(
        world.campaign,
        world.item(1),
        world.departments["SALES"],
        by=world.inspector,
        result="ok",
        method="查阅资料",
    )
    assert row.feedback_due_on == date(2026, 3, 9)
    return row


def test_a_promised_number_of_working_days_is_kept(admin, record):
    page = look(admin, flip=["2026-03-05"], name="停工")
    assert "由3月9日改为3月10日" in text_of(page)
    after = text_of(confirm(admin, page))
    assert "已同步调整1项时限" in after
    assert Verification.objects.get().feedback_due_on == date(2026, 3, 10)
    assert Event.objects.filter(kind="verification.moved_by_calendar").count() == 1


def test_the_answer_to_an_extension_keeps_its_working_days(admin, world):
    task = Task.objects.get()
    row = extending.ask(task, date(2026, 4, 20), by=world.head, reason="等待批复")
    due = row.decide_by
    page = look(admin, flip=[str(due)], name="停工")
    [told] = [one for one in page.context["shifts"].rows if one.kind == "moves"]
    assert (told.due_on, told.department) == (due, "销售部")
    confirm(admin, page)
    row.refresh_from_db()
    assert row.decide_by == add_working_days(TODAY, 3, calendar.current()) > due
    assert Event.objects.filter(kind="extension.moved_by_calendar").count() == 1


def test_the_act_stands_in_the_log(admin, record):
    confirm(admin, look(admin, flip=["2026-03-05", "2026-03-07"], basis="公司通知"))
    event = Event.objects.get(kind="calendaryear.changed")
    assert (event.label, event.act) == ("2026", "修改工作日历")
    assert event.particulars == {
        "days_off": ["2026-03-05"],
        "days_worked": ["2026-03-07"],
        "confirmed": True,
        "moved": 0,
    }


def test_a_change_on_an_old_look_is_refused(admin):
    first = look(admin, flip=["2026-03-05"])
    second = look(admin, flip=["2026-03-06"])
    confirm(admin, first)
    assert confirm(admin, second).status_code == 409
    assert is_working_day(date(2026, 3, 6), calendar.current())


def test_two_who_add_the_same_year_are_told(admin):
    first = look(admin, 2027, flip=["2027-01-01"])
    second = look(admin, 2027, flip=["2027-01-04"])
    confirm(admin, first)
    assert confirm(admin, second).status_code == 409
    assert not is_working_day(date(2027, 1, 1), calendar.current())


@pytest.mark.parametrize("text", ["", "x", "W10:abc:def"])
def test_a_made_up_change_is_refused(admin, text):
    before = CalendarYear.objects.digests()
    assert admin.post("/calendar/2026/apply/", {"change": text}).status_code == 409
    assert CalendarYear.objects.digests() == before


def test_a_failing_move_leaves_the_calendar_as_it_was(admin, record, monkeypatch, world):
    change = look(admin, flip=["2026-03-05"]).context["change"]
    before = CalendarYear.objects.digests()
    monkeypatch.setattr("organization.calendar_shifts.record_each", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        calendar_change.apply(change, by=world.people["admin"])
    assert CalendarYear.objects.digests() == before
    assert Verification.objects.get().feedback_due_on == date(2026, 3, 9)


def bring(admin, table, year=2027, **fields):
    return admin.post(f"/calendar/{year}/import/", {"table": table, **fields})


def test_the_notice_is_brought_in(admin):
    page = bring(admin, SAMPLE.replace("1月4日", "1月9日").replace("9月20日", "9月25日")
                 .replace("10月10日", "10月9日"), notice="国办发明电〔2026〕9号")  # fmt: skip
    assert page.status_code == 200
    assert CalendarYear.objects.filter(year=2027).count() == 0
    confirm(admin, page)
    row = CalendarYear.objects.get(year=2027)
    assert (row.confirmed, row.basis, len(row.days)) == (True, "国办发明电〔2026〕9号", 13)
    assert row.days_on == {date(2027, 1, 9), date(2027, 9, 25), date(2027, 10, 9)}
    assert calendar.current().open_years(date(2026, 1, 1), date(2027, 12, 31)) == []


def test_a_day_of_the_year_before_is_added_to_that_year(admin):
    before = len(CalendarYear.objects.get(year=2026).days)
    confirm(admin, bring(admin, HEAD + "元旦\t1月1日\t1月3日\t2026-12-27"))
    rows = {row.year: row for row in CalendarYear.objects.filter(year__in=(2026, 2027))}
    assert len(rows[2026].days) == before + 1
    assert date(2026, 12, 27) in rows[2026].days_on
    assert (len(rows[2027].days), rows[2026].confirmed) == (3, True)


def test_every_fault_of_the_table_has_its_cell(admin):
    page = bring(
        admin,
        HEAD + "\t1月1日\t1月3日\t\n"  # no name
        "春节\t2月30日\t2月35日\t\n"  # no such day
        "清明节\t4月5日\t4月3日\t4月6日\n"  # backwards; a Tuesday "worked instead"
        "劳动节\t5月1日\t5月30日\t\n"  # a month
        "国庆节\t10月1日至7日\t\t10月2日、2029-01-01\n",  # off and worked; two years on
    )
    assert page.status_code == 422
    assert [error.cell for error in page.context["notice"].errors] == [
        *("A2", "B3", "C4", "D4", "C5", "D6", "D6"),
    ]
    assert "4月5日\t4月3日" in page.content.decode()
    assert CalendarYear.objects.filter(year=2027).count() == 0


def test_a_workbook_is_read_like_the_paste():
    book = Workbook()
    book.active.append(["节日", "放假时间", "放假结束", "调休上班"])
    book.active.append(["国庆节", date(2027, 10, 1), date(2027, 10, 7), date(2027, 10, 9)])
    kept = io.BytesIO()
    book.save(kept)
    pasted = read_notice(HEAD + "国庆节\t10月1日（星期五）至7日\t\t10月9日（周六）", 2027)
    assert pasted.errors == []
    assert read_notice(kept.getvalue(), 2027) == pasted


def test_a_text_that_is_no_table_says_what_is_missing(admin):
    with pytest.raises(Unreadable):
        read_notice("明天放假", 2027)
    page = bring(admin, "明天放假")
    assert (page.status_code, "明天放假" in text_of(page)) == (422, True)
    assert "请粘贴表格或选择文件" in text_of(bring(admin, ""))


def test_the_office_reads_and_does_not_change(world):
    full_world(world)
    clerk = at_browser("clerk")
    page = clerk.get("/calendar/2026/")
    assert page.status_code == 200
    assert b'<input type="checkbox"' not in page.content
    assert look(clerk, flip=["2026-03-05"]).status_code == 403
    assert at_browser("head").get("/calendar/2026/").status_code == 403


def test_what_moves_costs_the_same_for_many(admin, django_assert_num_queries):
    Task.objects.update(due_on=date(2026, 3, 20))
    task = Task.objects.get()
    change = calendar_change.flipped(2026, [date(2026, 3, 20)], "停工", True, "")
    with clock.at(TODAY), calendar.once():
        calendar.current()
        with django_assert_num_queries(7):
            assert calendar_change.what_moves(change).total == 1
        for _n in range(150):
            task.pk = None
            task.save(force_insert=True)
        with django_assert_num_queries(7):
            shifts = calendar_change.what_moves(change)
    assert (shifts.total, len(shifts.rows), shifts.more) == (151, 100, 51)


def test_a_signed_change_of_another_salt_is_none():
    with pytest.raises(NotAllowed):
        calendar_change.looked_at("e30:1abcde:xyz")

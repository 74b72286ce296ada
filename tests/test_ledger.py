"""整改台账: every task with its light, filtered, sorted by urgency."""

from datetime import date, timedelta

import pytest

from findings import consolidation
from findings.models import Finding
from organization import clock, keyset
from rectification import lights
from rectification.ledger_query import Wish
from rectification.models import Task
from tests.stage import staged
from tests.visiting import get, text, things
from tests.world import at, full_world

TODAY = date(2026, 3, 16)  # a Monday
SHELVES = {
    "全部": 8,
    "整改中": 5,
    "逾期": 2,
    "临期": 2,
    "按期": 1,
    "待验收": 1,
    "已销号": 2,
    "逾期完成": 2,
}


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    with clock.at(at(TODAY)):
        yield scene()


def add(world, title: str, due_on: date, status: str = "in_progress", **fields) -> Task:
    """A task as it is after some time; the moves themselves are tested elsewhere."""
    if status in ("submitted", "closed"):
        fields.setdefault("submitted_at", at(TODAY, 8))
        fields |= {"submitted_by": world.head}
    if status == "closed":
        fields = {"closed_at": at(TODAY, 9), **fields}
        fields |= {"closed_number": title, "closed_by": world.clerk}
    return Task.objects.create(
        campaign=world.campaign,
        measure=world.task.measure,
        title=title,
        status=status,
        department=fields.pop("department", world.departments["SALES"]),
        due_on=due_on,
        first_due_on=fields.pop("first_due_on", due_on),
        **fields,
    )


def one_of_each(world) -> None:
    Task.objects.all().delete()
    add(world, "逾期两天", TODAY - timedelta(days=2))
    add(world, "逾期一天", TODAY - timedelta(days=1))
    add(world, "今天到期", TODAY)
    add(world, "周四到期", date(2026, 3, 19))
    add(world, "周五到期", date(2026, 3, 20))
    add(world, "待验收", TODAY - timedelta(days=5), "submitted")
    add(world, "按期销号", TODAY, "closed")
    add(world, "逾期销号", TODAY - timedelta(days=4), "closed", closed_at=at(TODAY, 8))


def titles(page) -> list[str]:
    return [text(link) for link in page.xpath("//a[@class='nm']")]


def tiles(page) -> dict[str, int]:
    return {
        text(tile.xpath("./span")[0]): int(text(tile.xpath("./b")[0]))
        for tile in page.xpath(".//a[contains(@class, 'stat')]")
    }


def test_the_tiles_count_what_they_show(world):
    one_of_each(world)
    page = get("clerk", "ledger", "spring")
    assert tiles(page) == SHELVES
    for light, shown in {
        "late": ["逾期两天", "逾期一天"],
        "near": ["今天到期", "周四到期"],
        "on_time": ["周五到期"],
        "waiting": ["待验收"],
        "closed": ["按期销号", "逾期销号"],
        "open": ["逾期两天", "逾期一天", "今天到期", "周四到期", "周五到期"],
        "done_late": ["待验收", "逾期销号"],
        "nonsense": titles(page),
    }.items():
        assert titles(get("clerk", "ledger", "spring", query=f"?light={light}")) == shown


def test_the_most_urgent_comes_first(world):
    one_of_each(world)
    assert titles(get("leader", "ledger", "spring")) == [
        "待验收",
        "逾期两天",
        "逾期一天",
        "今天到期",
        "周四到期",
        "周五到期",
        "按期销号",
        "逾期销号",
    ]


def test_a_line_says_what_the_clock_says(world):
    one_of_each(world)
    page = get("clerk", "ledger", "spring")
    shown = {
        text(row.xpath(".//a[@class='nm']")[0]): text(row.xpath("./td[@class='c-light']")[0])
        for row in page.xpath("//tbody/tr")
    }
    assert shown == {
        "逾期两天": "逾期1个工作日",
        "逾期一天": "逾期1个工作日",
        "今天到期": "临期今天到期",
        "周四到期": "临期剩3个工作日",
        "周五到期": "按期剩4个工作日",
        "待验收": "逾期完成晚5天",
        "按期销号": "按期完成3月16日",
        "逾期销号": "逾期完成晚4天",
    }


def test_the_deadline_keeps_its_wording_and_its_first_day(world):
    Task.objects.all().delete()
    add(world, "已延期", date(2026, 4, 30), first_due_on=date(2026, 3, 31), due_text="四月底前")
    [cell] = get("clerk", "ledger", "spring").xpath("//td[@class='c-due']")
    assert text(cell) == "4月30日原时限 3月31日四月底前"
    assert [text(old) for old in cell.xpath(".//*[@class='old']")] == ["3月31日"]


@pytest.mark.parametrize("shift", range(-12, 13))
def test_the_database_and_the_task_say_the_same(world, shift):
    Task.objects.all().delete()
    for n in range(-8, 9):
        add(world, f"任务{n}", TODAY + timedelta(days=n))
    today = TODAY + timedelta(days=shift)
    by_light = {
        name: set(Task.objects.filter(lights.shelf(name, today)).values_list("pk", flat=True))
        for name in ("late", "near", "on_time")
    }
    assert by_light == {
        name: {task.pk for task in Task.objects.all() if task.light(today) == name}
        for name in ("late", "near", "on_time")
    }


@pytest.mark.parametrize(("hour", "minute", "late"), [(0, 0, 0), (23, 59, 0), (24, 0, 1)], ids=str)
def test_the_last_day_is_in_time_until_midnight_here(world, hour, minute, late):
    Task.objects.all().delete()
    handed_in = at(TODAY) - timedelta(hours=10) + timedelta(hours=hour, minutes=minute)
    add(world, "卡点", TODAY, "closed", submitted_at=handed_in)
    assert lights.tally(Task.objects.all(), TODAY)["done_late"] == late
    assert Task.objects.get().light(TODAY) == ("done_late" if late else "done")


def test_filters_by_department_track_and_aspect(world):
    Task.objects.all().delete()
    add(world, "销售部的", TODAY)
    add(world, "服务部的", TODAY, department=world.departments["SERVICE"])
    aspect = consolidation.name_aspect(world.campaign, "资料管理", by=world.clerk)
    Finding.objects.update(track="at_once", aspect=aspect)
    shown = lambda query: titles(get("clerk", "ledger", "spring", query=query))  # noqa: E731
    assert shown("?department=SERVICE") == ["服务部的"]
    assert shown("?department=SERVICE&light=late") == []
    assert len(shown("?track=at_once")) == 2
    assert shown("?track=long_term") == []
    assert len(shown(f"?aspect={aspect.pk}")) == 2
    assert shown("?aspect=0") == []
    assert len(shown("?track=nonsense&aspect=x&page=99")) == 2


def test_the_filter_shows_in_the_tiles_and_stays_in_the_links(world):
    Task.objects.all().delete()
    add(world, "销售部的", TODAY)
    add(world, "服务部的", TODAY, department=world.departments["SERVICE"])
    page = get("clerk", "ledger", "spring", query="?department=SERVICE&after=9")
    assert tiles(page)["全部"] == 1
    assert page.xpath("//a[contains(@class, 'stat')]/@href")[2] == "?department=SERVICE&light=late"
    assert page.xpath("//select[@name='department']/option[@selected]/@value") == ["SERVICE"]


def test_departments_see_their_own_tasks(world):
    Task.objects.all().delete()
    own = add(world, "销售部的", TODAY)
    other = add(world, "服务部的", TODAY, department=world.departments["SERVICE"])
    shared = add(world, "配合的", TODAY)
    shared.supports.add(world.departments["SERVICE"])
    assert {thing for thing, _s in things(get("head", "ledger", "spring"), "task")} == {
        f"task:{own.pk}",
        f"task:{shared.pk}",
    }
    assert {thing for thing, _s in things(get("service_head", "ledger", "spring"), "task")} == {
        f"task:{other.pk}",
        f"task:{shared.pk}",
    }
    options = get("head", "ledger", "spring").xpath("//select[@name='department']/option/@value")
    assert options == ["", "SALES"]


def test_the_campaign_page_shows_the_tiles(world):
    one_of_each(world)
    mine = "//section[@aria-labelledby='ledger-h']"
    [panel] = get("clerk", "campaign", "spring").xpath(mine)
    assert tiles(panel) == SHELVES
    assert "/campaigns/spring/ledger/?light=late" in panel.xpath(".//a/@href")
    assert get("service_head", "campaign", "spring").xpath(mine) == []


def test_an_empty_ledger_says_what_to_do(world):
    Task.objects.all().delete()
    page = get("clerk", "ledger", "spring")
    assert "还没有整改任务" in text(page)
    assert page.xpath("//a[@href='/campaigns/spring/findings/'][contains(@class, 'btn')]")
    assert "没有符合条件的整改任务" in text(get("clerk", "ledger", "spring", query="?light=late"))


def test_fifty_a_page(world):
    for n in range(60):
        add(world, f"任务{n}", TODAY + timedelta(days=n))
    assert len(titles(get("clerk", "ledger", "spring"))) == 50
    page = get("clerk", "ledger", "spring")
    [more] = page.xpath("//nav[@class='pages']//a[@rel='next']/@href")
    second = get("clerk", "ledger", "spring", query=more)
    assert len(titles(second)) == 11
    assert not second.xpath("//a[@rel='next']")
    assert not set(titles(page)) & set(titles(second))
    assert second.xpath("//nav[@class='pages']/a/@href") == ["?"]


def test_further_filters_of_the_address(world):
    Task.objects.all().delete()
    add(world, "甲任务", TODAY, leader="副总经理", first_due_on=TODAY - timedelta(days=9))
    add(world, "乙任务", TODAY + timedelta(days=30), "closed", percent=100)
    shown = lambda query: titles(get("clerk", "ledger", "spring", query=query))  # noqa: E731
    assert shown("?status=closed") == ["乙任务"]
    assert shown("?leader=副总") == ["甲任务"]
    assert shown("?extended=1") == ["甲任务"]
    assert shown("?text=乙任") == ["乙任务"]
    assert shown(f"?text={Finding.objects.get().number}") == ["甲任务", "乙任务"]
    assert shown("?due_from=2026-04-01") == ["乙任务"]
    assert shown("?due_to=2026-04-01") == ["甲任务"]
    assert shown("?due_to=2026-02-31") == ["甲任务", "乙任务"]
    assert shown("?found_by=self_check") == ["甲任务", "乙任务"]
    assert shown("?found_by=inspection") == shown("?found_by=other") == []
    assert shown("?sort=latest") == shown("?sort=entry")[::-1] == ["乙任务", "甲任务"]


def test_a_restricted_finding_is_not_found_by_its_words(world):
    Finding.objects.update(restricted=True, problem="廉洁问题")
    assert titles(get("clerk", "ledger", "spring", query="?text=廉洁")) == [world.task.title]
    assert titles(get("head", "ledger", "spring", query="?text=廉洁")) == []


@pytest.mark.parametrize("sort", ["", "due", "latest", "percent", "entry"])
def test_every_order_shows_every_task_once(world, sort):
    Task.objects.all().delete()
    for n in range(17):
        status = ("in_progress", "closed", "submitted")[n % 3]
        add(world, f"任务{n}", TODAY + timedelta(days=n % 4), status, percent=n % 2 * 50)
    legs = Wish(sort=sort).legs(Task.objects.all())
    seen, after = [], ""
    while page := keyset.stretch_of(legs, after, size=4):
        seen += [row.pk for row in page]
        if not (after := page.after):
            break
    assert seen == [row.pk for leg in legs for row in leg.ordered()]
    assert sorted(seen) == sorted(Task.objects.values_list("pk", flat=True))


@pytest.mark.parametrize("place", ["9~1~1", "0~x~1", "0~2026-01-01", "x", "0~2026-01-01~1~2", "~~"])
def test_an_address_that_names_no_place_begins_at_the_start(world, place):
    page = keyset.stretch_of(Wish().legs(Task.objects.all()), place)
    assert (page.first, len(page.rows)) == (True, 1)


def test_the_ledger_counts_problems_as_the_findings_do_and_names_the_others(world):
    one_of_each(world)
    said = text(get("clerk", "ledger", "spring").xpath("//p[@class='sub']")[0])
    assert "1个问题8项任务" in said
    Finding.objects.update(fixed_in_passing=True)
    assert Finding.objects.listed().count() == 0
    said = text(get("clerk", "ledger", "spring").xpath("//p[@class='sub']")[0])
    assert "0个问题（另有1个不计入问题数），8项任务" in said


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"fixed_in_passing": True},
        {"kind": "improvement"},
        {"status": "dismissed"},
        {"status": "reported"},
    ],
)
def test_a_finding_and_the_database_agree_whether_it_counts(world, changes):
    Finding.objects.update(**changes)
    row = Finding.objects.get()
    assert row.is_counted == Finding.objects.listed().filter(pk=row.pk).exists()
    by_task = Task.objects.filter(Finding.counts("measure__finding__"))
    assert by_task.exists() == row.is_counted
    assert row.is_counted == (changes in ({}, {"status": "reported"}))

"""Several tasks in one act: looked at first, then all of them or none; and kept views."""

from datetime import date, timedelta

import pytest

from organization import clock
from organization.models import Event, Notification
from rectification.models import LedgerView, Task
from tests.stage import staged
from tests.test_ledger import add, titles
from tests.visiting import get, post, text, visit
from tests.world import at, full_world

TODAY = date(2026, 3, 16)
LATER = date(2026, 4, 30)


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    with clock.at(at(TODAY)):
        yield scene()


def some(world) -> dict[str, Task]:
    """One of each that matters to a deadline."""
    Task.objects.all().delete()
    service = world.departments["SERVICE"]
    return {
        "未启动": add(world, "未启动", TODAY + timedelta(days=9), "assigned"),
        "服务部的": add(world, "服务部的", TODAY, "assigned", department=service),
        "整改中": add(world, "整改中", TODAY + timedelta(days=9)),
        "已逾期": add(world, "已逾期", TODAY - timedelta(days=1), "assigned"),
        "待验收": add(world, "待验收", TODAY, "submitted"),
        "已销号": add(world, "已销号", TODAY, "closed"),
    }


def query(tasks, act: str, **fields) -> str:
    said = "".join(f"&{name}={value}" for name, value in fields.items())
    return f"?act={act}{said}" + "".join(f"&task={task.pk}" for task in tasks)


def look(tasks, act: str, **fields):
    """The preview as the office sees it."""
    return get("clerk", "ledger_bulk", "spring", query=query(tasks, act, look=1, **fields))


def confirm(page, status: int = 302):
    """Send the form of the preview as it stands."""
    [form] = page.xpath("//form[@data-act='ledger_bulk']")
    fields: dict = {}
    for box in form.xpath(".//input[@name]"):
        fields.setdefault(box.get("name"), []).append(box.get("value", ""))
    fields.pop("csrfmiddlewaretoken")
    return post("clerk", "ledger_bulk", "spring", status=status, **fields)


def stays(page) -> dict[str, str]:
    return {
        text(row.xpath("./a")[0]): text(row.xpath("./span")[0])
        for row in page.xpath("//ul[@class='rows-why']/li")
    }


def test_the_preview_says_what_changes_and_what_cannot_and_why(world):
    page = look(some(world).values(), "deadline", due_on=LATER)
    changing = {text(row.xpath("./th")[0]): text(row) for row in page.xpath("//tbody/tr")}
    assert list(changing) == ["未启动", "服务部的"]
    assert "2026年3月25日 → 2026年4月30日" in changing["未启动"]
    assert stays(page) == {
        "整改中": "已启动，时限只能经批准延期变动。",
        "已逾期": "已逾期，时限只能经批准延期变动。",
        "待验收": "正在待验收，暂不变动。",
        "已销号": "已销号。",
    }
    assert not Task.objects.filter(due_on=LATER).exists()


def test_a_deadline_for_several_tasks(world):
    tasks = some(world)
    confirm(look(tasks.values(), "deadline", due_text="四月底前"))
    changed = Task.objects.filter(due_on=LATER)
    assert {task.title for task in changed} == {"未启动", "服务部的"}
    assert {(task.due_text, task.version) for task in changed} == {("四月底前", 2)}
    assert changed.get(title="未启动").first_due_on == TODAY + timedelta(days=9)
    events = Event.objects.filter(kind="task.rescheduled")
    assert sorted(events.values_list("thing_pk", flat=True)) == sorted(t.pk for t in changed)
    assert events[0].particulars["due_on"] == "2026年4月30日"


def test_when_one_has_changed_nothing_is_done_and_it_is_named(world):
    tasks = some(world)
    page = look(tasks.values(), "deadline", due_on=LATER)
    Task.objects.get(title="服务部的").begin(by=world.service_head)
    said = text(confirm(page, status=409).page)
    assert "没有作任何变动" in said
    assert "服务部的：其间已变动" in said or "服务部的：" in said
    assert "未启动：" not in said
    assert not Task.objects.filter(due_on=LATER).exists()


def test_the_rules_are_asked_again_when_it_is_done(world):
    """A form that was written by hand moves no deadline of a task that has been started."""
    from rectification import ledger_bulk as bulk

    task = some(world)["整改中"]
    [row] = bulk.preview(bulk.chosen(Task.objects.all(), [task.pk]), bulk.Deadline(due_on=LATER))
    post(
        *("clerk", "ledger_bulk", "spring"),
        status=409,
        act="deadline",
        look="1",
        due_on=str(LATER),
        task=task.pk,
        seen=row.mark,
    )
    assert not Task.objects.filter(due_on=LATER).exists()


def test_people_for_several_tasks(world):
    tasks = some(world)
    page = look(tasks.values(), "people", responsible=world.member.pk, leader="副总经理")
    assert stays(page)["服务部的"] == "销售部填报人不属于服务部。"
    confirm(page)
    changed = Task.objects.filter(responsible=world.member)
    assert {(task.title, task.leader) for task in changed} == {
        ("未启动", "副总经理"),
        ("整改中", "副总经理"),
        ("已逾期", "副总经理"),
    }
    assert Event.objects.filter(kind="task.reassigned").count() == 3
    told = Notification.objects.filter(recipient=world.member, kind="task_assigned")
    assert told.filter(thing_pk__in=[task.pk for task in changed]).count() == 3


def test_whoever_is_responsible_does_not_get_rid_of_it_while_it_waits(world):
    """Otherwise the doer could hand the work to somebody else and accept it."""
    tasks = some(world)
    page = look([tasks["待验收"]], "people", responsible=world.member.pk)
    assert stays(page) == {"待验收": "正在待验收，暂不变动。"}


@pytest.mark.parametrize(
    ("act", "fields", "said"),
    [
        ("people", {}, "请选择责任人，或者填写责任领导"),
        ("deadline", {}, "请选择日期"),
        ("deadline", {"due_on": "2026-03-01"}, "时限"),
        ("deadline", {"due_text": "尽快"}, "请"),
    ],
)
def test_what_is_missing_is_said(world, act, fields, said):
    asked = query(some(world).values(), act, look=1, **fields)
    page = get("clerk", "ledger_bulk", "spring", query=asked, status=422)
    assert said in text(page.xpath("//*[@role='alert']")[0])


def test_without_a_task_the_page_leads_back(world):
    page = get("clerk", "ledger_bulk", "spring")
    assert "请先在台账中勾选任务" in text(page)
    assert page.xpath("//a[@href='/campaigns/spring/ledger/']")


def test_only_the_office_ticks(world):
    some(world)
    assert len(get("clerk", "ledger", "spring").xpath("//input[@name='task']")) == 6
    assert not get("leader", "ledger", "spring").xpath("//input[@name='task']")


def keep(account: str, name: str, filters: str, **fields):
    return post(account, "keep_ledger_view", "spring", name=name, query=filters, **fields)


def test_a_view_is_kept_opened_and_taken_away(world):
    some(world)
    page = keep("clerk", "逾期的", "?light=late&after=0~2026-01-01~1&text=").page
    view = LedgerView.objects.get()
    assert view.query == "light=late"
    assert titles(page) == ["已逾期"]
    [chip] = page.xpath("//a[contains(@class, 'chip')][@aria-current]")
    assert text(chip) == "逾期的"
    keep("clerk", "逾期的", "?light=near")
    assert LedgerView.objects.get().query == "light=near"
    post("clerk", "forget_ledger_view", "spring", view.pk)
    assert not LedgerView.objects.exists()


def test_the_view_that_opens(world):
    some(world)
    keep("clerk", "甲", "?light=late", opens="on")
    keep("clerk", "乙", "?light=closed", opens="on")
    assert [view.name for view in LedgerView.objects.filter(opens=True)] == ["乙"]
    answer = visit("clerk").get("/campaigns/spring/ledger/")
    view = LedgerView.objects.get(name="乙")
    assert answer.headers["Location"] == f"/campaigns/spring/ledger/?light=closed&view={view.pk}"
    assert len(titles(get("clerk", "ledger", "spring", query="?sort="))) == 6
    assert len(titles(get("leader", "ledger", "spring"))) == 6


def test_views_are_ones_own_unless_the_office_shares_them(world):
    keep("clerk", "我的", "?light=late")
    keep("clerk", "大家的", "?light=near", is_shared="on")
    keep("head", "部门的", "?light=late", is_shared="on")
    chips = lambda account: [  # noqa: E731
        text(chip)
        for chip in get(account, "ledger", "spring").xpath("//a[contains(@class, 'chip')]")
    ]
    assert chips("clerk") == ["大家的 共享", "我的"]
    assert chips("head") == ["大家的 共享", "部门的"]
    assert chips("leader") == ["大家的 共享"]
    shared = LedgerView.objects.get(is_shared=True)
    post("leader", "forget_ledger_view", "spring", shared.pk, status=403)
    own = LedgerView.objects.get(name="我的")
    post("leader", "forget_ledger_view", "spring", own.pk, status=404)
    assert LedgerView.objects.count() == 3

"""穿越体验: tasks from a grid or a workbook once, walked on the phone, handed in, sent back."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html

from campaigns.models import Group
from findings import walking
from findings.models import Proposal, WalkTask
from findings.walk_reading import WalkDraft, WalkUpload, read_walks
from organization import clock
from organization.models import Event, NotAllowed
from organization.sheets import Sheet
from tests.outside import LATER, cells, task_of, walked, walks_planned, words
from tests.sheet_file import rows_of
from tests.signed_in import cost
from tests.stage import staged
from tests.visiting import get, post, text, visit

HEAD = ["序号", "渠道", "环节", "产品", "流程", "小组", "完成期限", "竞争对手"]


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(walks_planned, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def sent(world, **changes) -> dict:
    """What the grid sends: all four channels, three stages, two products."""
    picked = {
        "channels": [word.pk for word in words(world, "channel", 9)],
        "stages": [word.pk for word in words(world, "stage", 9)],
        "products": [word.pk for word in words(world, "product", 2)],
    }
    fields = {"team": world.team.pk, "due_on": str(clock.today() + LATER), "kind": "own"}
    return {**picked, **fields, "process": "缴费", **changes}


def test_the_grid_makes_every_task_once(world):
    assert list(WalkTask.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
    for expected in ("新增24项任务", "新增0项任务"):
        assert expected in text(post("clerk", "plan_walks", "spring", **sent(world)).page)
    numbers = list(WalkTask.objects.values_list("number", flat=True))
    assert numbers == list(range(1, 29))
    assert walking.plan_walks(world.campaign, cells(world), by=world.clerk) == 0
    more = [
        walking.Cell(c.channel, c.stage, c.product, c.team, c.due_on, "销户") for c in cells(world)
    ]
    assert walking.plan_walks(world.campaign, more[:1], by=world.clerk) == 1
    assert WalkTask.objects.last().number == 29  # no number is lost to tasks that were there
    planned = Event.objects.filter(kind="campaign.walks_planned")
    assert [event.particulars["tasks"] for event in planned] == [1, 24, 4]


def test_the_process_of_a_competitor_names_it_and_no_other_does(world):
    post("clerk", "plan_walks", "spring", status=422, **sent(world, kind="competitor"))
    post("clerk", "plan_walks", "spring", status=422, **sent(world, competitor="某公司"))
    theirs = {"kind": "competitor", "competitor": "某公司"}
    with pytest.raises(NotAllowed, match="竞争对手"):
        walking.plan_walks(
            world.campaign,
            [
                walking.Cell(
                    *_words(cells(world)[0]), world.team, clock.today(), competitor="某公司"
                )
            ],
            by=world.clerk,
        )
    post("clerk", "plan_walks", "spring", **sent(world, **theirs))
    assert WalkTask.objects.filter(competitor="某公司", kind="competitor").count() == 24
    assert "某公司" in text(get("clerk", "walks", "spring", query="?kind=competitor"))


def _words(cell) -> tuple:
    return cell.channel, cell.stage, cell.product


def test_only_a_walk_through_team_walks(world):
    other = Group.objects.get(kind="leading")
    cell = walking.Cell(*_words(cells(world)[0]), other, clock.today())
    with pytest.raises(NotAllowed, match="穿越小组"):
        walking.plan_walks(world.campaign, [cell], by=world.clerk)
    post("clerk", "plan_walks", "spring", status=422, **sent(world, team=other.pk))


def test_the_team_finds_its_tasks_at_home_and_on_the_board(world):
    for account in ("employee", "service_head"):
        assert "第一穿越小组有4项穿越任务" in text(get(account, "home"))
    page = get("employee", "walks", "spring")
    assert len(page.xpath("//td[@class='lead']/a")) == 4
    assert [text(a) for a in page.xpath("//table[contains(@class, 'board')]//td/a")] == ["0/1"] * 4
    get("head", "walks", "spring", status=403)


def test_walked_on_the_phone_with_a_proposal_it_is_handed_in(world):
    fields = {"version": 1, "walked_on": str(clock.today()), "steps": "取号\n咨询"}
    post("employee", "save_walk", "spring", 1, **fields, proposal="增设窗口")
    assert (task_of(world).status, Proposal.objects.get().text) == ("planned", "增设窗口")
    post("service_head", "save_walk", "spring", 1, status=409, **fields)  # an older version
    again = {**fields, "version": 2, "obstacles": "等候时间长"}
    post("employee", "save_walk", "spring", 1, **again, finish="1")
    task = task_of(world)
    assert (task.status, task.walked_by, task.obstacles) == ("walked", world.employee, "等候时间长")
    post("employee", "save_walk", "spring", 1, status=409, **again)
    post("employee", "propose", "spring", 1, text="再增设窗口")
    assert [row.number for row in Proposal.objects.all()] == [1, 2]


def test_without_day_and_steps_nothing_is_handed_in(world):
    for fields in ({"steps": "取号"}, {"walked_on": str(clock.today())}):
        task = task_of(world)
        page = post(
            "employee", "save_walk", "spring", 1, version=task.version, finish="1", **fields
        ).page
        assert "请填写穿越日期和体验步骤" in text(page)
        assert task_of(world).status == "planned"
        with pytest.raises(NotAllowed, match="体验步骤"):
            walking.finish(task_of(world), by=world.employee)


def test_nobody_has_walked_tomorrow(world):
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(NotAllowed, match="尚未到来"):
        walking.save_walk(task_of(world), by=world.employee, walked_on=tomorrow)


def test_sent_back_it_waits_for_the_team_again(world):
    walked(world)
    post("clerk", "return_walk", "spring", 1, status=422, reason="")
    post("clerk", "return_walk", "spring", 1, reason="请写明步骤")
    assert "请写明步骤" in text(get("employee", "walk_task", "spring", 1))
    post("employee", "save_walk", "spring", 1, version=task_of(world).version, finish="1",
         walked_on=str(clock.today()), steps="取号")  # fmt: skip
    assert (task_of(world).status, task_of(world).reason) == ("walked", "")


def test_what_brought_up_a_proposal_is_not_dropped(world):
    walking.propose(task_of(world, 1), "增设窗口", by=world.employee)
    post("clerk", "drop_walk", "spring", 1, status=409, reason="重复")
    post("clerk", "drop_walk", "spring", 2, status=422, reason="")
    post("clerk", "drop_walk", "spring", 2, reason="重复")
    assert (task_of(world, 1).status, task_of(world, 2).status) == ("planned", "dropped")
    post("employee", "propose", "spring", 2, status=409, text="增设窗口")
    with pytest.raises(NotAllowed, match="已取消"):
        walking.propose(task_of(world, 2), "增设窗口", by=world.employee)
    assert (
        "?status=standing"
        in get("clerk", "walk_funnel", "spring").xpath("//li[@data-step='planned']//a/@href")[0]
    )
    assert (
        len(get("clerk", "walks", "spring", query="?status=standing").xpath("//td[@class='lead']"))
        == 3
    )


def test_a_team_with_tasks_is_not_dissolved(world):
    post("clerk", "dissolve_group", "spring", world.team.pk, status=409)
    assert world.team.memberships.count() == 2


def workbook(*rows) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    book.active.append(["穿越任务表"])
    for row in (HEAD, *rows):
        book.active.append(list(row))
    contents = BytesIO()
    book.save(contents)
    return SimpleUploadedFile("任务.xlsx", contents.getvalue())


def test_a_workbook_brings_tasks_once(world):
    rows = [
        (1, "自有实体渠道", "售后", "宽带", "拆机", "第一穿越小组", "2026年3月31日", ""),
        (2, "电子渠道", "售前", "宽带", "开户", "第一穿越小组", "", "某公司"),
        (3, "电子渠道", "售前", "宽带", "开户", "第一穿越小组", "", "某公司"),
        (4, "自有实体渠道", "售前", "移动电话", "开户", "第一穿越小组", "", ""),  # is there
    ]
    clerk = visit("clerk")
    columns = clerk.post(reverse("walk_import", args=["spring"]), {"file": workbook(*rows)}).url
    page = html.document_fromstring(clerk.get(columns).content.decode())
    keys = {
        s.get("name"): s.xpath("string(option[@selected]/@value)") for s in page.xpath("//select")
    }
    assert [keys[f"c{n}"] for n in range(1, 8)] == [
        *("channel", "stage", "product", "process", "team", "due_on", "competitor")
    ]
    preview = clerk.post(columns, {**keys, "due_on": str(clock.today())}).url
    shown = html.document_fromstring(clerk.get(preview).content.decode())
    assert "新增2项任务" in text(shown) and "2项任务已存在" in text(shown)
    confirm = shown.xpath("string(//form[@data-act='confirm_walks']/@action)")
    assert [clerk.post(confirm).status_code for _ in range(2)] == [302, 409]
    made = WalkTask.objects.get(process="拆机")
    assert (str(made.due_on), made.kind) == ("2026-03-31", "own")
    assert WalkTask.objects.get(competitor="某公司").due_on == clock.today()


def read(world, rows) -> WalkDraft:
    upload = WalkUpload(world.campaign.code, "任务.xlsx", [Sheet("任务", rows)])
    return read_walks(upload.mapping(), world.campaign, clock.today(), upload.file)


def test_every_problem_of_a_workbook_is_said_by_its_cell(world):
    draft = read(
        world,
        [
            HEAD,
            ["1", "自有渠道", "售后", "宽带", "", "第一穿越小组", "下月", ""],
            ["2", "电子渠道", "", "宽带", "长" * 121, "第九小组", "2026-02-30", ""],
        ],
    )
    assert [str(error) for error in draft.errors] == [
        "任务!B2：“自有渠道”不在渠道清单中。",
        "任务!G2：“下月”不是日期。",
        "任务!C3：缺少“环节”。",
        "任务!F3：“第九小组”不在小组清单中。",
        "任务!G3：“2026-02-30”不是日期。",
        "任务!E3：不超过120字。",
    ]
    assert draft.lines == []


def test_the_worksheet_has_what_the_page_has(world):
    walked(world, 1, "增设窗口")
    answer = visit("clerk").get(reverse("walks_export", args=["spring"]) + "?status=walked")
    head, *rows = rows_of(answer.content)
    assert [(row[0], row[-1]) for row in rows] == [(1, 1)]
    assert head[:2] == ("编号", "流程归属")


def test_the_board_costs_the_same_for_many(world):
    clerk = visit("clerk")
    urls = [reverse(name, args=["spring"]) for name in ("walks", "walk_funnel", "proposals")]
    walked(world, 1, "一", "二")
    before = [cost(clerk, url) for url in urls]
    post("clerk", "plan_walks", "spring", **sent(world))
    for number in (2, 3, 4):
        walked(world, number, "三", "四")
    assert [cost(clerk, url) for url in urls] == before


def test_two_grids_at_the_same_time_are_taken_one_after_the_other(world, monkeypatch):
    """Whoever comes second finds the tasks of the first, though it looked before they were made."""

    def make_first(campaign, rows):
        monkeypatch.setattr(walking, "_demand_cells", lambda *_: None)
        walking.plan_walks(campaign, list(rows), by=world.clerk)

    more = [walking.Cell(*_words(c), c.team, c.due_on, "销户") for c in cells(world)]
    monkeypatch.setattr(walking, "_demand_cells", make_first)
    assert walking.plan_walks(world.campaign, more, by=world.clerk) == 0
    assert WalkTask.objects.filter(process="销户").count() == 4

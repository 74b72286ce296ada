"""The office at its ledger in a real browser: brings the old one in, filters, changes several."""

from datetime import timedelta
from os import environ

import pytest
from openpyxl import Workbook

from organization import clock
from rectification.models import LedgerView, Task
from tests.browser.chromium import inaccessible
from tests.world import make_world, start

pytestmark = pytest.mark.browser
AT = "/campaigns/spring/ledger/"
HEAD = ["序号", "具体问题", "整改措施", "责任单位", "整改期限", "整改状态", "销号编号"]


def ledger_file(folder) -> str:
    """An old ledger with a title row: one task to be started, one overdue, one closed out."""
    today = clock.today()
    book = Workbook()
    sheet = book.active
    sheet.append([f"{today.year}年整改台账"])
    sheet.append(HEAD)
    sheet.append([1, "登记不全", "补全登记", "销售部", today + timedelta(days=40), "未启动", ""])
    sheet.append([2, "回访不全", "补做回访", "服务部", today - timedelta(days=4), "整改中", ""])
    sheet.append([3, "公示过期", "更换公示", "销售部", "2026.1.31", "已销号", "2026.2.3 监销1号"])
    sheet.merge_cells("A1:G1")
    path = folder / "整改台账.xlsx"
    book.save(path)
    return str(path)


def look(page, name: str) -> None:
    """Accessible and no wider than the window, on the desk and on the phone."""
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
        assert inaccessible(page) == [], (name, width)
        if folder := environ.get("PICTURES"):
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_the_office_and_its_ledger(site, visitor, tmp_path):
    start(make_world())
    clerk = visitor("clerk")
    page = clerk.open(AT)
    page.get_by_role("link", name="导入整改台账").first.click()
    page.locator("[name=file]").first.set_input_files(ledger_file(tmp_path))
    look(page, "1-file")
    clerk.act("import_ledger")
    clerk.sees("核对各列含义")
    assert page.locator("[name=c3]").input_value() == "department"
    look(page, "2-columns")
    clerk.act("ledger_columns")
    clerk.sees("新增3个问题、3项任务")
    look(page, "3-preview")
    clerk.act("confirm_ledger")
    clerk.sees("已导入3项任务")
    look(page, "4-ledger")
    page.locator("a.stat", has_text="逾期").first.click()
    clerk.sees("补做回访")
    assert page.locator("a.nm").all_inner_texts() == ["补做回访"]
    page.locator(".keep-view > summary").click()
    look(page, "5-keep-view")
    clerk.act("keep_ledger_view", name="逾期的")
    clerk.waits(LedgerView.objects.filter(name="逾期的", query="light=late").exists)
    page = clerk.open(f"{AT}?sort=entry")
    for box in page.locator("[name=task]").all():
        box.check()
    page.get_by_role("button", name="批量调整时限").click()
    page.locator("[name=due_text]").fill("明年一月底前")
    page.get_by_role("button", name="预览变动").click()
    clerk.sees("1项任务将变动")
    clerk.sees("已启动，时限只能经批准延期变动")
    look(page, "6-bulk")
    clerk.act("ledger_bulk")
    clerk.sees("已变动1项任务")
    [task] = Task.objects.filter(due_text="明年一月底前")
    assert (task.title, task.due_on.month, task.due_on.day) == ("补全登记", 1, 31)
    assert clerk.problems == []

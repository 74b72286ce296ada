"""First chapter: the office drafts, imports, breaks down, launches; everybody signs."""

from datetime import timedelta
from pathlib import Path

import openpyxl

from campaigns.models import Campaign, Receipt
from organization import clock
from tests.browser.visitor import Visitor
from tests.world import World

CODE = "autumn"
AT = f"/campaigns/{CODE}/"
TITLE = "秋季专项活动自查"
ROWS = [
    ("一", "制度建设", "制度已经印发", "《示例制度》", "查阅资料", "销售部", "制度健全"),
    ("二", None, "台账逐月登记", "《示例制度》", "查阅资料", "销售部、后勤组", "台账齐全"),
    ("三", "日常管理", "例会按时召开", "《示例办法》", "查阅资料", "服务部", "例会正常"),
    ("四", None, "传达范围完整", "《示例办法》", "系统取数", "", "传达到位"),
]


def checklist(folder: Path) -> Path:
    """An ordinary sheet: a title row, and a project merged over its items."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["秋季检查表"])
    sheet.merge_cells("A1:H1")
    sheet.append(
        ["序号", "检查项目", "检查内容", "依据", "检查方法", "责任部门", "现状表述", "填报方式"]
    )
    for no, project, text, basis, methods, departments, statement in ROWS:
        source = "系统取数" if methods == "系统取数" else "部门填报"
        sheet.append([no, project, text, basis, methods, departments, statement, source])
    sheet.merge_cells("B3:B4")
    sheet.merge_cells("B5:B6")
    path = folder / "秋季检查表.xlsx"
    book.save(path)
    return path


def draft(office: Visitor, world: World) -> None:
    """One page; what the directory knows is there already."""
    today = clock.today()
    office.open("/campaigns/")
    office.page.get_by_role("link", name="新建专项活动").first.click()
    form = office.form("draft_campaign")
    while form.locator("details:not([open])").count():
        form.locator("details:not([open]) > summary").first.click()
    assert form.locator("[name=office]").input_value() == str(world.departments["OFFICE"].pk)
    both = [world.departments["SALES"].pk, world.departments["SERVICE"].pk]
    for code in ("OFFICE", "OTHER"):
        form.locator(f"[name=departments][value='{world.departments[code].pk}']").uncheck()
    days = {"phase1": (-4, -2), "phase2": (-2, 0), "phase3": (0, 3)}
    office.act(
        "draft_campaign",
        title=TITLE,
        code=CODE,
        subject="重要工作部署",
        trigger_title="关于开展秋季自查的通知",
        trigger_number="示例〔2026〕1号",
        trigger_issuer="上级公司",
        trigger_received_on=(today - timedelta(days=6)).isoformat(),
        addressee="上级公司",
        organisation_name="示例公司",
        organisation_short="示例公司",
        departments=both,
        reach_threshold=100,
        **{
            f"{name}-{edge}": (today + timedelta(days=n)).isoformat()
            for name, window in days.items()
            for edge, n in zip(("starts_on", "ends_on"), window, strict=True)
        },
    )
    office.page.wait_for_url(f"**{AT}")
    assert office.status("campaign") == "draft"


def see_what_is_missing(office: Visitor) -> None:
    """The launch is refused in the list, with a link to each thing."""
    missing = office.page.locator("#preflight [data-missing]").all_inner_texts()
    assert len(missing) == 2
    assert "依据文件" in missing[0]
    assert "检查表" in missing[1]
    assert office.page.locator("form[data-act=launch]").count() == 0
    office.page.locator("#preflight [data-missing] a").first.click()
    office.act("change_campaign", basis="《示例制度》|示例〔2025〕8号|上级公司\n《示例办法》")


def import_checklist(office: Visitor, file: Path) -> None:
    """Out of the file as it is; one word of the column names nobody."""
    office.open(f"{AT}checklist/")
    office.page.locator("main a[href*='/checklists/import/']").first.click()
    office.act("import_checklist", file=str(file))
    office.sees("秋季检查表")
    office.sees("后勤组")
    assert office.page.locator("tbody tr").count() == len(ROWS)
    office.act("confirm_checklist")
    office.page.wait_for_url(f"**{AT}**")


def break_down(office: Visitor, world: World) -> None:
    """By the column, and the word that named nobody by hand."""
    office.open(f"{AT}breakdown/")
    office.sees("后勤组")
    form = office.page.locator(f"form[action='{AT}breakdown/column/']")
    choices = form.locator("select")
    assert choices.count() == 1
    choices.select_option(label="服务部")
    form.locator("[type=submit]").click()
    office.open(f"{AT}breakdown/?show=open")
    assert office.page.locator("[data-thing^='checkitem:']").count() == 0


def set_up_groups(office: Visitor, world: World) -> None:
    """The leading group and the inspection group, out of the directory."""
    for kind, account, post in (
        ("leading", "leader", "chair"),
        ("inspection", "inspector", "member"),
    ):
        office.open(f"{AT}groups/")
        office.act("set_up_group", kind=kind)
        person = world.people[account]
        office.page.locator("#person-q").fill(person.name)
        office.page.locator("#person-q").press("Enter")
        office.act("join_group", office=post)
        office.page.wait_for_selector(f"[data-thing^='membership:']:has-text('{person.name}')")


def launch(office: Visitor) -> None:
    """Nothing is missing any more."""
    office.open(AT)
    assert office.page.locator("#preflight").get_attribute("data-count") == "0"
    office.act("launch")
    assert office.status("campaign") == "running"
    assert Campaign.objects.get(code=CODE).checklist.frozen_at is not None
    open_phase(office, 1)


def open_phase(office: Visitor, order: int) -> None:
    """Open one phase on the page of the campaign."""
    office.open(AT)
    office.page.locator(f"form[action$='/phases/{order}/open/'] [type=submit]").click()


def end_phase(office: Visitor, order: int) -> None:
    """End one phase on the page of the campaign."""
    office.open(AT)
    office.page.locator(f"form[action$='/phases/{order}/end/'] [type=submit]").click()


def circulate(office: Visitor) -> None:
    """The notice goes to everybody of the departments; a meeting and a poster are recorded."""
    office.open(f"{AT}mobilization/")
    office.page.locator("main a[href$='/circulations/new/']").first.click()
    on = (clock.today() - timedelta(days=3)).isoformat()
    office.page.locator("[name=leaders]").uncheck()
    office.act("circulate", title="关于开展秋季自查的通知", on=on, text="各部门逐项自查。")
    office.page.wait_for_url("**/circulations/*/")
    assert Receipt.objects.filter(status="unread").count() == 3
    for kind, title, department in (
        ("leading_meeting", "领导班子专题会", ""),
        ("publicity", "宣传海报张贴", ""),
        ("inspection", "现场核查", ""),
    ):
        phase = 3 if kind == "inspection" else 1
        note_activity(office, phase, kind=kind, title=title, department=department)


def note_activity(who: Visitor, phase: int, **fields) -> None:
    """Record what was done on a day of a phase."""
    who.open(f"{AT}activities/new/")
    choice = who.form("note_activity").locator("[name=phase] option")
    value = choice.nth(phase if choice.first.get_attribute("value") == "" else phase - 1)
    chosen = Campaign.objects.get(code=CODE).phases.get(order=phase)
    day = {"on": max(chosen.starts_on, min(chosen.ends_on, clock.today())).isoformat()}
    who.act("note_activity", phase=value.get_attribute("value"), **day, **fields)
    who.page.wait_for_url(f"**{AT}mobilization/")


def sign(person: Visitor, name: str) -> None:
    """Two taps from the list of what waits."""
    person.open("/")
    person.page.get_by_role("link", name="关于开展秋季自查的通知").first.click()
    assert person.status("receipt") in ("unread", "read")
    person.page.locator("form[data-act=read_receipt] [type=submit]").click()
    person.act("sign_receipt", signed_name=name)
    person.page.wait_for_selector("[data-thing^='receipt:'][data-status=signed]")

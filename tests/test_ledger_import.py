"""An existing ledger out of Excel: columns guessed and chosen, every problem by its cell, written
once through the verbs, and exported again as it was."""

from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html

from findings.models import Finding
from organization import clock
from organization.models import Event, NotAllowed
from organization.sheets import Sheet
from rectification import ledger_import, register
from rectification.ledger_draft import LedgerDraft
from rectification.ledger_reading import Setting, read_ledger
from rectification.ledger_upload import LedgerUpload
from rectification.models import Acceptance, ImportedRow, Task
from tests.sheet_file import rows_of
from tests.stage import staged
from tests.visiting import text, visit
from tests.world import at, start

TODAY = date(2009, 11, 16)

# 25 columns shuffled, two renamed, as an office would hand them on.
HEAD = [
    *("序号", "预警灯", "问题编号", "具体问题", "整改措施", "责任单位", "整改期限", "责任人"),
    *("责任领导", "整改类型", "配合部门", "来源", "方面／类别", "依据（规定、条款）"),
    *("原因（主观、客观）", "责任", "整改目标", "进展", "完成率（%）", "佐证材料", "状态"),
    *("验收人／日期／结论", "销号日期／编号", "回头看结论", "备注"),
]
ROWS = [
    [
        *(1, "按期完成", "A-1", "合作厅工号未签协议", "补签协议12份", "销售部", "10月底"),
        *("销售部填报人", "副总经理", "立行立改", "服务部", "自查", "渠道管理／工号"),
        *("《工号管理办法》第三条\n一人一号", "主观：重视不够\n客观：系统未上线", "主管责任"),
        *("全部补签", "2009年10月20日 已补签12份", 100, "协议扫描件", "已销号"),
        *("监督室专员 2009年10月21日 通过", "2009年10月22日 监销〔2009〕7号", "巩固", "先进"),
    ],
    [
        *(2, "逾期", "A-1", "合作厅工号未签协议", "建立月度核对", "销售部", "2009.10.31"),
        *("渠道主管", "副总经理", "限期整改", "", "自查", "渠道管理／工号"),
        *("《工号管理办法》第三条\n一人一号", "主观：重视不够\n客观：系统未上线", "主管责任"),
        *("按月核对", "已核对一个月", 60, "核对表", "整改中", "", "", "", ""),
    ],
    [
        *(3, "按期", "A-2", "投诉回访记录不全", "补全回访记录", "服务部", 40178),
        *("服务部负责人", "副总经理", "限期整改", "", "核查", "投诉处理"),
        *("", "", "", "", "", 0, "", "待启动", "", "", "", ""),
    ],
]  # fmt: skip


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(start, django_db_blocker)


@pytest.fixture
def world(db, scene):
    with clock.at(at(TODAY)):
        yield scene()


def as_workbook(rows, *merged, name="台账") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def theirs() -> bytes:
    """Title over the whole width, the department of two rows in one merged cell, a day as a
    spreadsheet counts it, a blank row, a row of sums."""
    second = [*ROWS[1]]
    second[5] = None  # merged with the cell above
    blank, total = [None] * 25, ["合计", *[None] * 5, "3项", *[None] * 18]
    title = ["某公司2009年整改台账", *[None] * 24]
    return as_workbook([title, HEAD, ROWS[0], second, blank, ROWS[2], total], "A1:Y1", "F3:F4")


def upload(client, contents: bytes, name: str = "整改台账.xlsx"):
    file = SimpleUploadedFile(name, contents)
    return client.post(reverse("ledger_import", args=["spring"]), {"file": file})


def form_of(page) -> dict[str, str]:
    """The fields of the page's form as they stand."""
    [form] = page.xpath("//form[@data-act='ledger_columns']")
    fields = {box.get("name"): box.get("value", "") for box in form.xpath(".//input[@name]")}
    for box in form.xpath(".//select"):
        fields[box.get("name")] = next(iter(box.xpath("./option[@selected]/@value")), "")
    return fields


def page_of(response):
    return html.document_fromstring(response.content.decode())


def preview_of(client, contents: bytes, **changes):
    """Upload, take the columns as they are guessed but for `changes`; the preview's response."""
    columns = upload(client, contents).headers["Location"]
    fields = {**form_of(page_of(client.get(columns))), **changes}
    answer = client.post(columns, fields)
    assert answer.status_code == 302, text(page_of(answer))
    return client.get(answer.headers["Location"])


def confirm(client, preview):
    [action] = page_of(preview).xpath("//form[@data-act='confirm_ledger']/@action")
    return client.post(action)


def read(world, *rows, by=None, year=2009, head=HEAD) -> LedgerDraft:
    """The draft of a sheet with these rows below the heading."""
    cells = [["" if cell is None else str(cell) for cell in row] for row in (head, *rows)]
    kept = LedgerUpload("spring", "台账.xlsx", [Sheet("台账", cells)])
    setting = Setting(year, kept.file, by or world.clerk)
    draft = read_ledger(kept.mapping(), world.campaign, setting)
    ledger_import.mark_known(draft, world.campaign)
    return draft


def changed(row: int = 0, **cells) -> list:
    """A row of the fixture with other words under some columns (named by their place in HEAD)."""
    return [cells.get(f"c{place}", value) for place, value in enumerate(ROWS[row])]


def problems(draft: LedgerDraft) -> list[tuple[str, str]]:
    return [(error.cell, error.text) for error in draft.errors]


def test_g16_spelling_is_put_right_outside_quotations(world):
    row = changed(0, c3="台帐未消号，未读“台帐办法”", c13="其它台帐应单独编号")
    [line] = read(world, row).lines
    assert line.finding["problem"] == "台账未销号，未读“台帐办法”"
    assert line.finding["rule"] == "其它台帐应单独编号"  # cited as it stands
    ledger_import.import_ledger(read(world, row), world.campaign, by=world.clerk)
    assert [line.is_known for line in read(world, row).lines] == [True]


def test_the_columns_are_guessed_and_shown_with_values(world):
    client = visit("clerk")
    page = page_of(client.get(upload(client, theirs()).headers["Location"]))
    fields = form_of(page)
    assert fields["row"] == "2"
    assert fields["year"] == "2009"
    assert [fields[f"c{n}"] for n in range(25)] == [
        *("serial", "light", "number", "problem", "measure", "department", "deadline"),
        *("responsible", "leader", "track", "supports", "source", "aspect", "rule", "cause"),
        *("responsibility", "target", "progress", "percent", "evidence", "status"),
        *("acceptance", "closing", "lookback", "note"),
    ]
    [row] = [row for row in page.xpath("//tbody/tr") if "整改期限" in text(row)]
    assert text(row.xpath("./td[@class='c-samples']")[0]) == "10月底2009.10.3140178"


def test_a_column_can_be_chosen_otherwise(world):
    client = visit("clerk")
    page = page_of(preview_of(client, theirs(), c23="note", c24=""))
    confirm(client, preview_of(client, theirs(), c23="note", c24=""))
    assert "不采用的列" in text(page) or "备注" in text(page)
    assert ImportedRow.objects.get(row=3).cells["note"] == "巩固"


def test_two_columns_of_a_kind_and_missing_ones_are_refused(world):
    client = visit("clerk")
    columns = upload(client, theirs()).headers["Location"]
    fields = {**form_of(page_of(client.get(columns))), "c0": "problem", "c4": ""}
    answer = client.post(columns, fields)
    assert answer.status_code == 422
    said = text(page_of(answer).xpath("//*[@role='alert']")[0])
    assert "两列都选作：具体问题" in said
    assert "请选出这些内容所在的列：整改措施" in said


def test_the_import_makes_findings_measures_and_tasks(world):
    client = visit("clerk")
    answer = confirm(client, preview_of(client, theirs()))
    assert answer.headers["Location"] == "/campaigns/spring/ledger/"
    first, second, third = Task.objects.order_by("id")
    assert first.measure.finding == second.measure.finding != third.measure.finding
    finding = first.measure.finding
    assert (finding.status, finding.problem) == ("rectifying", "合作厅工号未签协议")
    assert (finding.rule_document, finding.rule_clause, finding.rule) == (
        *("《工号管理办法》", "第三条", "一人一号"),
    )
    assert (finding.cause_subjective, finding.cause_objective) == ("重视不够", "系统未上线")
    assert (finding.aspect.name, finding.category) == ("渠道管理", "工号")
    assert [task.due_on for task in (first, second, third)] == [
        *(date(2009, 10, 31), date(2009, 10, 31), date(2009, 12, 31)),
    ]
    assert (first.due_text, second.due_text) == ("10月底", "")
    assert (first.responsible, second.responsible) == (world.member, None)
    assert [department.code for department in first.supports.all()] == ["SERVICE"]
    assert [task.department.code for task in (first, second, third)] == [
        "SALES",
        "SALES",
        "SERVICE",
    ]
    assert [task.status for task in (first, second, third)] == ["closed", "in_progress", "assigned"]
    assert [task.percent for task in (first, second, third)] == [100, 60, 0]


def test_a_close_out_is_recorded_as_imported(world):
    client = visit("clerk")
    confirm(client, preview_of(client, theirs()))
    task = Task.objects.get(status="closed")
    assert (task.closed_number, task.closed_on) == ("监销〔2009〕7号", date(2009, 10, 22))
    assert (task.closed_by, task.submitted_by) == (world.clerk, None)
    assert task.light(TODAY) == "done"
    assert not Acceptance.objects.exists()
    row = ImportedRow.objects.get(task=task)
    assert (row.by, row.file, row.row, row.is_closed) == (world.clerk, "整改台账.xlsx", 3, True)
    kinds = Event.objects.filter(thing="rectification.task", thing_pk=task.pk).order_by("id")
    assert list(kinds.values_list("kind", "actor")) == [
        ("task.assigned", "监督室专员"),
        ("task.in_progress_before", "监督室专员"),
        ("task.submitted_before", "监督室专员"),
        ("task.closed_before", "监督室专员"),
    ]


def normal(key: str, cell):
    """A cell of the fixture as a person reads it: a spreadsheet's day as that day."""
    return "2009年12月31日" if (key, cell) == ("整改期限", 40178) else cell or None


def test_exported_again_it_holds_the_same_rows_and_cells(world):
    client = visit("clerk")
    confirm(client, preview_of(client, theirs()))
    response = client.get("/campaigns/spring/ledger/export/?sort=entry")
    head, *rows = rows_of(response.content)
    renamed = {"整改期限": "整改时限", "责任单位": "牵头部门"}
    for row, ours in zip(ROWS, rows, strict=True):
        told = dict(zip(head, ours, strict=True))
        for name, cell in zip(HEAD, row, strict=True):
            wanted = cell if name == "完成率（%）" else normal(name, cell)
            assert told[renamed.get(name, name)] == wanted, (name, told)


def test_exported_and_imported_again_nothing_changes(world):
    client = visit("clerk")
    confirm(client, preview_of(client, theirs()))
    before = [list(model.objects.values()) for model in (Finding, Task, ImportedRow)]
    for _n in range(2):
        contents = client.get("/campaigns/spring/ledger/export/").content
        page = page_of(preview_of(client, contents))
        assert not page.xpath("//form[@data-act='confirm_ledger']")
        assert "3行台账中已有，保持不变" in text(page)
        assert "有差异的" not in text(page)
        assert "没有新的内容" in text(page)
    assert [list(model.objects.values()) for model in (Finding, Task, ImportedRow)] == before


def test_a_row_that_differs_stays_and_is_named(world):
    confirm(visit("clerk"), preview_of(visit("clerk"), theirs()))
    draft = read(world, changed(1, c6="2009年12月1日", c8="总经理"))
    assert draft.new == []
    [warning] = [w for w in draft.warnings if "不一致" in w.text]
    assert warning.cell == "台账!D2"
    assert "责任领导、整改时限" in warning.text or "整改时限、责任领导" in warning.text


def test_what_happens_later_shows_in_the_export(world):
    client = visit("clerk")
    confirm(client, preview_of(client, theirs()))
    Task.objects.order_by("id")[1].report_progress("已核对两个月", 80, by=world.member)
    [row] = [
        row
        for row in register.rows(Task.objects.order_by("id"), today=TODAY, oversees=True)
        if row[10] == "建立月度核对"
    ]
    assert row[16] == "已核对一个月\n2009年11月16日 已核对两个月"
    assert (row[15], row[17]) == ("2009.10.31", 80)


@pytest.mark.parametrize(
    ("cells", "where", "said"),
    [
        ({"c3": None, "c2": "B"}, "D2", "没有写明问题"),
        ({"c4": None}, "E2", "没有写明整改措施"),
        ({"c5": None}, "F2", "没有写明牵头部门"),
        ({"c5": "市场部"}, "F2", "没有叫“市场部”的部门"),
        ({"c5": "旁观部"}, "F2", "“旁观部”没有参加本次活动"),
        ({"c6": None}, "G2", "没有写明整改时限"),
        ({"c6": "尽快"}, "G2", "从“尽快”读不出确定的日期"),
        ({"c6": "2009年2月30日"}, "G2", "读不出确定的日期"),
        ({"c9": "马上改"}, "J2", "不能填“马上改”"),
        ({"c18": "大部分"}, "S2", "“大部分”不是0至100的百分比"),
        ({"c18": 120}, "S2", "“120”不是0至100的百分比"),
        ({"c20": "不清楚"}, "U2", "不能填“不清楚”"),
        ({"c22": "监销7号"}, "W2", "缺少销号日期"),
        ({"c20": "整改中"}, "W2", "状态却是“整改中”"),
        ({"c8": "领" * 61}, "I2", "有61个字，最多60个字"),
    ],
)
def test_every_problem_is_named_by_its_cell(world, cells, where, said):
    draft = read(world, changed(**cells))
    assert [cell for cell, _text in problems(draft)] == [f"台账!{where}"]
    assert said in problems(draft)[0][1]
    with pytest.raises(NotAllowed, match="表格有错误"):
        ledger_import.import_ledger(draft, world.campaign, by=world.clerk)
    assert not Finding.objects.exists()


def test_a_number_for_two_problems_and_a_close_out_number_twice(world):
    draft = read(world, ROWS[0], changed(2, c2="A-1"), changed(0, c4="再查一遍"))
    assert problems(draft) == [
        ("台账!C3", "问题编号“A-1”在台账!C2对应的是另一个问题。"),
        ("台账!W4", "销号编号“监销〔2009〕7号”在台账!W2中已经出现。"),
    ]


def test_a_close_out_number_of_another_task_is_refused(world):
    confirm(visit("clerk"), preview_of(visit("clerk"), theirs()))
    draft = read(world, changed(c3="另一个问题", c2="B"))
    assert problems(draft) == [("台账!D2", "销号编号“监销〔2009〕7号”已被占用。")]


def test_nobody_imports_the_close_out_of_the_own_work(world):
    """The doer's own acceptance is refused on this path too, by reading and by the verb."""
    draft = read(world, ROWS[0], by=world.head)
    assert problems(draft) == [
        ("台账!U2", "您属于办理此项整改的部门（人员），须由他人导入其销号。")
    ]
    open_row = read(world, ROWS[1], by=world.head)
    assert open_row.errors == []
    forged = read(world, ROWS[0], by=world.clerk)
    with pytest.raises(NotAllowed, match="本部门"):
        ledger_import.import_ledger(forged, world.campaign, by=world.head)
    assert not Task.objects.exists()


def test_everything_or_nothing(world, monkeypatch):
    draft = read(world, *ROWS)
    taken = read(world, *ROWS)
    ledger_import.import_ledger(draft, world.campaign, by=world.clerk)
    with pytest.raises(NotAllowed, match="预览之后台账有变化"):
        ledger_import.import_ledger(taken, world.campaign, by=world.clerk)
    assert Task.objects.count() == 3


def test_a_failure_in_the_last_row_writes_nothing(world, monkeypatch):
    draft = read(world, *ROWS)
    calls = []

    def third_fails(*args, **kwargs):
        calls.append(args)
        if len(calls) == 3:
            raise NotAllowed("满了")
        return made(*args, **kwargs)

    made = ledger_import._task
    monkeypatch.setattr(ledger_import, "_task", third_fails)
    with pytest.raises(NotAllowed, match="满了"):
        ledger_import.import_ledger(draft, world.campaign, by=world.clerk)
    assert not Finding.objects.exists()
    assert not Event.objects.filter(kind="finding.reported").exists()


def test_a_second_confirmation_finds_nothing(world):
    client = visit("clerk")
    preview = preview_of(client, theirs())
    assert confirm(client, preview).status_code == 302
    assert confirm(client, preview).status_code == 409
    assert Task.objects.count() == 3


def test_the_measures_below_a_problem_belong_to_it(world):
    draft = read(world, ROWS[1], changed(1, c2=None, c3=None, c4="另一项措施"))
    assert [line.group for line in draft.lines] == [1, 1]
    assert draft.lines[1].finding["problem"] == "合作厅工号未签协议"


def test_everything_done_closes_the_finding(world):
    ledger_import.import_ledger(read(world, ROWS[0]), world.campaign, by=world.clerk)
    assert Finding.objects.get().status == "closed"


def test_a_close_out_without_a_number_takes_the_next_one(world):
    draft = read(world, changed(c22="2009-11-02"))
    [task] = ledger_import.import_ledger(draft, world.campaign, by=world.clerk)
    assert (task.closed_number, task.closed_on) == ("SPRING-2009-001", date(2009, 11, 2))
    assert task.light(TODAY) == "done_late"


def test_who_did_it_before_is_told_nothing_of_what_is_done(world):
    from organization.models import Notification

    ledger_import.import_ledger(read(world, *ROWS), world.campaign, by=world.clerk)
    told = Notification.objects.filter(kind="task_assigned").values_list(
        "recipient__account", "text", "thing_pk"
    )
    _done, going_on, new = Task.objects.order_by("id")
    assert {(account, pk) for account, _text, pk in told} == {
        ("head", going_on.pk),
        ("service_head", new.pk),
    }


@pytest.mark.parametrize(
    ("name", "contents"),
    [("空.xlsx", b""), ("坏.xlsx", b"PK\x03\x04broken"), ("网页.xls", b"<html></html>")],
)
def test_files_that_are_no_workbook_are_refused(world, name, contents):
    answer = upload(visit("clerk"), contents or b" ", name)
    assert answer.status_code == 422
    assert page_of(answer).xpath("//*[@id='id_file_error']")


def test_a_cell_at_the_end_of_the_world_is_refused_by_the_child(world):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "问题", "x"
    file = BytesIO()
    book.save(file)
    answer = upload(visit("clerk"), file.getvalue())
    assert answer.status_code == 422
    assert page_of(answer).xpath("//*[@id='id_file_error']")


def test_a_sheet_without_known_headings_is_shown_to_choose(world):
    client = visit("clerk")
    rows = [["甲", "乙", "丙", "丁"], ["问题一", "措施一", "销售部", datetime(2009, 12, 1)]]
    columns = upload(client, as_workbook(rows)).headers["Location"]
    page = page_of(client.get(columns))
    fields = {**form_of(page), "c0": "problem", "c1": "measure", "c2": "department"}
    answer = client.post(columns, {**fields, "c3": "deadline"})
    confirm(client, client.get(answer.headers["Location"]))
    assert Task.objects.get().due_on == date(2009, 12, 1)


def test_the_row_of_the_headings_can_be_named(world):
    client = visit("clerk")
    columns = upload(client, theirs()).headers["Location"]
    page = page_of(client.get(f"{columns}?sheet=台账&row=3"))
    assert form_of(page)["row"] == "3"


def test_somebody_elses_upload_does_not_exist(world):
    columns = upload(visit("clerk"), theirs()).headers["Location"]
    assert visit("clerk").get(columns).status_code == 200
    assert visit("inspector").get(columns).status_code == 403
    assert visit("stranger").get(columns).status_code == 404


def test_only_long_term_tasks_go_without_a_day(world):
    draft = read(world, changed(1, c6="长期坚持", c9="长期坚持"))
    [task] = ledger_import.import_ledger(draft, world.campaign, by=world.clerk)
    assert (task.due_on, task.due_text, task.finding.track) == (None, "长期坚持", "long_term")
    [row] = register.rows(Task.objects.all(), today=TODAY, oversees=True)
    assert row[15] == "长期坚持"

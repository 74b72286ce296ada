"""A checklist out of a file: every problem by its cell, a preview, then written once."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from campaigns import import_shelf
from campaigns.checklist_import import Draft, import_checklist, read_checklist
from campaigns.models import Campaign, CheckItem, Checklist, Project
from organization.models import Event, NotAllowed
from organization.sheets import Unreadable
from tests.visiting import visit

HEAD = ["序号", "监察项目", "检查项点", "责任部门", "填报方式", "评判标准"]


def as_csv(*rows) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue().encode()


def as_workbook(rows, *merged, name="检查表") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(*rows) -> Draft:
    return read_checklist(as_csv(HEAD, *rows), "检查表")


def problems(draft: Draft) -> list[tuple[str, str]]:
    return [(error.cell, error.text) for error in draft.errors]


def test_g16_spelling_is_put_right_and_told(world):
    draft = read(["1", "甲项目", "开展明查暗访，宣讲“明查暗访”办法", "销售部", "", ""])
    assert draft.lines[0].columns["text"] == "开展明察暗访，宣讲“明查暗访”办法"
    told = [(row.cell, row.text) for row in draft.warnings]
    assert told == [("C2", "“明查暗访”已按规范写法导入为“明察暗访”。")]


def test_the_columns_of_the_trade_become_fields(world):
    draft = read(
        ["1", "甲项目", "已印发通知", "销售部；服务部", "下发填报", "有文号为符合"],
        ["2", "甲项目", "已完成统计", "销售部", "系统取数", ""],
        ["3", "乙项目", "已签订协议", "", "下发填报", ""],
    )
    assert draft.errors == []
    assert draft.projects == {"甲项目": 2, "乙项目": 1}
    assert draft.from_records == 1
    checklist = import_checklist(draft, by=world.clerk)
    rows = checklist.items.values_list(
        "no", "code", "order", "project__name", "text", "departments_text", "from_records"
    )
    assert list(rows) == [
        (1, "1", 1, "甲项目", "已印发通知", "销售部；服务部", False),
        (2, "2", 2, "甲项目", "已完成统计", "销售部", True),
        (3, "3", 3, "乙项目", "已签订协议", "", False),
    ]
    assert checklist.campaign is None
    assert Event.objects.get(kind="checklist.imported").particulars == {"items": 3}


def test_an_ordinary_sheet_goes_in_as_it_is(world):
    """Title row, other names, merged cells, a repeated heading, a signature line."""
    head = ["序号", "检查项目", "检查内容", "依据"]
    content = as_workbook(
        [
            ["××公司安全自查表（2026年）", None, None, None],
            ["单位：", None, "日期：", None],
            head,
            [1, "安全管理", "制度是否齐全", "《安全办法》第一条"],
            [2, None, "台账是否完整", "《安全办法》第二条"],
            head,
            [3, "消防", "器材是否有效", None],
            ["填表人：张三", None, "审核人：李四", None],
        ],
        "A1:D1",
        "B4:B5",
    )
    draft = read_checklist(content, "安全自查表")
    assert problems(draft) == []
    assert [(line.no, line.columns["project"], line.columns["text"]) for line in draft.lines] == [
        (1, "安全管理", "制度是否齐全"),
        (2, "安全管理", "台账是否完整"),
        (3, "消防", "器材是否有效"),
    ]
    assert draft.lines[0].columns["basis"] == "《安全办法》第一条"


def test_sections_over_the_whole_width_are_projects(world):
    content = as_workbook(
        [
            ["序号", "检查内容", "依据"],
            ["一、安全管理", None, None],
            ["1.1", "制度是否齐全", "《安全办法》"],
            ["二、消防", None, None],
            ["2.1", "器材是否有效", "《消防办法》"],
        ],
        "A2:C2",
    )
    draft = read_checklist(content, "安全自查表")
    assert problems(draft) == []
    assert [(line.no, line.columns["code"], line.columns["project"]) for line in draft.lines] == [
        (1, "1.1", "一、安全管理"),
        (2, "2.1", "二、消防"),
    ]


def test_a_sheet_without_numbers_is_numbered(world):
    draft = read_checklist(as_csv(["检查内容"], ["制度是否齐全"], ["台账是否完整"]), "表")
    assert [(line.no, line.columns["code"]) for line in draft.lines] == [(1, "1"), (2, "2")]
    assert draft.projects == {"表": 2}


def test_numbers_with_gaps_stay_the_numbers_of_the_items(world):
    draft = read(["3", "甲", "第三项"], ["7", "甲", "第七项"])
    assert [line.no for line in draft.lines] == [3, 7]


def test_every_problem_is_named_by_its_cell(world):
    draft = read(
        ["1", "甲", "第一项"],
        ["2", "甲", ""],
        ["1", "甲", "又是第一项"],
        ["", "甲", "没有序号"],
        ["5", "甲" * 121, "第五项"],
    )
    assert problems(draft) == [
        ("C3", "缺少检查项点内容。"),
        ("A4", "序号“1”与A2重复。"),
        ("A5", "缺少序号。"),
        ("B6", "内容有121个字，最多120个字。"),
    ]


def test_the_name_of_the_sheet_stands_in_the_address(world):
    draft = read_checklist(as_workbook([HEAD, [1, "甲", "一"], [1, "甲", "二"]]), "表")
    assert problems(draft) == [("检查表!A3", "序号“1”与检查表!A2重复。")]


def test_a_draft_with_an_error_writes_nothing(world):
    before = CheckItem.objects.count()
    draft = read(["1", "甲", "第一项"], ["1", "甲", "第二项"])
    with pytest.raises(NotAllowed):
        import_checklist(draft, by=world.clerk)
    assert not Checklist.objects.library().exists()
    assert CheckItem.objects.count() == before


def test_an_import_that_breaks_in_the_middle_writes_nothing(world, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(type(CheckItem.objects), "bulk_create", broken)
    with pytest.raises(RuntimeError):
        import_checklist(read(["1", "甲", "第一项"]), by=world.clerk)
    assert not Checklist.objects.library().exists()
    assert Project.objects.filter(checklist__campaign=None).count() == 0


def test_an_unknown_department_is_a_warning_with_its_cell(world):
    draft = read(
        ["1", "甲", "第一项", "销售部；计费中心"],
        ["2", "甲", "第二项", "各部门"],
        ["3", "甲", "第三项", "计费中心"],
        ["4", "甲", "第四项", "SERVICE、县（市、区）公司"],
    )
    assert draft.errors == []
    assert [(warning.cell, warning.text) for warning in draft.warnings] == [
        ("D2", "组织机构中没有“计费中心”（涉及2项）。"),
        ("D5", "组织机构中没有“县（市、区）公司”（涉及1项）。"),
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "文件是空的。"),
        (as_csv(["姓名", "电话"], ["张三", "1"]), "表格中找不到含有以下列的表头：检查项点。"),
        (as_csv(HEAD), "表头以下没有检查项点。"),
        (b"PK\x03\x04nonsense", "文件已损坏。请用Excel或WPS打开，另存为.xlsx后重新选择。"),
    ],
)
def test_a_file_that_is_no_checklist_is_refused_with_one_sentence(world, content, says):
    with pytest.raises(Unreadable) as refused:
        read_checklist(content, "表")
    assert str(refused.value) == says


def test_a_draft_survives_being_kept(world):
    draft = read(["1", "甲", "第一项", "计费中心"], ["1", "甲", "第二项"])
    token = import_shelf.put(draft, by=world.clerk)
    assert import_shelf.look_at(token, Draft, by=world.clerk) == draft
    assert import_shelf.look_at(token, Draft, by=world.admin) is None


def test_a_draft_is_taken_off_the_shelf_once_and_by_its_owner(world):
    token = import_shelf.put(read(["1", "甲", "第一项"]), by=world.clerk)
    with pytest.raises(NotAllowed), import_shelf.taken(token, Draft, by=world.admin):
        pass
    with import_shelf.taken(token, Draft, by=world.clerk) as draft:
        assert len(draft.lines) == 1
    with pytest.raises(NotAllowed), import_shelf.taken(token, Draft, by=world.clerk):
        pass


def upload(client, content: bytes, name="客服检查表.csv", **more):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("checklist_import"), {"file": file, **more})


def test_upload_preview_confirm(world):
    client = visit("clerk")
    content = as_csv(HEAD, ["1", "甲", "第一项", "计费中心"], ["2", "乙", "第二项"])
    answer = upload(client, content)
    assert answer.status_code == 302
    preview = client.get(answer.url).content.decode()
    assert "2个项目，2个检查项点" in preview
    assert "组织机构中没有“计费中心”" in preview
    assert not Checklist.objects.library().exists()
    confirmed = client.post(f"{answer.url}confirm/")
    checklist = Checklist.objects.library().get()
    assert confirmed.url == checklist.get_absolute_url()
    assert (checklist.name, checklist.items.count()) == ("客服检查表", 2)
    again = client.post(f"{answer.url}confirm/")
    assert again.status_code == 409
    assert Checklist.objects.library().count() == 1


def test_a_preview_with_errors_offers_no_confirmation(world):
    client = visit("clerk")
    answer = upload(client, as_csv(HEAD, ["1", "甲", "一"], ["1", "甲", "二"]))
    preview = client.get(answer.url).content.decode()
    assert 'data-act="confirm_checklist"' not in preview
    assert "A3" in preview
    assert client.post(f"{answer.url}confirm/").status_code == 409
    assert not Checklist.objects.library().exists()


def test_a_refused_confirmation_keeps_the_upload(world):
    client = visit("clerk")
    first = upload(client, as_csv(HEAD, ["1", "甲", "一"]))
    Checklist.objects.create(name="客服检查表")
    assert client.post(f"{first.url}confirm/").status_code == 409
    assert not Checklist.objects.library().get().items.exists()
    assert client.get(first.url).status_code == 200


def test_a_name_the_library_has_is_refused_at_the_field(world):
    Checklist.objects.create(name="客服检查表")
    answer = upload(visit("clerk"), as_csv(HEAD, ["1", "甲", "一"]))
    assert answer.status_code == 422
    assert "检查表库中已有“客服检查表”。" in answer.content.decode()


def test_an_unreadable_upload_says_why_on_the_page(world):
    answer = upload(visit("clerk"), b"\x89PNG\r\n\x1a\n\0\0", "照片.xlsx")
    assert answer.status_code == 422
    assert "这不是工作簿" in answer.content.decode()


def test_a_confirmed_upload_for_a_campaign_is_copied_and_broken_down(world):
    client = visit("clerk")
    url = reverse("checklist_import") + "?campaign=spring"
    content = as_csv(HEAD, ["1", "甲", "第一项", "销售部"], ["2", "甲", "第二项", "各部门"])
    answer = client.post(url, {"file": SimpleUploadedFile("新表.csv", content)})
    confirmed = client.post(answer.url.replace("?", "confirm/?"))
    assert confirmed.url == reverse("breakdown", args=["spring"])
    campaign = Campaign.objects.get(code="spring")
    assert campaign.checklist.copied_from == Checklist.objects.library().get()
    one, two = campaign.checklist.items.all()
    assert [scope.department.code for scope in one.scopes.all()] == ["SALES"]
    assert (one.all_departments, two.all_departments) == (False, True)


AS_IT_CAME = Path(__file__).parent / "files" / "checklist-83.csv"


def test_the_list_of_83_items_goes_in_as_it_is(world):
    draft = read_checklist(AS_IT_CAME, "八十三项")
    assert draft.errors == []
    assert len(draft.lines) == 83
    assert draft.groups == {"制度现状": 38, "日常管理": 20, "业务办理": 16, "干部聘任": 9}
    assert draft.from_records == 3
    assert len(draft.projects) == 3


RULES = ["序号", "检查项点", "填写类型", "判定公式", "佐证要求", "例外情形", "填写示例", "反面示例"]


def read_rules(*rows) -> Draft:
    return read_checklist(as_csv(RULES, *rows), "检查表")


def test_formula_evidence_rule_and_examples_come_with_the_list(world):
    row = [
        "1",
        "到会人数",
        "数值（应到／实到）",
        "实到*3>=应到*2",
        "不符合时附",
        "无",
        "好的",
        "差的",
    ]
    draft = read_rules([*row, "好的", "差的"], ["2", "已印发", "判断", "", "", "", "", ""])
    assert draft.errors == []
    fields = ("formula", "evidence_rule", "exceptions", "good_example", "bad_example")
    rows = import_checklist(Draft.from_json(draft.as_json()), by=world.clerk).items
    assert list(rows.values_list(*fields)) == [
        ("实到*3>=应到*2", "on_no", "无", "好的", "差的"),
        ("", "", "", "", ""),
    ]


def test_a_wrong_formula_or_rule_is_an_error_of_its_cell(world):
    draft = read_rules(
        ["1", "到会", "数值（公式）", "实到×3≥应到×2", "必附", "", "", ""],
        ["2", "到会", "数值（应到／实到）", "实到×3", "", "", "", ""],
        ["3", "抽查", "抽样", "合格=抽查", "随便", "", "", ""],
    )
    assert problems(draft) == [
        ("D2", "“实到”不是可填数量：抽查、合格。"),
        ("D3", "“实到×3”应是一个比较式，用且只用≥、>、=、≤、<中的一个比较两侧。"),
        ("E4", "“随便”不是佐证要求，应填：必附、不符合时附、免附。"),
    ]

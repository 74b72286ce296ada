"""Reading a stranger's worksheet: what comes out, and what is refused with one sentence."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from organization.sheets import CellError, Sheet, Unreadable, find_header, letters, read_workbook

COLUMNS = {"account": ("账号", "用户名"), "name": ("姓名",), "post": ("岗位", "职务")}


def workbook(*sheets) -> bytes:
    """A workbook of (name, rows, merged ranges…)."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows, *merged in sheets:
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
        for cells in merged:
            page.merge_cells(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def refusal(content: bytes, **limits) -> str:
    with pytest.raises(Unreadable) as refused:
        read_workbook(content, **limits)
    return str(refused.value)


def test_cells_read_as_a_person_reads_them():
    rows = [[1, 1.5, True, date(2009, 8, 12), datetime(2009, 8, 12, 10, 5), " 甲 ", None, None]]
    assert read_workbook(workbook(("表", rows))) == [
        Sheet("表", [["1", "1.5", "TRUE", "2009-08-12", "2009-08-12 10:05", "甲"]])
    ]


def test_merged_cells_are_filled():
    rows = [["标题", None, None], ["甲", "一", "x"], [None, "一", "y"]]
    [sheet] = read_workbook(workbook(("表", rows, "A1:C1", "A2:A3")))
    assert sheet.rows == [["标题"] * 3, ["甲", "一", "x"], ["甲", "一", "y"]]


def test_a_csv_of_excel_in_china_and_one_of_the_web_read_alike():
    text = "账号,姓名\r\nzs,张三\r\n"
    read = [read_workbook(text.encode(code)) for code in ("gb18030", "utf-8-sig", "utf-16")]
    assert read == [[Sheet("", [["账号", "姓名"], ["zs", "张三"]])]] * 3


def test_a_heading_row_is_found_below_a_title_and_by_synonyms():
    [sheet] = read_workbook(
        workbook(
            (
                "人员",
                [
                    ["人员名册（2026年）", None, None, None],
                    [None, "用户名*", "姓 名（必填）", "备注"],
                    [],
                    [None, "zs", "张三", ""],
                    [None, "用户名*", "姓 名（必填）", "备注"],
                    [None, "ls", None, "x"],
                ],
                "A1:D1",
            )
        )
    )
    table = find_header(sheet, COLUMNS, required=("account", "name"))
    assert [(row.number, row["account"], row["name"], row["post"]) for row in table] == [
        (4, "zs", "张三", ""),
        (6, "ls", "", ""),
    ]
    assert table.unknown == ["备注"]
    assert [table.has(key) for key in COLUMNS] == [True, True, False]
    last = list(table)[-1]
    assert last.error("name", "缺姓名") == CellError("人员!C6", "缺姓名")
    assert str(last.error("name", "缺姓名")) == "人员!C6：缺姓名"


def test_the_row_that_names_most_columns_is_the_heading():
    sheet = Sheet("表", [["姓名", "", ""], ["账号", "姓名", "职务"], ["zs", "张三", "科长"]])
    assert [row["post"] for row in find_header(sheet, COLUMNS)] == ["科长"]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([["账号", "x"]], "“人员”表缺少列：姓名、岗位。"),
        ([["x", "y"]], "“人员”表中找不到含有以下列的表头：账号、姓名、岗位。"),
        ([], "“人员”表中找不到含有以下列的表头：账号、姓名、岗位。"),
    ],
)
def test_a_missing_column_is_named(rows, says):
    with pytest.raises(Unreadable) as refused:
        find_header(Sheet("人员", rows), COLUMNS)
    assert str(refused.value) == says


def test_letters_of_columns():
    assert [letters(n) for n in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]


DAMAGED = "文件已损坏。请用Excel或WPS打开，另存为.xlsx后重新选择。"
LARGE = "工作簿过大无法读取，或表格以外很远处还有内容。请删除表格以外的内容，保存后重试。"
NO_WORKBOOK = "这不是工作簿。请选择Excel（.xlsx、.xls）或CSV文件。"


def test_what_is_no_workbook_is_refused_with_one_sentence():
    assert refusal(b"") == "文件是空的。"
    assert refusal(b"\x89PNG\r\n\x1a\n\0\0\0") == NO_WORKBOOK
    assert refusal(b"PK\x03\x04" + b"x" * 40) == DAMAGED
    assert refusal(b"\xd0\xcf\x11\xe0" + b"x" * 600) == DAMAGED
    assert refusal(b"<html><table>") == "这是改了后缀的网页。请用Excel或WPS打开，另存为.xlsx。"
    assert refusal(b"a,b\n", limit_bytes=3) == "文件超过0 MB。"


def test_a_zip_of_something_else_is_no_workbook():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "x")
    assert refusal(file.getvalue()) == NO_WORKBOOK


def test_a_workbook_that_inflates_without_end_is_never_unpacked(monkeypatch):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "x")
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 3_000_000)
    monkeypatch.setattr("organization.sheets.LIMIT_INFLATED", 2_000_000)
    monkeypatch.setattr("organization.sheets._read_apart", lambda *_args: pytest.fail("unpacked"))
    assert refusal(file.getvalue()) == LARGE


def test_one_cell_in_the_last_corner_does_not_take_the_memory_of_the_server():
    book = openpyxl.Workbook()
    book.active["A1"] = "账号"
    book.active["XFD1048576"] = "x"
    file = io.BytesIO()
    book.save(file)
    assert refusal(file.getvalue()) == LARGE


def test_too_many_rows_and_columns_are_refused():
    tall, wide = [["x"]] * 6, [["x"] * 257]
    assert refusal(workbook(("表", tall)), limit_rows=5) == "“表”表超过5行，请拆分后导入。"
    assert refusal(b"x\n" * 6, limit_rows=5) == "表格超过5行，请拆分后导入。"
    assert refusal(workbook(("表", wide))) == "“表”表第256列以外还有内容，请清理后导入。"
    assert refusal(",".join("x" * 257).encode()) == "表格超过256列，请清理后导入。"


def test_a_reader_that_does_not_come_back_is_given_up(monkeypatch):
    monkeypatch.setattr("organization.sheets.SECONDS", 0.001)
    assert refusal(workbook(("表", [["x"]]))) == LARGE

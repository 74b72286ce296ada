"""Workbooks that are not ours, not whole or hostile: one clear sentence each, within limits."""

import zipfile
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from campaigns import offline_cells
from campaigns.models import Answer
from campaigns.offline_reading import read
from organization import sheet_process, sheets
from organization.models.role import grant
from organization.sheets import Unreadable
from tests.offline import child_limits, downloaded, filled
from tests.visiting import visit
from tests.world import fill, start

SECONDS, MEMORY = 10, 512 * 1024**2


def test_the_reader_gets_no_more():
    assert sheets.SECONDS <= SECONDS and sheet_process.SECONDS <= SECONDS
    assert sheet_process.MEMORY <= MEMORY


def refusal(contents: bytes, world) -> str:
    """The one sentence, within the limits of time and memory."""
    with child_limits() as used, pytest.raises(Unreadable) as refused:
        read(contents, world.sheet())
    assert used["seconds"] < SECONDS and used["bytes"] < MEMORY
    return str(refused.value)


def changed(world, sheet: str, cell: str, value) -> bytes:
    """A workbook in which a cell was changed although it is locked."""
    book = downloaded(world)
    book.book[sheet][cell] = value
    return book.saved()


@pytest.fixture
def world(world):
    return fill(start(world)) and world


def test_one_locked_cell_changed_is_named(world):
    contents = changed(world, "自查表", "D5", "随意即为符合")
    assert refusal(contents, world) == (
        "自查表!D5是锁定内容，已被改动（原为“齐全为符合；缺一为不符合”）。"
        "填报表未被采用，请恢复原内容或重新下载。"
    )


HIDDEN = "锁定内容被改动：隐藏单元格有变化，或有行被增删。填报表未被采用，请重新下载后填写。"


def test_a_hidden_revision_changed_is_refused(world):
    version = downloaded(world).cell(2, "version").coordinate
    assert refusal(changed(world, "自查表", version, "7"), world) == HIDDEN


def test_a_wrong_signature_is_refused(world):
    assert refusal(changed(world, "校验信息", "B6", "0" * 64), world) == HIDDEN


def test_rows_added_deleted_or_doubled_are_refused(world):
    gone, added = downloaded(world), downloaded(world)
    gone.page.delete_rows(5)
    added.page.append([cell.value for cell in added.page[5]])
    assert [refusal(book.saved(), world) for book in (gone, added)] == [HIDDEN, HIDDEN]


def test_rows_in_another_order_are_the_same_workbook(world):
    book = downloaded(world)
    for column in range(1, book.page.max_column + 1):
        one, other = book.page.cell(4, column), book.page.cell(5, column)
        one.value, other.value = other.value, one.value
    lines = read(book.saved(), world.sheet()).lines
    assert [(line.code, line.row) for line in lines] == [("2", 4), ("1", 5), ("3", 6)]


def test_a_workbook_of_another_campaign_is_refused(world):
    assert refusal(changed(world, "校验信息", "B2", "autumn"), world) == (
        "填报表属于另一项专项活动：autumn。"
    )


def test_a_workbook_of_another_department_is_refused(world):
    contents = downloaded(world, "service_head", "SERVICE").saved()
    assert refusal(contents, world) == "填报表属于另一部门的自查表：SERVICE。"


def test_a_workbook_of_another_department_does_not_pass_under_a_false_name(world):
    book = downloaded(world, "service_head", "SERVICE")
    book.book["校验信息"]["B3"] = "SALES"
    assert refusal(book.saved(), world) == HIDDEN


def test_a_workbook_of_another_installation_is_refused(world, settings):
    contents = filled(world)
    settings.SECRET_KEY = "another installation has another key"
    assert refusal(contents, world) == "填报表由另一套系统导出，不能在本系统使用。"


def test_the_key_of_another_installation_signs_nothing_here(world, settings):
    ours, key = offline_cells.installation(), settings.SECRET_KEY
    settings.SECRET_KEY = "another installation has another key"
    book = downloaded(world)
    book.book["校验信息"]["B4"] = ours
    contents = book.saved()
    settings.SECRET_KEY = key
    assert refusal(contents, world) == HIDDEN


def test_a_missing_column_is_named(world):
    assert (
        refusal(changed(world, "自查表", "Q3", "别的"), world) == "“自查表”表缺少列：问题或说明。"
    )


@pytest.mark.parametrize(("cell", "where"), [("M4", "自查表!M4"), ("D5", "自查表!D5")])
def test_a_formula_is_refused_by_its_cell(world, cell, where):
    contents = changed(world, "自查表", cell, '=HYPERLINK("http://example.org")')
    assert refusal(contents, world) == f"{where}含有公式。请直接填写内容，填报表不接收公式。"


LARGE = "工作簿过大无法读取，或表格以外很远处还有内容。请删除表格以外的内容，保存后重试。"


def test_a_cell_in_the_last_corner_is_refused(world):
    assert refusal(changed(world, "自查表", "XFD1048576", "x"), world) == LARGE


def bomb(world, size: int, says: int | None = None) -> bytes:
    """A workbook whose first worksheet inflates to `size` bytes; its directory may say fewer."""
    source = zipfile.ZipFile(BytesIO(filled(world)))
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            if name != "xl/worksheets/sheet1.xml":
                archive.writestr(name, source.read(name))
                continue
            with archive.open(name, "w", force_zip64=True) as part:
                part.write(b"<worksheet><sheetData>")
                for _round in range(size // 2**20):
                    part.write(b"<row/>" * (2**20 // 6))
    contents = target.getvalue()
    if says is not None:
        [part] = [p for p in archive.infolist() if p.filename.endswith("sheet1.xml")]
        told = part.file_size.to_bytes(4, "little")
        contents = contents.replace(told, says.to_bytes(4, "little"))
    source.close()
    return contents


def test_a_workbook_that_inflates_without_end_is_refused(world):
    contents = bomb(world, 300 * 2**20)
    assert len(contents) < 2 * 2**20
    assert refusal(contents, world) == LARGE


DAMAGED = "文件已损坏。请用Excel或WPS打开，另存为.xlsx后重新选择。"


def test_a_workbook_that_lies_about_its_size_is_refused(world):
    assert refusal(bomb(world, 300 * 2**20, says=1000), world) in (LARGE, DAMAGED)


OURS = "这不是从本页下载的填报表，或未保存为.xlsx。请下载本自查表的填报表，填写后再上传。"


def test_some_other_workbook_is_refused(world):
    book = openpyxl.Workbook()
    book.active["A1"] = "序号"
    target = BytesIO()
    book.save(target)
    assert refusal(target.getvalue(), world) == OURS
    assert refusal("序号,结果\n1,符合\n".encode(), world) == OURS


def test_a_file_over_the_limit_is_refused(world):
    assert refusal(b"PK\x03\x04" + b"x" * 6_000_000, world) == "文件超过5 MB。"


def test_the_page_says_why_and_nothing_is_kept(world):
    contents = changed(world, "自查表", "D5", "随意即为符合")
    before = list(Answer.objects.values("pk", "version"))
    url = reverse("workbook", args=["spring", "SALES"])
    answer = visit("head").post(url, {"file": SimpleUploadedFile("x.xlsx", contents)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("自查表!D5是锁定内容") == 1
    assert list(Answer.objects.values("pk", "version")) == before


def test_without_a_file_the_page_asks_for_one(world):
    url = reverse("workbook", args=["spring", "SALES"])
    answer = visit("head").post(url, {"csrfmiddlewaretoken": "as every form has it"})
    assert answer.status_code == 422
    assert "has-errors" in answer.content.decode()


def test_an_upload_for_one_sheet_is_not_applied_to_another(world):
    grant(world.head, "head", world.departments["SERVICE"], by=None)
    client = visit("head")
    url = reverse("workbook", args=["spring", "SALES"])
    preview = client.post(url, {"file": SimpleUploadedFile("x.xlsx", filled(world))}).url
    assert client.get(preview).status_code == 200
    other = preview.replace("SALES", "SERVICE")
    assert client.get(other).status_code == 404
    assert client.post(f"{other}apply/", {"digest": "x"}).status_code == 404
    assert client.get(preview).status_code == 200

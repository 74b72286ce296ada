"""Complaint statistics out of a worksheet: all or nothing, every problem by its cell."""

import zipfile
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html

from campaigns import import_shelf
from findings import complaint_import, complaints
from findings.models import ComplaintCount, ComplaintPeriod, ComplaintRules
from organization.models import Event
from organization.registers import workbook
from tests.sheet_file import rows_of
from tests.visiting import visit
from tests.world import start

HEAD = ["投诉级别", "统计起始日", "统计截止日", "原因", "数量", "投诉总数"]
JANUARY = ["升级投诉", date(2026, 1, 1), date(2026, 1, 31)]


def far_cell() -> bytes:
    """A sheet of a few bytes for which a reader asks for the whole memory."""
    book, file = openpyxl.Workbook(), BytesIO()
    book.active["A1"], book.active["XFD1048576"] = "投诉级别", "x"
    book.save(file)
    return file.getvalue()


def zip_bomb() -> bytes:
    """A workbook that unpacks to three hundred megabytes."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (300 * 2**20))
    return file.getvalue()


@pytest.fixture
def running(world):
    return start(world)


def send(rows, name="投诉.xlsx", head=HEAD, by="clerk"):
    contents = rows if isinstance(rows, bytes) else workbook("投诉统计", head, rows)
    file = SimpleUploadedFile(name, contents)
    return visit(by).post(reverse("complaint_import", args=["spring"]), {"file": file})


def confirm(answer, by="clerk"):
    return visit(by).post(f"{answer.url}confirm/")


def test_a_file_is_looked_at_and_then_written_once(running):
    answer = send([
        [*JANUARY, "服务态度", 6, 100],
        [None, None, None, "工作差错", 10, None],
        ["升级投诉", "2026年2月1日", "2026/2/28", "服务态度", "３件", "5"],
    ])  # fmt: skip
    assert answer.status_code == 302
    assert not ComplaintPeriod.objects.exists()
    shown = visit("clerk").get(answer.url).content.decode()
    assert "将导入2个统计期" in shown and "2026年2月28日" in shown
    assert confirm(answer).status_code == 302
    assert confirm(answer).status_code == 404  # once
    found = [
        (str(row.starts_on), row.total, dict(row.counts.values_list("cause", "n")))
        for row in ComplaintPeriod.objects.order_by("starts_on")
    ]
    assert found == [
        ("2026-01-01", 100, {"服务态度": 6, "工作差错": 10}),
        ("2026-02-01", 5, {"服务态度": 3}),
    ]
    kinds = Event.objects.filter(kind__startswith="complaintperiod.")
    assert kinds.count() == 2
    assert Event.objects.filter(kind="campaign.complaints_imported").count() == 1


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["", "2026-02-01", "2026-02-28", "服务态度", 3, 5], "A3"),
        (["级" * 41, "2026-02-01", "2026-02-28", "服务态度", 3, 5], "A3"),
        (["升级投诉", "二月", "2026-02-28", "服务态度", 3, 5], "B3"),
        (["升级投诉", "2026-02-30", "2026-02-28", "服务态度", 3, 5], "B3"),
        (["升级投诉", "2026-02-01", "2026-01-28", "服务态度", 3, 5], "C3"),
        (["升级投诉", "2026-02-01", "2026-02-28", "", 3, 5], "D3"),
        (["升级投诉", "2026-02-01", "2026-02-28", "因" * 61, 3, 5], "D3"),
        (["升级投诉", "2026-02-01", "2026-02-28", "服务态度", "三", 5], "E3"),
        (["升级投诉", "2026-02-01", "2026-02-28", "服务态度", -3, 5], "E3"),
        (["升级投诉", "2026-02-01", "2026-02-28", "服务态度", 10**9, 5], "E3"),
        (["升级投诉", "2026-02-01", "2026-02-28", "服务态度", 3, 0], "F3"),
        (["升级投诉", "2026-02-01", "2026-02-28", "服务态度", 6, 5], "F3"),
        (["升级投诉", "2026-01-01", "2026-01-31", "工作差错", 3, 99], "F3"),
        (["升级投诉", "2026-01-01", "2026-01-31", "服务态度", 3, 100], "D3"),
    ],
)
def test_one_wrong_row_writes_nothing_and_names_its_cell(running, row, said):
    answer = send([[*JANUARY, "服务态度", 6, 100], row])
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'<b class="num">投诉统计!{said}</b>' in page
    assert page.count('<b class="num">') == 1
    assert not ComplaintPeriod.objects.exists()


def test_a_row_before_any_period_is_named(running):
    answer = send([[None, None, None, "服务态度", 6, None]])
    assert "投诉统计!A2" in answer.content.decode()


def test_what_was_exported_comes_back_as_known(running):
    fields = {"by": running.clerk, "level": "升级投诉", "total": 100, "counts": {"服务态度": 6}}
    complaints.enter(running.campaign, starts_on=JANUARY[1], ends_on=JANUARY[2], **fields)
    client = visit("clerk")
    exported = client.get(reverse("complaints_export", args=["spring"])).content
    answer = send(exported)
    assert answer.status_code == 302
    assert "没有新" in client.get(answer.url).content.decode()
    again = send([[*JANUARY, "服务态度", 7, 100]])
    assert again.status_code == 422
    assert "投诉统计!A2" in again.content.decode() and "更正" in again.content.decode()
    assert ComplaintCount.objects.get().n == 6


def test_a_period_that_was_entered_meanwhile_is_not_written_twice(running):
    answer = send([[*JANUARY, "服务态度", 6, 100], ["一般投诉", *JANUARY[1:], "服务态度", 1, 9]])
    complaints.enter(
        running.campaign, by=running.clerk, level="一般投诉", starts_on=JANUARY[1],
        ends_on=JANUARY[2], total=9, counts={},
    )  # fmt: skip
    assert confirm(answer).status_code == 409
    assert [row.level for row in ComplaintPeriod.objects.all()] == ["一般投诉"]


def test_the_template_asks_for_the_causes_of_the_campaign(running):
    ComplaintRules.of(running.campaign).change(
        by=running.clerk, level="一般投诉", causes="网络故障\n服务态度", rhythm=""
    )
    contents = visit("clerk").get(reverse("complaint_template", args=["spring"])).content
    head, *rows = rows_of(contents)
    assert list(head) == HEAD
    assert [(row[0], row[3]) for row in rows] == [("一般投诉", "网络故障"), (None, "服务态度")]
    filled = [
        ["一般投诉", *JANUARY[1:], "网络故障", 3, 8],
        [None, None, None, "服务态度", "", None],
    ]
    assert confirm(send(filled, head=list(head))).status_code == 302
    assert dict(ComplaintCount.objects.values_list("cause", "n")) == {"网络故障": 3}


@pytest.mark.parametrize(
    "contents",
    [
        b"",
        b"\x00\x01\x02",
        b"PK\x03\x04broken",
        b"<html><table></table></html>",
        zip_bomb,
        far_cell,
    ],
    ids=["empty", "binary", "broken zip", "web page", "zip bomb", "far cell"],
)
def test_a_hostile_file_is_refused_with_a_sentence(running, contents):
    answer = send(contents() if callable(contents) else contents)
    assert answer.status_code == 422
    page = html.document_fromstring(answer.content.decode())
    assert page.xpath("//*[contains(@class, 'has-errors')]//*[contains(@class, 'error')]")


def test_what_somebody_else_uploaded_or_for_another_campaign_is_not_there(running):
    answer = send([[*JANUARY, "服务态度", 6, 100]])
    other = complaint_import.ComplaintDraft("another", "x.xlsx")
    token = import_shelf.put(other, by=running.clerk)
    client = visit("clerk")
    assert client.get(reverse("complaint_preview", args=["spring", token])).status_code == 404
    assert client.get(reverse("complaint_preview", args=["spring", ".."])).status_code == 404
    assert client.get(reverse("complaint_preview", args=["spring", "f" * 3000])).status_code == 404
    assert visit("leader").get(answer.url).status_code == 403

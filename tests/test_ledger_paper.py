"""整改台账 on wide paper: all columns of the trade, in the order of the address."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document as WordFile
from pypdf import PdfReader

from findings.models import Finding
from organization.models import Event
from rectification.models import Task
from tests.stage import staged
from tests.test_ledger_export import COLUMNS
from tests.visiting import visit
from tests.world import at, full_world


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def paper(account: str, format_: str, query: str = "", status: int = 200) -> bytes:
    response = visit(account).get(f"/campaigns/spring/ledger/paper/{format_}/{query}")
    assert response.status_code == status
    return response.content


def table(account: str, query: str = "") -> list[list[str]]:
    [found] = WordFile(BytesIO(paper(account, "docx", query))).tables
    return [[cell.text for cell in row.cells] for row in found.rows]


def test_the_word_file_has_the_columns_of_the_trade(world):
    head, row = table("clerk")
    assert head == COLUMNS
    assert (row[0], row[5], row[10], row[12]) == ("1", "资料不全", "补齐示例资料", "销售部")
    assert Event.objects.filter(kind="campaign.ledger_printed").count() == 1


def test_the_pdf_lies_on_its_side(world):
    reader = PdfReader(BytesIO(paper("clerk", "pdf")))
    width, height = (float(side) for side in reader.pages[0].mediabox[2:])
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (420, 297)
    said = "".join(reader.pages[0].extract_text().split())
    assert "春季专项自查整改台账" in said
    assert "共1项整改任务" in said


def test_the_paper_follows_the_filters_and_hides_what_is_restricted(world):
    assert len(table("clerk", "?status=assigned")) == 2
    assert b"PK" in paper("clerk", "docx", "?status=closed")
    Finding.objects.update(restricted=True)
    assert table("head")[1][5] == ""
    assert table("leader")[1][5] == "资料不全"


def test_another_format_does_not_exist(world):
    paper("clerk", "exe", status=404)


def test_the_paper_counts_by_both_deadlines(world):
    Task.objects.update(
        status="submitted",
        submitted_at=at(date(2026, 3, 25)),
        first_due_on=date(2026, 3, 20),
        due_on=date(2026, 4, 10),
    )
    words = "\n".join(p.text for p in WordFile(BytesIO(paper("clerk", "docx"))).paragraphs)
    assert (
        "共1项整改任务；经批准延期1项；有时限的已完成1项，其中按原定时限按期完成0项（0%），"
        "按现行时限按期完成1项（100%）。" in words
    )

"""核查记录表: one document, told as page, Word and PDF, with lines to be signed."""

import io

import pypdfium2
import pytest
from docx import Document as read_docx

from campaigns import verification, verification_feedback
from campaigns.models import Verification
from organization.models import Event
from reports.document import Table
from reports.verification_papers import record_paper
from tests.access.verification import verified
from tests.counting import queries_of
from tests.stage import staged
from tests.test_filling import signed_in
from tests.visiting import get, text, visit

URL = "/campaigns/spring/verification-record/SALES/"


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(verified, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def verify(world, no: int, result: str = "ok") -> Verification:
    return verification.verify(
        world.campaign,
        world.item(no),
        world.departments["SALES"],
        by=world.inspector,
        result=result,
        method="查阅资料",
        sample_n=5,
        sample_ok=4,
    )


def paper(world, no=None):
    return record_paper(world.campaign, world.departments["SALES"], world.clerk, no)


def rows(document) -> list:
    [table] = [block for block in document.blocks if isinstance(block, Table)]
    return [list(row) for row in table.rows]


def test_one_record_is_told_in_full(world):
    told = dict(rows(paper(world)))
    assert told["检查项点"].startswith("1．")
    assert (told["自查结果"], told["核查结论"]) == ("符合", "不符合（检查发现）")
    assert (told["核查情况"], told["部门反馈"]) == ("登记不全", "—")


def test_several_records_are_lines_in_the_order_of_the_checklist(world):
    verify(world, 3)
    verify(world, 2)
    document = paper(world)
    assert [row[0] for row in rows(document)] == ["1", "2", "3"]
    assert rows(document)[1][2] == "查阅资料\n抽查5，合格4"
    words = "".join("".join(map(str, runs)) for runs in document.all_runs())
    assert "共核查3个检查项点，检查发现的不符合项点1个。" in words
    for line in ("核查人员（签字）", "被核查部门（单位）负责人（签字）", "年　　月　　日"):
        assert line in words


def test_statement_and_answer_are_told(world):
    row = Verification.objects.select_related("campaign", "department", "item", "by").get()
    verification_feedback.comment(row, 1, "登记在另一册", by=world.head)
    verification_feedback.reply(row, 1, "另一册也缺页", by=world.clerk)
    assert dict(rows(paper(world)))["部门反馈"] == "陈述：登记在另一册\n答复：另一册也缺页"


def test_what_was_said_to_an_older_version_is_not_told(world):
    row = Verification.objects.select_related("campaign", "department", "item", "by").get()
    verification_feedback.agree(row, 1, by=world.head)
    verification.correct(row, 1, by=world.inspector, reason="补看", text="缺一页")
    assert dict(rows(paper(world)))["部门反馈"] == "—"


def test_page_word_and_pdf_say_the_same(world):
    assert "登记不全" in text(get("head", "verification_record", "spring", "SALES"))
    client = visit("head")
    word = client.get(f"{URL}files/docx/").content
    cells = [cell.text for table in read_docx(io.BytesIO(word)).tables for cell in table._cells]
    assert "登记不全" in cells
    pdf = pypdfium2.PdfDocument(client.get(f"{URL}1/files/pdf/").content)
    printed = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert "核查记录表" in printed
    assert "签字" in printed
    assert len(pdf) == 1
    events = Event.objects.filter(kind="verification.printed").order_by("id")
    assert [event.particulars["format"] for event in events] == ["docx", "pdf"]


def test_who_may_not_read_the_record_gets_no_paper(world):
    for account in ("service_head", "stranger", "admin", "auditor"):
        assert visit(account).get(f"{URL}files/pdf/").status_code == 404
    assert visit("clerk").get(f"{URL}files/odt/").status_code == 404
    assert visit("clerk").get(f"{URL}2/").status_code == 404


def test_more_records_cost_no_more_queries(world):
    client = signed_in(world.clerk)
    verify(world, 2)
    two = queries_of(client, URL, "查阅资料\n抽查5", 0)
    verify(world, 3)
    assert queries_of(client, URL, "查阅资料\n抽查5", 0) == two


def test_the_list_of_records_costs_the_same_for_more_of_them(world):
    client = signed_in(world.clerk)
    url = "/campaigns/spring/verification/"
    verify(world, 2)
    two = queries_of(client, url, 'data-status="recorded"', 2)
    verify(world, 3)
    assert queries_of(client, url, 'data-status="recorded"', 3) == two

"""How letters stand on paper: titles broken between words, the receipt never alone on a page."""

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document

from reports import letters as papers
from reports.document import Column, Paragraph, Table, Title
from reports.document import Document as Paper
from reports.layouts import GBT9704
from reports.renderers.docx import render_docx
from reports.renderers.pdf.faces import OWN_FONTS, faces_of
from reports.renderers.pdf.pages import pages_of
from tests.correspondence import notice, with_finding
from tests.stage import staged


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(with_finding, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


@pytest.mark.parametrize(
    ("topic", "lines"),
    [
        (
            "营业厅服务热线接通率未达到服务承诺标准",
            ("关于对营业厅服务热线接通率", "未达到服务承诺标准问题进行整改的通知"),
        ),
        (
            "个别县公司营业厅工作人员着装不规范首问负责制落实不到位",
            (
                "关于对个别县公司营业厅工作人员",
                "着装不规范首问负责制落实",
                "不到位问题进行整改的通知",
            ),
        ),
        (
            "业扩报装工程收费公示栏更新不及时",
            ("关于对业扩报装工程收费公示栏更新", "不及时问题进行整改的通知"),
        ),
        (
            "客户服务中心投诉工单超时限办结且未按规定回访客户",
            ("关于对客户服务中心投诉工单超时限办结", "且未按规定回访客户问题进行整改的通知"),
        ),
    ],
)
def test_a_long_topic_is_broken_between_words(world, topic, lines):
    letter = notice(world)
    letter.topic = topic
    [title] = [b for b in papers.words_of(letter).blocks if isinstance(b, Title)]
    assert title.lines == lines
    assert max(map(len, title.lines)) <= 20  # no renderer breaks them again


def pages(document) -> list[str]:
    """The words of each page as they are set."""
    faces = faces_of("gbt9704", OWN_FONTS)
    return [
        "".join(piece.text for strip in page.strips for piece in getattr(strip, "pieces", ()))
        for page in pages_of(document, GBT9704, faces)
    ]


def test_the_receipt_is_never_alone_on_a_page(world):
    """However long the letter is: where the receipt goes over, so do 落款 and the text before."""
    over = 0
    for lines in range(4, 22):
        letter = notice(world, demands="\n".join(["补齐资料" * 6] * lines))
        last = pages(papers.paper_of(letter))[-1]
        if "回　　执" in last and "请按下列要求整改" not in last:
            over += 1
            assert "监督室" in last and "书面提出" in last
    assert over


def test_word_keeps_the_receipt_at_the_signature(world):
    written = Document(BytesIO(render_docx(papers.paper_of(notice(world)))))
    rows = written.paragraphs
    [at] = [n for n, row in enumerate(rows) if "回" in row.text and "执" in row.text]
    before = rows[at - 3 : at + 1]  # organisation, day, an empty line, the title of the receipt
    assert [bool(row.paragraph_format.keep_with_next) for row in before] == [True] * 4


def signed_list(rows: int) -> Paper:
    """A paper of one table whose last row belongs to the line that is signed."""
    table = Table((Column("问题", 60),), tuple(("资料不全",) for _row in range(rows)))
    signature = Paragraph(("负责人（签字）：",), indent=False)
    kept = replace(table, keep_with_next=True)
    return Paper(title="问题清单", blocks=(kept, signature))


def test_a_line_to_be_signed_is_never_alone_behind_a_table():
    faces = faces_of("gbt9704", OWN_FONTS)
    counts = [
        [len(page.strips) for page in pages_of(signed_list(rows), GBT9704, faces)]
        for rows in range(20, 60)
    ]
    over = [strips[-1] for strips in counts if len(strips) > 1]
    assert over and min(over) >= 3  # the head again, the last row, the signature


def test_word_keeps_the_last_row_at_the_line_to_be_signed():
    written = Document(BytesIO(render_docx(signed_list(3))))
    kept = [
        bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next)
        for row in written.tables[0].rows
    ]
    assert kept == [False, False, False, True]

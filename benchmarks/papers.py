"""The final report of 83 items as Word and PDF, beside the same text set plainly."""

import io

from django.conf import settings
from django.utils import translation
from docx import Document as WordDocument
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import LongTable, SimpleDocTemplate
from reportlab.platypus import Paragraph as PlainParagraph

from benchmarks.measuring import Comparison, compare
from benchmarks.memory import peak_of
from campaigns.models import Campaign
from inspection.story.days import Days
from inspection.story.reading import read_story
from inspection.story.replay import Replay
from organization import clock
from reports.document import Document, Table, plain, runs_of
from reports.figures import Figures
from reports.papers import write
from reports.renderers.docx import render_docx
from reports.renderers.pdf import render_pdf
from reports.renderers.pdf.faces import OWN_FONTS, registered

STORY = "lanzhou"
RENDERERS = {"Word": render_docx, "PDF": render_pdf}
GOALS = {"Word": "≤ 2.5× floor", "PDF": "≤ 2× floor"}


def run(size: str, rounds: int) -> list[Comparison]:
    """Words and look together, the words alone, and the look alone beside its floor."""
    story = read_story(STORY, settings.BASE_DIR / "fixtures" / STORY)
    with translation.override("zh-hans"):
        campaign = Replay(story, Days(story, today=clock.today()), "benchmark").run()
        document = words_of(campaign)
        texts, tables = text_of(document)
        name = f"{sum(map(len, texts)):,} characters, {sum(map(len, tables)):,} rows"
        sides = {
            "Word": (render_docx, lambda: plain_word(texts, tables), "python-docx, same text"),
            "PDF": (render_pdf, lambda: plain_pdf(texts, tables), "reportlab, same text"),
        }  # fmt: skip
        memory = {kind: peak_of("benchmarks.papers:report_of", campaign.code, kind)
                  for kind in sides}  # fmt: skip
        return [
            row
            for kind, (render, floor, floor_name) in sides.items()
            for row in _compare(
                kind,
                campaign,
                document,
                render,
                floor,
                floor_name,
                rounds,
                f"{name}; {memory[kind]}",
            )
        ]


def _compare(kind, campaign, document, render, floor, floor_name, rounds, name):
    goal = GOALS[kind]

    def whole() -> None:
        render(words_of(campaign))

    return [
        compare(f"final report as {kind}, records read and set", whole, floor, floor_name,
                rounds=rounds, goal=goal, note=name),
        compare(f"final report as {kind}, set only", lambda: render(document), floor, floor_name,
                rounds=rounds, goal=goal, note=name),
    ]  # fmt: skip


def words_of(campaign: Campaign) -> Document:
    """The report written from the records as they are now."""
    return write("final", Figures(campaign, clock.now()))


def report_of(code: str) -> Document:
    """The report of the story that lies in the database."""
    return words_of(Campaign.objects.get(code=code))


def text_of(document: Document) -> tuple[list[str], list[list[list[str]]]]:
    """The paper's paragraphs, and its tables as rows of cells."""
    texts, tables = [], []
    blocks = [*document.blocks, *(block for annex in document.annexes for block in annex.blocks)]
    for block in blocks:
        if isinstance(block, Table):
            tables += [[[plain(cell) for cell in row] for row in block.rows]] if block.rows else []
        else:
            texts += [plain(runs) for runs in runs_of(block)]
    return texts, tables


def plain_word(texts: list[str], tables: list[list[list[str]]], **_wide) -> bytes:
    """The floor of Word: the same paragraphs and cells, without any look."""
    document = WordDocument()
    for text in texts:
        document.add_paragraph(text)
    for rows in tables:
        table = document.add_table(len(rows), len(rows[0]))
        cells = iter(table._cells)
        for row in rows:
            for text in row:
                next(cells).text = text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def plain_pdf(texts: list[str], tables: list[list[list[str]]], *, wide: bool = False) -> bytes:
    """The floor of PDF: the same paragraphs and cells in one of our faces."""
    face = registered(OWN_FONTS / "gw-fang.ttf").fontName
    style = ParagraphStyle("plain", fontName=face, fontSize=16, leading=29, wordWrap="CJK")
    small = ParagraphStyle("cell", parent=style, fontSize=10.5, leading=14)
    flow: list = [PlainParagraph(text, style) for text in texts]
    for rows in tables:
        width = (1000 if wide else 440) / len(rows[0])
        cells = [[PlainParagraph(text, small) for text in row] for row in rows]
        flow.append(LongTable(cells, colWidths=[width] * len(rows[0]), repeatRows=1))
    target = io.BytesIO()
    SimpleDocTemplate(target, pagesize=landscape(A3) if wide else A4).build(flow)
    return target.getvalue()

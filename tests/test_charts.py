"""统计图: bars of the very figures of the text, in PDF, Word, on the screen and as data."""

import io
import zipfile

import pdfplumber
import pytest
from django.urls import reverse
from lxml import html as lxml_html
from openxml_audit import OpenXmlValidator

from organization import clock
from organization.models import Event, NotAllowed
from reports import charting, publishing
from reports.document import Annex, AnnexNote, Bar, Chart, Document, Figure, Paragraph, Title
from reports.figures import Figures
from reports.freezing import freeze, thaw_document
from reports.papers import write
from reports.papers.final_report import charts
from reports.renderers.docx import render_docx
from reports.renderers.html import render_html
from reports.renderers.json import document_json
from reports.renderers.pdf import missing_glyphs, render_pdf
from tests.pdf_pages import MM, sheets
from tests.reporting import afresh, told_once

LONG = "信息化支撑与网络运行维护保障中心（含各县市区经营单位技术支撑组）"


def figure(name: str, value: int | str) -> Figure:
    return Figure(name, str(value), value, 3, f"/campaigns/spring/figures/{name}/")


def paper(*bars: tuple[str, int | str]) -> Document:
    chart = Chart(
        "图1　各部门问题数（个）",
        tuple(Bar(name, figure(f"f.{place}", n)) for place, (name, n) in enumerate(bars)),
        key="chart-1",
    )
    return Document(
        "统计",
        (Title(("统计",)), Paragraph(("正文。",))),
        annexes=(Annex("自查情况统计图", (chart,)),),
    )


def grey_bars(document: Document) -> list[tuple[float, float]]:
    """Left edge and length of each bar on the annex's page, in mm."""
    with pdfplumber.open(io.BytesIO(render_pdf(document))) as pdf:
        return [(r["x0"] / MM, r["width"] / MM) for r in pdf.pages[1].rects]


@pytest.fixture(scope="module")
def told(django_db_blocker):
    with told_once(django_db_blocker) as world:
        yield world


@pytest.fixture
def world(told, db):
    return afresh(told)


def report(world) -> Document:
    return write("final", Figures(world.campaign, clock.now()))


# ---- the drawing --------------------------------------------------------------------


def test_bars_are_as_long_as_their_numbers():
    (left, long), (same_left, short) = grey_bars(paper(("销售部", 6), ("客服部", 2)))
    assert left == pytest.approx(same_left, abs=0.1)
    assert long == pytest.approx(3 * short, abs=0.2)


def test_a_percentage_is_drawn_by_what_is_printed():
    (_left, long), (_same, short) = grey_bars(paper(("甲", "40%"), ("乙", "10.0%")))
    assert long == pytest.approx(4 * short, abs=0.2)


def test_the_chart_keeps_to_the_type_area_whatever_the_names():
    document = paper((LONG * 2, 1), ("乙", 12345))
    (sheet,) = sheets(render_pdf(document), 2)
    assert all(line.left >= 28 - 0.5 and line.right <= 184 + 0.5 for line in sheet.body)
    assert max(left + length for left, length in grey_bars(document)) <= 184
    assert missing_glyphs(document) == set()


def test_names_and_numbers_stand_in_the_pdf_as_words():
    (sheet,) = sheets(render_pdf(paper(("销售部", 6), ("客服部", 2))), 2)
    words = "".join(line.text for line in sheet.body)
    assert "销售部6" in words.replace(" ", "") and "图1" in words


def test_word_shows_the_drawing_and_says_it(tmp_path):
    file = tmp_path / "chart.docx"
    file.write_bytes(render_docx(paper(("销售部", 6), (f"<{LONG}>", 2))))
    assert [str(error) for error in OpenXmlValidator().validate(file).errors] == []
    with zipfile.ZipFile(file) as package:
        (picture,) = (name for name in package.namelist() if name.endswith(".png"))
        assert package.read(picture).startswith(b"\x89PNG")
        words = package.read("word/document.xml").decode()
    assert "图1　各部门问题数（个）。销售部：6；" in words


def test_word_and_pdf_are_the_same_bytes_each_time():
    document = paper(("销售部", 6), ("客服部", 2))
    assert render_docx(document) == render_docx(document)
    assert render_pdf(document) == render_pdf(document)


def test_the_screen_links_each_number_to_its_records():
    page = lxml_html.fromstring(render_html(paper(("销售部", 6), ("客服部", 2))))
    assert [a.get("href") for a in page.xpath("//figure//a")] == [
        "/campaigns/spring/figures/f.0/",
        "/campaigns/spring/figures/f.1/",
    ]
    assert [r.get("width") for r in page.xpath("//figure//rect")] == ["100.0", "33.3"]


def test_data_and_frozen_words_keep_the_figures():
    document = paper(("销售部", 6), ("客服部", 2))
    told = document_json(document)
    assert [bar["name"] for bar in told["annexes"][0]["blocks"][0]["bars"]] == ["销售部", "客服部"]
    assert [one["name"] for one in told["figures"]] == ["f.0", "f.1"]
    assert thaw_document(freeze(document)) == document


# ---- the annex of the report --------------------------------------------------------


def test_without_a_choice_the_report_has_no_chart(world):
    assert not any(isinstance(block, Chart) for block in report(world).all_blocks())


def test_a_chart_shows_the_figures_of_the_text(world):
    world.campaign.has_charts = True
    document = report(world)
    (drawn,) = (annex for annex in document.annexes if annex.title == charts.TITLE)
    assert drawn is document.annexes[-1] and drawn.number == len(document.annexes)
    (note,) = (block for block in document.blocks if isinstance(block, AnnexNote))
    assert note.names[-1] == charts.TITLE
    results = drawn.blocks[0]
    assert results.title == "图1　检查项点自查结果（个）"
    text = {run for block in document.blocks if isinstance(block, Paragraph) for run in block.runs}
    assert all(bar.value in text and bar.value.value for bar in results.bars)
    words = "".join(
        run.name
        for block in document.blocks
        if isinstance(block, Paragraph)
        for run in block.runs
        if isinstance(run, Figure)
    )
    places = [words.index(bar.value.name) for bar in results.bars]
    assert places == sorted(places)  # as the text tells them


def test_a_chart_of_one_bar_is_none(world):
    world.campaign.has_charts = True
    titles = [block.title for block in report(world).annexes[-1].blocks]
    assert not any("各方面" in title for title in titles)  # the world has one aspect


def test_many_departments_take_several_charts():
    bars = [Bar(f"部门{n}", figure(f"f.{n}", n)) for n in range(1, 31)]
    assert [len(piece) for piece in charts._pieces(bars)] == [24, 6]


# ---- the choice ---------------------------------------------------------------------


def test_the_office_adds_charts_and_leaves_them_out(client, world):
    client.force_login(world.clerk)
    page = reverse("paper", args=["spring", "final"])
    answer = client.post(reverse("choose_charts", args=["spring"]), {"shown": "1"}, follow=True)
    assert "paper-chart" in answer.content.decode()
    assert Event.objects.filter(kind="campaign.charts_chosen").count() == 1
    client.post(reverse("choose_charts", args=["spring"]), {"shown": "0"})
    assert "paper-chart" not in client.get(page).content.decode()


@pytest.mark.parametrize("status", ["in_review", "signed", "issued"])
def test_a_report_that_left_the_draft_keeps_its_annexes(world, status):
    publishing.draft(world.campaign, "final", by=world.clerk)
    world.campaign.publications.update(status=status)
    with pytest.raises(NotAllowed):
        charting.choose(world.campaign, shown=True, by=world.clerk)
    world.campaign.refresh_from_db()
    assert not world.campaign.has_charts


def test_a_speech_has_no_charts(world):
    world.campaign.report_template = "B"
    with pytest.raises(NotAllowed):
        charting.choose(world.campaign, shown=True, by=world.clerk)

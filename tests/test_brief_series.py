"""（总第18期）: a house that counts its briefs through prints the number over all campaigns."""

import io
import zipfile

import pytest
from pypdfium2 import PdfDocument

from campaigns.models import Activity
from organization import clock
from reports import forming
from reports.models import Edition
from reports.publishing import words_of
from reports.renderers.docx import render_docx
from reports.renderers.html import render_html
from reports.renderers.json import block_json, figures_of
from reports.renderers.pdf import render_pdf
from tests.stage import staged
from tests.test_home import second_campaign
from tests.test_periodicals import FRIDAY, drafted, signed
from tests.visiting import get, post, text
from tests.world import at, full_world


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def keep(world, **fields) -> None:
    told = {"counts_briefs": True, "briefs_before": 15, **fields}
    forming.keep_house(world.departments["CO"], by=world.clerk, **told)


def one_elsewhere(world) -> None:
    """A brief in the register of another campaign of the company."""
    other = second_campaign(world).campaign
    kind = Activity.Kind.BRIEF
    Activity.note(other.phases.get(), by=world.clerk, kind=kind, on=FRIDAY, title="简报")


def head_of(row: Edition) -> str:
    masthead = words_of(row.publication).document.blocks[0]
    return block_json(masthead)["number"] + (block_json(masthead)["total"] or {"text": ""})["text"]


def test_a_house_that_does_not_count_prints_the_number_of_the_campaign_alone(world):
    one_elsewhere(world)
    assert head_of(signed(world, "brief")) == "第1期"


def test_the_total_runs_over_all_campaigns_and_what_came_before(world):
    keep(world)
    one_elsewhere(world)
    assert head_of(drafted(world, "brief")) == "第【待编号】期（总第【待编号】期）"
    assert head_of(signed(world, "brief")) == "第1期（总第17期）"


def test_what_was_signed_keeps_its_total(world):
    keep(world)
    row = signed(world, "brief")
    one_elsewhere(world)
    keep(world, briefs_before=40)
    assert head_of(Edition.objects.get(pk=row.pk)) == "第1期（总第16期）"
    keep(world, counts_briefs=False)
    assert head_of(Edition.objects.get(pk=row.pk)) == "第1期（总第16期）"


def test_it_stands_in_word_pdf_page_and_data(world):
    keep(world)
    document = words_of(signed(world, "brief").publication).document
    said = "第1期（总第16期）"
    with zipfile.ZipFile(io.BytesIO(render_docx(document))) as file:
        body = file.read("word/document.xml").decode()
    assert said in "".join(part.split("<")[0] for part in body.split('preserve">')[1:])
    file = PdfDocument(render_pdf(document))
    assert said in file[0].get_textpage().get_text_range()
    file.close()
    assert ">16</a>期）" in render_html(document)
    told = {one.name.partition(".")[0]: one.value for one in figures_of(document)}
    assert told["briefs_in_series"] == 16


def test_its_page_lists_the_briefs_for_who_oversees_all_campaigns(world):
    keep(world)
    row = signed(world, "brief")
    name = f"briefs_in_series.{row.activity_id}"
    shown = text(get("clerk", "figure", "spring", name).xpath("//main")[0])
    assert "启用本系统前已编发的简报期数" in shown and "16" in shown
    get("clerk", "figure", "spring", "briefs_in_series.0", status=404)
    one_elsewhere(world)  # in a campaign that the office of this one does not oversee
    get("clerk", "figure", "spring", name, status=404)
    page = get("clerk", "edition", "spring", row.pk)
    assert "总第16期" in text(page) and not page.xpath(f"//a[@data-figure='{name}']")


def test_the_office_switches_it_on(world):
    told = {"head": "none", "labels": "内部资料", "counts_briefs": "on", "briefs_before": "7"}
    with clock.at(at(FRIDAY)):
        post("clerk", "house_style", "CO", **told)
    assert head_of(signed(world, "brief")) == "第1期（总第8期）"


def test_a_company_below_counts_its_own(world):
    keep(world)
    below = world.departments["SALES"]
    assert forming.house_of(below).counts_briefs and forming.house_of(below).briefs_before == 0

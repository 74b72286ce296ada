"""What a house does otherwise than GB/T 9704: within bounds, shown beside it, frozen."""

import io
import zipfile

import pytest
from pypdfium2 import PdfDocument

from organization import clock
from reports import forming, publishing
from reports.deviations import BOUNDS, adapted, as_pairs
from reports.document import Document, Heading, Paragraph, Signature
from reports.forms.layout import LABELS, LayoutForm
from reports.layouts import layout_of
from reports.models import HouseStyle
from reports.renderers.docx import render_docx
from reports.renderers.pdf import render_pdf
from reports.rendering import in_edition
from reports.sampling import sample
from tests.pdf_pages import sheets
from tests.plan import LAUNCHED_ON, complete_and_launched
from tests.stage import staged
from tests.visiting import get, post, text, visit
from tests.world import at

BASICS = {"head": "none", "labels": "内部资料"}


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(complete_and_launched, django_db_blocker)


@pytest.fixture
def world(db, scene):
    with clock.at(at(LAUNCHED_ON, 15)):
        yield scene()


def keep(world, **deviations) -> None:
    forming.keep_house(world.departments["CO"], by=world.clerk, deviations=deviations)


def printed(**deviations):
    return sheets(render_pdf(sample("示例公司", "", tuple(deviations.items()))))[0]


def test_margins_and_lines_are_those_of_the_house():
    usual, own = printed(), printed(margin_left=30.0, margin_top=30.0, lines=25)
    assert usual.line("各部门").left == pytest.approx(28, abs=0.5)
    assert own.line("各部门").left == pytest.approx(30, abs=0.5)
    pitch = own.line("（一）二级标题").top - own.line("一级标题").top
    assert pitch == pytest.approx((297 - 30 - 35) / 25, abs=0.5)


def test_a_smaller_text_gives_more_characters_a_line():
    assert layout_of("gbt9704", as_pairs({"body_size": 15.0})).chars == 29
    assert printed(body_size=14.0).line("各部门").size == pytest.approx(14.2, abs=0.3)
    assert layout_of("gbt9704", as_pairs({"chars": 30})).body_size == 15


def test_word_names_the_faces_of_the_house():
    document = sample("示例公司", "", (("face_fang", "仿宋"), ("face_biaosong", "华文中宋")))
    with zipfile.ZipFile(io.BytesIO(render_docx(document))) as file:
        styles = file.read("word/styles.xml").decode()
    assert 'w:eastAsia="仿宋"' in styles and 'w:eastAsia="华文中宋"' in styles
    assert "仿宋_GB2312" not in styles


def test_two_levels_are_numbered_anew_in_every_part_and_three_stay():
    blocks = (
        Heading(1, ("一、甲",)),
        Heading(2, ("（一）乙",)),
        Heading(2, ("（二）丙",)),
        Heading(1, ("二、丁",)),
        Heading(2, ("（一）戊",)),
    )
    own = adapted(Document("题", blocks), {"two_levels": True})
    told = [(block.level, block.runs[0]) for block in own.blocks]
    assert told == [(1, "一、甲"), (3, "1.乙"), (3, "2.丙"), (1, "二、丁"), (3, "1.戊")]
    deeper = Document("题", (*blocks, Paragraph(("1.第三级。",))))
    assert adapted(deeper, {"two_levels": True}) == deeper


def test_without_a_seal_the_signature_stands_as_without_one():
    document = Document("题", (Signature(("公司",), ("2026年1月1日",)),))
    assert not adapted(document, {"unsealed": True}).blocks[0].sealed
    assert adapted(document, {}).blocks[0].sealed


def test_a_further_edition_keeps_its_own_measures():
    document = Document("题", (), editions=("large",), deviations=(("chars", 30),))
    assert in_edition(document, "large").deviations == ()


def test_what_is_signed_keeps_the_layout_it_was_signed_in(world):
    keep(world, margin_left=35.0, unsealed=True)
    paper = publishing.draft(world.campaign, "plan", by=world.clerk)
    publishing.send_to_review(paper, by=world.clerk)
    publishing.sign(paper, by=world.leader)
    before = render_pdf(publishing.words_of(paper).document)
    keep(world, margin_left=25.0, lines=26)
    assert render_pdf(publishing.words_of(paper).document) == before
    draft = publishing.written(world.campaign, "group_notice").document
    assert dict(draft.deviations) == {"margin_left": 25.0, "lines": 26, "body_size": 16.5}


def test_only_what_differs_is_kept_and_told_beside_the_standard(world):
    post("clerk", "house_style", "CO", **BASICS, margin_top="37", lines="24", body_face="fang")
    assert HouseStyle.objects.get().deviations == {"lines": 24}
    shown = text(get("clerk", "house_style", "CO").xpath("//*[@id='house-preview']")[0])
    assert "每页行数 24（标准：22）" in shown
    post("clerk", "house_style", "CO", **BASICS, standard="1", lines="99")
    assert HouseStyle.objects.get().deviations == {}
    shown = text(get("clerk", "house_style", "CO").xpath("//*[@id='house-preview']")[0])
    assert "全部按GB/T 9704执行" in shown


@pytest.mark.parametrize(
    ("name", "value"), [("margin_top", "5"), ("lines", "60"), ("title_size", "72"), ("chars", "x")]
)
def test_what_is_out_of_bounds_is_refused_and_stays_typed(world, name, value):
    sent = post("clerk", "house_style", "CO", status=422, **BASICS, **{name: value})
    assert str(LABELS[name]) in text(sent.page.xpath("//*[@role='alert']")[0])
    assert sent.page.xpath(f"//input[@name='{name}']/@value") == [value]
    assert not HouseStyle.objects.exists()


def test_the_page_says_three_as_the_size_of_the_standard(world):
    page = get("clerk", "house_style", "CO")
    assert page.xpath("//select[@name='body_size']/option[@selected]/text()") == ["三号"]
    post("clerk", "house_style", "CO", **BASICS, body_size="15")
    page = get("clerk", "house_style", "CO")
    assert page.xpath("//select[@name='body_size']/option[@selected]/text()") == ["小三"]


def test_the_sample_shows_what_is_typed_before_it_is_kept(world):
    client, part_of = visit("clerk"), {"headers": {"HX-Request": "true"}}
    page = "/directory/departments/CO/paper-form/"
    part = client.get(
        f"{page}preview/", {"lines": "24", "head_text": "示例"}, **part_of
    ).content.decode()
    assert "sample.png?head=&amp;head_text=%E7%A4%BA%E4%BE%8B&amp;lines=24" in part
    assert "src=" not in client.get(f"{page}preview/", {"lines": "99"}, **part_of).content.decode()
    usual = client.get(f"{page}sample.png")
    own = client.get(f"{page}sample.png", {"lines": "24"})
    assert usual["Content-Type"] == "image/png" and usual.content[:4] == b"\x89PNG"
    assert own.content != usual.content
    assert client.get(f"{page}sample.png", {"lines": "99"}).status_code == 422
    assert not HouseStyle.objects.exists()


def test_every_measure_at_both_ends_of_its_bounds_can_be_printed():
    for end in ("least", "most"):
        measures = {name: getattr(bound, end) for name, bound in BOUNDS.items()}
        document = sample("示例公司", "示例公司文件", tuple(measures.items()))
        assert len(PdfDocument(render_pdf(document))) >= 1
        assert render_docx(document)


@pytest.mark.parametrize("name", ["仿\x0b宋", "仿\x1f宋", "仿\ud800宋"])
def test_a_face_that_no_file_can_name_is_refused(world, name):
    form = LayoutForm({"face_fang": name}, deviations={})
    assert form.errors["face_fang"] == ["请按Word中显示的名称填写字体。"]
    assert LayoutForm({"face_fang": "方正仿宋_GBK"}, deviations={}).is_valid()

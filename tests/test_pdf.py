"""A paper as PDF: geometry, faces and properties, measured in the file (GB/T 9704-2012)."""

import pytest

from reports.document import (
    Addressee,
    AnnexNote,
    Face,
    Missing,
    Paragraph,
    Signature,
    Title,
)
from reports.renderers.pdf import render_pdf
from tests.pdf_pages import BODY, body_lines, paper, sheets
from tests.sample_document import sample_document

EM = 156 / 28  # mm
LINE = 225 / 22  # mm


@pytest.fixture(scope="module")
def sample():
    return render_pdf(sample_document(rows=12))


@pytest.fixture(scope="module")
def sample_sheets(sample):
    return sheets(sample)


@pytest.fixture(scope="module")
def long_paper():
    """Two full pages and a bit of pure Chinese text."""
    return sheets(render_pdf(paper(*[Paragraph((BODY,))] * 13, Paragraph((BODY[:26],)))))


def near(value, tolerance=0.05):
    return pytest.approx(value, abs=tolerance)


def test_a_full_page_has_22_lines_of_28_characters(long_paper):
    page = long_paper[1]
    assert len(page.body) == 22
    assert {line.text for line in page.body} == {"查" * 28, "查" * 26, "查" * 2}
    assert {line.size for line in page.body} == {15.79}


def test_the_text_fills_the_type_area(long_paper):
    page = long_paper[1]
    full = [line for line in page.body if len(line.text) == 28]
    assert len(full) >= 10
    assert all((line.left, line.right) == (near(28), near(184)) for line in full)
    assert [line.top for line in page.body] == near([37 + LINE * n for n in range(22)])


def test_paragraphs_are_indented_by_two_characters(long_paper):
    first = [line for line in long_paper[1].body if len(line.text) == 26]
    assert {round(line.left - 28, 1) for line in first} == {round(2 * EM, 1)}


def test_the_text_stays_between_28_and_184_mm(sample_sheets):
    portrait = [page for page in sample_sheets if page.width == 210]
    assert len(portrait) == 5
    for page in portrait:
        assert min(line.left for line in page.lines) >= 28 - 0.05
        assert max(line.right for line in page.lines) <= 184 + 0.05
        assert min(line.top for line in page.lines) >= 37 - 0.05


def test_a_landscape_page_is_225_mm_of_text_wide(sample_sheets):
    landscape = [page for page in sample_sheets if page.width == 297]
    assert len(landscape) >= 3
    for page in landscape:
        assert page.height == 210
        assert min(line.left for line in page.body) >= 35 - 0.05
        assert max(line.right for line in page.body) <= 260 + 0.05
        assert min(line.top for line in page.body) >= 28 - 0.05


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(sample_sheets):
    for number, page in enumerate(sample_sheets, 1):
        line = page.number
        assert line.text == f"— {number} —"
        assert (line.size, line.faces) == (14, ("GWSong",))
        # One that lies on its side is turned: what is right on other pages is below there.
        begin, end = (line.left, line.right) if page.width == 210 else (line.top, line.right)
        if number % 2:
            assert end == near(184 - 14 / 72 * 25.4)
        else:
            assert begin == near(28 + 14 / 72 * 25.4)


def test_bound_with_its_head_at_the_left_a_landscape_page_has_its_number_where_all_have_it(
    sample_sheets,
):
    """单页码表头在订口一边，双页码表头在切口一边: both is the left edge of the upright page."""
    numbers = [page.number for page in sample_sheets if page.width == 297]
    upright = next(page for page in sample_sheets if page.width == 210)
    up = 297 - (upright.number.top + 0.88 * 14 / 72 * 25.4)  # its baseline over the foot
    assert [number.left for number in numbers] == near([up] * len(numbers))


def test_the_dash_of_a_page_number_is_7_mm_below_the_text(long_paper):
    baseline = long_paper[1].number.top + 0.88 * 14 / 72 * 25.4
    assert baseline - 0.293 * 14 / 72 * 25.4 == near(262 + 7, 0.1)  # the dash's top in Song


def test_a_line_with_numbers_is_justified(sample_sheets):
    lines = [line for line in sample_sheets[1].body if "1,260" in line.text]
    assert [line.right for line in lines] == near([184.0] * len(lines))
    assert len(lines) == 1


def test_the_title_stands_on_the_third_line_over_note_and_addressee(sample_sheets):
    page = sample_sheets[0]
    label, first, second, note, addressee, opening = page.lines[:6]
    assert (label.text, label.faces, label.top) == ("内部资料", ("GWHei",), near(37))
    assert (first.text, second.text) == ("东山设备公司关于特种设备安全管理", "专项检查情况的报告")
    assert {(line.size, line.faces) for line in (first, second)} == {(22, ("GWBiaoSong",))}
    assert 37 + 2 * LINE < first.top < 37 + 3 * LINE
    assert [(line.left + line.right) / 2 for line in (first, second, note)] == near([106.0] * 3)
    assert (note.text, note.faces) == ("（送审稿）", ("GWKai",))
    assert addressee.top - note.top == near(2 * LINE)
    assert (addressee.text, addressee.left) == ("集团公司安全监督部：", near(28))
    assert opening.left == near(28 + 2 * EM)


def test_without_a_note_one_empty_line_follows_the_title():
    (page,) = sheets(render_pdf(paper(Title(("检查情况的报告",)), Addressee(("安全部：",)))))
    title, addressee = page.body
    assert addressee.text == "安全部："
    assert addressee.top - 37 == near(3 * LINE + 35 / 72 * 25.4)
    assert title.top - 37 == near(2 * LINE + 6.5 / 72 * 25.4)


def test_each_level_of_heading_has_its_face(sample_sheets):
    lines = [line for page in sample_sheets for line in page.body]
    faces = {
        text: line.faces
        for text in ("一、检查工作", "（一）组织领导", "1.台账记录", "（1）登记环节")
        for line in lines
        if line.text.startswith(text)
    }
    assert faces == {
        "一、检查工作": ("GWHei",),
        "（一）组织领导": ("GWKai",),
        "1.台账记录": ("GWFang",),
        "（1）登记环节": ("GWFang",),
    }


def test_a_run_in_heading_keeps_its_face():
    run_in = paper(Paragraph((Face("（一）组织领导。", "kai"), "成立领导小组。")))
    (page,) = sheets(render_pdf(run_in))
    assert page.body[0].faces == ("GWKai", "GWFang")


def test_missing_facts_are_highlighted_in_a_draft():
    blocks = Paragraph(("由", Missing("责任部门"), "负责。"))
    (page,) = sheets(render_pdf(paper(blocks, draft=True)))
    left, top, right, bottom = page.grounds[0]
    assert page.body[0].text == "由【待补：责任部门】负责。"
    assert len(page.grounds) == 1
    assert (left, right) == (near(28 + 3 * EM), near(28 + 12 * EM))
    assert top < page.body[0].top < page.body[0].top + EM < bottom


def test_nothing_is_highlighted_in_a_final_paper():
    (page,) = sheets(render_pdf(paper(Paragraph((Missing("责任部门"),)))))
    assert (page.grounds, page.body[0].text) == ((), "【待补：责任部门】")


def test_several_annexes_are_numbered_and_aligned():
    document = paper(*body_lines(1), AnnexNote(("查" * 30, "尚未销号的问题")))
    (page,) = sheets(render_pdf(document))
    body, first, over, second = page.body
    assert first.top - body.top == near(2 * LINE)
    assert (first.text, over.text) == ("附件：1." + "查" * 22, "查" * 8)
    assert (first.left, second.left) == (near(28 + 2 * EM), near(28 + 5 * EM))
    assert over.left == near(first.right - 22 * EM)  # below the first character of the name
    assert second.text == "2.尚未销号的问题"


def test_a_single_annex_is_not_numbered():
    (page,) = sheets(render_pdf(paper(Paragraph(("正文。",)), AnnexNote(("问题清单",)))))
    assert page.body[1].text == "附件：问题清单"


def signed(organisation, date, *, sealed):
    block = Signature((organisation,), (date,), sealed=sealed)
    (page,) = sheets(render_pdf(paper(*body_lines(3), block)))
    name, day = page.body[-2:]
    assert (name.text, day.text) == (organisation, date)
    return page.body[-3], name, day


def test_a_sealed_signature_is_centred_on_its_date():
    above, name, date = signed("东山设备公司", "2024年5月24日", sealed=True)
    assert date.right == near(184 - 4 * EM)
    assert (name.left + name.right) / 2 == near((date.left + date.right) / 2)
    assert name.top - above.top == near(3 * LINE)
    assert date.top - name.top == near(LINE)


def test_a_long_sealed_name_stays_centred_and_on_the_page():
    _, name, date = signed("东山设备公司特种设备安全管理委员会办公室", "2024年5月24日", sealed=True)
    assert name.right == near(184)
    assert (name.left + name.right) / 2 == near((date.left + date.right) / 2)


def test_an_unsealed_signature_is_two_characters_in():
    above, name, date = signed("东山设备公司安全监督部", "2024年5月24日", sealed=False)
    assert name.right == near(184 - 2 * EM)
    assert date.left == near(name.left + 2 * EM)
    assert name.top - above.top == near(2 * LINE)


def test_an_unsealed_date_longer_than_the_name_is_two_characters_in():
    _, name, date = signed("安监部", "2024年12月24日", sealed=False)
    assert date.right == near(184 - 2 * EM)
    assert name.left == near(date.left - 2 * EM)


def test_an_annex_begins_a_page_with_its_label_and_title(sample_sheets):
    number, page = next(
        (number, page)
        for number, page in enumerate(sample_sheets, 1)
        if page.lines[0].text == "附件2"
    )
    label, title = page.lines[:2]
    assert number == len(sample_sheets)
    assert (label.faces, label.size, label.left) == (("GWHei",), 16, near(28))
    assert (title.text, title.faces, title.size) == ("尚未销号的问题", ("GWBiaoSong",), 22)
    assert (title.left + title.right) / 2 == near(106)
    assert 37 + 2 * LINE < title.top < 37 + 3 * LINE
    assert page.lines[2].left == near(28)
    assert page.lines[3].text == "截至报告日，所有问题均已销号。"

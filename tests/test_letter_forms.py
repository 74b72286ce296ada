"""The form of letters: head, label and imprint, chosen until the issue and frozen with it."""

import pytest

from organization import clock
from organization.models import NotAllowed
from rectification.models import Letter
from reports import forming, letter_forming
from reports import letters as papers
from reports.document import Addressee, Title
from reports.letterhead import NO_DAY, NO_NUMBER
from reports.renderers.html import render_html
from reports.renderers.pdf import render_pdf
from tests.correspondence import advice, notice, slip, with_finding
from tests.pdf_pages import sheets
from tests.stage import staged
from tests.visiting import get, post, text
from tests.world import DAY, at


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(with_finding, django_db_blocker)


@pytest.fixture
def world(db, scene):
    with clock.at(at(DAY, 15)):
        yield scene()


def shown(letter: Letter) -> str:
    return render_html(papers.paper_of(Letter.objects.get(pk=letter.pk)))


def numbers_below_the_title(letter: Letter) -> list[str]:
    blocks = papers.words_of(letter).blocks
    return [block.number for block in blocks if isinstance(block, Title)]


def test_without_a_choice_the_number_stands_below_the_title(world):
    letter = papers.issue(notice(world), by=world.clerk)
    document = papers.words_of(letter)
    assert (document.head, document.imprint, document.label) == (None, None, "")
    assert numbers_below_the_title(letter) == [letter.number] != [""]


@pytest.mark.parametrize("draft", [notice, advice])
def test_a_red_head_bears_the_number_of_the_register_and_the_imprint_the_day(world, draft):
    letter = draft(world)
    chosen = {"head": "red", "label": "普通商密", "copies": "公司监察室"}
    letter_forming.choose(letter, by=world.clerk, **chosen)
    assert NO_NUMBER in shown(letter) and NO_DAY in shown(letter)
    letter = papers.issue(letter, by=world.clerk)
    page = shown(letter)
    assert "示例公司文件" in page and "普通商密" in page and "抄送：公司监察室。" in page
    assert page.count(letter.number) == 1 and numbers_below_the_title(letter) == [""]
    assert "2026年3月2日印发" in page and NO_NUMBER not in page


def test_letters_begin_as_the_house_has_its_papers(world):
    house = {"head": "red", "head_text": "示例公司监察室", "deviations": {"unsealed": True}}
    forming.keep_house(world.departments["CO"], by=world.clerk, **house)
    letter = notice(world)
    assert "示例公司监察室" in shown(letter) and "paper-unsealed" in shown(letter)
    letter_forming.choose(letter, by=world.clerk, head="none")
    assert papers.words_of(letter).head is None


def test_where_the_office_system_gives_the_number_ours_is_not_printed(world):
    letter = notice(world)
    letter_forming.choose(letter, by=world.clerk, head="oa")
    letter = papers.issue(letter, by=world.clerk)
    assert papers.words_of(letter).head.mark == "" and letter.number not in shown(letter)


def test_a_slip_bears_a_label_and_goes_to_its_department_but_has_no_head(world):
    forming.keep_house(world.departments["CO"], by=world.clerk, head="red")
    letter = slip(world)
    letter_forming.choose(letter, by=world.clerk, label="内部资料")
    document = papers.words_of(letter)
    assert (document.head, document.label) == (None, "内部资料")
    (to,) = [block for block in document.blocks if isinstance(block, Addressee)]
    assert to.name == ("销售部",)
    page = text(get("clerk", "letter_form", "spring", letter.pk).xpath("//main")[0])
    assert "该文书为填写式单据，不设版头" in page


def test_what_was_issued_keeps_its_form(world):
    letter = notice(world)
    letter_forming.choose(letter, by=world.clerk, head="red")
    letter = papers.issue(letter, by=world.clerk)
    before = shown(letter)
    with pytest.raises(NotAllowed, match="版式随文字一并固定"):
        letter_forming.choose(letter, by=world.clerk, head="none")
    forming.keep_house(world.departments["CO"], by=world.clerk, head_text="另一文件")
    assert shown(letter) == before


def test_the_office_chooses_it_on_a_page_of_its_own(world):
    letter = notice(world)
    assert get("clerk", "letter", "spring", letter.pk).xpath("//a[contains(@href, '/form/')]")
    post("clerk", "letter_form", "spring", letter.pk, head="red", label="内部资料")
    assert "示例公司文件" in shown(letter) and "内部资料" in shown(letter)


def test_the_receipt_and_the_imprint_share_the_last_page(world):
    letter = notice(world)
    letter_forming.choose(letter, by=world.clerk, head="red")
    letter = papers.issue(letter, by=world.clerk)
    pages = sheets(render_pdf(papers.paper_of(letter)))
    words = ["".join(line.text for line in page.lines) for page in pages]
    assert "回　　执" in words[-1] and "印发" in words[-1]

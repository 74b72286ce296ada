"""改写: other words in the place of generated ones; numbers stay links where they still stand."""

import pytest

from reports.document import (
    Addressee,
    Document,
    Face,
    Figure,
    Heading,
    Missing,
    Paragraph,
    Title,
    plain,
)
from reports.rewording import compare, relinked, reword, rewritable, text_of

ITEMS, DONE, RATE = (
    Figure("items", "83", 83, 83, "/items/"),
    Figure("done", "8", 8, 8, "/done/"),
    Figure("rate", "9.6%", 0.096, 83, "/rate/"),
)
OPENING = Paragraph(("检查", ITEMS, "项，完成", DONE, "项，占", RATE, "。"), key="opening")
PAPER = Document(
    "关于自查情况的报告",
    (
        Title(("关于自查", "情况的报告")),
        Addressee(("上级单位",)),
        Heading(1, ("一、", "基本情况"), key="state"),
        OPENING,
        Paragraph(("没有名字。",)),
        Paragraph(("由", Missing("牵头部门"), "牵头。"), key="lead"),
    ),
)


def links(runs) -> list[str]:
    return [run.name for run in runs if isinstance(run, Figure)]


@pytest.mark.parametrize(
    ("words", "linked"),
    [
        ("本次共检查83项，其中8项已完成。", ["items", "done"]),
        ("8项完成，共83项。", ["done", "items"]),
        ("共183项，其中8项。", ["done"]),
        ("共8.5项，占9.6%。", ["rate"]),
        ("占9.6%，即8%。", ["rate"]),
        ("8项和8项。", []),  # which of them is meant nobody knows
        ("没有数字。", []),
    ],
)
def test_a_number_is_linked_where_it_stands_as_it_was(words, linked):
    runs = relinked(words, OPENING.runs)
    assert plain(runs) == words
    assert links(runs) == linked


def test_a_face_stays_with_its_words():
    runs = relinked("问题二。详见附件。", (Face("问题二。", "kai"), "另见。"))
    assert runs == (Face("问题二。", "kai"), "详见附件。")


def test_what_can_be_rewritten_and_how_it_is_shown():
    assert {key: text_of(block) for key, block in rewritable(PAPER).items()} == {
        "title": "关于自查\n情况的报告",
        "addressee": "上级单位",
        "state": "基本情况",
        "opening": "检查83项，完成8项，占9.6%。",
        "lead": "由【待补：牵头部门】牵头。",
    }


def test_each_kind_of_block_takes_other_words():
    words = {
        "title": "关于开展自查工作\n情况的报告",
        "addressee": "集团公司",
        "state": "工作情况",
        "opening": "共83项。\n完成8项。",
    }
    title, addressee, heading, first, second, unnamed, lead = reword(PAPER, words).blocks
    assert title.lines == ("关于开展自查工作", "情况的报告")
    assert plain(addressee.name) == "集团公司"
    assert (plain(heading.runs), heading.key) == ("一、工作情况", "state")
    assert (plain(first.runs), first.key, links(first.runs)) == ("共83项。", "opening", ["items"])
    assert (plain(second.runs), second.key, links(second.runs)) == ("完成8项。", "", ["done"])
    assert (unnamed, lead) == PAPER.blocks[-2:]


def test_how_other_words_stand_to_the_records():
    told = compare(PAPER, "opening", "共83项，推广12处，2026年。", "检查83项，完成7项，占8.4%。")
    assert (told.now, told.moved_on) == ("检查83项，完成8项，占9.6%。", True)
    assert told.by_hand == ("12", "2026")
    assert not compare(PAPER, "state", "工作情况", "基本情况").moved_on
    assert [gap.what for gap in compare(PAPER, "lead", "由我牵头。", "").gaps] == ["牵头部门"]
    gone = compare(PAPER, "annex", "没有了", "没有了。")
    assert (gone.now, gone.moved_on, gone.gaps) == (None, False, ())

"""Two rounds beside each other, word for word, for the department and for overseers."""

import pytest

from campaigns import filling, review
from campaigns.rounds import GONE, NEW, SAME, differences
from tests.test_filling import saved, signed_in
from tests.test_review import answer, send_back, sheet, url  # noqa: F401  fixture

FIRST = "总体情况良好，未发现问题。"
SECOND = "抽查12份，未发现问题。"


@pytest.fixture
def redone(world, sheet):  # noqa: F811  the fixture
    """Item 2 was sent back, done again, submitted and accepted."""
    send_back(world, 2)
    saved(world, no=2, version=1, result="note", text="第二轮的半句话")
    saved(world, no=2, version=2, result="note", text=SECOND)
    filling.submit(world.sheet(), by=world.head, signature="张三", nil=True)
    review.accept_all(world.sheet(), by=world.clerk)


@pytest.mark.parametrize("account", ["clerk", "inspector", "leader", "head", "member"])
def test_both_sides_read_both_rounds_after_the_acceptance(world, redone, account):
    name = "fill_item" if account in ("head", "member") else "review_item"
    response = signed_in(getattr(world, account)).get(url(name, 2))
    pair = response.context["page"].rounds[0]
    texts = [pair.before.version.contents["text"], pair.after.version.contents["text"]]
    assert texts == [FIRST, SECOND]
    assert [pair.before.number, pair.after.number] == [1, 2]
    page = response.content.decode()
    assert "<del>总体情况良好</del>，未发现问题。" in page
    assert "<ins>抽查12份</ins>，未发现问题。" in page
    assert "浮皮潦草" in page and "第二轮的半句话" not in page


def test_an_item_of_one_round_has_nothing_to_compare(world, redone):
    assert signed_in(world.clerk).get(url("review_item", 1)).context["page"].rounds == []


def test_the_words_are_escaped(world, redone):
    versions = answer(2).versions.filter(round=1)
    version = versions.get()
    version.contents["text"] = "<script>alert(1)</script>"
    version.save()
    page = signed_in(world.clerk).get(url("review_item", 2)).content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("相同", "相同"),
        ("", "新增"),
        ("删去", ""),
        (FIRST, SECOND),
        ("甲乙丙丁", "甲丁乙丙"),
        ("一\n二", "一\n三"),
        ("长文" * 2000 + "甲。", "长文" * 2000 + "乙。"),
    ],
)
def test_the_pieces_make_up_both_texts(old, new):
    pieces = differences(old, new)
    assert "".join(p.text for p in pieces if p.kind in (SAME, GONE)) == old
    assert "".join(p.text for p in pieces if p.kind in (SAME, NEW)) == new


def test_a_single_common_character_does_not_break_a_change():
    kinds = [(p.kind, p.text) for p in differences("已经全部落实到位", "抽查十部均落实")]
    assert kinds == [
        (GONE, "已经全部"),
        (NEW, "抽查十部均"),
        (SAME, "落实"),
        (GONE, "到位"),
    ]

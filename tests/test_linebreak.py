"""Where lines of Chinese text end: 避头尾, unbroken numbers, squeezed punctuation."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.renderers.pdf.linebreak import SLACK, cut_lines, squeeze_of
from reports.renderers.pdf.titles import title_lines
from tests.sample_document import PROSE

EM = 10.0
NO_START = set("，。、；：！？）》〉」』】〕”’…—·%‰℃),.:;?!]}/")  # GB/T 15834-2011, 5.1
NO_END = set("（《〈「『【〔“‘([{$¥￥#/")
PIECES = st.sampled_from(
    [
        *"检查自纠的一二三，。、；：！？",
        *("《办法》", "（试行）", "“一岗双责”", "〔2009〕12号", "——", "……", "】。", "”；"),
        *("GB/T 9704—2012", "ISO 37301:2021", "96.3%", "1,260", "24℃", "¥300", "和/或", "abc", " "),
    ]
)


def advances_of(text):
    return [EM / 2 if char.isascii() or char == "\u00a0" else EM for char in text]


def broken(text, first, rest=None):
    """The lines of a text whose half-width characters are half as wide as the others."""
    cuts = cut_lines(text, advances_of(text), first, rest or first, EM)
    return [text[cut.start : cut.end] for cut in cuts]


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.lists(PIECES, min_size=1, max_size=120), st.integers(12, 40))
def test_no_line_begins_or_ends_with_a_forbidden_mark(pieces, ems):
    text = "查" + re.sub(rf"([{re.escape(''.join(NO_START | NO_END))}])\1*", r"\1", "".join(pieces))
    text = re.sub(r"[^\w\s]{4,}", "查", text)  # so many marks in a row fill no line by themselves
    lines = broken(text, ems * EM)
    assert [line for line in lines[1:] if line[0] in NO_START] == []
    assert [line for line in lines[:-1] if line[-1] in NO_END] == []


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(alphabet="检查，。（）《》“”—…〔〕 ab1./%\n", max_size=200), st.integers(1, 30))
def test_nothing_is_lost_and_no_line_is_too_long(text, ems):
    measure = ems * EM
    advances = advances_of(text)
    cuts = cut_lines(text, advances, measure, measure, EM)
    lines = [text[cut.start : cut.end] for cut in cuts]
    assert re.sub(r"[ \n]", "", "".join(lines)) == re.sub(r"[ \n]", "", text)
    for cut in cuts:
        give = squeeze_of(text, cut.start, cut.end, EM)
        assert cut.width == pytest.approx(sum(advances[cut.start : cut.end]))
        assert cut.width <= measure + give + SLACK


def test_a_long_text_has_no_fault_at_any_width():
    text = PROSE * 3
    faults = []
    for width in range(150, 442, 5):
        lines = cut_lines(text, advances_of(text), width, width, EM)
        for before, after in pairwise(lines):
            end, start = text[before.end - 1], text[after.start]
            if start in NO_START or end in NO_END or (end + start).isascii():
                faults.append((width, end, start))
    assert faults == []


@pytest.mark.parametrize(
    "token",
    [
        "GB/T 9704—2012",
        "ISO 37301:2021",
        "GB/T20000.1—2014",
        "1,260",
        "96.3%",
        "〔2024〕17号",
        "-3.5",
    ],
)
def test_a_number_stays_whole(token):
    text = "查" * 8 + token + "查" * 30
    for ems in range(9, 30):
        assert sum(token in line for line in broken(text, ems * EM)) == 1


@pytest.mark.parametrize("pair", ["——", "……"])
def test_a_double_mark_stays_whole(pair):
    for count in range(1, 12):
        assert sum(pair in line for line in broken("查" * count + pair + "查" * 20, 10 * EM)) == 1


def test_interior_marks_are_squeezed_for_a_mark_that_may_not_begin_a_line():
    inside = "一，二，" + "查" * 6
    assert broken(inside + "三。" + "查" * 4, 11 * EM) == [inside + "三。", "查" * 4]


def test_a_character_goes_down_when_there_is_nothing_to_squeeze():
    assert broken("查" * 11 + "。" + "查", 11 * EM) == ["查" * 10, "查。查"]


def test_the_first_line_is_shorter_by_its_indent():
    assert broken("查" * 20, 8 * EM, 10 * EM) == ["查" * 8, "查" * 10, "查" * 2]


def test_what_is_longer_than_a_line_is_torn_and_not_lost():
    digest = "0123456789abcdef" * 4
    assert broken("哈希值" + digest + "。", 10 * EM) == [
        "哈希值" + digest[:14],
        digest[14:34],
        digest[34:54],
        digest[54:] + "。",
    ]


def test_what_is_longer_than_a_line_is_torn_at_a_joint_if_it_has_one():
    assert broken("GB/T 9704—2012", 4 * EM) == ["GB/T", "9704—", "2012"]
    assert broken("http://example.com/list?page=12", 8 * EM) == [
        "http://",
        "example.com/",
        "list?page=12",
    ]


def test_a_wider_character_than_the_line_stands_alone():
    assert broken("检查", EM / 2) == ["检", "查"]


def test_line_feeds_end_lines_and_spaces_at_the_end_vanish():
    assert broken("一\n\n二 ab cd", 3 * EM) == ["一", "", "二 ab", "cd"]


def fits(ems):
    return lambda text: len(text) <= ems


def test_a_short_title_stays_on_one_line():
    assert title_lines("安全检查台账", fits(20)) == ("安全检查台账",)


def test_a_long_title_breaks_before_its_bracket():
    assert title_lines("特种设备专项检查问题整改台账（按完成时限排列）", fits(20)) == (
        "特种设备专项检查问题整改台账",
        "（按完成时限排列）",
    )


def test_a_title_without_parts_breaks_in_the_middle():
    assert title_lines("检" * 24, fits(20)) == ("检" * 12, "检" * 12)


def test_a_title_does_not_break_off_a_scrap():
    assert title_lines("关于的" + "检" * 21, fits(22)) == ("关于的" + "检" * 9, "检" * 12)


def test_a_title_of_three_lines_keeps_its_words():
    title = "关于进一步规范特种设备安全管理检查工作台账的若干规定和表格式样汇编（试行稿第三版）"
    lines = title_lines(title, fits(20))
    assert lines == (
        "关于进一步规范特种设备",
        "安全管理检查工作台账的若干规定",
        "和表格式样汇编（试行稿第三版）",
    )

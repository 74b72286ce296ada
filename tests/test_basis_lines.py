"""Basis documents and clauses as lines of text; rough times and the days behind them."""

from datetime import date

import pytest

from campaigns.basis_lines import Basis, Words, WrongLine, read, write
from campaigns.ten_days import days_of

WORDS = Words(
    {"basis": "依据文件", "secondary": "配套规定", "internal": "内部制度"},
    {"document": "文件", "deployment": "工作部署"},
    {"title": 20, "number": 10, "issuer": 10, "report_group": 10, "no": 6},
)
TEXT = """《甲办法》|甲〔1〕号|上级
第一条　不得泄露。
第二条至第四条：逐月登记。
 有关要求 一律不授予权限。
《乙部署》||本公司｜内部制度｜工作部署｜制度现状
《丙细则》"""
DOCUMENTS = [
    Basis(
        *("《甲办法》", "甲〔1〕号", "上级"),
        clauses=(
            ("第一条", "不得泄露。"),
            ("第二条至第四条", "逐月登记。"),
            ("有关要求", "一律不授予权限。"),
        ),
    ),
    Basis("《乙部署》", "", "本公司", "internal", "deployment", "制度现状"),
    Basis("《丙细则》"),
]


def test_lines_are_read_as_an_office_pastes_them():
    wide = Words(WORDS.roles, WORDS.sorts, {**WORDS.limits, "no": 40})
    assert read(TEXT, wide) == DOCUMENTS
    assert read(write(DOCUMENTS, wide), wide) == DOCUMENTS


@pytest.mark.parametrize(
    ("text", "no", "what"),
    [
        ("|甲〔1〕号", 1, "untitled"),
        ("第一条 没有文件", 1, "orphan"),
        ("《甲》\n第一条", 2, "wordless"),
        ("《甲》\n第一条 甲\n第一条 乙", 3, "twice"),
        ("《甲》\n\n《" + "长" * 20 + "》", 3, "long"),
        ("《甲》\n 很长很长的条款号 文字", 2, "long"),
    ],
)
def test_the_line_that_cannot_be_kept_is_named(text, no, what):
    with pytest.raises(WrongLine) as wrong:
        read(text, WORDS)
    assert (wrong.value.no, wrong.value.what) == (no, what)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("9月中旬", ((2026, 9, 11), (2026, 9, 20))),
        ("９月上旬", ((2026, 9, 1), (2026, 9, 10))),
        ("11月下旬", ((2026, 11, 21), (2026, 11, 30))),
        ("10月底", ((2026, 10, 21), (2026, 10, 31))),
        ("9月", ((2026, 9, 1), (2026, 9, 30))),
        ("2028年2月下旬", ((2028, 2, 21), (2028, 2, 29))),
        ("9月中旬至11月底", ((2026, 9, 11), (2026, 11, 30))),
        ("12月上旬至1月中旬", ((2026, 12, 1), (2027, 1, 20))),
        ("3月上旬", ((2027, 3, 1), (2027, 3, 10))),  # this year's is over
        ("3月中旬", ((2026, 3, 11), (2026, 3, 20))),  # it goes on today
    ],
)
def test_a_rough_time_has_days(text, days):
    assert days_of(text, date(2026, 3, 20)) == tuple(date(*day) for day in days)


@pytest.mark.parametrize(
    "text",
    ["", "尽快", "13月中旬", "9月中旬至", "2026年9月至2026年8月", "9月15日", "1月至2月至3月"],
)
def test_other_words_have_none(text):
    assert days_of(text, date(2026, 3, 20)) is None

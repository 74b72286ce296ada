"""Filling patterns and tidying runs without losing a figure."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import phrases
from reports.document import Face, Figure, Missing, plain

FINDINGS = Figure("findings", "6", 6, 6, "/findings/")
GAP = Missing("责任部门")
fast = settings(max_examples=40, deadline=None, database=None)


def test_fill_takes_words_figures_and_runs():
    said = phrases.fill(
        "共发现{aspects}个方面{findings}个问题{scope}。",
        aspects=phrases.cn(3, before_classifier=True),
        findings=FINDINGS,
        scope=("，涉及", Figure("d", "2", 2), "个部门"),
    )
    assert said == (
        "共发现三个方面",
        FINDINGS,
        "个问题，涉及",
        Figure("d", "2", 2),
        "个部门。",
    )
    assert phrases.fill("第{n}期", n=3) == ("第3期",)


@pytest.mark.parametrize(
    ("template", "slots", "words"),
    [
        ("按照《{t}》（{n}）要求", {"t": "办法", "n": ""}, "按照《办法》要求"),
        ("原因：{cause}，已整改。", {"cause": "人手不足。"}, "原因：人手不足，已整改。"),
        ("{a}{b}", {"a": "甲。", "b": "乙。"}, "甲。乙。"),
        ("甲，{x}。", {"x": ""}, "甲。"),
        ("共 {n} 个", {"n": 6}, "共6个"),
        ("{{{x}}}", {"x": "甲"}, "{甲}"),
    ],
)
def test_fill_leaves_no_traces_of_empty_slots(template, slots, words):
    assert plain(phrases.fill(template, **slots)) == words


def test_fill_refuses_formats():
    for template in ("{n:03}", "{n!r}", "{}", "{a.b}"):
        with pytest.raises(ValueError, match="a slot is a plain name"):
            phrases.fill(template, n=1)


@pytest.mark.parametrize(
    ("runs", "tidied"),
    [
        (("甲", "乙", "", "。"), ("甲乙。",)),
        (("甲。", "。"), ("甲。",)),
        (("甲；", "。"), ("甲。",)),
        (("甲。", "；乙"), ("甲。乙",)),
        (("甲", FINDINGS, " 个 ", "问题"), ("甲", FINDINGS, "个问题")),
        ((Face("甲。", "kai"), "。乙"), (Face("甲。", "kai"), "乙")),
        (("甲，", Face("。", "kai")), ("甲", Face("。", "kai"))),
        (("按 GB/T 9704 规定",), ("按GB/T 9704规定",)),
        (("a  b",), ("a b",)),
        (("，其中甲",), ("，其中甲",)),
        (("第一（", "）号"), ("第一号",)),
        ("", ()),
    ],
)
def test_tidy(runs, tidied):
    assert phrases.tidy(runs) == tidied


MIXED = st.lists(
    st.one_of(st.text("甲a1 。；，（）", max_size=6), st.just(FINDINGS), st.just(GAP)), max_size=6
)


@fast
@given(MIXED)
def test_tidy_keeps_figures_and_is_stable(runs):
    once = phrases.tidy(tuple(runs))
    assert phrases.tidy(once) == once
    assert [r for r in once if not isinstance(r, str)] == [
        r for r in runs if not isinstance(r, str)
    ]
    assert "甲" * plain(tuple(runs)).count("甲") == "".join(c for c in plain(once) if c == "甲")


def test_a_sentence_has_one_final_mark():
    assert phrases.sentence("甲；") == ("甲。",)
    assert phrases.sentence("甲！") == ("甲！",)
    assert phrases.sentence(("共", FINDINGS)) == ("共", FINDINGS, "。")
    assert phrases.sentence("") == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("十月底前", "十月底前完成"),
        ("10月底", "10月底前完成"),
        ("10月31日之前", "10月31日之前完成"),
        ("十月底前完成", "十月底前完成"),
        ("十月底前全部整改", "十月底前全部整改"),
        ("三个月内", "三个月内完成"),
        ("长期坚持", "长期坚持"),
        ("立即", "立即"),
    ],
)
def test_a_deadline_has_one_before(text, words):
    assert phrases.deadline_before(text) == words


def test_a_deadline_may_be_a_gap_or_a_figure():
    assert phrases.deadline_before(Missing("时限")) == (Missing("时限"), "前完成")
    stored = Figure("deadline", "十月底前", "2009-10-31")
    assert phrases.deadline_before(stored, verb="办结") == (stored, "办结")

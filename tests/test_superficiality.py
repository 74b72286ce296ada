"""Each hint beside its twin: an answer that raises it, and a nearly equal one that does not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from campaigns.superficiality import (
    Kind,
    Limits,
    Mark,
    Said,
    Save,
    mark_of_last_time,
    mark_of_sheet,
    marks_of,
    seconds_spent,
    to_compare,
)
from tests.world import DAY, at

LIMITS = Limits(
    short_chars=11,
    named_evidence=False,
    bare_percent=50,
    alike_percent=75,
    alike_chars=20,
    fast_seconds=10,
    objective=("人手不足", "时间紧"),
    subjective=("重视", "责任心"),
)
BARE = Said("ok", text="已落实", has_method=True)
LINE = Said("ok", has_method=True, asks_sample=True, has_sample=True, has_evidence=True)
LONG = "对照督办台账逐项核对，任务均按期办结，记录由经办人签字"


def kinds(said: Said, limits: Limits = LIMITS) -> list[str]:
    return [str(mark.kind) for mark in marks_of(said, limits)]


TWINS = {
    "few words": (BARE, replace(BARE, text="抽查五份记录均有签字落款")),
    "few words, punctuation apart": (
        replace(BARE, text="已落实，情况良好。。。。。。"),
        replace(BARE, text="已落实，抽查记录情况良好"),
    ),
    "a line without its evidence": (replace(LINE, has_evidence=False), LINE),
    "a line without its sample": (replace(LINE, has_sample=False), LINE),
    "a line without its method": (replace(LINE, has_method=False), LINE),
    "an explained answer is no line": (
        replace(LINE, result="note", text="见附件"),
        replace(LINE, result="note", text="三名老党员学历为大专其余符合"),
    ),
    "evidence that the rule demands": (
        replace(BARE, text=LONG, must_have_evidence=True),
        replace(BARE, text=LONG, must_have_evidence=True, has_evidence=True),
    ),
    "evidence that is only named": (
        replace(BARE, text=LONG, must_have_evidence=True, names_evidence=True),
        replace(BARE, text=LONG, names_evidence=True),
    ),
    "within seconds": (
        replace(BARE, text=LONG, seconds=9.9),
        replace(BARE, text=LONG, seconds=10.0),
    ),
    "a line in time": (
        replace(LINE, has_evidence=False, text=LONG, seconds=4.0),
        replace(LINE, text=LONG, seconds=4.0),
    ),
    "only objective causes": (
        replace(BARE, result="no", text=LONG, cause="主要是人手不足，时间紧"),
        replace(BARE, result="no", text=LONG, cause="人手不足，也是重视不够"),
    ),
    "no cause at all": (
        replace(BARE, result="no", text=LONG, cause="人手不足"),
        replace(BARE, result="no", text=LONG, cause=""),
    ),
}
RAISES = {
    "few words": "short",
    "few words, punctuation apart": "short",
    "a line without its evidence": "short",
    "a line without its sample": "short",
    "a line without its method": "short",
    "an explained answer is no line": "short",
    "evidence that the rule demands": "no_evidence",
    "evidence that is only named": "no_evidence",
    "within seconds": "fast",
    "a line in time": "fast",
    "only objective causes": "objective",
    "no cause at all": "objective",
}


@pytest.mark.parametrize("name", TWINS)
def test_one_raises_it_and_its_twin_does_not(name):
    raised, honest = TWINS[name]
    assert (kinds(raised), kinds(honest)) == ([RAISES[name]], [])


def test_a_hint_carries_measure_and_threshold():
    said = replace(BARE, result="no", cause="时间紧、人手不足", seconds=3.2)
    assert marks_of(said, LIMITS) == [
        Mark(Kind.SHORT, 3, 11),
        Mark(Kind.FAST, 3, 10),
        Mark(Kind.OBJECTIVE, 2, 1, "人手不足、时间紧"),
    ]


def test_named_evidence_is_asked_for_where_the_campaign_says_so():
    strict = replace(LIMITS, named_evidence=True)
    named = replace(BARE, text=LONG, names_evidence=True)
    assert (kinds(named), kinds(named, strict)) == ([], ["no_evidence"])
    assert kinds(replace(named, result="na"), strict) == []


@pytest.mark.parametrize("off", ["short_chars", "fast_seconds"])
def test_an_empty_threshold_switches_a_hint_off(off):
    said = replace(BARE, seconds=3.0)
    left = {"short_chars": ["fast"], "fast_seconds": ["short"]}[off]
    assert kinds(said, replace(LIMITS, **{off: None})) == left


def test_a_sheet_without_a_problem_and_with_little_behind_it():
    honest = replace(BARE, text=LONG)
    assert mark_of_sheet([BARE, honest], LIMITS) == Mark(Kind.ALL_OK, 50, 50)
    assert mark_of_sheet([BARE, honest, honest], LIMITS) is None
    assert mark_of_sheet([BARE, LINE, LINE], LIMITS) is None


@pytest.mark.parametrize("result", ["no", "note", ""])
def test_a_sheet_that_reports_something_is_not_marked(result):
    na = replace(BARE, result="na")
    assert mark_of_sheet([BARE, BARE, na], LIMITS) == Mark(Kind.ALL_OK, 100, 50)
    assert mark_of_sheet([BARE, BARE, replace(BARE, result=result)], LIMITS) is None


def test_a_threshold_of_nothing_marks_every_sheet_without_a_problem():
    every = replace(LIMITS, bare_percent=0)
    assert mark_of_sheet([LINE, LINE], every) == Mark(Kind.ALL_OK, 0, 0)
    assert mark_of_sheet([LINE, LINE], replace(LIMITS, bare_percent=None)) is None
    assert mark_of_sheet([replace(LINE, result="na")], every) is None


HONEST = "抽查今年六月以来的审批单，签批人与授权文件一致，未见代签"
THEN = "对照督办台账逐项核对，二〇〇八年任务均按期办结，记录由经办人签字"


def test_the_words_of_last_time():
    assert mark_of_last_time(LONG, LONG, LIMITS) == Mark(Kind.LAST_TIME, 100, 75)
    assert mark_of_last_time(LONG, THEN, LIMITS) == Mark(Kind.LAST_TIME, 86, 75)
    assert mark_of_last_time(LONG, HONEST, LIMITS) is None
    assert mark_of_last_time(LONG, THEN, replace(LIMITS, alike_percent=87)) is None


def test_set_phrases_and_switched_off_comparisons_are_not_compared():
    assert to_compare("未发现违反禁令情形，负责人已签字", LIMITS) == ""
    assert to_compare(LONG, replace(LIMITS, alike_percent=None)) == ""
    assert mark_of_last_time("任务均已落实", "任务均已落实", LIMITS) is None


def saves(*rows: tuple[int, int, float]) -> list[Save]:
    """(answer, person, second of the morning), all in round 1."""
    return [Save(a, 1, p, at(DAY, 9) + timedelta(seconds=s)) for a, p, s in rows]


def test_time_is_counted_from_the_last_save_of_the_same_person():
    by_one = saves((1, 7, 0), (2, 7, 5), (3, 8, 6), (3, 7, 605))
    assert seconds_spent(by_one, {1: 1, 2: 1, 3: 1}) == {2: 5.0}
    assert seconds_spent(saves((1, 7, 0), (2, 7, 5), (3, 7, 605)), {2: 1, 3: 1}) == {
        2: 5.0,
        3: 600.0,
    }


def test_coming_back_to_an_item_adds_to_its_time():
    assert seconds_spent(saves((1, 7, 0), (2, 7, 300), (3, 7, 600), (2, 7, 603)), {2: 1}) == {
        2: 303.0
    }


def test_what_came_in_one_go_was_not_typed_in_seconds():
    together = saves((1, 7, 0), (2, 7, 0.01), (3, 7, 0.4), (4, 7, 2))
    assert seconds_spent(together, dict.fromkeys((1, 2, 3, 4), 1)) == {4: 1.6}


def test_a_round_that_is_over_does_not_count():
    old = [Save(1, 1, 7, at(DAY, 9)), Save(2, 1, 7, at(DAY, 9, 1)), Save(2, 2, 7, at(DAY, 9, 5))]
    assert seconds_spent(old, {1: 1, 2: 2}) == {2: 240.0}

"""Texts that say the same: folded, measured, and found by an index."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns import likeness
from campaigns.likeness import alike, folded, nearest

ONE = "对上级下达的12项任务逐项对照，均已按要求落实到位，定期督促检查，未发现拖着不办的情况。"
OTHER = "对上级下达的9项任务逐项对照，已全部落实到位，定期督促检查，未发现拖着不办的情况。"
HONEST = "调取系统查询日志与审批单逐笔比对，抽查三十笔，两笔审批日期晚于查询日期，已当面指出。"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("落实到位，记录齐全。", "落实到位 记录齐全"),
        ("ＡＢ１２落实", "ab12落实"),
        ("對照臺賬逐項核對", "对照台账逐项核对"),
        ("“已归档”（见附件）", "已归档见附件"),
    ],
)
def test_what_does_not_change_the_meaning_is_folded(one, other):
    assert folded(one) == folded(other) != ""


def test_other_words_are_not_folded():
    assert folded("均已落实") != folded("均未落实")


def test_likeness_counts_pairs_of_characters():
    assert alike("落实到位", "落实到位") == 100
    assert alike("甲乙丙", "甲乙丁") == 50
    assert alike("", "甲乙") == 0
    assert alike(folded(ONE), folded(OTHER)) == 80


def test_the_same_text_in_another_order_is_not_the_same_text():
    assert alike("甲乙甲丙甲乙", "甲丙甲乙甲丙") == 99


def test_each_text_finds_the_likest_other_one():
    texts = {key: folded(text) for key, text in enumerate((ONE, OTHER, HONEST, ONE))}
    assert nearest(texts, texts, 75) == {0: (3, 100), 3: (0, 100), 1: (0, 80)}
    assert nearest(texts, [1], 75) == {1: (0, 80)}
    assert nearest(texts, [1], 81) == {}
    assert nearest(texts, [2], 40) == {}


def test_few_texts_and_empty_ones_find_nothing():
    assert nearest({}, [], 75) == {}
    assert nearest({1: "甲乙"}, [1], 75) == {}
    assert nearest({1: "甲", 2: "乙"}, [1, 2], 40) == {}


@given(
    st.lists(st.text("甲乙丙丁戊己", min_size=2, max_size=14), min_size=2, max_size=10),
    st.integers(40, 100),
)
def test_where_texts_are_few_the_index_finds_what_comparing_all_pairs_finds(texts, share):
    keyed = dict(enumerate(texts))
    best = {
        key: max(alike(text, other) for k, other in keyed.items() if k != key)
        for key, text in keyed.items()
    }
    found = nearest(keyed, keyed, share)
    reached = {key: percent for key, (_other, percent) in found.items()}
    assert reached == {key: percent for key, percent in best.items() if percent >= share}


def test_a_lone_pair_is_found_among_hundreds_from_one_source():
    chance = random.Random(3)
    source = "".join(chr(0x4E00 + chance.randrange(3000)) for _ in range(80))

    def edited(text: str, changes: int) -> str:
        for _ in range(changes):
            at = chance.randrange(len(text))
            text = text[:at] + chr(0x8000 + chance.randrange(3000)) + text[at + 1 :]
        return text

    texts = dict(enumerate(edited(source, 25) for _ in range(400)))
    texts[400] = edited(texts[17], 1)
    found = nearest(texts, [17, 400], 75)
    assert (found[17][0], found[400][0]) == (400, 17)


def test_the_postings_stay_short_however_many_texts_share_a_pair():
    index = likeness._Index([f"甲乙丙丁{n:04}" for n in range(500)])
    assert max(map(len, index.postings.values())) == likeness.POSTINGS

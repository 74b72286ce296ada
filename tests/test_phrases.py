"""Numbers, classifiers, dates and rates: G1 to G6 of the paper patterns, a table a rule."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import phrases
from reports.document import Figure, Missing

FINDINGS = Figure("findings", "6", 6, 6, "/findings/")
GAP = Missing("责任部门")
AUG = date(2009, 8, 12)
fast = settings(max_examples=40, deadline=None, database=None)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (phrases.count(83, "检查项点"), "83个检查项点"),
        (phrases.count(6, "问题"), "6个问题"),
        (phrases.structure(3, "阶段"), "三个阶段"),
        (phrases.structure(3, "方面") + phrases.count(6, "问题"), "三个方面6个问题"),
        (phrases.cn(4) + "级", "四级"),
    ],
)
def test_g1_statistics_are_arabic_and_structure_is_chinese(said, words):
    assert said == words


@pytest.mark.parametrize(
    ("n", "alone", "before_classifier"),
    [
        (0, "零", "零"),
        (1, "一", "一"),
        (2, "二", "两"),
        (10, "十", "十"),
        (12, "十二", "十二"),
        (20, "二十", "二十"),
        (22, "二十二", "二十二"),
        (99, "九十九", "九十九"),
        (105, "一百零五", "一百零五"),
        (110, "一百一十", "一百一十"),
        (2009, "二千零九", "二千零九"),
    ],
)
def test_g2_two_before_a_classifier(n, alone, before_classifier):
    assert phrases.cn(n) == alone
    assert phrases.cn(n, before_classifier=True) == before_classifier
    assert phrases.ordinal(n) == f"第{alone}"


@pytest.mark.parametrize("n", [-1, 10_000])
def test_g2_other_numbers_are_refused(n):
    with pytest.raises(ValueError, match="no structure number"):
        phrases.cn(n)


@fast
@given(st.sets(st.integers(0, 9999), min_size=2, max_size=30))
def test_g2_no_two_numbers_read_alike(numbers):
    assert len({phrases.cn(n) for n in numbers}) == len(numbers)


@pytest.mark.parametrize(
    ("noun", "words"),
    [
        ("检查项点", "5个检查项点"),
        ("整改措施", "5项整改措施"),
        ("监察项目", "5个监察项目"),
        ("整改项目", "5项整改项目"),
        ("有效建议", "5条有效建议"),
        ("整改建议", "5项整改建议"),
        ("投诉", "5件投诉"),
        ("自查表", "5份自查表"),
        ("简报", "5期简报"),
        ("合作方", "5家合作方"),
        ("服务点", "5处服务点"),
        ("人员", "5人"),
        ("参会人员", "5名参会人员"),
        ("自查填报", "5项次"),
        ("新鲜事", "5个新鲜事"),
    ],
)
def test_g3_each_noun_has_its_classifier(noun, words):
    assert phrases.count(5, noun) == words


def test_g3_a_campaign_may_bring_its_own_classifiers():
    assert phrases.count(6, "问题", classifiers={"问题": "件"}) == "6件问题"
    assert phrases.count(6, "问题", classifier="项") == "6项问题"
    assert phrases.count(9, "整改措施", noun_first=True) == "整改措施9项"


def test_g3_a_figure_stays_a_figure():
    assert phrases.count(FINDINGS, "问题") == (FINDINGS, "个问题")
    assert phrases.count(FINDINGS, "措施", noun_first=True) == ("措施", FINDINGS, "项")
    assert phrases.count(GAP, "问题") == (GAP, "个问题")


@pytest.mark.parametrize(
    ("start", "end", "year", "words"),
    [
        (AUG, date(2009, 8, 15), False, "8月12日至15日"),
        (AUG, date(2009, 8, 15), True, "2009年8月12日至15日"),
        (date(2009, 8, 28), date(2009, 9, 3), False, "8月28日至9月3日"),
        (date(2009, 8, 28), date(2009, 9, 3), True, "2009年8月28日至9月3日"),
        (date(2009, 12, 28), date(2010, 1, 3), False, "2009年12月28日至2010年1月3日"),
        (date(2009, 8, 13), date(2010, 8, 13), False, "2009年8月13日至2010年8月13日"),
        (AUG, AUG, False, "8月12日"),
        (AUG, AUG, True, "2009年8月12日"),
        (AUG, None, False, "8月12日起"),
        (AUG, date(2009, 8, 15), date(2009, 1, 1), "8月12日至15日"),
        (AUG, date(2009, 8, 15), date(2008, 12, 31), "2009年8月12日至15日"),
    ],
)
def test_g4_ranges_of_dates(start, end, year, words):
    assert phrases.date_range(start, end, year=year) == words


def test_g4_a_range_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="ends before it begins"):
        phrases.date_range(AUG, date(2009, 8, 11))


def test_g4_one_day_and_the_date_of_a_signature():
    assert phrases.day(date(2009, 8, 3)) == "8月3日"
    assert phrases.date_cn(date(2009, 8, 5)) == "2009年8月5日"


def test_g4_only_the_first_date_of_a_year_carries_it():
    dates = phrases.PaperDates()
    said = [
        dates.range(AUG, date(2009, 8, 15)),
        dates.day(date(2009, 8, 13)),
        dates.range(date(2009, 12, 28), date(2010, 1, 3)),
        dates.day(date(2010, 1, 4)),
        dates.day(date(2009, 8, 25)),
    ]
    assert said == [
        "2009年8月12日至15日",
        "8月13日",
        "2009年12月28日至2010年1月3日",
        "1月4日",
        "2009年8月25日",
    ]


@pytest.mark.parametrize(
    ("kept", "printed"),
    [
        ("十月底前", "10月底前"),
        ("九月中旬", "9月中旬"),
        ("十二月", "12月"),
        ("明年一月底前", "明年1月底前"),
        ("十月二十五日前", "10月25日前"),
        ("9月中旬", "9月中旬"),
        ("三个月内", "三个月内"),
        ("长期坚持", "长期坚持"),
        ("年底前", "年底前"),
    ],
)
def test_g4_a_time_in_words_has_its_month_in_digits(kept, printed):
    assert phrases.arabic_month(kept) == printed


def test_g5_up_to_a_date():
    assert phrases.up_to(date(2009, 8, 25)) == "截至8月25日"
    assert phrases.up_to(date(2009, 8, 25), year=True) == "截至2009年8月25日"
    assert phrases.normalise_spelling("截止2009年底") == "截至2009年底"
    assert phrases.normalise_spelling("8月25日截止") == "8月25日截止"


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (5, 6, "83.3%"),
        (18, 20, "90%"),
        (27, 28, "96.4%"),
        (6, 6, "100%"),
        (0, 6, "0%"),
        (1, 3, "33.3%"),
        (1, 16, "6.3%"),
        (2499, 2500, "99.9%"),
        (999_999, 1_000_000, "99.9%"),
        (10_001, 10_000, "100.1%"),
        (3, 2, "150%"),
        (1, 1000, "0.1%"),
        (1, 2000, "0.5‰"),
        (1, 1_000_000, "不足0.1‰"),
    ],
)
def test_g6_percent(part, whole, words):
    assert phrases.percent(part, whole) == words


def test_g6_a_rate_stands_beside_its_base():
    assert phrases.percent_with_base(5, 6) == "83.3%（5/6）"


@pytest.mark.parametrize(("part", "whole"), [(0, 0), (1, 0), (-1, 5)])
def test_g6_no_rate_without_a_base(part, whole):
    with pytest.raises(ValueError, match="no rate"):
        phrases.percent(part, whole)


@fast
@given(st.integers(1, 10**7), st.integers(1, 10**7))
def test_g6_all_and_nothing_are_said_only_when_true(part, whole):
    assert (phrases.percent(part, whole) == "100%") == (part == whole)
    assert not phrases.percent(part, whole).startswith(("0%", "0‰"))


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ((1, 2), (3, 4), "提高25个百分点"),
        ((9, 10), (4, 5), "下降10个百分点"),
        ((1, 2), (2, 4), "持平"),
        ((50_000, 100_000), (50_001, 100_000), "提高不足0.1个百分点"),
    ],
)
def test_g6_a_change_of_a_rate_is_told_in_points(before, after, words):
    assert phrases.percentage_points(before, after) == words

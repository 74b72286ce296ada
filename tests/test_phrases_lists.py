"""Zero and one, parts, lists and points: G7 to G12 of the paper patterns, a table a rule."""

import pytest

from reports import phrases
from reports.document import Figure, Missing, Paragraph, plain

FINDINGS = Figure("findings", "6", 6, 6, "/findings/")
GAP = Missing("责任部门")


def test_g7_zero_is_told_in_words():
    assert phrases.count(0, "问题", none="未发现问题") == "未发现问题"
    nothing = Figure("findings", "0", 0)
    assert phrases.count(nothing, "问题", none="未发现问题") == ("未发现问题",)
    with pytest.raises(ValueError, match="zero is told in words"):
        phrases.count(0, "问题")


def test_g7_a_part_of_zero_is_left_out():
    parts = [("符合", 73), ("符合（附说明）", 1), ("不符合", 9), ("不适用", 0)]
    assert plain(phrases.listed(parts)) == "符合73个、符合（附说明）1个、不符合9个"
    assert plain(phrases.listed(parts[:2], between="，")) == "符合73个，符合（附说明）1个"
    assert phrases.listed([("不适用", 0)]) == ()
    heard = [("意见箱、邮箱", 24), ("座谈会", 9)]
    assert plain(phrases.listed(heard, classifier="条")) == "意见箱、邮箱24条，座谈会9条"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (phrases.among("共6个", [("自查发现", 6), ("检查发现", 0)]), "共6个"),
        (phrases.among("共6个", [("自查发现", 6)], sole="均为{}"), "共6个，均为自查发现"),
        (phrases.among("1个问题", [("工号管理不严", 1)], sole="为{}"), "1个问题，为工号管理不严"),
        (phrases.respectively(["甲"], "的符合率", ["90%"]), "甲的符合率为90%"),
        (phrases.firstly(["加强领导"]), "加强领导。"),
        (phrases.join(["甲部"], noun="部门", counted=True), "甲部"),
        (phrases.join(["甲部", "乙部"], noun="部门", counted=True), "甲部和乙部2个部门"),
    ],
)
def test_g8_one_is_not_counted_out(said, words):
    assert plain(said) == words


def test_g9_parts_keep_their_order_and_their_figures():
    own = Figure("own", "2", 2)
    said = phrases.among(("共", FINDINGS, "个"), [("检查发现", own), ("自查发现", 4), ("其他", 0)])
    assert said == ("共", FINDINGS, "个，其中检查发现", own, "个、自查发现4个")


def test_g9_parts_that_do_not_sum_are_refused():
    with pytest.raises(phrases.PartsDoNotSum) as refused:
        phrases.among("共6个", [("自查发现", 4), ("检查发现", 1)])
    assert (refused.value.total, refused.value.parts) == (6, (("自查发现", 4), ("检查发现", 1)))
    assert str(refused.value) == "parts do not sum to 6: 自查发现 4 + 检查发现 1 = 5"


def test_g9_one_part_must_be_the_whole():
    with pytest.raises(phrases.PartsDoNotSum):
        phrases.among("共6个", [("自查发现", 5)])


def test_g9_the_whole_may_be_named_and_must_be_clear():
    parts = [("甲", 4), ("乙", 2)]
    assert plain(phrases.among("3个方面6个", parts, total=6)) == "3个方面6个，其中甲4个、乙2个"
    with pytest.raises(ValueError, match="which number is the whole"):
        phrases.among("3个方面6个", parts)


def test_g9_parts_that_overlap_are_involved():
    said = phrases.among("共6个", [("甲", 4), ("乙", 3)], overlap=True)
    assert plain(said) == "共6个，涉及甲4个、乙3个"


def test_g9_a_gap_suspends_the_sum():
    said = phrases.among("共6个", [("甲", 4), ("乙", GAP)])
    assert said == ("共6个，其中甲4个、乙", GAP, "个")


@pytest.mark.parametrize(
    ("names", "values", "words"),
    [
        ("甲乙丙", ["90%", "80%", "70%"], "甲、乙、丙的符合率分别为90%、80%、70%"),
        ("甲乙丙", ["90%", None, "70%"], "甲、丙的符合率分别为90%、70%"),
        ("甲乙丙", ["100%", "100%", "100%"], "甲、乙、丙的符合率均为100%"),
        ("甲", [None], ""),
    ],
)
def test_g10_respectively(names, values, words):
    assert plain(phrases.respectively(list(names), "的符合率", values)) == words


def test_g10_two_lists_have_the_same_length():
    with pytest.raises(ValueError, match="zip"):
        phrases.respectively(["甲", "乙"], "的符合率", ["90%"])


def test_g10_more_than_five_belong_in_a_table():
    names, values = list("甲乙丙丁戊己"), ["1%", "2%", "3%", "4%", "5%", "6%"]
    said = phrases.respectively(names, "的符合率", values, noun="部门", annex=3)
    assert plain(said) == "甲、乙、丙等6个部门的符合率详见附件3"
    assert "分别为" in plain(phrases.respectively(names[:5], "的符合率", values[:5]))
    with pytest.raises(phrases.TooManyMembers):
        phrases.respectively(names, "的符合率", values)


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ([], ""),
        (["甲"], "甲"),
        (["甲", "乙"], "甲和乙"),
        (["甲", "", "乙", "丙"], "甲、乙和丙"),
        (["《甲》", "《乙》", "《丙》"], "《甲》《乙》和《丙》"),
        (["“甲”", "“乙”", "“丙”"], "“甲”“乙”和“丙”"),
        (["《甲》（1号）", "《乙》", "丙"], "《甲》（1号）、《乙》和丙"),
        (["甲、乙方面", "丙方面", "丁方面"], "甲、乙方面，丙方面，丁方面"),
        (["甲，乙、丙", "丁"], "甲，乙、丙；丁"),
        (["《甲、乙》", "《丙》"], "《甲、乙》和《丙》"),
        (["甲、乙"], "甲、乙"),
    ],
)
def test_g11_join(members, words):
    assert plain(phrases.join(members)) == words


def test_g11_the_last_pair_may_be_joined_otherwise():
    assert plain(phrases.join(["甲", "乙", "丙"], "及")) == "甲、乙及丙"
    assert plain(phrases.join(["甲", "乙", "丙"], "")) == "甲、乙、丙"


def test_g11_long_lists_name_three():
    seven = list("甲乙丙丁戊己庚")
    assert plain(phrases.join(seven[:6])) == "甲、乙、丙、丁、戊和己"
    assert plain(phrases.join(seven, noun="部门")) == "甲、乙、丙等7个部门"
    assert plain(phrases.join(seven, noun="措施", annex=2)) == "甲、乙、丙等7项措施（详见附件2）"
    assert plain(phrases.join(seven, noun="部门", annex="")) == "甲、乙、丙等7个部门（详见附件）"


def test_g11_members_and_total_may_be_figures():
    name = Figure("department", "甲部", "甲部")
    assert phrases.join([name, GAP, "丙"]) == (name, "、", GAP, "和丙")
    total = Figure("departments", "7", 7)
    assert phrases.join(list("甲乙丙丁戊己庚"), noun="部门", total=total) == (
        "甲、乙、丙等",
        total,
        "个部门",
    )


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (["甲。", "乙；", "丙"], "一是甲；二是乙；三是丙。"),
        (["甲。已印发", "乙"], "一是甲。已印发。二是乙。"),
        (["落实“甲。乙”", "丙"], "一是落实“甲。乙”；二是丙。"),
        (["甲", "", "丙"], "一是甲；二是丙。"),
        ([], ""),
        (list("甲乙丙丁戊己"), "（1）甲；（2）乙；（3）丙；（4）丁；（5）戊；（6）己。"),
    ],
)
def test_g12_firstly(parts, words):
    assert plain(phrases.firstly(parts)) == words


def test_g12_firstly_carries_runs():
    said = phrases.firstly([("共", FINDINGS, "个。"), GAP], final=False)
    assert said == ("一是共", FINDINGS, "个；二是", GAP)


def test_g12_more_than_five_become_paragraphs():
    few = phrases.enumerated(["甲", "乙"], lead="整改措施：", key="m")
    assert few == (Paragraph(("整改措施：一是甲；二是乙。",), key="m"),)
    many = phrases.enumerated(list("甲乙丙丁戊己"), lead="整改措施：", key="m")
    assert many[0] == Paragraph(("整改措施：",), key="m", keep_with_next=True)
    assert [plain(p.runs) for p in many[1:]] == [
        "1.甲。",
        "2.乙。",
        "3.丙。",
        "4.丁。",
        "5.戊。",
        "6.己。",
    ]
    assert phrases.enumerated([]) == ()

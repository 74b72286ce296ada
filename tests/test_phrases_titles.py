"""Headings, titles, spelling, tone and gaps: G13 to G19 of the paper patterns."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import phrases
from reports.document import AnnexNote, Face, Heading, Missing, Paragraph, Signature, Table, plain
from reports.papers.periodicals import bulletin

fast = settings(max_examples=40, deadline=None, database=None)


@pytest.mark.parametrize(
    ("level", "n", "number"),
    [(1, 1, "一、"), (1, 12, "十二、"), (2, 2, "（二）"), (3, 3, "3."), (4, 4, "（4）")],
)
def test_g13_numbers_of_headings(level, n, number):
    assert phrases.heading_number(level, n) == number
    assert phrases.heading_number(level, n, of=1) == ""


def test_g13_two_levels_skip_one_form():
    assert phrases.heading_number(2, 3, levels=phrases.TWO_LEVELS) == "3."
    with pytest.raises(ValueError, match="no heading of level 3"):
        phrases.heading_number(3, 1, levels=phrases.TWO_LEVELS)


def test_g13_headings_have_no_final_mark_and_run_in_headings_have_one():
    assert phrases.heading(2, 1, "制度现状：", key="g1") == Heading(
        2, ("（一）制度现状",), key="g1"
    )
    assert phrases.heading(1, 4, "有关建议。", of=1) == Heading(1, ("有关建议",))
    assert phrases.run_in("统一思想，加强领导") == Face("统一思想，加强领导。", "kai")
    assert phrases.run_in("统一思想。") == Face("统一思想。", "kai")


def test_g14_one_self_reference_a_paper():
    assert phrases.other_selves("我公司按照要求，我部已完成", "我公司") == ("我部",)
    assert phrases.other_selves("我分公司自查，《我部规定》", "我分公司") == ()


@pytest.mark.parametrize(
    ("title", "number", "short", "words"),
    [
        ("管理办法", "", "", "《管理办法》"),
        ("《管理办法》", "〔2009〕3号", "", "《管理办法》（〔2009〕3号）"),
        ("管理办法", "（甲发[2009]3号）", "", "《管理办法》（甲发〔2009〕3号）"),
        ("印发《办法》的通知", "", "", "《印发〈办法〉的通知》"),
        ("《印发〈办法〉的通知》", "", "", "《印发〈办法〉的通知》"),
        ("转发《印发〈办法〉的通知》的通知", "", "", "《转发〈印发《办法》的通知〉的通知》"),
        ("《甲》和《乙》的说明", "", "", "《〈甲〉和〈乙〉的说明》"),
        ("管理办法", "1号", "办法", "《管理办法》（1号，以下简称《办法》）"),
        ("管理办法", "", "办法", "《管理办法》（以下简称《办法》）"),
    ],
)
def test_g15_titles_of_documents(title, number, short, words):
    assert phrases.document_title(title, number, short=short) == words


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("开展明查暗访", "开展明察暗访"),
        ("浮皮撩草", "浮皮潦草"),
        ("主动认帐，核对帐单、台帐", "主动认账，核对账单、台账"),
        ("蚊帐单独存放", "蚊帐单独存放"),
        ("勿庸质疑", "毋庸置疑"),
        ("做为考核依据", "作为考核依据"),
        ("看他做为人民服务的事", "看他做为人民服务的事"),
        ("建立建全制度", "建立健全制度"),
        ("其它部门", "其他部门"),
        ("下步工作", "下一步工作"),
        ("下一步工作按以下步骤进行", "下一步工作按以下步骤进行"),
        ("截止到8月25日", "截至8月25日"),
        ("截止日期", "截止日期"),
        ("拟定实施方案", "拟订实施方案"),
        ("拟定于8月召开方案评审会", "拟定于8月召开方案评审会"),
        ("明查“明查暗访”《认帐办法》认帐", "明查“明查暗访”《认帐办法》认账"),
        ("《关于〈印发《认帐》的〉认帐》认帐", "《关于〈印发《认帐》的〉认帐》认账"),
        ("“其它", "“其它"),
    ],
)
def test_g16_spelling_is_put_right_outside_quotations(wrong, right):
    assert phrases.normalise_spelling(wrong) == right


@fast
@given(st.text("明查察暗访认帐账单做作为其它他下一步截止到8月拟定订方案《》“”，", max_size=40))
def test_g16_a_second_time_changes_nothing(text):
    once = phrases.normalise_spelling(text)
    assert phrases.normalise_spelling(once) == once


def test_g17_a_report_carries_no_request():
    assert phrases.requests_in("以上报告，请审阅。") == ()
    assert phrases.requests_in("妥否，请批示。") == ("妥否", "请批示")
    assert phrases.requests_in("会议提出“请批准”的说法") == ()


def test_g18_a_missing_fact_is_printed():
    said = phrases.fill("责任单位为{dept}，由{lead}牵头。", dept=None, labels={"dept": "责任部门"})
    assert said == ("责任单位为", Missing("责任部门"), "，由", Missing("lead"), "牵头。")
    assert plain(said) == "责任单位为【待补：责任部门】，由【待补：lead】牵头。"
    assert phrases.or_missing("  ", "原因", "/f/1/") == (Missing("原因", "/f/1/"),)
    assert phrases.or_missing("人手不足", "原因") == ("人手不足",)


def test_g19_the_last_paragraph_stays_with_what_ends_the_paper():
    body, last = Paragraph(("正文。",)), Paragraph(("特此报告。",))
    end = (AnnexNote(("清单",)), Signature(("甲公司",), ("2009年8月25日",)))
    kept = phrases.keep_ends([body, last, *end])
    assert kept == (body, Paragraph(("特此报告。",), keep_with_next=True), *end)
    table = Table((), ())
    assert phrases.keep_ends([body, table, end[1]]) == (body, table, end[1])


def test_the_title_of_a_bulletin_does_not_begin_with_a_lonely_word():
    long = "集团公司重要文件和重要工作部署执行情况效能监察自查"
    lines = bulletin.title_lines(long, "第1期")
    assert lines[0] == "关于集团公司重要文件"
    assert "".join(lines) == f"关于{long}进展情况的通报（第1期）"
    assert bulletin.title_lines("专项检查", "第1期") == ("关于专项检查进展情况的通报（第1期）",)

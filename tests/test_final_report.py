"""The frame of the report: title, opening, phases, parts that come and go."""

from datetime import date

import pytest

from campaigns.models import BasisDocument, Campaign, Participation, Phase, SelfCheck
from findings.models import Finding, Suggestion
from organization.models import Department
from reports.document import AnnexNote, Heading, Title, plain
from reports.papers.final_report.title import title_lines
from tests.reporting import LAST, afresh, headings, propose, said, text_of, told_once, written
from tests.world import DAY, at


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    with told_once(django_db_blocker) as world:
        yield world


@pytest.fixture
def story(base, db):
    return afresh(base)


def test_the_opening_names_request_basis_scope(story):
    assert said(story, "opening") == (
        "根据上级公司《关于开展自查的通知》要求，我公司自2026年2月23日至3月13日，"
        "对照《示例管理办法》，对重要文件执行情况开展了效能监察自查。"
        "自查范围覆盖2个部门（单位）、5人，涉及1个监察项目、4个检查项点。"
        "现将有关情况报告如下："
    )


def test_several_basis_documents_are_counted(story):
    for order, title in enumerate(("《乙办法》", "《丙规定》"), start=5):
        BasisDocument.objects.create(campaign=story.campaign, title=title, order=order)
    assert "对照《示例管理办法》《乙办法》和《丙规定》3个重要文件，" in said(story, "opening")


def test_many_basis_documents_are_not_all_named(story):
    for order in range(5, 12):
        BasisDocument.objects.create(campaign=story.campaign, title=f"《规定{order}》", order=order)
    words = said(story, "opening")
    assert "对照《示例管理办法》《规定5》《规定6》等8个重要文件，" in words


def test_a_document_number_stands_in_brackets(story):
    Campaign.objects.update(trigger_number="监察[2026]5号")
    assert "《关于开展自查的通知》（监察〔2026〕5号）要求" in said(story, "opening")


def test_without_circulation_no_number_of_people(story):
    story.campaign.circulations.all().delete()
    assert "覆盖2个部门（单位），涉及" in said(story, "opening")


def test_the_words_of_the_kind_are_used(story):
    words = {"self": "我局", "activity": "专项检查", "project": "检查事项", "object": "{subject}"}
    Campaign.objects.update(wording={**story.campaign.wording, **words}, subject="窗口服务")
    opening = said(story, "opening")
    assert "我局自2026年" in opening
    assert "对窗口服务开展了专项检查" in opening
    assert "1个检查事项" in opening
    assert "二、检查事项管理现状" in headings(written(story))


def test_the_classifier_of_findings_is_data_of_the_campaign(story):
    Campaign.objects.update(wording={**story.campaign.wording, "classifiers": {"问题": "项"}})
    assert "发现1项问题" in said(story, "findings")
    assert "查出1项问题" in said(story, "phase-analysis-text")
    assert "1个问题" not in text_of(written(story))


@pytest.mark.parametrize(
    ("short", "subject", "lines"),
    [
        ("示例公司", "重要文件", ("示例公司关于重要文件执行情况效能监察自查情况的报告",)),
        (
            "东山设备",
            "集团公司重要文件和重要工作部署",
            ("东山设备关于集团公司重要文件", "和重要工作部署执行情况", "效能监察自查情况的报告"),
        ),
        ("示例局", "制度执行情况", ("示例局关于制度执行情况", "效能监察自查情况的报告")),
    ],
)
def test_the_title_is_broken_by_meaning(short, subject, lines):
    words = {"title": ["关于{subject}", "执行情况", "效能监察自查情况的报告"]}
    campaign = Campaign(organisation_short=short, subject=subject, wording=words)
    assert "".join(title_lines(campaign)) == "".join(lines)
    assert max(map(len, title_lines(campaign))) <= 20
    if len(lines) > 1:
        assert title_lines(campaign) == lines


def test_a_draft_says_so_below_the_title_and_has_no_date(story):
    draft, signed = written(story), written(story, draft=False, issued_on=LAST)
    notes = [next(b for b in doc.blocks if isinstance(b, Title)).note for doc in (draft, signed)]
    assert notes == ["（送审稿）", ""]
    assert plain(draft.blocks[-1].date) == "【待签发】"
    assert plain(signed.blocks[-1].date) == "2026年3月13日"


# -- phases ------------------------------------------------------------------------------------


def test_phases_are_told_with_their_days(story):
    assert said(story, "phases") == (
        "按照“边查边改”的要求，我公司分三个阶段组织实施，做到有方案、有分工、有检查、有结果。"
    )
    assert said(story, "phase-mobilization") == "（一）宣传发动阶段（2月23日至3月2日）"
    assert said(story, "phase-analysis") == "（三）分析梳理阶段（3月9日至13日）"


def test_a_phase_that_is_still_running_is_told_so(story):
    friday = at(date(2026, 3, 12))
    assert said(story, "phase-analysis", friday) == "（三）分析梳理阶段（3月9日起，正在进行）"


def test_the_last_day_of_a_phase_is_its_end(story):
    assert said(story, "phase-analysis", at(LAST, 9)) == "（三）分析梳理阶段（3月9日至13日）"


def test_a_phase_that_has_not_begun_is_a_plan(story):
    before = at(date(2026, 3, 6))
    assert said(story, "phase-analysis", before) == "（三）分析梳理阶段（计划3月9日至13日）"


def test_a_phase_with_days_worded_otherwise_is_told_in_its_words(story):
    Phase.objects.filter(key="mobilization").update(text="2月下旬")
    assert said(story, "phase-mobilization") == "（一）宣传发动阶段（2月下旬）"


def test_one_phase_alone_has_no_number(story):
    Phase.objects.exclude(key="self_check").delete()
    assert said(story, "phase-self_check") == "深入自查阶段（3月2日至6日）"
    assert said(story, "phases").startswith("按照“边查边改”的要求，我公司组织实施，")


def test_two_phases_of_one_kind_are_not_told_twice(story):
    Phase.objects.create(
        campaign=story.campaign, order=4, key="fix", name="抓整改", opens=["analysis"],
        starts_on=LAST, ends_on=LAST, open_at=at(LAST, 8),
    )  # fmt: skip
    assert "核查率" not in said(story, "phase-fix-text")
    assert said(story, "phase-fix") == "（四）抓整改阶段（3月13日）"


def test_what_no_record_supports_is_not_claimed(story):
    story.campaign.verifications.all().delete()
    assert said(story, "phases") == "按照“边查边改”的要求，我公司分三个阶段组织实施。"
    for promise in ("逐项督办", "全覆盖", "人人皆知", "确保"):
        assert promise not in text_of(written(story))


# -- parts -------------------------------------------------------------------------------------


def test_the_parts_are_numbered(story):
    propose(story, "台账格式问题")
    propose(story, "人员配备问题")
    assert headings(written(story)) == [
        "一、自查工作开展情况",
        "二、监察项目管理现状",
        "三、存在的问题、原因及整改情况",
        "四、几点建议",
    ]


def test_without_suggestions_the_part_vanishes(story):
    assert Suggestion.objects.count() == 0
    assert len(headings(written(story))) == 3


def test_one_suggestion_stands_alone_without_number(story):
    propose(story, "台账格式问题", background="各地格式不一", effect="便于汇总")
    document = written(story)
    assert headings(document)[-1] == "四、有关建议"
    assert said(story, "suggestions") == ""
    assert said(story, "suggestion-1") == (
        "关于台账格式问题。各地格式不一，建议上级公司统一台账格式，便于汇总。"
    )


def test_several_suggestions_go_to_the_superior_first(story):
    propose(story, "内部事项", target="internal", addressee="公司", action="建议公司增加人手。")
    propose(story, "台账格式问题", target="superior")
    assert said(story, "suggestions") == "结合自查情况，提出如下2项建议："
    assert said(story, "suggestion-1") == "1.关于台账格式问题。建议上级公司统一台账格式。"
    assert said(story, "suggestion-2") == "2.关于内部事项。建议公司增加人手。"


def test_annexes_without_rows_are_left_out_and_the_rest_renumbered(story):
    Finding.objects.all().delete()
    note = next(b for b in written(story).blocks if isinstance(b, AnnexNote))
    assert note.names == ("检查项点自查结果一览表", "传达签阅情况统计表")
    assert "逐部门传达签阅（见附件2）" in said(story, "phase-mobilization-text")
    assert "按项点统计（见附件1）" in said(story, "state")


def test_a_renamed_department_keeps_its_name_in_the_paper(story):
    before = text_of(written(story))
    Department.objects.filter(code="SALES").update(name="营销中心")
    assert Participation.objects.get(department__code="SALES").name_then == "销售部"
    assert text_of(written(story)) == before


def test_a_department_that_left_keeps_its_name_too(story):
    Participation.objects.filter(department__code="SERVICE").update(left_on=DAY)
    Department.objects.filter(code="SERVICE").update(name="售后部")
    assert "售后部" not in text_of(written(story))
    assert "覆盖1个部门（单位）" in said(story, "opening")


# -- what is missing ---------------------------------------------------------------------------


def test_missing_words_of_the_trigger_are_gaps_of_their_own(story):
    Campaign.objects.update(trigger_issuer="", addressee="")
    document = written(story)
    assert "根据【待补：来文单位】《关于开展自查的通知》要求" in text_of(document)
    assert plain(document.blocks[1].name) == "【待补：主送单位】"


def test_levels_with_one_member_have_no_number(story):
    document = written(story)
    assert said(story, f"aspect-{story.finding.aspect_id}") == "台账管理方面"
    seconds = [plain(b.runs) for b in document.blocks if isinstance(b, Heading) and b.level == 2]
    assert seconds == [
        "（一）宣传发动阶段（2月23日至3月2日）",
        "（二）深入自查阶段（3月2日至6日）",
        "（三）分析梳理阶段（3月9日至13日）",
        "（一）制度现状",
        "（二）日常管理",
        "台账管理方面",
    ]


def test_zero_is_never_printed_as_a_number(story):
    SelfCheck.objects.update(nil_report=False)
    words = text_of(written(story))
    assert "0个" not in words.replace("10个", "")
    assert "0项" not in words
    assert "0人" not in words.replace("20人", "").replace("50人", "")

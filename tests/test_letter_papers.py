"""What letters say: sentences computed from the records, gaps where something is missing."""

from datetime import date

import pytest

from findings.models import Aspect, Finding, Suggestion
from organization import clock
from rectification import letters, planning
from rectification.models import LetterRules, Task
from reports import letters as papers
from reports import task_forms
from reports.document import Document, Paragraph, Table, Title, plain
from reports.figures import Figures
from reports.papers import three_lists
from reports.renderers.docx import render_docx
from reports.renderers.pdf import render_pdf
from tests.correspondence import advice, again, notice, slip, with_finding
from tests.stage import staged
from tests.world import at

ISSUED = date(2026, 3, 16)  # a Monday; the task of the small world is due on the 20th


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(with_finding, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def said(document: Document, key: str) -> str:
    [block] = [b for b in document.blocks if isinstance(b, Paragraph) and b.key == key]
    return plain(block.runs)


def rows(document: Document) -> dict[str, str]:
    [table] = [block for block in document.blocks if isinstance(block, Table)]
    return {plain(name): plain(words) for name, words in table.rows}


def more_findings(world, number: int) -> list[Finding]:
    """Further findings beside the first one, all of 销售部."""
    first = Finding.objects.get(number=1)
    made = [
        Finding.objects.create(
            campaign=world.campaign,
            number=place,
            title=f"第{place}项不全",
            problem=f"第{place}项资料缺失",
            status="confirmed",
            department=first.department,
            rule_document="《第二办法》" if place == 2 else first.rule_document,
            rule_clause=first.rule_clause,
            reported_by=world.clerk,
        )
        for place in range(2, number + 2)
    ]
    return [first, *made]


def issue(letter, world, on: date = ISSUED):
    with clock.at(at(on)):
        return papers.issue(letter, by=world.clerk)


# 整改通知书


def test_a_notice_about_one_finding(world):
    letter = issue(notice(world), world)
    paper = papers.words_of(letter)
    title = paper.blocks[0]
    assert isinstance(title, Title)
    assert ("".join(title.lines), title.number, title.note) == (
        "关于对示例资料问题进行整改的通知",
        "整〔2026〕1号",
        "",
    )
    assert said(paper, "findings") == (
        "在春季专项自查中，发现你部门存在以下问题：资料不全。"
        "上述问题不符合《示例管理办法》第5条的规定。"
    )
    assert said(paper, "demands") == "请按下列要求整改：一是补齐资料；二是建立台账。"
    assert said(paper, "clocks") == (
        "请于2099年3月10日前报送整改方案，3月20日前完成整改并报送整改情况及佐证材料。"
        "请于2026年3月30日前书面回复本通知落实情况。"
        "对本通知所列问题有异议的，请于收到之日起5个工作日内书面提出。"
    )
    assert (paper.draft, paper.missing()) == (False, ())


def test_a_notice_about_several_findings_joins_them_and_their_rules(world):
    found = more_findings(world, 2)
    paper = papers.words_of(notice(world, findings=found))
    assert said(paper, "findings") == (
        "在春季专项自查中，发现你部门存在以下问题：一是资料不全；二是第2项资料缺失；"
        "三是第3项资料缺失。上述问题不符合《示例管理办法》第5条和《第二办法》第5条的规定。"
    )


def test_more_than_five_findings_stand_in_paragraphs_of_their_own(world):
    paper = papers.words_of(notice(world, findings=more_findings(world, 5)))
    assert said(paper, "finding") == "在春季专项自查中，发现你部门存在以下问题："
    assert said(paper, "finding-6") == "6.第6项资料缺失。"
    assert said(paper, "rules").startswith("上述问题不符合")


def test_a_rule_without_a_clause_is_told_as_a_whole(world):
    Finding.objects.update(rule_clause="")
    world.finding = Finding.objects.get()
    assert "上述问题不符合《示例管理办法》有关要求。" in said(
        papers.words_of(notice(world)), "findings"
    )


def test_words_that_say_what_is_cited_are_not_said_twice(world):
    Finding.objects.update(rule_clause="", rule_document="工业和信息化部有关保存时限要求")
    world.finding = Finding.objects.get()
    for letter, key in ((notice(world), "findings"), (advice(world), "fact-1")):
        words = said(papers.words_of(letter), key)
        assert "不符合工业和信息化部有关保存时限要求。" in words


def test_a_notice_of_nothing_is_full_of_gaps(world):
    letter = notice(world, findings=[], topic="", demands="", plan_due_on=None, due_on=None)
    paper = papers.words_of(letter)
    assert [gap.what for gap in paper.missing()] == [
        "问题",
        "依据文件",
        "整改要求",
        "整改方案报送时间",
        "整改完成时限",
    ]
    assert paper.draft


def test_the_topic_is_the_finding_or_the_aspect_they_share(world):
    assert "示例资料不全问题" in papers.words_of(notice(world, topic="")).title
    found = more_findings(world, 1)
    Finding.objects.update(aspect=Aspect.objects.create(campaign=world.campaign, name="台账管理"))
    title = papers.words_of(notice(world, topic="", findings=found)).title
    assert title == "关于对台账管理问题进行整改的通知"


def test_a_compound_problem_names_its_parts(world):
    Finding.objects.update(problem="未建台账\n未签字")
    world.finding = Finding.objects.get()
    assert "示例资料不全，存在两个方面的情况：（1）未建台账；（2）未签字" in said(
        papers.words_of(notice(world)), "findings"
    )


def test_the_receipt_is_blank_until_it_is_signed(world):
    letter = issue(notice(world), world)
    assert said(papers.paper_of(again(letter)), "receipt-post").startswith("整改责任人：＿")
    with clock.at(at(date(2026, 3, 17))):
        letters.sign_for(again(letter), "销售部负责人", by=world.head)
    signed = papers.paper_of(again(letter))
    assert said(signed, "receipt") == "本部门已于2026年3月17日收到。"
    assert said(signed, "receipt-post") == "整改责任人：销售部负责人"
    assert said(signed, "receipt-name") == "签收：销售部负责人"


def test_copies_are_named_once_they_are_confirmed(world):
    world.departments["SALES"].in_charge.add(world.leader)
    letter = notice(world)
    assert not [b for b in papers.words_of(letter).blocks if getattr(b, "key", "") == "copies"]
    LetterRules.of(world.campaign).confirm_copies(by=world.clerk)
    assert said(papers.words_of(again(letter)), "copies") == "抄报：总经理。"


# 监察建议书


def test_a_letter_of_advice(world):
    suggestion = Suggestion.objects.create(
        campaign=world.campaign,
        topic="台账",
        action="统一台账格式",
        made_by=world.clerk,
    )
    letter = issue(advice(world, suggestions=[suggestion]), world)
    paper = papers.words_of(letter)
    assert (paper.title, paper.blocks[0].number) == ("监察建议书", "建〔2026〕1号")
    assert said(paper, "background-text") == (
        "2026年2月23日至3月13日，我公司开展春季专项自查，对你部门有关情况进行了核查，查明1个问题。"
    )
    assert said(paper, "fact-1") == "资料不全。上述情况不符合《示例管理办法》第5条的规定。"
    assert said(paper, "suggestions") == (
        "根据《示例监察规定》第十条，建议：一是统一台账格式；二是完善台账制度。"
    )
    assert said(paper, "reply") == (
        "请于4月7日前将采纳和办理情况书面函告我室。无正当理由不采纳的，请说明理由。"
    )


def test_behind_words_of_the_office_the_reply_says_its_year(world):
    paper = papers.words_of(issue(advice(world, background="经集中检查"), world))
    assert said(paper, "reply").startswith("请于2026年4月7日前将采纳")


def test_its_name_is_a_setting_and_one_advice_has_no_number(world):
    letter = advice(world)
    LetterRules.of(world.campaign).change(by=world.clerk, advice_name="工作建议书")
    paper = papers.words_of(again(letter))
    assert paper.title == "工作建议书"
    assert said(paper, "suggestions") == "根据《示例监察规定》第十条，建议：完善台账制度。"


def test_several_facts_are_numbered(world):
    paper = papers.words_of(advice(world, findings=more_findings(world, 1)))
    assert said(paper, "fact-2") == ("2.第2项资料缺失。上述情况不符合《第二办法》第5条的规定。")


def test_advice_without_facts_or_grounds_has_gaps(world):
    letter = advice(world, findings=[], demands="")
    LetterRules.of(world.campaign).change(by=world.clerk, authority="")
    gaps = [gap.what for gap in papers.words_of(again(letter)).missing()]
    assert gaps == ["查明的事实", "建议依据的规定", "建议内容"]


# 督办单


def test_a_reminder_before_the_deadline(world):
    letter = issue(slip(world, "reminder"), world)
    paper = papers.words_of(letter)
    told = rows(paper)
    assert (paper.title, paper.blocks[0].number) == ("督办单（提示）", "督〔2026〕1号")
    assert told["承办部门（承办人职务）"] == "销售部（销售部填报人）"
    assert told["原定时限"] == "2026年3月20日"
    assert told["目前进展"] == "尚未报告进展"
    assert told["督办要求"] == (
        "你部门承办的“补齐示例资料”，应于2026年3月20日完成，距完成时限还有4个工作日，请抓紧推进。"
        "请于3月18日前书面反馈进展、原因和完成时间，并切实抓好整改。"
    )
    assert told["签发"] == "监督室专员　2026年3月16日"


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (date(2026, 3, 23), "距完成时限还有1个工作日，请抓紧推进"),
        (date(2026, 3, 22), "距完成时限还有2天，请抓紧推进"),  # only days of rest are left
        (date(2026, 3, 20), "今日到期，请抓紧推进"),
        (date(2026, 3, 19), "截至3月20日已逾期1个工作日"),
    ],
)
def test_how_long_a_task_has_on_a_friday(world, due, said):
    Task.objects.update(due_on=due)
    with clock.at(at(date(2026, 3, 20))):
        told = rows(papers.words_of(slip(world)))
    assert f"完成，{said}。请于" in told["督办要求"]


def test_a_slip_about_an_overdue_task_counts_working_days_and_names_earlier_ones(world):
    first = issue(slip(world, "reminder"), world)
    with clock.at(at(date(2026, 3, 18))):
        Task.objects.get(pk=world.task.pk).report_progress("已补齐一半", 50, by=world.member)
    with clock.at(at(date(2026, 3, 24))):
        higher = letters.step_up(again(first), by=world.clerk)
    told = rows(papers.words_of(issue(higher, world, date(2026, 3, 24))))
    assert told["目前进展"] == "3月18日：已补齐一半（完成进度50%）"
    assert told["督办要求"] == (
        "你部门承办的“补齐示例资料”，应于2026年3月20日完成，截至3月24日已逾期2个工作日。"
        "此前已于3月16日督办。请于3月25日前书面反馈进展、原因和完成时间，并切实抓好整改。"
    )


def test_a_slip_over_the_turn_of_the_year_says_each_year_once(world):
    Task.objects.update(due_on=date(2025, 12, 31), first_due_on=date(2025, 12, 31))
    letter = issue(slip(world), world, date(2026, 1, 5))
    told = rows(papers.words_of(letter))["督办要求"]
    assert "应于2025年12月31日完成，截至2026年1月5日已逾期" in told
    assert told.count("2026年") == 1


def test_a_slip_about_what_takes_long_says_the_year_of_its_reply(world):
    Task.objects.update(due_on=None, first_due_on=None)
    told = rows(papers.words_of(issue(slip(world), world)))
    assert "抓紧推进。请于2026年3月" in told["督办要求"]


def test_an_extended_deadline_is_told_beside_the_first_one(world):
    Task.objects.update(due_on=date(2026, 4, 10), due_text="四月上旬")
    told = rows(papers.words_of(slip(world)))
    assert told["原定时限"] == "2026年3月20日，经批准延期至2026年4月10日（四月上旬）"


def test_a_long_term_task_has_no_day_to_count(world):
    Task.objects.update(due_on=None, first_due_on=None)
    told = rows(papers.words_of(slip(world)))
    assert told["原定时限"] == "长期推进"
    assert "属长期整改任务，请按阶段目标抓紧推进。请于" in told["督办要求"]


def test_the_lower_lines_of_a_slip_follow_what_happens(world):
    letter = issue(slip(world), world)
    with clock.at(at(ISSUED, 11)):
        letters.sign_for(again(letter), "销售部负责人", by=world.head)
        letters.answer(again(letter), "本周完成", by=world.head)
        letters.settle(again(letter), by=world.clerk, opinion="按期完成")
    told = rows(papers.paper_of(again(letter)))
    assert told["签收（签字、日期）"] == "销售部负责人　2026年3月16日"
    assert told["承办部门反馈"] == "本周完成（销售部负责人，2026年3月16日）"
    assert told["督办意见"] == "同意办结：按期完成（监督室专员，2026年3月16日）"
    assert "签收（签字、日期）" not in rows(papers.words_of(again(letter)))


# 三张清单


def lists(world, kind: str, code: str = "") -> tuple:
    department = world.departments[code] if code else None
    document = three_lists.write(Figures(world.campaign, clock.now()), kind, department)
    [table] = [b for b in document.annexes[0].blocks if isinstance(b, Table)]
    return document, [[plain(cell) for cell in row] for row in table.rows]


def test_the_lists_have_a_line_a_finding_and_a_line_a_task(world):
    _paper, found = lists(world, "problems")
    assert [(row[2], row[6], row[7]) for row in found] == [("示例资料不全", "自查发现", "销售部")]
    paper, tasks = lists(world, "tasks", "SALES")
    assert paper.title == "销售部整改任务清单"
    assert [row[1:] for row in tasks] == [
        ["示例资料不全", "限期整改", "补齐示例资料", "—", "补齐示例资料", "销售部", "2026年3月20日"]
    ]
    _paper, who = lists(world, "responsibilities")
    assert [row[3:] for row in who] == [
        ["【待补：责任领导】", "销售部", "—", "销售部填报人", "2026年3月20日"]
    ]


def test_a_restricted_finding_is_one_line_without_words_and_in_no_departments_list(world):
    Finding.objects.update(restricted=True)
    _paper, found = lists(world, "problems")
    assert [row[2:] for row in found] == [["按管理权限另行报告的问题", *["—"] * 5]]
    assert lists(world, "problems", "SALES")[1] == []


def test_lists_of_nothing_and_gaps(world):
    assert lists(world, "problems", "SERVICE")[1] == []
    more_findings(world, 1)
    _paper, tasks = lists(world, "tasks")
    assert tasks[1][3] == "【待补：整改措施】"
    assert lists(world, "responsibilities")[1][1][4] == "【待补：牵头部门】"


def test_the_lists_go_to_a_department_with_a_numbered_letter(world):
    Task.objects.update(leader="总经理")
    aspect = Aspect.objects.create(campaign=world.campaign, name="台账管理")
    Finding.objects.update(aspect=aspect, cause_subjective="重视不够")
    letter = letters.draft(world.campaign, "lists", world.departments["SALES"], by=world.clerk)
    paper = papers.words_of(issue(letter, world))
    assert paper.blocks[0].number == "交〔2026〕1号"
    assert [annex.title for annex in paper.annexes] == ["问题清单", "整改任务清单", "责任清单"]
    assert said(paper, "lists") == (
        "在春季专项自查中，你部门涉及1个问题、1项整改任务。"
        "现将问题清单、整改任务清单和责任清单三张清单交办给你部门。"
    )
    assert said(paper, "demands") == (
        "请由部门负责人签收，对照清单逐项认领，明确责任人和完成时间，并于3月23日前书面回复。"
    )


# 销号审批表


def test_the_form_of_a_close_out(world):
    task = Task.objects.get(pk=world.task.pk)
    with clock.at(at(date(2026, 3, 18))):
        task.report_progress("已补齐", 100, by=world.member)
        task.submit(by=world.head)
    with clock.at(at(date(2026, 3, 19))):
        planning.accept(task, by=world.inspector, method="现场查看", text="属实，同意销号")
    paper = task_forms.close_out_paper(Task.objects.get(pk=world.task.pk))
    told = rows(paper)
    assert said(paper, "number") == "销号编号：SPRING-2026-001"
    assert told["整改事项"] == "问题1：示例资料不全\n整改任务：补齐示例资料"
    assert told["完成情况"] == "2026年3月18日：已补齐（100%）"
    assert told["申请销号"] == "销售部负责人　2026年3月18日"
    assert (told["验收方式"], told["验收结论"]) == ("现场查看", "通过。属实，同意销号")
    assert told["验收人"] == "检查组成员　2026年3月19日"
    assert (told["销号日期"], paper.missing()) == ("2026年3月19日", ())


def test_a_task_that_is_open_has_gaps_in_the_form(world):
    paper = task_forms.close_out_paper(Task.objects.get(pk=world.task.pk))
    assert [gap.what for gap in paper.missing()] == [
        "销号编号", "完成情况", "申请人", "验收方式", "验收结论", "验收人", "销号日期"
    ]  # fmt: skip


def test_every_paper_is_drawn_as_word_and_pdf(world):
    figures = Figures(world.campaign, clock.now())
    documents = [
        papers.paper_of(issue(notice(world), world)),
        papers.paper_of(issue(advice(world), world)),
        papers.paper_of(issue(slip(world), world)),
        task_forms.close_out_paper(world.task),
        *(three_lists.write(figures, kind) for kind in three_lists.LISTS),
    ]
    for document in documents:
        assert render_pdf(document).startswith(b"%PDF")
        assert render_docx(document).startswith(b"PK")

"""三、存在的问题、原因及整改情况: findings with their four parts, measures and progress."""

from datetime import date

import pytest

from campaigns.models import Answer, Verification
from findings.models import Aspect, Finding, FindingSource
from rectification.models import Measure, Progress, Task
from tests.reporting import LAST, afresh, find, headings, plan, said, table, told_once, written
from tests.world import at

MARCH = date(2026, 3, 31)


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    with told_once(django_db_blocker) as world:
        yield world


@pytest.fixture
def story(base, db):
    return afresh(base)


def lead(story) -> str:
    return said(story, "findings")


def told(story, finding=None) -> str:
    return said(story, f"finding-{(finding or story.finding).number}")


def overall(story) -> str:
    return said(story, "progress")


def change(story, **fields) -> None:
    Finding.objects.filter(pk=story.finding.pk).update(**fields)


def report(task: Task, text: str, percent: int) -> None:
    Progress.objects.create(task=task, on=LAST, text=text, percent=percent, by=task.responsible)
    Task.objects.filter(pk=task.pk).update(percent=percent, status="in_progress")


def close(task: Task, day: date = LAST) -> None:
    """As an acceptance leaves it."""
    Task.objects.filter(pk=task.pk).update(
        status="closed", closed_number=f"X-{task.pk}", closed_at=at(day), submitted_at=at(day)
    )
    finding = task.measure.finding
    if not Task.objects.filter(measure__finding=finding).exclude(status="closed").exists():
        Finding.objects.filter(pk=finding.pk).update(status="closed")


# -- how many ----------------------------------------------------------------------------------


def test_one_finding_has_neither_total_nor_numbers(story):
    assert lead(story) == (
        "经自查和检查，发现1个问题，属台账管理方面，涉及2个部门（单位）、1个检查项点（见附件1）。"
    )
    assert told(story).startswith("台账登记不完整。")


def test_several_findings_of_one_aspect(story):
    other = find(story, "台账保管不规范")
    assert lead(story) == (
        "经自查和检查，共发现2个问题，均属台账管理方面，涉及2个部门（单位）、1个检查项点"
        "（见附件1）。"
    )
    assert told(story).startswith("1.台账登记不完整。")
    assert told(story, other).startswith("2.台账保管不规范。")


def test_findings_of_several_aspects_are_counted_by_aspect(story):
    other = find(story, "窗口排队较长", aspect="服务管理方面")
    find(story, "台账保管不规范")
    assert lead(story) == (
        "经自查和检查，共发现两个方面3个问题，涉及2个部门（单位）、1个检查项点（见附件1）。"
        "其中，台账管理方面2个，服务管理方面1个。"
    )
    assert said(story, f"aspect-{story.finding.aspect_id}") == "（一）台账管理方面"
    assert said(story, f"aspect-{other.aspect_id}") == "（二）服务管理方面"
    assert told(story, other).startswith("3.窗口排队较长。")


def test_a_finding_without_aspect_is_a_gap(story):
    Finding.objects.update(aspect=None)
    Aspect.objects.all().delete()
    assert "发现【待补：问题方面】方面1个问题，" in lead(story)
    assert said(story, "aspect-0") == "【待补：问题方面】"


def test_involved_items_are_not_called_refused(story):
    story.finding.items.add(story.item(1), story.item(3))
    assert "涉及2个部门（单位）、3个检查项点" in lead(story)
    assert "不符合项点" not in lead(story)


def test_no_finding_changes_the_part(story):
    Finding.objects.all().delete()
    Verification.objects.update(result="ok")
    Answer.objects.update(result="ok")
    assert headings(written(story))[2] == "三、需要进一步加强的工作"
    assert lead(story) == (
        "经自查和检查，未发现违反有关规定的问题。需要继续对照有关规定，做好日常监督检查。"
    )
    Verification.objects.filter(item__no=3).update(result="note")
    assert "对符合（附说明）的1个检查项点，需要继续对照有关规定" in lead(story)


# -- the four parts ----------------------------------------------------------------------------


def test_a_finding_with_all_its_parts(story):
    assert told(story) == (
        "台账登记不完整。按照《台账管理办法》第五条规定，应逐项登记。自查发现，部分台账没有登记，"
        "涉及销售部和服务部。主要原因：主观上，重视不够；客观上，人员变动较多。责任单位为销售部。"
        "整改措施：补齐台账，由销售部牵头，3月31日前完成。目前正在组织实施，计划3月31日前完成。"
    )


@pytest.mark.parametrize(
    ("document", "clause", "words"),
    [
        ("《台账管理办法》", "12", "按照《台账管理办法》第12条规定，"),
        ("《台账管理办法》", "第三章第五条", "按照《台账管理办法》第三章第五条规定，"),
        ("《台账管理办法》", "", "按照《台账管理办法》有关要求，"),
        ("台账管理办法（试行）", "", "按照《台账管理办法（试行）》有关要求，"),
        ("台账管理有关规定", "", "按照台账管理有关规定，"),
        ("凭证保存时限", "", "按照凭证保存时限有关要求，"),
        ("", "", "按照【待补：依据文件】有关要求，"),
    ],
)
def test_how_the_rule_is_cited(story, document, clause, words):
    change(story, rule_document=document, rule_clause=clause)
    assert words in told(story)


def test_missing_parts_are_gaps(story):
    change(story, rule="", problem="", cause_subjective="", cause_objective="", department=None)
    Measure.objects.all().delete()
    words = told(story)
    assert "有关要求" not in words
    assert "第五条规定，【待补：规定】。自查发现，【待补：问题】，涉及" in words
    assert "主要原因：【待补：原因】。责任单位为【待补：责任部门】。" in words
    assert words.endswith("整改措施：【待补：整改措施】。【待补：整改任务】。")


def test_one_kind_of_cause_has_no_marks(story):
    change(story, cause_subjective="")
    assert "主要原因：人员变动较多。" in told(story)


def test_a_compound_problem_is_one_finding_with_points(story):
    change(story, problem="部分台账没有登记。\n台账没有复核；")
    words = told(story)
    assert (
        "自查发现，存在两个方面的情况：一是部分台账没有登记；二是台账没有复核。"
        "上述情况涉及销售部和服务部。主要原因：" in words
    )
    assert "发现1个问题" in lead(story)


def test_a_problem_in_one_department_names_no_scope(story):
    FindingSource.objects.filter(answer__selfcheck__department__code="SERVICE").delete()
    assert "自查发现，部分台账没有登记。主要原因：" in told(story)


def test_what_inspectors_found_is_told_so(story):
    Verification.objects.filter(department__code="SERVICE").update(self_result="ok")
    seen = Verification.objects.get(item__no=2, department__code="SERVICE")
    other = find(story, "台账保管不规范", [seen])
    assert "检查发现，部分台账没有登记。" in told(story, other)


def test_a_restricted_finding_is_counted_and_not_described(story):
    change(story, restricted=True)
    assert told(story) == "按管理权限另行报告的问题。该问题按管理权限另行报告，本报告不作详述。"
    assert "发现1个问题" in lead(story)
    document = written(story)
    assert table(document, "annex-findings") == [
        ["1", "台账管理", "按管理权限另行报告的问题", "—", "—", "—", "—"]
    ]
    assert table(document, "annex-ledger") == [
        ["1", "按管理权限另行报告的问题", "限期整改", "—", "—", "—", "—", "—", "—"]
    ]
    assert "为按管理权限另行报告的问题。" in said(story, "phase-analysis-text")


# -- measures ----------------------------------------------------------------------------------


def test_several_measures_are_points(story):
    plan(story, story.finding, "定期核对。", due_text="四月底前")
    assert (
        "整改措施：一是补齐台账，由销售部牵头，3月31日前完成；"
        "二是定期核对，由销售部牵头，4月底前完成。" in told(story)
    )


def test_supporting_departments_are_named(story):
    story.task.supports.add(story.departments["SERVICE"], story.departments["OFFICE"])
    assert "由销售部牵头、监督室和服务部配合，3月31日前完成" in told(story)


def test_one_measure_of_two_departments(story):
    measure = story.finding.measures.get()
    Task.objects.create(
        campaign=story.campaign, measure=measure, title="补齐台账", due_on=date(2026, 4, 10),
        department=story.departments["SERVICE"], first_due_on=date(2026, 4, 10),
    )  # fmt: skip
    assert "补齐台账，由销售部牵头，3月31日前完成，由服务部牵头，4月10日前完成。" in told(story)


@pytest.mark.parametrize(
    ("due_text", "words"),
    [
        ("", "2027年1月31日前完成"),
        ("一月底前", "2027年1月底前完成"),
        ("1月底", "2027年1月底前完成"),
        ("春节前", "2027年春节前完成"),
        ("2027年一季度", "2027年一季度前完成"),
        ("明年一月底前", "2027年1月底前完成"),
        ("月底前", "2027年1月31日前完成"),
        ("年底前", "2027年底前完成"),
    ],
)
def test_a_deadline_in_another_year_carries_it(story, due_text, words):
    Task.objects.update(due_on=date(2027, 1, 31), due_text=due_text)
    assert f"由销售部牵头，{words}。" in told(story)
    assert told(story).endswith(f"计划{words}。")


def test_a_day_in_another_year_carries_it(story):
    close(story.task, date(2027, 1, 5))
    assert told(story).endswith("已于2027年1月5日整改到位，经验收销号。")


def test_a_measure_without_task_is_a_gap(story):
    Measure.objects.create(finding=story.finding, text="定期核对", order=2)
    assert "二是定期核对，由【待补：牵头部门】牵头。" in told(story)


# -- progress ----------------------------------------------------------------------------------


def test_how_far_it_is_in_the_words_of_the_department(story):
    report(story.task, "已补齐半数台账。", 50)
    assert told(story).endswith("目前已补齐半数台账，完成进度50%，计划3月31日前完成。")


def test_words_are_not_doubled(story):
    report(story.task, "目前正在补齐台账", 30)
    assert "目前正在补齐台账，完成进度30%" in told(story)


def test_progress_of_several_tasks_is_their_mean_cut_off(story):
    other = plan(story, story.finding, "定期核对", due_text="四月底前", due_on=date(2026, 4, 30))
    report(story.task, "已补齐", 100)
    report(other, "已拟订核对办法", 33)
    close(story.task)
    assert told(story).endswith(
        "目前已补齐；已拟订核对办法，完成进度66%，1项整改任务已验收销号，计划4月底前完成。"
    )


def test_closed_out(story):
    close(story.task, date(2026, 3, 12))
    assert told(story).endswith("已于3月12日整改到位，经验收销号。")


def test_waiting_for_acceptance_is_not_put_right(story):
    Task.objects.update(status="submitted", submitted_at=at(LAST), percent=100)
    words = told(story)
    assert words.endswith("整改工作已完成，正在组织验收。")
    assert "整改到位" not in words


def test_waiting_for_acceptance_after_the_deadline_is_not_overdue(story):
    Task.objects.update(
        status="submitted", submitted_at=at(date(2026, 3, 6)), due_on=date(2026, 3, 6), percent=100
    )
    assert "逾期" not in overall(story)
    assert table(written(story), "annex-ledger")[0][-1] == "待验收"


def test_overdue(story):
    report(story.task, "已补齐半数台账", 50)
    Task.objects.update(due_on=date(2026, 3, 12))
    assert told(story).endswith(
        "目前已补齐半数台账，完成进度50%，未能在原定的3月12日前完成，仍在整改。"
    )
    assert "正在组织实施，该问题已逾期。" in overall(story)
    assert table(written(story), "annex-ledger")[0][-1] == "逾期"


def test_on_the_last_day_nothing_is_overdue(story):
    Task.objects.update(due_on=LAST)
    assert "逾期" not in overall(story)
    assert "未能" not in told(story)


def test_overdue_in_part(story):
    plan(story, story.finding, "定期核对", due_on=date(2026, 3, 12), due_text="3月中旬前")
    assert told(story).endswith(
        "目前正在组织实施，其中1项整改任务未能在原定的3月中旬前完成，仍在整改。"
    )


def test_long_term(story):
    change(story, track="long_term")
    assert told(story).endswith(
        "该问题一时难以彻底解决，已制定长远规划，目前正在组织实施；计划3月31日前完成。"
    )
    plan(story, story.finding, "建立机制", due_on=date(2026, 12, 31), due_text="年底前")
    assert told(story).endswith(
        "已制定长远规划，分2项任务推进，目前正在组织实施；"
        "近期任务3月31日前完成，全部任务年底前完成。"
    )
    Task.objects.filter(pk=story.task.pk).update(due_on=date(2026, 3, 12))
    assert told(story).endswith("目前正在组织实施；原定3月12日前完成的任务尚未完成。")


# -- all together ------------------------------------------------------------------------------


def three(story):
    """Three findings, each with a task."""
    others = [find(story, "台账保管不规范"), find(story, "台账移交无手续", track="at_once")]
    return [story.task, *(plan(story, finding, "整改到位") for finding in others)]


def test_none_is_closed(story):
    three(story)
    assert overall(story) == (
        "截至3月13日，上述3个问题共制定整改措施3项，分解整改任务3项（见附件2）。"
        "各问题均已明确责任部门和完成时限，正在组织实施。按整改类型分，立行立改1个、限期整改2个。"
    )


def test_none_is_closed_and_some_are_late(story):
    tasks = three(story)
    Task.objects.filter(pk=tasks[0].pk).update(due_on=date(2026, 3, 12))
    assert "正在组织实施，其中逾期1个。" in overall(story)
    Task.objects.update(due_on=date(2026, 3, 12))
    assert "正在组织实施，均已逾期。" in overall(story)


def test_all_that_is_still_open_is_late(story):
    tasks = three(story)
    close(tasks[0])
    Task.objects.exclude(pk=tasks[0].pk).update(due_on=date(2026, 3, 12))
    assert "正在整改2个（均已逾期），整改完成率33.3%（1/3）。" in overall(story)
    close(tasks[1])
    assert "正在整改1个（已逾期），整改完成率66.7%（2/3）。" in overall(story)


def test_some_are_closed_and_some_late(story):
    tasks = three(story)
    close(tasks[0])
    Task.objects.filter(pk=tasks[1].pk).update(due_on=date(2026, 3, 12))
    assert (
        "分解整改任务3项（见附件2），其中已验收销号1项。已完成整改并验收销号1个，"
        "正在整改2个（其中逾期1个），整改完成率33.3%（1/3）。" in overall(story)
    )


def test_all_are_closed(story):
    for task in three(story):
        close(task)
    words = overall(story)
    assert "分解整改任务3项（见附件2）。目前已全部完成整改并验收销号。" in words
    assert "%" not in words


def test_one_finding_in_all(story):
    assert overall(story) == (
        "截至3月13日，上述问题制定整改措施1项，分解整改任务1项（见附件2）。"
        "已明确责任部门和完成时限，正在组织实施。按整改类型分，属限期整改。"
    )
    close(story.task)
    assert "目前已完成整改并验收销号。" in overall(story)


def test_one_of_several_without_tasks(story):
    three(story)
    Task.objects.exclude(pk=story.task.pk).delete()
    assert "分解整改任务1项（见附件2）。各问题正在组织整改。" in overall(story)


def test_without_tasks_nothing_is_claimed(story):
    Task.objects.all().delete()
    words = overall(story)
    assert "分解整改任务【待补：整改任务】项。正在组织整改。" in words
    assert "明确责任" not in words


def test_what_was_fixed_in_passing_is_in_no_annex(story):
    find(story, "流程不明确", fixed_in_passing=True)
    assert len(table(written(story), "annex-findings")) == 1
    assert "发现1个问题" in lead(story)

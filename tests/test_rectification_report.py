"""整改报告: what became of the findings, by state; what is missing is named, never skipped."""

from datetime import date

import pytest

from campaigns.models import Answer, Campaign, Verification
from findings.models import Finding
from organization import clock
from rectification import extending, letters, long_term, looking_back, planning
from rectification.models import LookBack, Task
from reports import letters as letter_papers
from reports.check import BLOCK, WARN, Check
from reports.document import Figure, Heading, Paragraph, plain
from reports.figures import Figures
from reports.freezing import freeze
from reports.kinds import KINDS
from reports.models import Publication
from reports.papers import write
from reports.records import line_of
from tests.reporting import LAST, afresh, find, headings, plan, table, text_of, told_once
from tests.world import at

DUE = date(2026, 3, 31)
LATER = date(2026, 4, 20)
AFTER = date(2026, 5, 8)


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    with told_once(django_db_blocker) as world:
        yield world


@pytest.fixture
def story(base, db):
    return afresh(base)


def figures(world, on: date = AFTER) -> Figures:
    return Figures(Campaign.objects.get(pk=world.campaign.pk), at(on, 18), "rectification")


def report(world, on: date = AFTER):
    return write("rectification", figures(world, on))


def said(world, key: str, on: date = AFTER) -> str:
    blocks = report(world, on).blocks
    found = [b for b in blocks if isinstance(b, Heading | Paragraph) and b.key.startswith(key)]
    return "\n".join(plain(block.runs) for block in found)


def finding(world, on: date = AFTER) -> str:
    return said(world, f"finding-{world.finding.number}", on)


def task() -> Task:
    return Task.objects.select_related("campaign", "department").order_by("pk").first()


def hand_in(world, row: Task, on: date, text: str = "已补齐台账") -> None:
    with clock.at(at(on, 9)):
        row.report_progress(text, 100, by=world.member)
        row.submit(by=world.head)


def close(world, row: Task, on: date = date(2026, 3, 27), **fields) -> None:
    hand_in(world, row, on)
    with clock.at(at(on, 15)):
        planning.accept(
            Task.objects.get(pk=row.pk), by=world.inspector, method="现场查看", **fields
        )


def extend(world, to: date = LATER, reason: str = "因厂家排期推迟", grant: bool = True):
    with clock.at(at(date(2026, 3, 30), 9)):
        row = extending.ask(task(), to, by=world.head, reason=reason)
        decide = extending.approve if grant else extending.refuse
        decide(row, by=world.leader, answer="同意" if grant else "不同意")


def checks(world, on: date = AFTER) -> list[Check]:
    asked = figures(world, on)
    return KINDS["rectification"].checks(write("rectification", asked), asked)


def test_nothing_was_found(story):
    Finding.objects.all().delete()
    assert "【待补：汇总梳理结果】" in said(story, "opening")
    Answer.objects.update(result="ok")
    Verification.objects.update(result="ok")
    document = report(story)
    assert "未发现违反有关规定的问题。现将有关整改情况报告如下：" in said(story, "opening")
    assert headings(document) == ["一、整改完成情况", "二、巩固整改成果"]
    assert said(story, "overall") == "经自查和检查，未发现需要列入整改台账的问题。"
    assert document.annexes == ()
    assert document.missing() == ()


def test_one_finding_that_is_put_right(story):
    close(story, task(), grade="good")
    assert headings(report(story)) == [
        "一、整改工作组织情况",
        "二、整改完成情况",
        "三、巩固整改成果",
    ]
    assert said(story, "overall") == (
        "截至5月8日，1项整改任务已验收销号。目前已完成整改并验收销号。"
    )
    assert finding(story) == (
        "台账登记不完整。责任单位为销售部。整改措施：补齐台账，由销售部牵头，3月31日前完成。"
        "整改结果：已补齐台账。经现场查看验收合格，于3月27日通过验收并销号。"
    )
    assert said(story, "ahead").startswith("上述问题已完成整改并验收销号。下一步，我公司将")
    assert table(report(story), "annex-ledger")[0][-1].startswith("已销号")


def test_many_findings_are_told_by_aspect_and_type(story):
    close(story, task())
    for n, aspect in enumerate(("权限管理", "权限管理"), start=1):
        made = find(story, f"权限问题{n}", aspect=aspect, track="at_once" if n == 1 else "by_date")
        plan(story, made, due_on=date(2026, 6, 30))
    assert said(story, "overall") == (
        "截至5月8日，3项整改任务中，已验收销号1项。"
        "已完成整改并验收销号1个，正在整改2个，整改完成率33.3%（1/3）。"
    )
    assert (
        said(story, "aspects")
        == "分方面看，台账管理方面1个，已整改到位；权限管理方面2个，正在整改。"
    )
    assert said(story, "tracks") == (
        "按整改类型分，立行立改1个，正在整改；限期整改2个，已整改到位1个。"
    )
    assert headings(report(story))[-1] == "三、未完成问题及下一步安排"
    assert said(story, "ahead") == (
        "截至5月8日，尚有2个问题未完成整改。下一步，我公司将抓好以下工作："
        "一是继续抓好权限问题1的整改，由销售部牵头，6月30日前完成；"
        "二是继续抓好权限问题2的整改，由销售部牵头，6月30日前完成。"
    )


def test_handed_in_is_not_put_right(story):
    hand_in(story, task(), date(2026, 3, 27))
    assert finding(story).endswith("整改工作已完成，正在组织验收。")
    assert "整改到位" not in text_of(report(story))
    assert "尚有1个问题未完成整改，整改工作已完成，正在组织验收。" in said(story, "ahead")
    assert [check.level for check in checks(story) if "findings_waiting" in check.url] == [WARN]


def test_what_was_not_accepted_says_why(story):
    hand_in(story, task(), date(2026, 3, 20))
    with clock.at(at(date(2026, 3, 23), 9)):
        planning.send_back(
            Task.objects.get(), by=story.inspector, text="台账缺少签名", grade="poor"
        )
    assert "3月23日组织验收未予通过（台账缺少签名），已退回继续整改。" in finding(
        story, date(2026, 3, 25)
    )
    assert "共组织验收1次，未予通过、退回继续整改。" in said(story, "organising")


def test_an_extension_tells_reason_and_who_granted_it(story):
    extend(story)
    words = "该项整改任务原定3月31日前完成，因厂家排期推迟，经总经理批准延期至4月20日。"
    told = finding(story, date(2026, 4, 10))
    assert told.endswith(words)
    assert told.count(words) == 1
    assert "共受理延期申请1项，已批准。" in said(story, "organising", date(2026, 4, 10))


def test_late_without_a_reason_is_a_gap_that_blocks(story):
    assert finding(story).endswith(
        "未能在原定的3月31日前完成，仍在整改。逾期原因：【待补：逾期原因】。"
    )
    assert [check.level for check in checks(story) if "逾期原因" in check.text] == [BLOCK]
    assert said(story, "ahead").endswith(
        "继续抓好台账登记不完整问题的整改，由销售部牵头，尽快完成。"
    )


def test_late_with_the_reason_of_a_refused_extension(story):
    extend(story, grant=False)
    assert finding(story).endswith("逾期原因：厂家排期推迟，延期申请未获批准。")


def test_late_with_a_slip_and_its_answer(story):
    with clock.at(at(date(2026, 4, 2), 9)):
        slip = letters.draft(
            story.campaign, "slip", story.departments["SALES"], by=story.clerk, task=task()
        )
        letter_papers.issue(slip, by=story.clerk)
        letters.sign_for(slip, "部门负责人", by=story.head)
        letters.answer(slip, "系统升级尚未完成", by=story.head)
    assert finding(story).endswith(
        "逾期原因：系统升级尚未完成。已发出督办单（含提示单）1份督促整改。"
    )
    assert "发出督办单（含提示单）1份" in said(story, "organising")


def test_long_term_by_milestones(story):
    Finding.objects.update(track="long_term")
    Task.objects.update(due_on=None, first_due_on=None)
    with clock.at(at(date(2026, 3, 16), 9)):
        made = long_term.make_plan(task(), "规范运行", "quarter", by=story.head)
        first = long_term.add_milestone(made, "印发办法", date(2026, 4, 30), by=story.head)
        long_term.add_milestone(made, "上线系统", date(2026, 9, 30), by=story.head)
        long_term.reach(first, by=story.head, text="已印发")
    assert "已制定长远规划" in finding(story)
    assert finding(story).endswith("已确定阶段目标2项，实现1项。")
    assert said(story, "ahead").endswith("阶段目标是9月30日前上线系统。")
    assert "长期整改问题确定阶段目标2项，已实现1项。" in said(story, "tracks")


def test_a_relapse_is_told_at_the_old_and_at_the_new_finding(story):
    close(story, task())
    with clock.at(at(date(2026, 4, 20), 9)):
        row = LookBack.objects.get()
        again = looking_back.relapse(row, by=story.inspector, method="现场查看", text="又有漏登")
        again.confirm(by=story.clerk)
    assert finding(story).endswith("经4月20日回头看，该问题有所反弹，已重新挂号整改。")
    told = said(story, f"finding-{again.number}")
    assert "该问题系销号后经回头看发现反弹、重新挂号整改的问题。" in told
    assert "【待补：整改任务】" in told
    opening = said(story, "opening")
    assert "，发现1个问题" in opening
    assert "；经回头看，另有1个问题出现反弹，需整改的问题合计2个。" in opening
    assert "开展回头看1次，发现问题有所反弹，已重新挂号整改。" in said(story, "organising")


def test_a_look_back_that_holds(story):
    close(story, task())
    with clock.at(at(date(2026, 4, 20), 9)):
        looking_back.hold(LookBack.objects.get(), by=story.inspector, method="查看", text="属实")
    assert finding(story).endswith("经4月20日回头看，整改成效得到巩固。")


def test_facts_nobody_recorded_are_gaps(story):
    Task.objects.all().delete()
    Finding.objects.update(department=None)
    missing = {gap.what for gap in report(story).missing()}
    assert {"整改任务", "责任部门"} <= missing


def test_a_restricted_finding_is_told_elsewhere(story):
    Finding.objects.update(restricted=True)
    assert "台账登记不完整" not in text_of(report(story))
    assert "有关整改情况按管理权限另行报告。" in said(story, "ahead")


def test_the_opening_refers_to_the_final_report(story):
    assert "作了报告" not in said(story, "opening")
    final = write("final", Figures(story.campaign, at(LAST, 18)), draft=False)
    Publication.objects.create(
        campaign=story.campaign, paper="final", status="issued", made_by=story.clerk,
        document_number="示例〔2026〕5号", content=freeze(final), as_of=at(LAST, 18),
        signed_at=at(LAST, 18), signed_by=story.leader, issued_at=at(date(2026, 3, 16)),
    )  # fmt: skip
    assert "并于3月16日以《示例公司关于重要文件执行情况效能监察自查情况的报告》" in said(
        story, "opening"
    )
    assert "（示例〔2026〕5号）作了报告。" in said(story, "opening")


def test_every_number_leads_to_its_records(story):
    close(story, task())
    asked = figures(story)
    document = write("rectification", asked)
    printed = [run for runs in document.all_runs() for run in runs if isinstance(run, Figure)]
    assert {"acceptances", "tasks", "findings_first"} <= {run.name for run in printed}
    for run in printed:
        assert run.url == f"/campaigns/spring/figures/{run.name}/?paper=rectification"
        rows = list(asked.rows(run.name))
        assert len(rows) == run.count
        assert all(line_of(row, asked.sources).text for row in rows)

"""How a finding stands once something was done about its deadline, and what comes after it.

Sentences of template A, section 1 of the paper patterns: 延期, 督办, 回头看, 层次, 合并, 下一步.
"""

from datetime import date

import pytest

from campaigns import layers
from campaigns.models import Phase
from findings.models import Finding
from organization import clock
from organization.models import Person
from rectification import extending, long_term, looking_back, next_steps
from rectification.models import Letter, Milestone, Task
from reports import letters as papers
from reports.figures import Figures
from reports.kinds import KINDS
from reports.papers import write
from tests.correspondence import slip
from tests.personal import NOTHING, hand_in
from tests.reporting import LAST, afresh, headings, said, told_once, written
from tests.test_report_findings import close
from tests.world import at


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    with told_once(django_db_blocker) as world:
        yield world


@pytest.fixture
def story(base, db):
    with clock.at(at(LAST, 18)):
        yield afresh(base)


def told(story) -> str:
    return said(story, f"finding-{story.finding.number}")


def checked(story, level: str) -> dict[str, str]:
    figures = Figures(afresh(story).campaign, at(LAST, 18))
    found = KINDS["final"].checks(write("final", figures), figures)
    return {check.text: check.url for check in found if check.level == level}


def test_an_extension_is_told_with_its_reason_and_who_granted_it(story):
    day = date(2026, 4, 30)
    row = extending.ask(story.task, day, reason="因厂家排期推迟", by=story.head)
    assert "延期" not in told(story)
    extending.approve(row, by=story.leader, answer="同意")
    assert told(story).endswith(
        "该项整改任务原定3月31日前完成，因厂家排期推迟，经总经理批准延期至4月30日。"
    )


def test_a_slip_is_told_of_what_is_late(story):
    Task.objects.update(due_on=date(2026, 3, 2))
    assert "未能在原定的3月2日前完成，仍在整改。" in told(story)
    papers.issue(slip(story, "reminder"), by=story.clerk)
    assert "督办单" not in told(story)
    assert "正在组织实施，该问题已逾期。" in said(story, "progress")
    Letter.objects.update(kind="slip")
    assert "未能在原定的3月2日前完成，已下达督办单，仍在整改。" in told(story)
    assert "正在组织实施，该问题已逾期，已下达督办单。" in said(story, "progress")


def test_what_came_back_is_told_with_what_was_closed(story):
    close(story.task, date(2026, 3, 11))
    assert told(story).endswith("已于3月11日整改到位，经验收销号。")
    task = Task.objects.get(pk=story.task.pk)
    row = looking_back.plan_look_back(task, LAST, by=story.clerk)
    looking_back.relapse(row, by=story.inspector, method="现场查看", text="又有缺页")
    assert told(story).endswith("经回头看，该问题有所反弹，已重新挂号整改。")


def test_the_next_stage_of_what_takes_long_is_told(story):
    Finding.objects.update(track="long_term")
    assert "下一阶段" not in told(story)
    made = long_term.make_plan(
        Task.objects.get(pk=story.task.pk), "规范运行", "month", by=story.head
    )
    long_term.add_milestone(made, "印发办法", date(2026, 3, 20), by=story.head)
    long_term.add_milestone(made, "组织培训", date(2026, 3, 27), by=story.head)
    assert told(story).endswith("；计划3月31日前完成，下一阶段3月20日前完成“印发办法”。")
    Milestone.objects.filter(title="印发办法").update(title="完成办法初稿")
    assert told(story).endswith("；计划3月31日前完成，下一阶段3月20日前完成办法初稿。")


# -- 层次 --------------------------------------------------------------------------------------


def level(story, name: str, audience: str, people: list[str], **more):
    """A level of the campaign with people in it; nobody has handed in yet."""
    Person.objects.filter(account__in=people).update(level=audience)
    made = layers.plan_level(
        story.campaign, [story.item(1)], name=name, audience=audience, due_on=LAST, by=story.clerk,
        **more,
    )  # fmt: skip
    Phase.objects.filter(campaign=story.campaign, key="self_check").update(status="open")
    layers.open_level(made, by=story.clerk)
    return made


def answer(made) -> None:
    for sheet in made.sheets.all():
        hand_in(sheet, NOTHING)


def test_levels_are_told_with_the_people_who_checked(story):
    middle = level(story, "中层重点查", "middle", ["head"], topics="观望\n不深入")
    level(story, "每名员工广泛查", "employee", ["member"], asks_roots=True)
    assert "层次" not in said(story, "phase-self_check-text")
    answer(middle)
    words = said(story, "phase-self_check-text")
    assert words.startswith("组织中层重点查（1人），围绕观望、不深入等方面深入反思。各部门")
    assert "横向到边" not in words
    for other in story.campaign.levels.exclude(pk=middle.pk):
        answer(other)
    words = said(story, "phase-self_check-text")
    assert (
        "区分两个层次，分步组织自查：中层重点查（1人），围绕观望、不深入等方面深入反思；" in words
    )
    assert "每名员工广泛查（2人），着重从主观上查找原因。各部门（单位）" in words
    layers.plan_level(
        story.campaign, [story.item(1)], name="骨干深入查", audience="backbone", due_on=LAST,
        by=story.clerk,
    )  # fmt: skip
    assert said(story, "phase-self_check-text").startswith("区分两个层次，分步")


# -- 阶段 --------------------------------------------------------------------------------------


def test_a_phase_done_with_another_is_told_and_one_that_nobody_does_is_missed(story):
    whole = said(story, "phases")
    assert "合并进行" not in whole and "分三个阶段" in whole
    analysis = Phase.objects.get(campaign=story.campaign, key="analysis")
    Phase.objects.filter(campaign=story.campaign, key="self_check").update(
        opens=["self_check", "analysis"]
    )
    analysis.delete()
    assert "分两个阶段" in said(story, "phases")
    assert said(story, "phases").endswith("分析梳理阶段工作与深入自查阶段合并进行。")
    assert not any("未设" in one for one in checked(story, "block"))
    Phase.objects.filter(campaign=story.campaign, key="self_check").update(opens=["self_check"])
    words = "未设“分析梳理”阶段，也没有其他阶段合并开展这项工作，请补设阶段。"
    assert checked(story, "block")[words] == "/campaigns/spring/setup/"
    assert "合并进行" not in said(story, "phases")


# -- 下一步 ------------------------------------------------------------------------------------


def step(story, title: str, **more):
    office = story.departments["OFFICE"]
    return next_steps.plan(story.campaign, title, office, by=story.clerk, **more)


def test_next_steps_are_a_part_of_their_own_only_where_there_are_some(story):
    assert not any("下一步" in one for one in headings(written(story)))
    step(story, "抓建章立制", text="修订台账制度", due_on=date(2026, 5, 31))
    assert headings(written(story))[-1] == "四、下一步工作打算"
    assert said(story, "next") == (
        "我公司将以此次效能监察为契机，继续抓好有关工作。抓建章立制。修订台账制度。由监督室牵头，"
        "5月31日前完成。"
    )
    step(story, "抓监督检查", text="每月检查", due_text="十二月底前", due_on=date(2026, 12, 31))
    assert said(story, "next").startswith(
        "我公司将以此次效能监察为契机，重点抓好两项工作。一是抓建章立制。修订台账制度。"
    )
    assert said(story, "next").endswith("二是抓监督检查。每月检查。由监督室牵头，12月底前完成。")


def test_a_next_step_without_a_day_is_a_gap(story):
    step(story, "抓建章立制")
    assert checked(story, "block")["待补：完成时限"] == "/campaigns/spring/next-steps/"

"""What is looked at before a report is read aloud: each slip is told until its record is mended."""

import pytest

from campaigns import special_actions
from findings import partners
from findings.models import Finding
from organization import clock
from rectification import next_steps
from rectification.models import Measure, NextStep
from rectification.planning import add_measure
from reports.told_counts import bare_rates, claims, jumps, undated_rates, wrong_counts
from tests.speaking import heard, problem, told
from tests.stage import staged

# The words of the source, slips and all.
HALLS = "有20.2%的自有营业厅存在营业人员服务意识差和技能水平不高等现象"
SERIES = "持续以三个系列活动为脉络稳步推进行动，通过服务明星评比、满意度调查系列活动的深入开展"
MEASURE = (
    "公司坚定不移地践行联通总部及省分公司对社会公开的服务承诺“短信差错，先行赔付”；制定了投诉快速"
    "处理机制，用户投诉必须在24小时内回复结果，72小时内处理完毕；规范短消息的宣传与业务推广，要求标明"
    "收费标准、方式和退订方法；与其共同制定、优化投诉处理流程，加快了处理投诉的速度，大大降低此类投诉的数量"
)
STEP = (
    "公司坚定不移地践行联通总部及省分公司对社会公开的服务承诺“短信差错，先行赔付”；执行投诉快速"
    "处理机制，用户投诉必须在24小时内回复结果，72小时内处理完毕；进一步规范短消息的宣传与业务推广，要求"
    "标明收费标准、方式和退订方法；同时共同制定、优化投诉处理流程，加快处理投诉的速度，大大降低此类投诉的数量"
)


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(heard, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def says(world, words: str) -> bool:
    return any(words in one for one in told(world))


def step(world, text: str, **more) -> NextStep:
    office = world.departments["OFFICE"]
    return next_steps.plan(world.campaign, "继续推进", office, by=world.clerk, text=text, **more)


def test_a_problem_without_measure_blocks_until_one_is_added(world):
    found = problem(world, "排队时间长", "高峰时段排队较长")
    assert any("没有整改措施" in one for one in told(world))
    add_measure(found, by=world.clerk, text="增开窗口")
    assert not any("没有整改措施" in one for one in told(world))


@pytest.mark.parametrize(
    ("wrong", "right", "says"),
    [
        ("有20.2%的营业厅存在问题", "有20.2%（19/94）的营业厅存在问题", "没有写明基数"),
        ("开展三个系列活动：技能竞赛、服务明星", "开展两个系列活动：技能竞赛、服务明星", "列出2"),
        ("加强管理。三是规范流程", "一是加强管理；二是规范流程", "前面缺少"),
    ],
)
def test_what_is_wrong_in_a_record_is_told_until_it_is_mended(world, wrong, right, says):
    found = problem(world, "服务不到位", wrong, "加强管理")
    assert any(says in one for one in told(world))
    Finding.objects.filter(pk=found.pk).update(problem=right)
    assert not any(says in one for one in told(world))


def test_a_measure_told_twice_is_pointed_out(world):
    twice = "公开承诺短信差错先行赔付，接到投诉后二十四小时内回复处理结果"
    problem(world, "短信差错", "差错较多", twice)
    other = problem(world, "重复承诺", "承诺重复", f"{twice}。")
    assert any("几乎相同" in one for one in told(world))
    Measure.objects.filter(finding=other).update(text="指定专人统一审核业务口径并定期培训")
    assert not any("几乎相同" in one for one in told(world))


def test_counts_and_rates_in_words():
    assert list(wrong_counts("三个系列：甲、乙")) == [("三个系列", 2)]
    assert list(wrong_counts("两个方面：一是甲；二是乙")) == []
    assert jumps("三是甲；四是乙") == ["三是"]
    assert jumps("一是甲；二是乙") == []
    assert bare_rates("占20%，另有50%（1/2）") == ["20%"]


@pytest.mark.parametrize(
    ("mended", "left"),
    [
        ("9月17日至28日，有20.2%（18/89）的自有营业厅存在问题", ()),
        ("有20.2%（18/89）的自有营业厅存在问题", ("统计时段",)),
        ("9月17日至28日，有20.2%的自有营业厅存在问题", ("没有写明基数",)),
    ],
)
def test_a_rate_needs_its_base_and_its_period(world, mended, left):
    found = problem(world, "服务不到位", HALLS, "加强管理")
    assert says(world, "没有写明基数") and says(world, "没有写明统计时段")
    Finding.objects.filter(pk=found.pk).update(problem=mended)
    assert [one for one in ("没有写明基数", "统计时段") if says(world, one)] == list(left)


def test_three_series_where_two_are_on_record(world):
    office = world.departments["OFFICE"]
    for title in ("服务明星评比", "满意度调查"):
        action = special_actions.plan(world.campaign, title, office, by=world.clerk, kind="系列")
        special_actions.begin(action, by=world.clerk)
    planned = step(world, SERIES)
    assert says(world, "文中写“三个系列”，登记在册的是2")
    NextStep.objects.filter(pk=planned.pk).update(text=SERIES.replace("三个", "两个"))
    assert not says(world, "登记在册")


def test_a_step_that_repeats_a_measure_is_pointed_out(world):
    found = problem(world, "短信管理有待完善", "垃圾短信较多", MEASURE)
    planned = step(world, STEP)
    assert says(world, "两段内容几乎相同")
    NextStep.objects.filter(pk=planned.pk).update(text="", measure=found.measures.get())
    assert not says(world, "两段内容几乎相同")


def test_projects_that_are_told_and_not_on_record(world):
    found = problem(world, "流程不顺", "经评估汇总，确定了10项整改项目", "加强管理")
    assert says(world, "文中写“10项整改项目”，登记在册的是0")
    Finding.objects.filter(pk=found.pk).update(problem="经评估汇总，确定了整改事项")
    assert not says(world, "登记在册")


def test_partners_that_signed_are_counted(world):
    for name in ("甲公司", "乙公司"):
        partners.enter(world.campaign, "sp", name, by=world.clerk)
    today = clock.today()
    initiative = partners.propose(world.campaign, "倡议", "诚信服务", on=today, by=world.clerk)
    partners.sign(initiative, ["甲公司"], on=today, by=world.clerk)
    problem(world, "短信管理有待完善", "垃圾短信较多", "与2家SP商共同倡议诚信服务")
    assert says(world, "文中写“2家SP商”，登记在册的是1")
    partners.sign(initiative, ["乙公司"], on=today, by=world.clerk)
    assert not says(world, "登记在册")


def test_what_is_looked_at_in_every_report_is_looked_at_here(world):
    assert says(world, "尚未开始")


def test_rates_without_period_and_claims_in_words():
    assert undated_rates("占20%（1/5）") == ["20%"]
    assert undated_rates("9月占20%（1/5）") == []
    assert list(claims("两大行风建设系列活动，79家SP商", ("系列", "SP商"))) == [
        ("两大行风建设系列", 2, "系列"),
        ("79家SP商", 79, "SP商"),
    ]

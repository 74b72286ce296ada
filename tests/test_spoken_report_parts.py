"""The parts of the report read aloud that an appraisal adds: each from its own records."""

from datetime import date, timedelta

import pytest

from campaigns.models import Campaign, Membership
from findings import complaints, evaluators, partners, scoring
from findings.models import Finding
from organization import clock, profile
from organization.models import Department
from organization.models.role import grant
from rectification import cards, commitments, next_steps
from rectification.models import OutcomeNumber, Progress
from rectification.planning import assign_task
from reports import comparing
from reports.document import Heading, Missing, Title, plain
from reports.phrases import approximately, duration
from tests.speaking import figures_of, heard, problem, speech, words
from tests.stage import staged
from tests.visiting import get


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(heard, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def aloud(world) -> str:
    return words(speech(world))


def fact(world, label: str, value: str, on: date, unit: str = ""):
    company = world.campaign.organisation
    return profile.keep_fact(company, label, value, on, by=world.clerk, measured_in=unit)


def test_the_unit_opens_the_report_and_the_rest_is_renumbered(world):
    fact(world, "挂牌成立日期", "1995年8月22日", date(1995, 8, 22))
    fact(world, "用户规模", "超过200", date(2025, 12, 31), "万户")
    document = speech(world)
    headings = [plain(b.runs) for b in document.blocks if isinstance(b, Heading) and b.level == 1]
    assert headings[:2] == ["一、公司基本情况", "二、主要做法"]
    assert "示例公司于1995年8月22日挂牌成立。截至2025年底，用户规模超过200万户。" in words(document)
    fact(world, "用户规模", "230", date(2026, 2, 28), "万户")
    assert "截至2026年2月28日，用户规模230万户。" in aloud(world)


def test_a_fact_of_a_later_day_is_not_told_yet(world):
    fact(world, "用户规模", "300", clock.today() + timedelta(days=1), "万户")
    assert "用户规模" not in aloud(world)


def test_honours_stand_with_who_gave_them(world):
    company = world.campaign.organisation
    for name in ("诚信单位", "文明单位"):
        if name == "文明单位":
            assert "获得2024年省政府授予的“诚信单位”荣誉称号。" in aloud(world)
        profile.keep_honour(company, name, by=world.clerk, issuer="省政府", year=2024)
    assert "先后获得2024年省政府授予的“诚信单位”“文明单位”荣誉称号2项。" in aloud(world)
    profile.keep_honour(company, "用户满意企业", by=world.clerk, issuer="协会", year=2025)
    assert "“诚信单位”“文明单位”和2025年协会授予的“用户满意企业”荣誉称号3项。" in aloud(world)
    for number in range(3):
        profile.keep_honour(company, f"称号{number}", by=world.clerk)
    assert "“称号0”等荣誉称号6项。" in aloud(world)


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ((2023, 2024, 2025), "自2023年以来，已连续参加民主评议行风工作3年。"),
        ((2022, 2025), "自2022年以来，多次参加民主评议行风工作。"),
        ((2024,), "2024年曾参加民主评议行风工作。"),
    ],
)
def test_every_year_in_a_row_only_where_every_year_is_on_record(world, years, said):
    for year in years:
        profile.keep_appraisal(world.campaign.organisation, year, by=world.clerk)
    assert said in aloud(world)


def test_complaints_add_up_with_what_has_no_cause(world):
    today = clock.today()
    period = complaints.enter(
        world.campaign,
        by=world.clerk,
        level="升级投诉",
        starts_on=today - timedelta(days=9),
        ends_on=today,
        total=8,
        counts={"服务态度": 2},
    )
    assert (
        "共受理升级投诉8件，其中因服务态度引发的2件、占25%（2/8），其他原因6件、占75%（6/8）。"
        in aloud(world)
    )
    complaints.correct(period, by=world.clerk, total=8, counts={"服务态度": 8}, reason="补登")
    assert "共受理升级投诉8件，均因服务态度引发。" in aloud(world)
    complaints.correct(period, by=world.clerk, total=1, counts={"服务态度": 1}, reason="更正")
    assert "共受理升级投诉1件，因服务态度引发。" in aloud(world)
    complaints.correct(period, by=world.clerk, total=8, counts={}, reason="原因待核")
    assert "共受理升级投诉8件。" in aloud(world)


def published(world, **more):
    fields = {
        "title": "障碍修复",
        "text": "24小时内修复",
        "hours": 24,
        "published_on": clock.today() - timedelta(days=9),
        "published_where": "营业厅",
    }
    sales = world.departments["SALES"]
    kind = more.pop("kind", "time_limit")
    return commitments.publish(world.campaign, kind, sales, by=world.clerk, **{**fields, **more})


def test_a_promise_is_told_with_how_it_is_kept(world):
    promise = published(world)
    assert "向社会公开限时服务承诺1项：障碍修复24小时，节假日不顺延。" in aloud(world)
    assert "及时率" not in aloud(world)
    now = clock.now()
    for hours, name in ((70, "甲"), (50, "乙"), (1, "丙")):
        accepted = now - timedelta(hours=hours)
        case = commitments.accept(promise, name, at=accepted, by=world.clerk)
        if name == "甲":
            commitments.finish(case, at=accepted + timedelta(hours=20), by=world.clerk)
    # 乙 is late though it is not done; the time of 丙 still runs.
    assert "障碍修复2件，按时1件，及时率50%（1/2，未按时1件）。" in aloud(world)


def test_promises_without_a_time_are_named(world):
    published(world, title="首问负责", kind="first_asked", hours=None)
    assert "向社会公开服务承诺1项：“首问负责”。" in aloud(world)
    published(world)
    assert (
        "向社会公开服务承诺2项，其中限时承诺1项：障碍修复24小时，节假日不顺延；另有“首问负责”。"
    ) in aloud(world)


def test_each_promise_is_told_by_its_clock(world):
    published(world, title="资料变更", hours=None, working_days=3)
    assert "向社会公开限时服务承诺1项：资料变更3个工作日。" in aloud(world)
    published(world)
    assert (
        "向社会公开限时服务承诺2项：障碍修复24小时，节假日不顺延；资料变更3个工作日。"
    ) in aloud(world)


def test_nobody_is_thanked_who_was_not_there(world):
    text = aloud(world)
    assert "行评代表" not in text and "各位代表" not in text
    assert "的指导和广大用户的监督支持下" in text
    home = Department.objects.create(code="REPS", name="评议代表", kind="partner")
    world.guest.department = home
    today = clock.today()
    evaluators.appoint(
        world.campaign, world.guest, by=world.clerk, category="消协", starts_on=today, ends_on=today
    )
    text = aloud(world)
    assert text.startswith("示例公司") and "尊敬的各位领导、各位行评代表，同志们：" in text
    assert "的指导和各位行评代表、广大用户的监督支持下" in text
    assert "各位领导、各位代表！行风建设没有终点。" in text


def test_it_is_compared_with_the_campaign_the_office_chose(world):
    problem(world, "回访不及时", "未回访", "落实回访")
    assert "与上次自查" not in aloud(world)
    earlier = Campaign.objects.get(pk=world.campaign.pk)
    earlier.pk, earlier.code, earlier.title = None, "winter", "冬季行风评议"
    earlier.running_at = world.campaign.running_at - timedelta(days=300)
    earlier.save(force_insert=True)
    grant(world.clerk, "office", earlier, by=None)
    comparing.choose(world.campaign, earlier, by=world.clerk)
    text = aloud(world)
    assert "与上次自查（冬季行风评议）相比，查出问题增加" in text
    assert "见附件" not in text.partition("与上次自查")[2].partition("。")[0]


def test_partners_and_cards_are_told_once_there_are_partners(world):
    assert "黄牌" not in aloud(world)
    for name in ("甲公司", "乙公司"):
        partners.enter(world.campaign, "agent", name, by=world.clerk)
    today = clock.today()
    initiative = partners.propose(world.campaign, "诚信倡议", "诚信", on=today, by=world.clerk)
    partners.sign(initiative, ["甲公司"], on=today, by=world.clerk)
    said = aloud(world)
    assert "一是与1家代理商共同签署《诚信倡议》" in said
    assert "未发生达到发牌标准的情形" in said
    # A card of a department is none of a partner.
    cards.give(world.campaign, "yellow", world.departments["SALES"], by=world.clerk, reason="违规")
    assert "未发生达到发牌标准的情形" in aloud(world)
    partner = world.campaign.partners.get(name="乙公司")
    cards.give(world.campaign, "yellow", partner, by=world.clerk, reason="违规")
    assert "活动开展以来发出1张黄牌" in aloud(world)


def test_partners_are_read_by_office_and_leaders_only(world):
    partners.enter(world.campaign, "agent", "甲公司", by=world.clerk)
    assert get("clerk", "figure", "spring", "partners") is not None
    get("inspector", "figure", "spring", "partners", status=404)
    today = clock.today()
    initiative = partners.propose(world.campaign, "诚信倡议", "诚信", on=today, by=world.clerk)
    partners.sign(initiative, ["甲公司"], on=today, by=world.clerk)
    linked = '//a[contains(@href, "figures/signed_partners/")]'
    assert get("clerk", "paper", "spring", "final").xpath(linked)
    assert not get("inspector", "paper", "spring", "final").xpath(linked)


def test_numbers_before_and_after_stand_with_their_problem(world):
    found = problem(world, "账号管理不严", "授权过多", "清理账号")
    sales = world.departments["SALES"]
    task = assign_task(found.measures.get(), sales, clock.today(), by=world.clerk)
    progress = Progress.objects.create(
        task=task, on=clock.today(), text="已清理", percent=50, by=world.head
    )
    number = OutcomeNumber(progress=progress, name="授权账号", before=86, after=41, unit="个")
    number.save()
    assert "目前，授权账号由86个变为41个。" in aloud(world)
    OutcomeNumber.objects.update(before=None)
    assert "目前，授权账号达到41个。" in aloud(world)


def test_steps_are_told_instead_of_open_tasks(world):
    found = problem(world, "排队时间长", "高峰时段排队较长", "增开窗口")
    place = sorted(Finding.objects.values_list("number", flat=True)).index(found.number) + 1
    office, sales = world.departments["OFFICE"], world.departments["SALES"]
    due = clock.today() + timedelta(days=9)
    first = next_steps.plan(
        world.campaign,
        "增开窗口",
        sales,
        by=world.clerk,
        measure=found.measures.get(),
        due_text="年底前",
        due_on=due,
    )
    next_steps.plan(
        world.campaign, "建立机制", office, by=world.clerk, mechanisms=["甲机制", "乙机制"]
    )
    document = speech(world)
    said = words(document)
    assert f"增开窗口。具体措施见第二部分第{place}项。由销售部牵头，年底前完成" in said
    assert "建立甲机制、乙机制等两项机制。" in said and "继续抓好" not in said
    gaps = {run.what for runs in document.all_runs() for run in runs if isinstance(run, Missing)}
    assert "完成时限" in gaps
    next_steps.drop(first, "已完成", by=world.clerk)
    assert "增开窗口。具体措施" not in aloud(world)


def test_a_restricted_measure_is_not_pointed_at(world):
    found = problem(world, "排队时间长", "高峰时段排队较长", "增开窗口")
    Finding.objects.filter(pk=found.pk).update(restricted=True)
    sales = world.departments["SALES"]
    measure = found.measures.get()
    next_steps.plan(world.campaign, "推进整改", sales, by=world.clerk, measure=measure)
    assert "具体措施见" not in aloud(world)


def test_the_speaker_is_named_where_the_office_says_so(world):
    chair = Membership.objects.filter(group__kind="leading", office="chair").first()
    assert chair is not None
    chair.person.name = "李某某"
    chair.person.save()
    assert "李某某" not in plain(title_of(world).byline)
    world.campaign.wording["spoken"] = {"speaker_by_name": True}
    world.campaign.save()
    assert plain(title_of(world).byline).endswith("李某某")


def title_of(world) -> Title:
    title = speech(world).blocks[0]
    assert isinstance(title, Title)
    return title


def test_scores_are_told_after_the_round_was_closed(world):
    home = Department.objects.create(code="REPS", name="评议代表", kind="partner")
    world.guest.department = home
    today = clock.today()
    evaluators.appoint(
        world.campaign,
        world.guest,
        by=world.clerk,
        category="客户代表",
        starts_on=today,
        ends_on=today,
    )
    asked = scoring.open_round(world.campaign, "年中打分", [("服务", 1)], by=world.clerk)
    scoring.give(asked, {"服务": 88}, by=world.guest)
    assert "年中打分" not in aloud(world) and "聘请客户代表1名" in aloud(world)
    scoring.close(asked, by=world.clerk)
    assert "组织年中打分，1人参加，得分88分。" in aloud(world)


def test_round_numbers_of_people():
    told = [approximately(n, 100) for n in (198, 200, 203, 150, 5, 95, 211)]
    assert told == ["近200", "200", "200余", "150", "5", "近100", "211"]
    assert approximately(198, 0) == "198"


def test_how_long_a_campaign_lasts():
    start = date(2010, 9, 15)
    last = [date(2010, 11, 10), date(2010, 11, 15), date(2010, 11, 20), date(2010, 9, 20)]
    assert [duration(start, day) for day in last] == ["近两个月", "两个月", "两个多月", ""]
    assert duration(date(2010, 12, 31), date(2011, 2, 28)) == "近两个月"


def test_a_figure_without_its_place_counts_all(world):
    fact(world, "用户规模", "300", clock.today(), "万户")
    fact(world, "基站总数", "40", clock.today(), "个")
    figures = figures_of(world)
    assert (figures["fact"].count, figures["fact.2"].text) == (2, "40个")

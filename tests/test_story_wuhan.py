"""The story of Wuhan in its own year: what the source says is what the database counts."""

from collections import Counter
from datetime import date

import pytest
from django.db.models import Q

from campaigns import campaign_texts
from campaigns.models import (
    Activity,
    Answer,
    Attendance,
    Meeting,
    Phase,
    Receipt,
    Site,
    SpecialAction,
)
from findings import complaints, scoring, visit_results, walk_funnel
from findings.models import (
    ComplaintPeriod,
    EvaluatorTerm,
    Finding,
    FindingKind,
    FindingSource,
    Guest,
    Initiative,
    ListWord,
    Opinion,
    Partner,
    Proposal,
    Response,
    Score,
    Survey,
    WalkProject,
    WalkTask,
)
from organization import clock, profile
from organization.models import Event, Honour, Person
from rectification.models import Commitment, Mechanism, NextStep, Progress, Task
from reports.figures import Figures
from reports.papers import is_spoken
from tests.crawler import Crawler
from tests.signed_in import at_browser
from tests.stories import WUHAN, replayed
from tests.world import at

pytestmark = pytest.mark.django_db

NAMED = ["统一宣传规范标准", "重塑3G业务流程", "完善服务营销系统"]
CLASSES = ["服务态度", "咨询答复", "业务宣传", "现场管理", "业务办理", "服务时限", "业务管理"]


@pytest.fixture(scope="module")
def campaign(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        yield from replayed(WUHAN, year=2010)


@pytest.fixture
def clerk(campaign):
    return Person.objects.get(account="dq.clerk")


def test_about_two_hundred_people_walked_603_tasks(campaign, clerk):
    steps = {step.key: step.number for step in walk_funnel.funnel(campaign, clerk)}
    assert (steps["planned"], steps["walked"]) == (603, 603)
    assert (steps["valid"], steps["projects"]) == (133, 10)
    assert walk_funnel.people(campaign) == 198


def test_every_channel_stage_and_product_is_walked(campaign):
    tasks = WalkTask.objects.filter(campaign=campaign).order_by()
    cells = set(tasks.values_list("channel__name", "stage__name", "product__name"))
    channels, stages, products = map(set, zip(*cells, strict=True))
    assert channels == {"自有实体渠道", "合作代理渠道", "电子渠道", "服务经理"}
    assert stages == {"售前", "售中", "售后"}
    assert len(products) >= 4
    assert len(cells) == len(channels) * len(stages) * len(products)


def test_every_valid_proposal_has_task_evaluation_and_fate(campaign):
    valid = Proposal.objects.valid().filter(campaign=campaign)
    assert set(valid.values_list("status", flat=True)) == {"adopted", "merged", "declined"}
    assert not valid.filter(Q(value="") | Q(effort="") | Q(evaluated_by=None)).exists()
    assert not valid.filter(status="declined", reason="").exists()
    assert valid.values("task").distinct().count() == 133
    fed = FindingSource.objects.filter(proposal__in=valid).count()
    assert fed == valid.filter(status__in=("adopted", "merged")).count() == 99


def test_ten_projects_list_their_proposals(campaign):
    projects = Finding.objects.improvements().filter(campaign=campaign).order_by("number")
    titles = [project.title for project in projects]
    assert (len(titles), titles[:3]) == (10, NAMED)
    assert all(project.sources.exclude(proposal=None).count() >= 9 for project in projects)
    assert set(projects.values_list("status", flat=True)) == {"rectifying"}
    planned = WalkProject.objects.filter(finding__in=projects, accept_on__month=12)
    assert (planned.count(), planned.filter(is_key=True).count()) == (10, 3)


def test_one_own_hall_in_five_has_a_fault(campaign, clerk):
    kinds = {rate.key: rate for rate in visit_results.results(campaign, clerk).kinds}
    own = kinds["own"]
    assert (own.with_fault, own.visited) == (18, 89)
    assert round(100 * own.with_fault / own.visited, 1) == 20.2
    assert kinds["partner"].visited == 0


def test_escalated_complaints_have_the_shares_of_the_source(campaign):
    period = ComplaintPeriod.objects.get(campaign=campaign)
    assert period.level == "升级投诉"
    lines = complaints.lines_of(period)
    assert [(line.label, 100 * line.number / period.total) for line in lines[:4]] == [
        ("业务强行定制（收费）", 20),
        ("固网业务装修移机超时限", 11),
        ("服务窗口工作差错", 10),
        ("服务窗口服务态度", 6),
    ]
    assert [100 * line.number / period.total for line in lines[4:]] == [53]


def test_seven_classes_of_zero_tolerance(campaign):
    words = ListWord.objects.of(campaign, ListWord.Kind.FAULT_CLASS)
    assert [word.name for word in words] == CLASSES


def test_five_problems_have_five_groups_of_measures(campaign):
    problems = Finding.objects.listed().filter(campaign=campaign).order_by("number")
    assert problems.count() == 5
    assert all(problem.measures.count() > 2 for problem in problems)
    aspects = {problem.aspect.name for problem in problems}
    assert aspects == {"基础管理", "服务规范", "营销管理"}
    seen = problems.get(title="营业窗口服务质量有待提高").sources.exclude(visit=None)
    assert seen.count() == 5


def test_outcomes_and_clocks_are_told(campaign):
    rows = Progress.objects.filter(task__campaign=campaign)
    told = {one.name: int(one.after) for row in rows for one in row.outcomes.all()}
    assert (told["自助服务终端机"], told["服务点"]) == (43, 31)
    words = "".join(Task.objects.filter(campaign=campaign).values_list("measure__text", flat=True))
    for hours in ("24小时内回复结果，72小时内处理完毕", "48小时内完成", "修障24小时内完成"):
        assert hours in words


def test_79_partners_put_their_names_to_one_initiative(campaign):
    initiative = Initiative.objects.get(campaign=campaign)
    signed = initiative.signatures.values_list("partner__kind", flat=True)
    assert (len(signed), set(signed)) == (79, {"sp"})
    assert Partner.objects.filter(campaign=campaign).standing().count() == 86


def test_promises_have_the_hours_of_the_source(campaign):
    promised = Commitment.objects.filter(campaign=campaign)
    hours = promised.exclude(hours=None).values_list("title", "hours")
    assert dict(hours) == {
        "短信类业务投诉回复": 24,
        "短信类业务投诉处理": 72,
        "固网宽带装机移机": 48,
        "固网宽带障碍修复": 24,
    }
    assert promised.count() == 12


def test_the_unit_says_of_itself_what_the_source_says(campaign):
    facts = {fact.label: fact for fact in profile.facts(campaign.organisation, date(2010, 11, 10))}
    assert str(facts["用户规模"]) == "用户规模 超过200万户"
    assert [facts[name].value for name in ("年通服收入", "基站总数")] == ["14", "4700"]
    assert facts["挂牌成立日期"].as_of == date(1995, 8, 22)
    honours = Honour.objects.filter(unit=campaign.organisation)
    assert {honour.name for honour in honours} == {
        *("省级诚信单位", "省级文明单位", "全国通信行业用户满意企业")
    }


def test_what_the_campaign_holds_to_is_on_record(campaign):
    texts = campaign_texts.texts_of(campaign)
    assert {kind: len(lines) for kind, lines in texts.items()} == {
        "guiding": 0, "theme": 1, "principle": 3, "pattern": 2, "criterion": 1
    }  # fmt: skip
    assert texts["theme"] == [campaign.slogan]


def test_two_series_of_activities_and_five_next_steps(campaign):
    actions = SpecialAction.objects.filter(campaign=campaign, status="running")
    under = {row.kind: (row.walktask_rows.count(), row.visitplan_rows.count()) for row in actions}
    assert under == {"穿越体验": (603, 0), "零容忍": (0, 2)}
    steps = NextStep.objects.filter(campaign=campaign)
    assert steps.count() == 5
    assert steps.filter(measure__text__contains="24小时内回复结果").count() == 1
    assert Mechanism.objects.filter(step__in=steps).count() == 4
    assert steps.exclude(group=None).get().group.name == "客户体验委员会"


def test_evaluators_gave_scores_that_name_nobody(campaign):
    assert EvaluatorTerm.objects.filter(campaign=campaign).count() == 6
    told = scoring.totals(campaign.score_rounds.get())
    assert (told.asked, told.given, round(told.score, 1)) == (6, 6, 89.2)
    assert not Score.objects.exclude(term=None).exists()
    assert campaign.evaluation_result.grade == "满意"


def test_plan_is_issued_and_the_report_waits_to_be_signed(campaign):
    papers = dict(campaign.publications.values_list("paper", "status"))
    assert papers == {"plan": "issued", "group_notice": "issued", "final": "in_review"}
    assert is_spoken(Figures(campaign, clock.now()))


def test_what_was_done_to_be_heard(campaign):
    done = Activity.objects.filter(phase__campaign=campaign)
    assert done.filter(kind="brief").count() == 10
    assert set(done.filter(kind="brief").values_list("issue", flat=True)) == set(range(1, 11))
    paper = done.get(medium="newspaper")
    assert "《武汉晨报》" in paper.title
    shown = done.filter(medium="screen").values_list("sites__kind", flat=True).distinct()
    assert set(shown) == set(Site.Kind.values)
    again = Meeting.objects.get(title="行风民主评议再动员大会")
    assert (str(again.on), again.status) == ("2010-09-21", "held")
    assert again.told == ["总体要求", "工作目标", "具体措施", "实施步骤"]


def test_the_symposium_heard_everybody_invited(campaign):
    talk = Meeting.objects.get(kind="symposium", phase__campaign=campaign)
    assert str(talk.on) == "2010-10-09"
    guests = Guest.objects.filter(meeting=talk)
    assert {guest.category for guest in guests} == {
        *("投诉管理机构", "消费者协会", "市长专线", "行评代表", "新闻媒体", "客户代表")
    }
    assert all(guest.came for guest in guests)
    assert Opinion.objects.filter(guest__meeting=talk).count() == 9


def test_every_opinion_has_been_dealt_with(campaign):
    assert not Opinion.objects.loose().filter(campaign=campaign).exists()


def test_the_survey_asked_in_three_ways(campaign):
    survey = Survey.objects.get(campaign=campaign)
    assert ("倾听您的心声" in survey.title, survey.status) == (True, "closed")
    ways = Counter(Response.objects.filter(survey=survey).values_list("method", flat=True))
    assert ways == {"self": 60, "visit": 30, "scores": 40}
    assert not Response.objects.filter(method="self").exclude(recorded_by=None).exists()


def test_what_is_anonymous_stays_so(campaign):
    boxed = Opinion.objects.filter(campaign=campaign, channel="mailbox")
    assert boxed.count() == 24
    assert set(boxed.values_list("contact", flat=True)) == {""}
    assert not Event.objects.filter(kind__in=("survey.answered", "boxnote.put_in")).exists()


def test_the_campaign_went_its_four_steps(campaign):
    phases = Phase.objects.filter(campaign=campaign)
    assert list(phases.values_list("name", "status")) == [
        (name, "ended") for name in ("听意见", "查问题", "定措施", "抓整改")
    ]
    assert not Receipt.objects.filter(circulation__campaign=campaign, signed_at=None).exists()
    absent = Attendance.objects.filter(meeting__phase__campaign=campaign)
    assert set(absent.values_list("status", flat=True)) == {"present"}
    assert Answer.objects.filter(selfcheck__campaign=campaign).count() == 94
    assert Finding.objects.filter(kind=FindingKind.PROBLEM, campaign=campaign).count() == 5


def test_every_act_has_the_time_of_the_story(campaign):
    years = set(Event.objects.filter(campaign_pk=campaign.pk).values_list("at__year", flat=True))
    assert years == {2010}


def test_an_evaluator_finds_the_way_through_the_portal(campaign):
    with clock.at(at(date(2010, 11, 20))):
        crawler = Crawler(at_browser("pj.v1"), own_words=frozenset({"pj", "v", "example", "org"}))
        names = {visit.name for visit in crawler.crawl("/").values()}
    assert crawler.wrong() == {}
    assert names == {
        *("evaluator_desk", "evaluator_sheet", "evaluator_say", "notices", "password_change"),
        "language",
        *("own_appointment", "own_appointment_file", "evaluator_scores"),  # by a notice; closed
    }

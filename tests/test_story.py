"""The Lanzhou story in its own year: what it counts, and what the report says of it."""

from itertools import pairwise

import pytest
from django.db.models import Count

from campaigns.coverage import coverage
from campaigns.models import Answer, AnswerVersion, PersonalSheet, Return, SelfCheck
from findings import candidates
from findings.models import Finding, FindingFeedback, FindingSource, LessonAnswer
from organization.models import Event, Person
from rectification.models import Acceptance, Extension, LookBack, Milestone, Task
from reports.document import plain, runs_of
from reports.figures import Figures
from reports.publishing import current, written
from tests.stories import LANZHOU, replayed

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def campaign(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        yield from replayed(LANZHOU)


@pytest.fixture(scope="module")
def figures(campaign):
    return Figures(campaign, current(campaign, "final").as_of)


@pytest.fixture(scope="module")
def text(campaign):
    document = written(campaign, "final").document
    return "\n".join(plain(runs) for block in document.blocks for runs in runs_of(block))


def test_every_check_point_has_its_result(figures):
    counted = [figures.value(f"items_{result}") for result in ("ok", "note", "no", "na")]
    assert (figures.value("items"), counted) == (83, [73, 1, 9, 0])
    assert figures.value("items_pending") == 0


def test_the_six_findings_involve_fourteen_check_points(figures):
    assert figures.value("findings") == 6
    assert figures.value("involved_items") == 14
    assert figures.value("aspects") == 3


def test_one_was_merged_one_split_one_objected_to_and_one_taken_further(campaign, figures):
    merged = Finding.objects.get(campaign=campaign, status="merged")
    assert merged.merged_into.title == "客户确认凭证存在遗失现象"
    parts = Finding.objects.filter(campaign=campaign, status="part").order_by("number")
    assert [row.parent.title for row in parts] == ["未签订用户信息安全责任书和工号使用协议"] * 2
    assert [row.part_sources.count() for row in parts] == [2, 1]
    heard = FindingFeedback.objects.get(finding__campaign=campaign)
    assert (heard.status, heard.finding.status) == ("upheld", "rectifying")
    answers = LessonAnswer.objects.filter(lesson__campaign=campaign)
    assert [row.status for row in answers] == ["not_found", "not_found"]
    assert figures.value("findings") == 6


def test_a_seventh_finding_was_fixed_in_passing(campaign, figures):
    relapse = LookBack.objects.get(status="relapsed").relapse
    standing = Finding.objects.filter(campaign=campaign, parent=None).exclude(status="merged")
    assert standing.exclude(pk=relapse.pk).count() == 7
    assert figures.value("fixed_in_passing") == 1
    passing = Finding.objects.get(campaign=campaign, fixed_in_passing=True)
    assert [item.no for item in passing.items.all()] == [29]
    assert passing.status == "closed"


def test_answers_come_from_several_departments(campaign):
    assert SelfCheck.objects.filter(campaign=campaign, answered__gt=0).count() >= 5
    fed = Finding.objects.filter(campaign=campaign, fixed_in_passing=False).annotate(
        answers=Count("sources__answer"),
        departments=Count("sources__answer__selfcheck__department", distinct=True),
    )
    assert sum(finding.answers >= 2 for finding in fed) >= 3
    assert sum(finding.departments == 2 for finding in fed) >= 1


def test_the_superficial_sheet_was_sent_back_and_redone(campaign):
    sheet = SelfCheck.objects.get(campaign=campaign, round=2)
    assert sheet.status == "accepted"
    returned = Return.objects.filter(selfcheck=sheet)
    assert {row.reason for row in returned} == {"superficial"}
    assert all(row.redone_at for row in returned)
    answer = Answer.objects.get(selfcheck=sheet, item=returned.first().item)
    first, second = AnswerVersion.objects.filter(answer=answer).order_by("version")
    assert (first.round, second.round) == (1, 2)
    assert first.contents["text"] != second.contents["text"] == answer.text


def test_every_act_has_the_time_of_the_story(campaign):
    years = set(Event.objects.filter(campaign_pk=campaign.pk).values_list("at__year", flat=True))
    assert years == {2009}


@pytest.mark.parametrize(
    "words",
    [
        "自2009年8月12日至25日",
        "宣传发动阶段（8月12日至15日）",
        "深入自查阶段（8月15日至20日）",
        "分析梳理阶段（8月21日至25日）",
        "传达面达到100%",
        "83个检查项点",
        "共查出三个方面6个问题",
        "涉及5个部门（单位）、14个检查项点",
        "10月底前完成",
        "提出如下3项建议",
        "2009年8月25日",
    ],
)
def test_the_report_says(text, words):
    assert words in text


def test_the_report_has_no_gap_and_is_issued(campaign, text):
    assert "【待" not in text
    assert current(campaign, "final").status == "issued"


def test_statements_never_praise_what_is_a_problem(campaign, text, figures):
    wrong = [
        row.item.statement
        for row in figures.rows("items_no")
        if row.item.statement and row.item.statement in text
    ]
    assert wrong == []


def test_the_annexes_have_a_row_for_each(campaign):
    document = written(campaign, "final").document
    rows = {annex.title: len(annex.blocks[0].rows) for annex in document.annexes}
    assert (rows["问题清单"], rows["检查项点自查结果一览表"]) == (6, 83)


def test_four_levels_checked_themselves_one_after_the_other(campaign):
    sheets = PersonalSheet.objects.filter(level__campaign=campaign)
    counted = sheets.order_by().values_list("level__order").annotate(n=Count("pk"))
    assert dict(counted) == {1: 15, 2: 10, 3: 22, 4: 24}
    assert set(sheets.values_list("status", flat=True)) == {"accepted"}
    assert sheets.filter(round=2).count() == 2
    for level, after in pairwise(campaign.levels.all()):
        last = max(sheet.versions.last().at for sheet in level.sheets.filter(round=1))
        assert last < after.open_at, level


def test_leaders_are_read_by_the_chair_and_the_chair_by_the_deputy(campaign):
    leaders = PersonalSheet.objects.filter(level__campaign=campaign, level__order=1)
    readers = {(s.person.account, s.about): s.reviewer.account for s in leaders}
    assert readers.pop(("lz.gm", "oneself")) == readers.pop(("lz.gm", "charge")) == "lz.discipline"
    assert set(readers.values()) == {"lz.gm"}
    clerk = Person.objects.get(account="jcs.clerk")
    seen = PersonalSheet.objects.visible_to(clerk).filter(level__order=1)
    assert not seen.exists()


def test_problems_of_people_feed_the_findings_they_belong_to(campaign):
    fed = FindingSource.objects.filter(personal__isnull=False, finding__campaign=campaign)
    told = [(row.personal.sheet.person.account, row.personal.item.code) for row in fed]
    assert told == [
        *(("scjy.head", "A26"), ("kf.head", "A26")),
        *(("rlzy.cadre", "A39"), ("kf.complaint", "A46")),
    ]
    assert all(row.personal.item in row.finding.items.all() for row in fed)
    clerk = Person.objects.get(account="jcs.clerk")
    assert candidates.personal_problems(campaign, clerk).filter(finding_sources=None).count() == 0


def test_no_place_of_the_plan_was_left_unchecked(campaign):
    matrix = coverage(campaign, "各部门")
    assert matrix.gaps() == []
    not_asked = [c for t in matrix.tables for r in t.rows for c in r.cells if not c.is_asked]
    assert len(not_asked) == 47  # cadre matters, mostly: neither every level nor every department


def test_the_story_has_all_three_tracks_and_what_happens_on_them(campaign):
    tracks = set(Finding.objects.filter(campaign=campaign).values_list("track", flat=True))
    assert tracks == {"at_once", "by_date", "long_term"}
    looked = Acceptance.objects.filter(task__campaign=campaign, task__title__contains="移交手续")
    told = list(looked.values_list("round", "outcome", "grade", "fakes"))
    assert told == [(1, "failed", "average", ["form"]), (2, "passed", "rather_good", [])]
    answered = Extension.objects.order_by("id").values_list("status", "decided_by__account")
    assert list(answered) == [("granted", "lz.network"), ("asked", None)]
    extended = Task.objects.get(extensions__status="granted")
    assert (extended.due_text, extended.due_on > extended.first_due_on) == ("九月底前", True)
    milestones = Milestone.objects.filter(plan__task__campaign=campaign)
    assert list(milestones.values_list("status", flat=True)) == ["done", "planned", "planned"]


def test_one_look_back_held_and_one_relapsed_after_the_report(campaign, figures):
    held, relapsed = LookBack.objects.filter(task__campaign=campaign).order_by("done_at")
    assert (held.status, relapsed.status) == ("held", "relapsed")
    assert relapsed.relapse.title == "客户确认凭证移交手续不全问题反弹"
    assert relapsed.relapse not in figures.rows("findings")
    assert relapsed.done_by != relapsed.task.closed_by

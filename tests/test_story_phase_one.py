"""宣传发动 of the Lanzhou story: each sentence of the report changes or goes with its record."""

from collections.abc import Callable
from datetime import date

import pytest
from django.utils import translation

from campaigns.models import (
    Activity,
    Attendance,
    Campaign,
    Circulation,
    Group,
    Meeting,
    Membership,
    Receipt,
)
from organization import clock
from reports.document import plain
from reports.figures import Figures
from reports.papers.final_report import mobilization
from tests.stories import LANZHOU, replayed


@pytest.fixture(scope="module")
def replay(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        story = replayed(LANZHOU)
        yield next(story)
        next(story, None)


@pytest.fixture
def campaign(replay, db):
    return Campaign.objects.get(pk=replay.pk)


def told(campaign: Campaign) -> str:
    """The paragraph on the first phase, as the report of today prints it."""
    with translation.override("zh-hans"):
        return plain(mobilization.runs(Figures(campaign, clock.now())))


def meetings(kind: str):
    return Meeting.objects.filter(kind=kind)


def one_unsigned(round_no: int) -> None:
    rows = Receipt.objects.filter(circulation__round=round_no, status="signed")
    Receipt.objects.filter(pk=rows.first().pk).update(status="unread")


def told_less(kind: str) -> None:
    for meeting in meetings(kind):
        Meeting.objects.filter(pk=meeting.pk).update(told=meeting.told[:1])


# What happens to the record, what the report said because of it, what it says then.
CASES: dict[str, tuple[Callable[[], object], str, str]] = {
    "the special meeting": (
        lambda: meetings("leading_meeting").delete(),
        "8月12日，我公司召开专题会议",
        "",
    ),
    "its day": (
        lambda: meetings("leading_meeting").update(on=date(2009, 8, 11)),
        "8月12日",
        "8月11日，我公司召开专题会议",
    ),
    "what was told of the plan": (lambda: told_less("leading_meeting"), "研究制定实施方案", ""),
    "the chair": (
        lambda: Membership.objects.filter(office="chair").update(office="member"),
        "由总经理任组长",
        "【待补：组长】",
    ),
    "the leading group": (
        lambda: Group.objects.filter(kind="leading").update(kind="work"),
        "各部室主管人员参加",
        "【待补：领导小组】",
    ),
    "the duties": (
        lambda: Group.objects.update(duties="", office_duties=""),
        "明确4项职责分工",
        "",
    ),
    "the circulation": (lambda: Circulation.objects.filter(round=1).delete(), "认真传达签阅", ""),
    "its organiser": (
        lambda: Circulation.objects.update(organiser="监察室"),
        "由办公室组织将",
        "由监察室组织将",
    ),
    "one signature": (lambda: one_unsigned(1), "传达面达到100%", "传达面为98.3%，尚有1人未签阅"),
    "the departments' meetings": (
        lambda: meetings("department_meeting").delete(),
        "10个部门（单位）分别召开专题工作会议",
        "",
    ),
    "one department's meeting": (
        lambda: Meeting.objects.filter(pk=meetings("department_meeting").first().pk).update(
            status="planned"
        ),
        "10个部门（单位）分别召开",
        "9个部门（单位）分别召开",
    ),
    "what they told": (
        lambda: told_less("department_meeting"),
        "组织形式和有关要求",
        "讲明开展效能监察自查的目的",
    ),
    "an absence made up": (
        lambda: Attendance.objects.filter(
            meeting__kind="department_meeting", status="made_up"
        ).update(status="absent"),
        "基站抢修和下乡走访缺席3人，均已补课",
        "下乡走访缺席3人，尚未补课",
    ),
    "the meeting of everybody": (
        lambda: meetings("all_meeting").delete(),
        "总经理主持召开全体员工大会",
        "",
    ),
    "who chaired it": (
        lambda: meetings("all_meeting").update(host="副总经理"),
        "，总经理主持",
        "，副总经理主持",
    ),
    "what it announced": (lambda: told_less("all_meeting"), "宣布领导机构和责任分工", "再动员"),
    "the second round": (
        lambda: Circulation.objects.filter(round=2).delete(),
        "组织逐人签阅再学习情况",
        "",
    ),
    "one signature of the second round": (
        lambda: one_unsigned(2),
        "实签59人",
        "应签59人，实签58人",
    ),
    "the posters": (
        lambda: Activity.objects.filter(title="张贴宣传海报").delete(),
        "开展宣传3次",
        "开展宣传2次",
    ),
    "the briefs": (lambda: Activity.objects.filter(kind="brief").delete(), "编发简报2期", ""),
}


@pytest.mark.parametrize("name", CASES)
def test_the_sentence_changes_or_goes_with_its_record(campaign, name):
    change, before, after = CASES[name]
    assert before in told(campaign)
    change()
    now = told(Campaign.objects.get(pk=campaign.pk))
    assert before not in now
    assert after in now


def test_without_any_record_the_phase_claims_nothing(campaign):
    for record in (Meeting, Circulation, Activity, Group):
        record.objects.all().delete()
    assert told(campaign) == ""

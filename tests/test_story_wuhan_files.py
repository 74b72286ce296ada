"""The files of the story of Wuhan: every row is told, and another year or row is followed."""

import csv
from datetime import date

import pytest
from django.db.models import Max, Min

from campaigns.models import (
    Activity,
    Answer,
    Attendance,
    CampaignText,
    Membership,
    Receipt,
    Site,
    SpecialAction,
)
from findings import visit_results
from findings.models import (
    ComplaintPeriod,
    EvaluationResult,
    EvaluatorSheet,
    EvaluatorTerm,
    Finding,
    Guest,
    Initiative,
    Opinion,
    OpinionBox,
    Partner,
    Proposal,
    Question,
    Response,
    ScoreRound,
    ServiceFault,
    Signature,
    SiteVisit,
    VisitorTerm,
    VisitPlan,
    WalkTask,
)
from inspection.story.days import Days
from inspection.story.reading import NOUNS, read_story
from inspection.story.replay import Replay
from organization.models import (
    Department,
    EarlierAppraisal,
    Event,
    Honour,
    Person,
    UnitFact,
)
from rectification.models import (
    Acceptance,
    Commitment,
    CommitmentTotal,
    NextStep,
    Progress,
    Task,
)
from reports.models import Publication
from tests.stories import WUHAN, copied, replayed
from tests.story import every_file

pytestmark = pytest.mark.django_db

# The nouns of which each row is one thing; the others are fewer, and told by the other tests.
KEPT = {
    "departments": Department,
    "people": Person,
    "members": Membership,
    "sites": Site,
    "receipts": Receipt,
    "attendances": Attendance,
    "answers": Answer,
    "questions": Question,
    "survey_answers": Response,
    "boxes": OpinionBox,
    "guests": Guest,
    "complaints": ComplaintPeriod,
    "visitors": VisitorTerm,
    "visit_plans": VisitPlan,
    "site_visits": SiteVisit,
    "walks": WalkTask,
    "proposals": Proposal,
    "tasks": Task,
    "progress": Progress,
    "acceptances": Acceptance,
    "texts": CampaignText,
    "facts": UnitFact,
    "honours": Honour,
    "earlier_appraisals": EarlierAppraisal,
    "evaluators": EvaluatorTerm,
    "evaluator_sheets": EvaluatorSheet,
    "score_rounds": ScoreRound,
    "evaluation_results": EvaluationResult,
    "actions": SpecialAction,
    "partners": Partner,
    "initiatives": Initiative,
    "signatures": Signature,
    "commitments": Commitment,
    "totals": CommitmentTotal,
    "next_steps": NextStep,
    "reports": Publication,
}


def rows(name):
    with (WUHAN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def later(django_db_setup, django_db_blocker, tmp_path_factory):
    """The story in another year, with one faulty visit more."""

    def one_more(row):
        return {**row, "faults": "服务态度=没有主动接待"} if row["code"] == "B01" else row

    folder = copied(tmp_path_factory.mktemp("story") / "wuhan", {"site_visits": one_more}, of=WUHAN)
    with django_db_blocker.unblock():
        yield from replayed(folder, year=2025)


def test_every_file_is_read_and_has_the_columns_of_the_readme():
    told = every_file()
    for path in WUHAN.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            columns = next(csv.reader(file))
        assert path.stem in NOUNS
        assert [name for name in columns if name != "assumed"] == [
            name for name in told[path.stem] if name != "assumed"
        ], path.stem


def test_no_row_points_nowhere():
    story = read_story("wuhan", WUHAN)
    assert story.left_out == []
    assert all(len(story[path.stem]) == len(rows(path.stem)) for path in WUHAN.glob("*.csv"))


def test_every_row_is_an_act_or_belongs_to_one():
    """What has a day in the file is noted for a time by the replay."""
    story = read_story("wuhan", WUHAN)
    replay = Replay(story, Days(story, today=date(2010, 11, 20), year=2010), "password")
    replay.tell()
    acts = {place.partition(":")[0].removesuffix(".csv") for _at, _verb, place in replay.acts}
    # Read inside the act of the file named: not acts of their own.
    parts = {"departments": "campaign", "people": "campaign", "basis": "campaign",
             "checklist": "campaign", "assignments": "campaign", "members": "groups",
             "questions": "surveys"}  # fmt: skip
    assert {path.stem for path in WUHAN.glob("*.csv")} == acts | parts.keys()


def test_cells_that_are_assumed_are_columns_with_a_value():
    for path in WUHAN.glob("*.csv"):
        for row in rows(path.stem):
            for name in filter(None, row["assumed"].split(";")):
                assert name in row, (path.stem, name)


def test_people_are_named_by_post():
    posts = [row["post"] for row in rows("people")]
    assert [row["name"] for row in rows("people")] == posts
    assert len(set(posts)) == len(posts)
    texts = [
        cell for path in WUHAN.glob("*.csv") for row in rows(path.stem) for cell in row.values()
    ]
    assert not [cell for cell in texts if any(name in cell for name in ("王小辉", "李拥斌"))]


@pytest.mark.parametrize("noun", sorted(KEPT))
def test_every_row_is_replayed(later, noun):
    assert KEPT[noun].objects.count() == len(rows(noun))


def test_what_is_told_together_is_all_there(later):
    assert Opinion.objects.count() == len(rows("opinions")) + len(rows("notes"))
    disposed = Opinion.objects.filter(disposed_at__isnull=False)
    assert disposed.exclude(status="finding").count() == len(rows("dispositions"))
    assert Finding.objects.count() == len(rows("findings")) + len(rows("projects"))
    # A meeting that was held writes a line of its own.
    assert Activity.objects.count() == len(rows("activities")) + len(rows("meetings"))


def test_one_faulty_visit_more_changes_the_share(later):
    clerk = Person.objects.get(account="dq.clerk")
    own = visit_results.results(later, clerk).kinds[0]
    assert (own.with_fault, own.visited) == (19, 89)
    faults = ServiceFault.objects.filter(campaign=later)
    assert (faults.count(), faults.exclude(answered_at=None).count()) == (28, 27)


def test_another_year_moves_every_day(later):
    assert set(Event.objects.values_list("at__year", flat=True)) == {2025}
    walked = WalkTask.objects.aggregate(first=Min("walked_on"), last=Max("walked_on"))
    assert (walked["first"], walked["last"]) == (date(2025, 9, 27), date(2025, 10, 20))
    assert later.phases.last().ends_on == date(2025, 11, 10)

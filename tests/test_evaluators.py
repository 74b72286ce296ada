"""行评代表: appointed for a term, read what was published, give opinions and secret scores."""

from datetime import timedelta

import pytest
from django.urls import reverse

from findings import evaluators, opinions, scoring
from findings.models import EvaluatorSheet, Opinion, Score
from inspection.outside import OPEN, PORTAL
from organization import clock
from organization.models import Event, NotAllowed, Person
from organization.models.role import roles_of
from tests.evaluating import POINTS, appointed, opened
from tests.stage import staged
from tests.test_permissions import rows
from tests.visiting import get, visit
from tests.world import full_world


def build(world):
    full_world(world)
    appointed(world)
    appointed(world, "second")
    world.sheet = evaluators.publish(
        world.campaign, "工作简报第一期", "查找问题三项", by=world.clerk
    )


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(build, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def read(person) -> list[str]:
    person = Person.objects.get(pk=person.pk)
    return [one.title for one in EvaluatorSheet.objects.visible_to(person)]


def test_nothing_of_the_house_exists_for_an_evaluator(world):
    mine = OPEN | PORTAL
    closed = [row for row in rows() if row.name not in mine and row.expected("anonymous") != 200]
    wanted = [row for row in closed if row.ready in (None, full_world)]
    assert len(wanted) > 180
    deputy, reached = visit("deputy"), {}
    for row in wanted:
        url = reverse(row.name, args=row.args(world)) + row.query
        answer = deputy.post(url, row.form(world)) if row.form else deputy.get(url)
        if answer.status_code != 404:
            reached[row.id] = answer.status_code
    assert reached == {}
    get("deputy", "evaluator_desk", "spring")


def test_letters_of_appointment_are_numbered_and_nobody_holds_two(world):
    numbers = [one.number for one in world.campaign.evaluator_terms.order_by("number")]
    assert numbers == [1, 2]
    today = clock.today()
    fields = {"category": "媒体", "starts_on": today, "ends_on": today}
    with pytest.raises(NotAllowed, match="已聘为行评代表"):
        evaluators.appoint(world.campaign, world.deputy, by=world.clerk, **fields)
    early = fields | {"ends_on": today - timedelta(days=1)}
    with pytest.raises(NotAllowed, match="不能早于"):
        evaluators.appoint(world.campaign, world.head, by=world.clerk, **early)
    assert world.campaign.evaluator_terms.count() == 2


def test_nobody_evaluates_the_own_organisation(world):
    today = clock.today()
    fields = {"category": "职工", "starts_on": today, "ends_on": today}
    for person in (world.employee, world.head, world.inspector, world.admin):
        with pytest.raises(NotAllowed, match="本单位人员不得评议本单位"):
            evaluators.appoint(world.campaign, person, by=world.clerk, **fields)
    assert world.campaign.evaluator_terms.count() == 2


@pytest.mark.parametrize(("days", "inside"), [(-1, False), (0, True), (30, True), (31, False)])
def test_an_evaluator_reads_speaks_and_scores_inside_the_term_only(world, days, inside):
    asked = opened(world)
    with clock.at(clock.now() + timedelta(days=days)):
        assert read(world.deputy) == (["工作简报第一期"] if inside else [])
        if inside:
            evaluators.say(world.campaign, "窗口太少", by=world.deputy)
            scoring.give(asked, POINTS, by=world.deputy)
        else:
            with pytest.raises(NotAllowed, match="聘期"):
                evaluators.say(world.campaign, "窗口太少", by=world.deputy)
            with pytest.raises(NotAllowed, match="聘期"):
                scoring.give(asked, POINTS, by=world.deputy)
    assert Opinion.objects.filter(channel="evaluator").count() == inside
    assert Score.objects.count() == 2 * inside


def test_ended_early_with_a_reason_nothing_is_reached_and_what_was_said_stays(world):
    evaluators.say(world.campaign, "窗口太少", by=world.deputy)
    term = world.deputy.evaluator_terms.get()
    with pytest.raises(NotAllowed, match="原因"):
        evaluators.end_early(term, " ", by=world.clerk)
    assert roles_of(world.deputy).campaigns("evaluator")
    evaluators.end_early(term, "工作调动", by=world.clerk)
    assert not roles_of(world.deputy).campaigns("evaluator")
    assert read(world.deputy) == [] and read(world.second) == ["工作简报第一期"]
    with pytest.raises(NotAllowed):
        evaluators.end_early(term, "工作调动", by=world.clerk)
    assert Opinion.objects.filter(recorded_by=world.deputy).count() == 1


def test_what_is_withdrawn_no_evaluator_reads_and_the_office_still_does(world):
    with pytest.raises(NotAllowed, match="原因"):
        evaluators.withdraw(world.sheet, "", by=world.clerk)
    evaluators.withdraw(world.sheet, "数字有误", by=world.clerk)
    assert read(world.deputy) == [] and read(world.clerk) == ["工作简报第一期"]
    assert read(world.stranger) == []


def test_an_opinion_of_an_evaluator_has_the_clocks_and_no_other_evaluator_reads_it(world):
    said = evaluators.say(world.campaign, "窗口太少", by=world.deputy)
    assert said.channel == "evaluator" and said.reply_due_at and said.contact == "消协 聘书 1"
    own, other = (Person.objects.get(pk=one.pk) for one in (world.deputy, world.second))
    assert list(Opinion.objects.visible_to(own)) == [said]
    assert not Opinion.objects.visible_to(other).exists()
    opinions.hand_over(said, world.departments["SALES"], by=world.clerk)


def test_scores_change_until_the_round_is_closed_and_then_name_nobody(world):
    asked = opened(world)
    scoring.give(asked, dict.fromkeys(POINTS, 10), by=world.deputy)
    scoring.give(asked, POINTS, by=world.deputy)
    assert [one.person for one in scoring.waiting(asked)] == [world.second]
    with pytest.raises(NotAllowed, match="结束后"):
        scoring.totals(asked)
    scoring.close(asked, by=world.clerk)
    result = scoring.totals(asked)
    assert (result.asked, result.given, result.score) == (2, 1, 86)
    assert set(Score.objects.values_list("term", flat=True)) == {None}
    with pytest.raises(NotAllowed, match="已结束"):
        scoring.give(asked, POINTS, by=world.second)
    with pytest.raises(NotAllowed, match="已结束"):
        scoring.close(asked, by=world.clerk)
    told = Event.objects.filter(kind__startswith="score").order_by("pk")
    assert [one.kind for one in told] == ["scoreround.opened", "scoreround.closed"]
    assert not told.filter(actor_pk=world.deputy.pk).exists()


@pytest.mark.parametrize("points", [{"服务态度": 90}, POINTS | {"办事效率": 101}])
def test_half_a_score_sheet_is_refused_whole(world, points):
    with pytest.raises(NotAllowed, match="0 至 100 分"):
        scoring.give(opened(world), points, by=world.deputy)
    assert not Score.objects.exists()


def test_the_result_is_recorded_once_and_the_campaign_goes_on(world):
    fields = {"authority": "行评办公室", "given_on": clock.today(), "grade": "满意"}
    with pytest.raises(NotAllowed, match="有效票数"):
        scoring.record_result(
            world.campaign, by=world.clerk, sent=10, returned=9, valid=10, **fields
        )
    whole = fields | {"sent": 10, "returned": 9, "valid": 9}
    scoring.record_result(world.campaign, by=world.clerk, **whole)
    assert world.campaign.evaluation_result.grade == "满意"
    with pytest.raises(NotAllowed):
        scoring.record_result(world.campaign, by=world.clerk, **whole)
    world.campaign.refresh_from_db()
    assert world.campaign.is_running

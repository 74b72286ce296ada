"""约谈建议、扣分建议: proposed by a rung, decided by a person, once a task, rung and deadline."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from campaigns.models import Campaign, ReminderStep
from campaigns.steps import Step, default_steps
from findings.models import Consequence, Finding
from organization import clock
from organization.models import Event, NotAllowed, Person
from organization.models.role import grant
from organization.waiting import waiting
from rectification import planning, proposing, reminders
from rectification.models import LadderDecision, Task
from tests.stage import staged
from tests.visiting import get, post, text
from tests.world import at, full_world

DUE = date(2026, 3, 20)
BEFORE, DAY = date(2026, 3, 30), date(2026, 3, 31)  # six and seven working days late
KEY = "long_overdue"


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def task() -> Task:
    return Task.objects.select_related(
        "campaign", "department", "measure__finding__campaign", "measure__finding__department"
    ).get()


def proposed(world, day: date = DAY, by: str = "clerk") -> list[tuple[str, str]]:
    campaign = Campaign.objects.get(pk=world.campaign.pk)
    with clock.at(at(day)):
        rows = proposing.proposed([campaign], Person.objects.get(account=by))
    return [(row.what, row.step.key) for row in rows]


def follow(
    world, what: str, day: date = DAY, points: str = "0", by: str = "clerk"
) -> LadderDecision:
    with clock.at(at(day)):
        return proposing.follow(
            task(), what, KEY, by=Person.objects.get(account=by), text="逾期未改",
            points=Decimal(points),
        )  # fmt: skip


def dismiss(world, what: str, day: date = DAY, reason: str = "已说明原因") -> LadderDecision:
    with clock.at(at(day)):
        return proposing.dismiss(task(), what, KEY, by=world.clerk, reason=reason)


def test_talk_and_points_are_proposed_on_their_rung_and_nothing_is_entered(world):
    assert proposed(world, BEFORE) == []
    assert proposed(world) == [("talk", KEY), ("points", KEY)]
    with clock.at(at(DAY)):
        reminders.sweep()
    assert (LadderDecision.objects.count(), Consequence.objects.count()) == (0, 0)


def test_a_proposal_that_is_followed_becomes_a_result_linked_to_the_task(world):
    made = follow(world, "points", points="1.5")
    result = made.consequence
    assert (result.kind, result.points, result.finding, result.department) == (
        "appraisal",
        Decimal("1.5"),
        Finding.objects.get(),
        world.departments["SALES"],
    )
    assert (made.task, made.step, made.due_on, made.by) == (task(), KEY, DUE, world.clerk)
    assert proposed(world) == [("talk", KEY)]
    assert follow(world, "talk").consequence.kind == "talk"
    assert proposed(world, date(2026, 5, 6)) == []
    kinds = Event.objects.filter(thing="rectification.ladderdecision").values_list(
        "kind", flat=True
    )
    assert set(kinds) == {"ladderdecision.recorded"}


def test_a_proposal_is_dismissed_with_a_reason(world):
    assert dismiss(world, "talk").reason == "已说明原因"
    assert proposed(world) == [("points", KEY)]
    assert Consequence.objects.count() == 0
    with pytest.raises(NotAllowed):
        dismiss(world, "points", reason="")
    assert proposed(world) == [("points", KEY)]


@pytest.mark.parametrize("again", [follow, dismiss])
def test_what_is_decided_is_not_decided_again(world, again):
    dismiss(world, "talk")
    with pytest.raises(NotAllowed):
        again(world, "talk")
    assert (LadderDecision.objects.count(), Consequence.objects.count()) == (1, 0)


def test_the_database_knows_one_decision_a_rung_and_deadline(world):
    first = dismiss(world, "talk")
    fields = {"task": first.task, "step": KEY, "due_on": DUE, "what": "talk"}
    with pytest.raises(IntegrityError), transaction.atomic():
        LadderDecision.objects.create(**fields, outcome="dismissed", reason="再", by=world.clerk)


def test_two_who_decide_at_one_time_enter_the_points_once(world, monkeypatch):
    """Both have looked; the second write fails, and its result goes with it."""
    standing = proposing._standing
    kept = []
    monkeypatch.setattr(proposing, "_standing", lambda *a: kept.append(standing(*a)) or kept[0])
    follow(world, "points", points="2")
    monkeypatch.setattr(proposing, "_standing", lambda *a: kept[0])
    with pytest.raises(NotAllowed):
        follow(world, "points", points="2")
    assert [row.points for row in Consequence.objects.all()] == [Decimal("2")]


def test_an_extension_starts_anew(world):
    dismiss(world, "talk")
    follow(world, "points", points="2")
    Task.objects.update(due_on=date(2026, 4, 17))
    assert proposed(world, date(2026, 4, 20)) == []
    assert proposed(world, date(2026, 4, 30)) == [("talk", KEY), ("points", KEY)]


def test_only_the_highest_rung_proposes(world):
    low = Step("low", 1, points=Decimal(1))
    ReminderStep.set_for(world.campaign, [low, Step("high", 3, points=Decimal(2))])
    assert proposed(world, date(2026, 3, 23)) == [("points", "low")]
    assert proposed(world, date(2026, 3, 25)) == [("points", "high")]


@pytest.mark.parametrize("status", ["submitted", "closed"])
def test_nothing_is_proposed_about_what_is_handed_in(world, status):
    row = Task.objects.get()
    row.report_progress("完成", 100, by=world.member)
    row.submit(by=world.head)
    if status == "closed":
        planning.accept(Task.objects.get(), by=world.clerk)
    assert proposed(world) == []
    with pytest.raises(NotAllowed):
        follow(world, "points", points="2")


@pytest.mark.parametrize("status", ["closed", "cancelled"])
def test_nothing_is_proposed_in_a_campaign_that_is_over(world, status):
    Campaign.objects.update(status=status)
    assert proposed(world) == []
    with pytest.raises(NotAllowed):
        dismiss(world, "talk")


def test_nobody_decides_in_the_own_department(world):
    Person.objects.filter(account="clerk").update(department=world.departments["SALES"])
    for act in (lambda: follow(world, "points"), lambda: dismiss(world, "talk")):
        with pytest.raises(NotAllowed):
            act()
    assert LadderDecision.objects.count() == 0


def test_office_and_chair_see_them_the_department_does_not(world):
    with clock.at(at(DAY)):
        for account in ("clerk", "leader"):
            page = text(get(account, "task", "spring", world.task.pk))
            assert "建议约谈" in page and "建议扣2分" in page
            assert "建议约谈" in text(get(account, "ladder_proposals", "spring"))
        assert "建议约谈" not in text(get("head", "task", "spring", world.task.pk))
    follow(world, "points", points="2")
    for account in ("head", "member", "inspector"):
        assert LadderDecision.objects.visible_to(Person.objects.get(account=account)).count() == 0


def test_the_office_decides_on_the_pages(world):
    def lines(account: str) -> list[str]:
        found = waiting(Person.objects.get(account=account))
        return [entry.title for entry in found if entry.kind == "proposals"]

    with clock.at(at(DAY)):
        assert lines("clerk") == ["处理督办建议2项"]
        assert lines("leader") == ["督办建议2项待定"]
        assert lines("head") == []
        page = get("clerk", "ladder_proposal", "spring", world.task.pk, "points", KEY)
        [grounds] = page.xpath("//textarea[@name='text']/text()")
        assert "截至2026年3月31日已逾期7个工作日" in grounds
        assert page.xpath("//input[@name='points']/@value") == ["2"]
        way = ("spring", world.task.pk, "points", KEY)
        post("clerk", "follow_ladder_proposal", *way, post="", text=grounds, points="2")
        way = ("spring", world.task.pk, "talk", KEY)
        post("clerk", "dismiss_ladder_proposal", *way, status=422, reason="")
        post("clerk", "dismiss_ladder_proposal", *way, reason="已由分管领导当面提醒")
        assert lines("clerk") == lines("leader") == []
        page = text(get("clerk", "ladder_proposals", "spring"))
    assert "没有督办建议" in page and "已由分管领导当面提醒" in page
    assert "扣分" in text(get("clerk", "consequences", "spring"))


def test_what_waits_is_on_the_first_page_of_the_chair_and_of_no_other_leader(world):
    group = world.campaign.groups.get(kind="leading")
    group.add(world.employee, by=world.clerk)
    with clock.at(at(DAY)):
        found = {
            account: [one for one in waiting(getattr(world, account)) if one.kind == "proposals"]
            for account in ("leader", "employee")
        }
        [line] = found["leader"]
        assert found["employee"] == []
        assert (line.url, line.act) == ("/campaigns/spring/ladder/", "去查看")
        assert line.why == "销售部；请审定，由牵头办公室登记处理结果"


def test_the_default_ladder_proposes_once(world):
    assert [step.key for step in default_steps() if step.proposes] == [KEY]


def test_an_inspector_who_gets_the_office_decides_too(world):
    grant(world.inspector, "office", world.campaign, by=world.clerk)
    assert proposed(world, by="inspector") == [("talk", KEY), ("points", KEY)]

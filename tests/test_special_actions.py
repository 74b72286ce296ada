"""专项行动: planned, begun, finished or dropped with a reason."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from campaigns import special_actions
from campaigns.models import Activity, Site, SpecialAction
from findings.models import VisitPlan, WalkTask
from organization import clock
from organization.models import Event, NotAllowed
from tests.outside import team_walks, visits_planned
from tests.signed_in import cost
from tests.visiting import get, post, text, things, visit
from tests.world import phase, start


@pytest.fixture
def action(world):
    start(world)
    sales, service = world.departments["SALES"], world.departments["SERVICE"]
    return special_actions.plan(
        world.campaign, "零容忍行动", sales, by=world.clerk, kind="零容忍", supports=[service]
    )


def test_an_action_runs_and_ends(world, action):
    second = special_actions.plan(
        world.campaign, "穿越体验", world.departments["SERVICE"], by=world.clerk, kind="穿越体验"
    )
    assert (action.order, second.order) == (1, 2)
    special_actions.begin(action, by=world.clerk)
    special_actions.finish(action, by=world.clerk)
    action.refresh_from_db()
    assert action.status == "done"
    assert None not in (action.running_at, action.done_at)
    kinds = Event.objects.filter(thing="campaigns.specialaction", thing_pk=action.pk)
    assert list(kinds.order_by("id").values_list("kind", flat=True)) == [
        "specialaction.planned",
        "specialaction.running",
        "specialaction.done",
    ]


def test_dropping_needs_a_reason(world, action):
    with pytest.raises(NotAllowed, match="原因"):
        special_actions.drop(action, " ", by=world.clerk)
    special_actions.drop(action, "并入另一行动", by=world.clerk)
    action.refresh_from_db()
    assert (action.status, action.reason) == ("dropped", "并入另一行动")


def test_nothing_is_planned_before_the_launch(world):
    sales = world.departments["SALES"]
    with pytest.raises(NotAllowed):
        special_actions.plan(world.campaign, "早了", sales, by=world.clerk, kind="其他")
    assert not SpecialAction.objects.exists()


def test_it_exists_for_leading_and_supporting_departments(world, action):
    for person, number in ((world.clerk, 1), (world.member, 1), (world.stranger, 0)):
        assert SpecialAction.objects.visible_to(person).count() == number


def noted(world, title="窗口服务专项培训", on=date(2026, 3, 3)):
    self_check = phase(world, "self_check")
    return Activity.note(self_check, by=world.clerk, kind="other", on=on, title=title)


def test_its_page_shows_what_was_done_under_it(world, action):
    noted(world, "与行动无关的宣传")
    mine = noted(world)
    post("clerk", "activities_under", "spring", action.pk, activities=[mine.pk])
    page = get("head", "special_action", "spring", action.pk)
    assert "窗口服务专项培训" in text(page)
    assert "与行动无关的宣传" not in text(page)
    post("clerk", "activities_under", "spring", action.pk)
    assert not Activity.objects.filter(action=action).exists()


def test_what_stands_under_another_action_stays_there(world, action):
    sales = world.departments["SALES"]
    other = special_actions.plan(world.campaign, "另一行动", sales, by=world.clerk, kind="其他")
    rows = Activity.objects.filter(pk=noted(world).pk)
    assert special_actions.keep_under(action, rows, by=world.clerk) == 1
    assert special_actions.keep_under(other, rows, by=world.clerk) == 0
    assert rows.get().action == action
    post("clerk", "activities_under", "spring", other.pk, status=422, activities=[rows.get().pk])


def test_nothing_is_done_under_a_dropped_action(world, action):
    special_actions.drop(action, "并入另一行动", by=world.clerk)
    noted(world)
    with pytest.raises(NotAllowed):
        special_actions.keep_under(action, Activity.objects.all(), by=world.clerk)


def test_visits_and_walks_are_chosen_by_plan_and_team(world):
    team_walks(visits_planned(world))
    sales = world.departments["SALES"]
    made = special_actions.plan(world.campaign, "零容忍行动", sales, by=world.clerk, kind="零容忍")
    team = WalkTask.objects.first().team
    fields = {"plans": [world.plan.pk], "teams": [team.pk]}
    sent = post("clerk", "visits_under", "spring", made.pk, **fields)
    number = WalkTask.objects.filter(team=team).count()
    assert "3家中已检查0家" in text(sent.page)
    assert f"{number}项中已穿越0项" in text(sent.page)
    assert WalkTask.objects.filter(action=made).count() == number > 0
    assert "三月暗访" not in text(get("head", "special_action", "spring", made.pk))
    post("clerk", "visits_under", "spring", made.pk)
    assert not WalkTask.objects.filter(action=made).exists()


def test_visits_are_planned_under_an_action(world):
    visits_planned(world)
    sales = world.departments["SALES"]
    made = special_actions.plan(world.campaign, "零容忍行动", sales, by=world.clerk, kind="零容忍")
    site, day = Site.objects.first(), clock.today()
    fields = {"title": "第二批", "method": "open", "script": world.script.pk, "sites": [site.pk]}
    fields |= {"visitors": [world.guest.pk], "starts_on": day, "ends_on": day, "action": made.pk}
    post("clerk", "plan_visits", "spring", **fields)
    assert VisitPlan.objects.get(title="第二批").action == made


def test_an_action_that_is_over_is_not_changed(world, action):
    special_actions.begin(action, by=world.clerk)
    special_actions.change(action, by=world.clerk, title="窗口零容忍行动", supports=[])
    action.refresh_from_db()
    assert (action.title, action.supports.count()) == ("窗口零容忍行动", 0)
    special_actions.finish(action, by=world.clerk)
    with pytest.raises(NotAllowed, match="已结束"):
        special_actions.change(action, by=world.clerk, title="改名")


def test_it_is_late_once_its_last_day_has_passed(world, action):
    special_actions.change(action, by=world.clerk, ends_on=clock.today())
    action.refresh_from_db()
    assert not action.is_late
    with clock.at(clock.now() + timedelta(days=1)):
        assert action.is_late


def test_days_in_the_wrong_order_keep_what_was_typed(world):
    start(world)
    fields = {"title": "零容忍行动", "kind": "零容忍", "starts_on": "2026-03-05"}
    fields |= {"department": world.departments["SALES"].pk, "ends_on": "2026-03-04"}
    sent = post("clerk", "new_special_action", "spring", status=422, **fields)
    assert sent.page.xpath("//input[@name='title']/@value") == ["零容忍行动"]
    assert not SpecialAction.objects.exists()


def test_three_actions_cost_what_one_costs(world, action):
    Activity.objects.filter(pk=noted(world).pk).update(action=action)
    clerk, address = visit("clerk"), reverse("special_actions", args=["spring"])
    once = cost(clerk, address)
    for title in ("第二行动", "第三行动"):
        sales, service = world.departments["SALES"], world.departments["SERVICE"]
        more = special_actions.plan(
            world.campaign, title, sales, by=world.clerk, kind="其他", supports=[service]
        )
        Activity.objects.filter(pk=noted(world, title).pk).update(action=more)
    assert len(things(get("clerk", "special_actions", "spring"), "specialaction")) == 3
    assert cost(clerk, address) == once

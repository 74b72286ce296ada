"""暗访人员: what somebody from outside reaches, from when to when."""

from datetime import timedelta

import pytest
from django.urls import reverse

from findings import visiting, visitors
from findings.models import SiteVisit
from inspection.outside import OPEN, VISITS
from organization import clock
from organization.models import NotAllowed
from organization.models.role import roles_of
from tests.outside import LATER, submitted, visit_of, visits_planned
from tests.stage import staged
from tests.test_permissions import rows
from tests.visiting import get, post, text, visit
from tests.world import full_world


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(visits_planned, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def as_the_world_stands(world) -> list:
    """Every row of the permission table that needs no other state, and that one signs in for."""
    mine = OPEN | VISITS
    closed = [row for row in rows() if row.name not in mine and row.expected("anonymous") != 200]
    return [row for row in closed if row.ready in (None, full_world)]


def test_nothing_exists_for_a_visitor_from_outside_but_the_own_visits(world):
    guest, reached = visit("guest"), {}
    wanted = as_the_world_stands(world)
    assert len(wanted) > 180
    for row in wanted:
        url = reverse(row.name, args=row.args(world)) + row.query
        answer = guest.post(url, row.form(world)) if row.form else guest.get(url)
        if answer.status_code != 404:
            reached[row.id] = answer.status_code
    assert reached == {}


def test_a_visitor_sees_the_own_visits_and_no_way_elsewhere(world):
    page = get("guest", "own_visits")
    assert page.xpath("//main//b/a/text()") == ["一号厅", "三号厅", "二号厅"]
    links = set(get("guest", "site_visit", "spring", visit_of(world).pk).xpath("//a/@href"))
    inside = {link for link in links if link.startswith("/campaigns/")}
    assert inside == set()


def test_the_visit_of_somebody_else_does_not_exist(world):
    SiteVisit.objects.filter(pk=visit_of(world, "二号厅").pk).update(visitor=world.inspector)
    get("guest", "site_visit", "spring", visit_of(world, "二号厅").pk, status=404)
    post("guest", "save_visit", "spring", visit_of(world, "二号厅").pk, status=404, version=1)
    get("guest", "site_visit", "spring", visit_of(world).pk)


@pytest.mark.parametrize(("days", "reached"), [(-1, 404), (0, 200), (30, 200), (31, 404)])
def test_outside_the_days_of_the_contract_nothing_is_reached(world, days, reached):
    pk, day = visit_of(world).pk, clock.now() + timedelta(days=days)
    with clock.at(day):
        get("guest", "site_visit", "spring", pk, status=reached)
        expected = 409 if reached == 200 else 404  # the version is not that of the record
        post("guest", "save_visit", "spring", pk, status=expected, version=99)
        assert ("一号厅" in text(get("guest", "own_visits"))) == (reached == 200)
        assert ("检查一号厅" in text(get("guest", "home"))) == (reached == 200)


def test_an_inspector_whose_contract_is_over_reads_and_writes_no_longer(world):
    today = clock.today()
    term = visitors.engage(
        world.campaign, world.inspector, by=world.clerk, kind="own", starts_on=today, ends_on=today
    )
    pk = visit_of(world).pk
    SiteVisit.objects.filter(pk=pk).update(visitor=world.inspector)
    post("inspector", "save_visit", "spring", pk, version=1)
    visitors.change_term(term, today - LATER, today - timedelta(days=1), by=world.clerk)
    post("inspector", "save_visit", "spring", pk, version=2, status=403)
    get("inspector", "site_visit", "spring", pk)


def test_released_the_role_goes_and_what_was_recorded_stays(world):
    submitted(world)
    with pytest.raises(NotAllowed, match="待完成"):
        visitors.release(world.term, by=world.clerk)
    assert roles_of(world.guest).campaigns("visitor")
    for name in ("二号厅", "三号厅"):
        visiting.cancel(visit_of(world, name), "改期", by=world.clerk)
    post("clerk", "release_visitor", "spring", world.term.pk)
    assert not roles_of(world.guest).campaigns("visitor")
    get("guest", "site_visit", "spring", visit_of(world).pk, status=404)
    assert visit_of(world).visitor == world.guest


def test_nobody_visits_without_a_contract_for_all_days_of_the_plan(world):
    site = visit_of(world).site
    fields = {"script": world.script, "title": "四月暗访", "starts_on": clock.today()}
    for person, until in ((world.guest, LATER + timedelta(days=1)), (world.inspector, LATER)):
        with pytest.raises(NotAllowed, match="聘期未覆盖"):
            visiting.plan_visits(
                world.campaign,
                [(site, person)],
                by=world.clerk,
                ends_on=clock.today() + until,
                **fields,
            )
    assert SiteVisit.objects.count() == 3


def test_the_office_engages_people_from_outside_its_own_and_inspectors(world):
    page = get("clerk", "visitors", "spring")
    offered = set(page.xpath("//select[@name='person']/option/text()")) - {"请选择"}
    assert {words.split()[0] for words in offered} == {"监督室", "示例暗访公司"}
    stranger = world.stranger
    today = str(clock.today())
    fields = {"kind": "firm", "starts_on": today, "ends_on": today}
    post("clerk", "visitors", "spring", status=422, person=stranger.pk, **fields)
    post("clerk", "visitors", "spring", status=422, person=world.guest.pk, **fields)
    post("clerk", "visitors", "spring", person=world.inspector.pk, **fields)
    assert roles_of(world.inspector).campaigns("visitor")


def test_a_contract_does_not_end_before_it_starts(world):
    today = clock.today()
    with pytest.raises(NotAllowed, match="不能早于"):
        visitors.change_term(world.term, today, today - timedelta(days=1), by=world.clerk)


def test_after_the_campaign_nothing_is_reached(world):
    type(world.campaign).objects.filter(pk=world.campaign.pk).update(status="closed")
    get("guest", "site_visit", "spring", visit_of(world).pk, status=404)

"""改派: a visit that has not begun goes to another visitor."""

from datetime import timedelta

import pytest

from findings import visit_reassigning, visiting, visitors
from findings.models import SiteVisit
from organization import clock
from organization.models import NotAllowed, Notification
from tests.outside import engage_clerk, recorded, visit_of, visits_planned
from tests.visiting import get, post, text


@pytest.fixture
def planned(world):
    visits_planned(world)
    engage_clerk(world)
    return world


def test_the_office_gives_it_to_another_visitor(planned):
    visit = visit_of(planned)
    post("clerk", "reassign_visit", "spring", visit.pk, visitor=planned.clerk.pk)
    assert visit_of(planned).visitor == planned.clerk
    told = Notification.objects.get(recipient=planned.clerk, kind="visits_planned")
    assert told.thing_pk == visit.pk
    get("guest", "site_visit", "spring", visit.pk, status=404)


def test_it_may_be_given_back(planned):
    visit = visit_of(planned)
    visit_reassigning.reassign(visit, planned.clerk, by=planned.clerk)
    visit_reassigning.reassign(visit_of(planned), planned.guest, by=planned.clerk)
    assert visit_of(planned).visitor == planned.guest


def test_what_was_begun_stays(planned):
    visit = recorded(planned)
    with pytest.raises(NotAllowed, match="已开始"):
        visit_reassigning.reassign(visit, planned.clerk, by=planned.clerk)
    assert visit_of(planned).visitor == planned.guest
    assert "改派" not in text(get("clerk", "site_visit", "spring", visit.pk))


def test_a_form_that_was_open_meanwhile_is_refused(planned):
    visit = visit_of(planned)
    visit_reassigning.reassign(visit_of(planned), planned.clerk, by=planned.clerk)
    with pytest.raises(NotAllowed):
        visiting.save_visit(visit, {}, by=planned.guest, words="迟到", version=visit.version)
    assert visit_of(planned).words == ""


def test_the_contract_has_to_cover_what_is_left(planned):
    today = clock.today()
    term = planned.clerk.visitor_terms.get()
    visitors.change_term(term, today, today + timedelta(days=1), by=planned.clerk)
    with pytest.raises(NotAllowed, match="聘期"):
        visit_reassigning.reassign(visit_of(planned), planned.clerk, by=planned.clerk)
    page = post(
        "clerk",
        "reassign_visit",
        "spring",
        visit_of(planned).pk,
        status=422,
        visitor=planned.clerk.pk,
    ).page
    assert "没有其他人员的聘期" in text(page)


def test_nobody_visits_a_site_twice_under_a_plan(planned):
    visit = visit_of(planned)
    SiteVisit.objects.create(plan=visit.plan, site=visit.site, visitor=planned.clerk)
    with pytest.raises(NotAllowed, match="已安排"):
        visit_reassigning.reassign(visit, planned.clerk, by=planned.clerk)
    assert SiteVisit.objects.get(pk=visit.pk).visitor == planned.guest

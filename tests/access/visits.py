"""Visits to sites: plans, records, results; lists, scripts and visitors."""

from datetime import timedelta

from findings import visiting, visitors
from findings.models import VisitPhoto, VisitScript
from organization import clock
from tests.access.findings import OFFICE, OVERSEERS, who
from tests.access.row import Row
from tests.outside import (
    engage_clerk,
    photo,
    recorded,
    visit_of,
    visitor_of,
    visits_made,
    visits_planned,
)
from tests.world import full_world

CONCERNED = ("head", "member", "service_head")
READ = who(OVERSEERS, 200, CONCERNED)
OFFICE_SENDS = who(OFFICE, 302, ("inspector", "leader", *CONCERNED))
OFFICE_READS = who(OFFICE, 200, ("inspector", "leader", *CONCERNED))
# A visit exists for overseers and its visitor alone: not for the department, not for its head.
SEEN = who(OVERSEERS, 200)
JUDGED = who(OFFICE, 302, ("inspector", "leader"))


def code(world) -> list:
    return [world.campaign.code]


def one(name: str):
    return lambda world: [world.campaign.code, visit_of(world, name).pk]


def with_photo(world) -> None:
    from findings import visit_photos

    visits_planned(world)
    visit_photos.take(visit_of(world), [photo()], by=world.guest)
    recorded(world)
    visiting.submit(visit_of(world), by=world.guest)
    visiting.send_back(visit_of(world), "请补充", by=world.clerk)


def its_photo(world) -> list:
    return [*one("一号厅")(world), VisitPhoto.objects.get().pk]


def scripted(world) -> list:
    return [world.campaign.code, VisitScript.objects.get().pk]


def two_visitors(world) -> None:
    """Somebody of the office may visit too."""
    visits_made(world)
    engage_clerk(world)


def another(world) -> dict:
    return {"visitor": world.clerk.pk}


def reason(world) -> dict:
    return {"reason": "请补充照片"}


def nothing(world) -> dict:
    return {"x": ""}


def engaged(world) -> None:
    full_world(world)
    visitor_of(world)
    visitors.change_term(world.term, clock.today(), clock.today(), by=world.clerk)


def term(world) -> list:
    return [world.campaign.code, world.term.pk]


def days(world) -> dict:
    today = clock.today()
    return {"starts_on": today, "ends_on": today + timedelta(days=9)}


def point_rows(world) -> dict:
    return {
        "title": "新脚本",
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "0",
        "form-0-text": "",
    }


ROWS = [
    Row("own_visits", dict.fromkeys(("admin", "auditor"), 200), 200, note="nobody's"),
    Row("site_visits", READ, args=code, ready=visits_made),
    Row("site_visits", READ, args=code, note="empty"),
    Row("site_visits", READ, args=code, ready=visits_made, query="?fault=any&status=x&kind=own"),
    Row("visits_export", READ, args=code, ready=visits_made),
    Row("plan_visits", OFFICE_READS, args=code, ready=visits_planned),
    Row("plan_visits", OFFICE_READS, args=code, note="unprepared"),
    Row(
        "plan_visits",
        who(OFFICE, 422, ("inspector", "leader", *CONCERNED)),
        args=code,
        form=nothing,
        ready=visits_planned,
    ),
    Row("visit_results", READ, args=code, ready=visits_made),
    Row("visit_results", READ, args=code, note="empty", query="?first=2020-01-01&last=x"),
    Row("visit_results_export", READ, args=code, ready=visits_made),
    Row("visit_lists", READ, args=code, ready=visits_planned),
    Row("visit_lists", READ, args=code, note="empty"),
    Row("visit_lists", OFFICE_SENDS, args=code, form=nothing),
    Row("take_usual_lists", OFFICE_SENDS, args=code, form=nothing),
    Row("visit_scripts", READ, args=code, ready=visits_planned),
    Row("visit_scripts", READ, args=code, note="empty"),
    Row(
        "visit_scripts",
        who(OFFICE, 422, ("inspector", "leader", *CONCERNED)),
        args=code,
        form=point_rows,
    ),
    Row("take_usual_script", OFFICE_SENDS, args=code, form=nothing),
    Row("visit_script", READ, args=scripted, ready=visits_planned),
    Row(
        "visit_script",
        who(OFFICE, 409, ("inspector", "leader", *CONCERNED)),
        args=scripted,
        form=point_rows,
        ready=visits_planned,
    ),
    Row("visitors", READ, args=code, ready=visits_planned),
    Row("visitors", READ, args=code, note="empty"),
    Row(
        "visitors",
        who(OFFICE, 422, ("inspector", "leader", *CONCERNED)),
        args=code,
        form=nothing,
    ),
    Row("change_visitor", OFFICE_SENDS, args=term, form=days, ready=engaged),
    Row("release_visitor", OFFICE_SENDS, args=term, form=nothing, ready=engaged),
    Row("site_visit", SEEN, args=one("一号厅"), ready=visits_made, note="accepted"),
    Row("site_visit", SEEN, args=one("二号厅"), ready=visits_made, note="handed in"),
    Row("site_visit", SEEN, args=one("三号厅"), ready=visits_made, note="to be made"),
    # Recorded by its visitor alone: see test_visitors.
    Row("save_visit", who((), 302, OVERSEERS), args=one("三号厅"), form=nothing, ready=visits_made),
    Row("accept_visit", JUDGED, args=one("二号厅"), form=nothing, ready=visits_made),
    Row("return_visit", JUDGED, args=one("二号厅"), form=reason, ready=visits_made),
    Row("cancel_visit", JUDGED, args=one("三号厅"), form=reason, ready=visits_made),
    Row(
        "reassign_visit",
        who(OFFICE, 302, ("inspector", "leader")),
        args=one("三号厅"),
        form=another,
        ready=two_visitors,
    ),
    Row("visit_photo", SEEN, args=its_photo, ready=with_photo),
    Row("remove_photo", who((), 302, OVERSEERS), args=its_photo, form=nothing, ready=with_photo),
]

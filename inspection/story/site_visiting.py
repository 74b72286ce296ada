"""明查暗访: lists, script, visitors, plans, and what was found in each site."""

from datetime import time

from campaigns.models import Site
from findings import visit_scripts, visiting, visitors, word_lists
from findings.models import SiteVisit, VisitPoint
from findings.visiting import Mark
from inspection.story.reading import Row, StoryError
from inspection.story.replay import Replay

LOST = 5  # points that a faulty point loses where the story gives no number


def tell(replay: Replay) -> None:
    """Note the acts of visiting sites."""
    told = {
        "word_lists": {"on": (_list, time(9))},
        "scripts": {"on": (_script, time(9, 10))},
        "visitors": {"on": (_engage, time(9, 20))},
        "visit_plans": {"on": (_plan, time(9, 30))},
        "site_visits": {"recorded_on": (_record, time(17)), "accepted_on": (_accept, time(9))},
    }
    for noun, steps in told.items():
        for row in replay.story[noun]:
            for column, (verb, hour) in steps.items():
                if row[column]:
                    at = replay.days.instant(row[column], hour)
                    replay.act(at, lambda row=row, verb=verb: verb(replay, row), row)


def _list(replay: Replay, row: Row) -> None:
    by = replay.person(row["by"], row)
    word_lists.set_words(replay.campaign, row["kind"], row.list("words"), by=by)


def _script(replay: Replay, row: Row) -> None:
    by = replay.person(row["by"], row)
    replay.made["script", row["code"]] = visit_scripts.usual_script(replay.campaign, by=by)


def _engage(replay: Replay, row: Row) -> None:
    visitors.engage(
        replay.campaign,
        replay.person(row["person"], row),
        by=replay.person(row["by"], row),
        kind=row["kind"],
        firm=row["firm"],
        starts_on=replay.days.day(row["starts_on"]),
        ends_on=replay.days.day(row["ends_on"]),
    )


def _plan(replay: Replay, row: Row) -> None:
    rows = [one for one in replay.story["site_visits"] if one["plan"] == row["code"]]
    sites = {site.name: site for site in Site.objects.filter(campaign=replay.campaign)}
    people = {one["visitor"]: replay.person(one["visitor"], one) for one in rows}
    plan = replay.made["visit_plan", row["code"]] = visiting.plan_visits(
        replay.campaign,
        [(sites[one["site"]], people[one["visitor"]]) for one in rows],
        script=replay.known("script", row["script"]),
        by=replay.person(row["by"], row),
        title=row["title"],
        method=row["method"],
        starts_on=replay.days.day(row["starts_on"]),
        ends_on=replay.days.day(row["ends_on"]),
    )
    made = {visit.site_id: visit for visit in plan.visits.all()}
    for one in rows:
        replay.made["site_visit", one["code"]] = made[sites[one["site"]].pk]


def _visit(replay: Replay, row: Row) -> SiteVisit:
    rows = SiteVisit.objects.select_related("plan__campaign", "plan__script", "site", "visitor")
    return rows.get(pk=replay.made["site_visit", row["code"]].pk)


def _record(replay: Replay, row: Row) -> None:
    visit, by = _visit(replay, row), replay.person(row["visitor"], row)
    faults = dict(part.split("=", 1) for part in row.list("faults"))
    marks = {}
    for point in visit.plan.script.points.select_related("fault_class"):
        words = faults.pop(point.fault_class.name, "")
        score = max(point.most - LOST, 0) if words else point.most
        marks[point.pk] = Mark(score, faulty=bool(words), words=words)
    if faults:
        raise StoryError(f"{row.place}: no such class of fault: {';'.join(faults)}")
    on = replay.days.day(row["visited_on"])
    visiting.save_visit(visit, marks, by=by, visited_on=on, words=row.text("words"))
    visiting.submit(visit, by=by)


def _accept(replay: Replay, row: Row) -> None:
    visiting.accept(_visit(replay, row), by=replay.person(row["accepted_by"], row))


def point_of(replay: Replay, code: str, fault_class: str) -> VisitPoint:
    """What was wrong of a class in a visit, as a source of a finding."""
    rows = VisitPoint.objects.select_related("visit__plan__campaign", "visit__site__department")
    visit = replay.made["site_visit", code]
    return rows.select_related("point").get(
        visit=visit.pk, faulty=True, point__fault_class__name=fault_class
    )

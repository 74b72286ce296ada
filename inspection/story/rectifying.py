"""Chapter four: findings, tasks, acceptance, suggestions, and the report."""

from datetime import time

from campaigns.models import Verification
from findings import consolidation, suggesting
from findings.models import Aspect
from inspection.story.acting import answer_of
from inspection.story.hearing import opinion_of
from inspection.story.reading import Row
from inspection.story.replay import Replay
from inspection.story.site_visiting import point_of
from organization.models import NotAllowed
from rectification import planning
from reports import publishing
from reports.models import Publication


def tell(replay: Replay) -> None:
    """Note the acts from the findings to the issued report."""
    days = replay.days
    for row in replay.story["findings"]:
        replay.act(days.instant(row["reported_on"], time(9)), _later(_report, replay, row), row)
        replay.act(
            days.instant(row["confirmed_on"], time(9, 30)), _later(_confirm, replay, row), row
        )
    for row in replay.story["tasks"]:
        replay.act(days.instant(row["assigned_on"], time(10)), _later(_assign, replay, row), row)
    for row in replay.story["progress"]:
        replay.act(days.instant(row["on"], time(11)), _later(_progress, replay, row), row)
    for row in replay.story["acceptances"]:
        replay.act(days.instant(row["submitted_on"], time(14)), _later(_submit, replay, row), row)
        replay.act(days.instant(row["on"], time(15)), _later(_accept, replay, row), row)
    for row in replay.story["suggestions"]:
        replay.act(days.instant(row["on"], time(16)), _later(_suggest, replay, row), row)
    for row in replay.story["reports"]:
        steps = {
            "drafted_on": (_draft, time(17, 10)),
            "signed_on": (_sign, time(17, 30)),
            "issued_on": (_issue, time(18)),
        }
        for column, (verb, hour) in steps.items():
            if row[column]:
                replay.act(days.instant(row[column], hour), _later(verb, replay, row), row)


SUGGESTED = ("addressee", "topic", "background", "action", "effect")


def _later(verb, replay: Replay, row: Row):
    return lambda: verb(replay, row)


def _report(replay: Replay, row: Row) -> None:
    campaign = replay.campaign
    aspect = None
    if row["aspect"]:
        aspect, _new = Aspect.objects.get_or_create(
            campaign=campaign,
            name=row["aspect"],
            defaults={
                "order": row.number("aspect_order") or 0,
                "assumed": row.flag("aspect_assumed"),
            },
        )
    finding = consolidation.report_finding(
        campaign,
        _sources(replay, row),
        by=replay.person(row["reported_by"], row),
        items=[replay.items[code] for code in row.list("items") if code in replay.items],
        aspect=aspect,
        department=replay.departments.get(row["department"]),
        fixed_in_passing=row.flag("fixed_in_passing"),
        problem=row.text("problem"),
        **{
            name: row[name]
            for name in (
                "title",
                "nature",
                "category",
                "track",
                "rule_document",
                "rule_clause",
                "rule",
                "cause_subjective",
                "cause_objective",
            )
        },
    )
    replay.made["finding", row["code"]] = finding


def _sources(replay: Replay, row: Row) -> list:
    found = []
    for source in row.list("sources"):
        if other := _from_outside(replay, source):
            found.append(other)
            continue
        *kind, department, item = source.split(":")
        if item not in replay.items or department not in replay.departments:
            replay.story.left_out.append(f"{row.place} (source {source})")
        elif kind:
            found.append(
                Verification.objects.get(
                    campaign=replay.campaign,
                    department=replay.departments[department],
                    item=replay.items[item],
                )
            )
        else:
            found.append(answer_of(replay, department, item))
    return found


def _from_outside(replay: Replay, source: str):
    """opinion:CODE, or visit:CODE:CLASS for what was wrong at a site; None for what is neither."""
    kind, _sign, rest = source.partition(":")
    if kind == "opinion":
        return opinion_of(replay, rest)
    if kind == "visit":
        return point_of(replay, *rest.split(":"))
    return None


def _confirm(replay: Replay, row: Row) -> None:
    by = replay.person(row["confirmed_by"] or row["reported_by"], row)
    replay.known("finding", row["code"]).confirm(by=by)


def _assign(replay: Replay, row: Row) -> None:
    by = replay.person(row["assigned_by"], row)
    finding = replay.known("finding", row["finding"])
    measure = planning.add_measure(finding, row.text("measure"), by=by, standard=row["standard"])
    due_on, due_text = replay.days.deadline(row["due_on"], row["due_text"])
    more = {"title": row["title"]} if row["title"] else {}
    replay.made["task", row["code"]] = planning.assign_task(
        measure,
        replay.departments[row["department"]],
        due_on,
        by=by,
        supports=tuple(
            replay.departments[code] for code in row.list("supports") if code in replay.departments
        ),
        due_text=due_text,
        leader=row["leader"],
        responsible=replay.person(row["responsible"], row) if row["responsible"] else None,
        **more,
    )


def _progress(replay: Replay, row: Row) -> None:
    outcomes = [part.split(":") for part in row.list("outcomes")]
    documents = [part.split(":") for part in row.list("documents")]
    replay.known("task", row["task"]).report_progress(
        row.text("text"),
        row.number("percent") or 0,
        by=replay.person(row["by"], row),
        outcomes=[
            {"name": name, "before": before or None, "after": after, "unit": unit}
            for name, before, after, unit in outcomes
        ],
        documents=[{"title": title, "number": number} for title, number in documents],
    )


def _submit(replay: Replay, row: Row) -> None:
    replay.known("task", row["task"]).submit(by=replay.person(row["submitted_by"], row))


def _accept(replay: Replay, row: Row) -> None:
    task, by = replay.known("task", row["task"]), replay.person(row["by"], row)
    said = {"method": row["method"], "text": row.text("text"), "grade": row["grade"]}
    if row["outcome"] == "failed":
        planning.send_back(task, by=by, fakes=row.list("fakes"), **said)
    else:
        planning.accept(task, by=by, **said)


def _suggest(replay: Replay, row: Row) -> None:
    finding = replay.known("finding", row["finding"]) if row["finding"] else None
    suggesting.suggest(
        replay.campaign,
        [finding] if finding else [],
        by=replay.person(row["by"], row),
        target=row["target"] or "internal",
        **{name: row.text(name) for name in SUGGESTED},
    )


def _draft(replay: Replay, row: Row) -> None:
    by = replay.person(row["drafted_by"], row)
    publication = publishing.draft(replay.campaign, row["paper"], by=by)
    publishing.send_to_review(publication, by=by)


def _sign(replay: Replay, row: Row) -> None:
    """A paper in which something is missing is not signed: it stays with the leaders, and the
    story goes on as it would in life."""
    publication = publishing.current(replay.campaign, row["paper"])
    try:
        publishing.sign(publication, by=replay.person(row["signed_by"], row))
    except NotAllowed as refused:
        why = "; ".join(reason.text for reason in refused.reasons[:5])
        replay.story.left_out.append(f"{row.place} (not signed: {why})")


def _issue(replay: Replay, row: Row) -> None:
    publication = publishing.current(replay.campaign, row["paper"])
    if publication.status == Publication.Status.SIGNED:
        by = replay.person(row["issued_by"], row)
        publishing.issue(publication, by=by, document_number=row["document_number"])

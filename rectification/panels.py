"""What rectification knows about findings."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from django.db.models import Prefetch

from campaigns.models import Campaign
from findings.models import Finding
from organization import clock, panels
from organization.models import Person
from rectification import lights
from rectification.models import Measure, Task
from rectification.permissions import can_plan

PLANNABLE = (Finding.Status.CONFIRMED, Finding.Status.RECTIFYING)


def of_findings(findings: Sequence[Finding], person: Person) -> dict[int, dict]:
    """Measures with their tasks; two queries a page, however many findings it shows."""
    today = clock.today()
    tasks = Task.objects.visible_to(person).select_related("department", "responsible", "campaign")
    measures: dict[int, list[Measure]] = defaultdict(list)
    for measure in (
        Measure.objects.visible_to(person)
        .filter(finding__in=[finding.pk for finding in findings])
        .prefetch_related(Prefetch("tasks", tasks, to_attr="shown_tasks"))
    ):
        for task in vars(measure)["shown_tasks"]:
            vars(task).update(shown_light=task.light(today), shown_note=lights.note(task, today))
        measures[measure.finding_id].append(measure)
    return {
        finding.pk: {
            "measures": measures[finding.pk],
            "may_plan": finding.status in PLANNABLE
            and finding.campaign.is_running
            and can_plan(person, finding.campaign),
            "is_planned": finding.status not in (Finding.Status.REPORTED, *Finding.Status.void),
        }
        for finding in findings
    }


def tasks_of_findings(findings: Sequence[Finding], person: Person) -> dict[int, dict]:
    """How many tasks of each finding are closed out, of how many; one query a page."""
    total: Counter[int] = Counter()
    closed: Counter[int] = Counter()
    rows = Task.objects.visible_to(person).filter(
        measure__finding__in=[finding.pk for finding in findings]
    )
    for finding, status in rows.order_by().values_list("measure__finding", "status"):
        total[finding] += 1
        closed[finding] += status == Task.Status.CLOSED
    return {pk: {"closed": closed[pk], "total": total[pk]} for pk in total}


def outcomes_of_findings(findings: Sequence[Finding], person: Person) -> dict[int, dict]:
    """What became of each finding of an earlier campaign: its tasks; one query a page."""
    tasks = defaultdict(list)
    rows = Task.objects.visible_to(person).filter(
        measure__finding__in=[finding.pk for finding in findings]
    )
    for task in rows.select_related("measure"):
        tasks[task.measure.finding_id].append(task)
    return {pk: {"tasks": found} for pk, found in tasks.items()}


def of_campaigns(campaigns: Sequence[Campaign], person: Person) -> dict[int, dict]:
    """The tiles of the ledger on the page of a campaign, once there are tasks."""
    today = clock.today()
    shown = {}
    for campaign in campaigns:
        counts = lights.tally(Task.objects.visible_to(person).filter(campaign=campaign), today)
        if counts["all"]:
            shown[campaign.pk] = {"counts": counts, "tiles": lights.tiles(counts)}
    return shown


panels.register("campaigns.campaign", "rectification/_campaign_panel.html", of_campaigns)
panels.register("findings.finding", "rectification/_finding_panel.html", of_findings)
panels.register("findings.finding", "rectification/_finding_row.html", tasks_of_findings, "row")
panels.register("findings.finding", "rectification/_last_tasks.html", outcomes_of_findings, "last")

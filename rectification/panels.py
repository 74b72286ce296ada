"""What rectification knows about findings."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from django.db.models import Prefetch

from campaigns.models import Campaign
from findings.models import Finding, Opinion
from findings.permissions import can_see_liability
from organization import clock, panels
from organization.models import Person
from rectification import card_panels, lights  # noqa: F401  cards have panels of their own
from rectification.forms.letter import slip_kinds
from rectification.models import Letter, Measure, Task
from rectification.permissions import can_decide_proposals, can_plan, can_write_letters
from rectification.proposing import Proposed, proposed

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


def letters_of_findings(findings: Sequence[Finding], person: Person) -> dict[int, dict]:
    """The letters in which each finding stands, and what may be drafted; two queries a page."""
    keys = [finding.pk for finding in findings]
    links = Letter.findings.through.objects.filter(finding__in=keys).values_list(
        "finding", "letter"
    )
    pairs = list(links)
    seen = Letter.objects.visible_to(person).select_related("campaign", "department")
    found = seen.in_bulk([letter for _finding, letter in pairs])
    shown: dict[int, list[Letter]] = defaultdict(list)
    for key, letter in sorted(pairs):
        if letter in found:
            shown[key].append(found[letter])
    told = {}
    for finding in findings:
        writes = can_write_letters(person, finding.campaign) and finding.campaign.is_running
        may = writes and finding.status in PLANNABLE and not finding.restricted
        if shown[finding.pk] or may:
            told[finding.pk] = {"letters": shown[finding.pk], "may_write": may}
    return told


def letters_of_opinions(opinions: Sequence[Opinion], person: Person) -> dict[int, dict]:
    """The slips with which each opinion was handed over, and whether it may be; two queries."""
    keys = [opinion.pk for opinion in opinions]
    links = Letter.opinions.through.objects.filter(opinion__in=keys)
    seen = Letter.objects.visible_to(person).select_related("campaign", "department")
    found = seen.in_bulk(links.values_list("letter", flat=True))
    shown: dict[int, list[Letter]] = defaultdict(list)
    for key, letter in links.order_by("letter").values_list("opinion", "letter"):
        if letter in found:
            shown[key].append(found[letter])
    told = {}
    for opinion in opinions:
        writes = can_write_letters(person, opinion.campaign) and opinion.campaign.is_running
        free = opinion.is_open and opinion.handled_by_id is None and not opinion.restricted
        if shown[opinion.pk] or (writes and free):
            told[opinion.pk] = {"letters": shown[opinion.pk], "may_write": writes and free}
    return told


def letters_of_tasks(tasks: Sequence[Task], person: Person) -> dict[int, dict]:
    """The slips about each task, and which may be drafted."""
    shown: dict[int, list[Letter]] = defaultdict(list)
    rows = Letter.objects.visible_to(person).filter(task__in=[task.pk for task in tasks])
    for letter in rows.select_related("campaign", "department").order_by("pk"):
        if letter.task_id is not None:
            shown[letter.task_id].append(letter)
    told = {}
    for task in tasks:
        writes = can_write_letters(person, task.campaign) and task.campaign.is_running
        kinds = slip_kinds(task) if writes else []
        if shown[task.pk] or kinds:
            told[task.pk] = {
                "letters": shown[task.pk],
                "kinds": [(kind, Letter.Kind(kind).label) for kind in kinds],
            }
    return told


def proposals_of_tasks(tasks: Sequence[Task], person: Person) -> dict[int, dict]:
    """What the ladder proposes about each task, for office and leaders."""
    campaigns = {task.campaign for task in tasks if can_see_liability(person, task.campaign)}
    shown: dict[int, list[Proposed]] = defaultdict(list)
    for row in proposed(campaigns, person, tasks) if campaigns else ():
        shown[row.task.pk].append(row)
    return {
        task.pk: {
            "proposals": shown[task.pk],
            "may_decide": can_decide_proposals(person, task.campaign),
        }
        for task in tasks
        if shown[task.pk]
    }


panels.register("campaigns.campaign", "rectification/_campaign_panel.html", of_campaigns)
panels.register("findings.finding", "rectification/_finding_letters.html", letters_of_findings)
panels.register("rectification.task", "rectification/_task_proposals.html", proposals_of_tasks)
panels.register("rectification.task", "rectification/_task_letters.html", letters_of_tasks)
panels.register("findings.opinion", "rectification/_opinion_letters.html", letters_of_opinions)
panels.register("findings.finding", "rectification/_finding_panel.html", of_findings)
panels.register("findings.finding", "rectification/_finding_row.html", tasks_of_findings, "row")
panels.register("findings.finding", "rectification/_last_tasks.html", outcomes_of_findings, "last")

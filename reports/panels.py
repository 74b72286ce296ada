"""What the papers know about things of lower floors."""

from collections import defaultdict
from collections.abc import Sequence

from django.urls import reverse

from campaigns.models import Activity, Campaign, Circulation
from organization import panels
from organization.models import Department, Person
from rectification.models import Letter, Task
from rectification.permissions import can_write_letters
from reports import letters
from reports.kinds import INWARD, KINDS
from reports.models import Edition, Publication
from reports.permissions import can_keep_house_style, can_read_papers
from reports.renderers.html import render_html


def of_campaigns(campaigns: Sequence[Campaign], person: Person) -> dict[int, dict]:
    """Every kind of paper with how far it is, for overseers; one query a page."""
    seen = [campaign for campaign in campaigns if can_read_papers(person, campaign)]
    if not seen:
        return {}
    rows = Publication.objects.filter(campaign__in=[one.pk for one in seen]).order_by("pk")
    latest = {(row.campaign_id, row.paper): row for row in rows.defer("content")}
    return {
        campaign.pk: {
            "papers": [(kind, latest.get((campaign.pk, kind.key))) for kind in KINDS.values()],
            "inward": INWARD,
        }
        for campaign in seen
    }


def for_the_staff(campaigns: Sequence[Campaign], person: Person) -> dict[int, dict]:
    """The issued papers of the house; one query a page."""
    found: dict[int, dict[str, Publication]] = defaultdict(dict)
    rows = Publication.objects.published_to(person).filter(
        campaign__in=[one.pk for one in campaigns], paper__in=INWARD
    )
    for row in rows.defer("content"):
        found[row.campaign_id][row.paper] = row
    return {
        pk: {"papers": [(KINDS[key], rows[key]) for key in INWARD if key in rows]}
        for pk, rows in found.items()
    }


def of_circulations(circulations: Sequence[Circulation], person: Person) -> dict[int, dict]:
    """Where the paper that goes round is read, while it is in force; two queries a page."""
    if not person.is_authenticated:
        return {}
    keys = [one.pk for one in circulations]
    rows = Publication.objects.published_to(person).filter(circulation__in=keys, paper__in=INWARD)
    seen = Edition.objects.visible_to(person).filter(publication__circulation__in=keys)
    papers = [
        (row.circulation_id, reverse("published_paper", args=[row.campaign.code, row.paper]))
        for row in rows.select_related("campaign").defer("content")
    ]
    numbers = [
        (row.publication.circulation_id, row.get_absolute_url())
        for row in seen.select_related("campaign", "publication").defer("publication__content")
    ]
    return {key: {"url": url} for key, url in (*papers, *numbers)}


def of_briefs(activities: Sequence[Activity], person: Person) -> dict[int, dict]:
    """The issued number behind a brief on the register, for whom it exists; one query a page."""
    briefs = [one.pk for one in activities if one.kind == Activity.Kind.BRIEF]
    if not briefs:
        return {}
    rows = Edition.objects.visible_to(person).filter(activity__in=briefs)
    return {row.activity_id: {"edition": row} for row in rows.select_related("campaign")}


def of_letters(shown: Sequence[Letter], person: Person) -> dict[int, dict]:
    """The paper of a letter as it will print; of a draft what is still missing."""
    return {
        letter.pk: {
            "html": render_html(letters.paper_of(letter)),
            "missing": [] if letter.content else letters.missing(letter),
            "may_issue": letter.status == Letter.Status.DRAFT
            and letter.campaign.is_running
            and can_write_letters(person, letter.campaign),
        }
        for letter in shown
    }


def of_tasks(tasks: Sequence[Task], person: Person) -> dict[int, dict]:
    """The form of a task that was closed out."""
    return {task.pk: {} for task in tasks if task.closed_number}


def of_departments(departments: Sequence[Department], person: Person) -> dict[int, dict]:
    """Where the form of all papers of an organisation is kept."""
    return {
        one.pk: {}
        for one in departments
        if one.kind == Department.Kind.COMPANY and can_keep_house_style(person, one)
    }


panels.register("organization.department", "reports/_house_style_panel.html", of_departments)
panels.register("campaigns.campaign", "reports/_papers_panel.html", of_campaigns)
panels.register("campaigns.activity", "reports/_brief_row.html", of_briefs, "row")
panels.register("rectification.letter", "reports/_letter_panel.html", of_letters)
panels.register("rectification.task", "reports/_task_panel.html", of_tasks)
panels.register("campaigns.campaign", "reports/_published_panel.html", for_the_staff, "staff")
panels.register("campaigns.circulation", "reports/_circulated_panel.html", of_circulations)

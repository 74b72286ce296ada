"""What departments and the office owe each other about findings: feedback, checks, suggestions."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from findings.models import FindingFeedback, LessonAnswer, Suggestion
from organization.models import Person
from organization.waiting import Entry, link, mark, register


@register
def to_confirm(person: Person) -> Iterator[Entry]:
    """Findings that the person's departments are to confirm or to object to. One query."""
    own = person.roles.departments("head")
    if not own:
        return
    rows = FindingFeedback.objects.awaiting_department().filter(department__in=own)
    for row in _running(rows.filter(finding__restricted=False), "finding__campaign"):
        yield _entry(
            row,
            row.finding.campaign,
            _("Confirm finding %(number)d, or object to it") % {"number": row.finding.number},
            row.finding.title,
            "finding_feedback",
            _("Read and answer"),
            row.due_on,
        )


@register
def to_rule(person: Person) -> Iterator[Entry]:
    """Objections that the office is to answer. One query."""
    own = person.roles.campaigns("office")
    if not own:
        return
    rows = FindingFeedback.objects.visible_to(person).awaiting_office()
    for row in _running(rows.filter(finding__campaign__in=own), "finding__campaign"):
        yield _entry(
            row,
            row.finding.campaign,
            _("Answer the objection to finding %(number)d") % {"number": row.finding.number},
            row.department.name,
            "rule_feedback",
            _("Answer it"),
        )


@register
def to_check(person: Person) -> Iterator[Entry]:
    """What the person's departments are to check for, out of a finding elsewhere. One query."""
    own = person.roles.departments("head")
    if not own:
        return
    rows = LessonAnswer.objects.unanswered().filter(department__in=own)
    for row in _running(rows, "lesson__campaign"):
        yield _entry(
            row,
            row.lesson.campaign,
            _("Check whether the same is the case in %(department)s")
            % {"department": row.department.name},
            str(row.lesson),
            "lesson_answer",
            _("Check and answer"),
            row.lesson.due_on,
        )


@register
def to_dispose(person: Person) -> Iterator[Entry]:
    """Suggestions that the person's departments have not answered. One query."""
    own = person.roles.departments("head")
    if not own:
        return
    rows = Suggestion.objects.filter(status=Suggestion.Status.MADE, department__in=own)
    for row in _running(rows, "campaign"):
        yield _entry(
            row,
            row.campaign,
            _("Answer a suggestion: %(topic)s") % {"topic": row.topic},
            row.department.name,
            "dispose",
            _("Answer it"),
        )


def _running(rows: QuerySet, campaign: str) -> QuerySet:
    running = {f"{campaign}__status": Campaign.Status.RUNNING}
    return rows.filter(**running).select_related(campaign, "department")


def _entry(
    row, campaign: Campaign, title: str, why: str, kind: str, act: str, due_on=None
) -> Entry:
    return Entry(
        title=title,
        url=link(row),
        due_on=due_on,
        kind=kind,
        campaign=campaign.title,
        act=act,
        why=why,
        **mark(row),
    )

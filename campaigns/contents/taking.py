"""Taking the contents out of a campaign: a constant number of queries, whatever its size."""

from datetime import date
from typing import Any

from django.forms import model_to_dict

from campaigns.campaign_texts import texts_of
from campaigns.contents.days import place_of
from campaigns.contents.work import work_of
from campaigns.models import Campaign, Checklist, HintLimits, ReminderStep
from organization import calendar, clock
from organization.models.role import holders
from organization.workdays import WorkCalendar

Contents = dict[str, Any]  # JSON, as `contents_of` writes it

FORMAT = 1
FIELDS = (
    *("title", "subject", "organisation_name", "organisation_short", "trigger_issuer"),
    *("authorities", "addressee", "slogan", "report_template", "clock"),
)
ITEM_FIELDS = (
    *("code", "no", "group", "category", "text", "basis", "rule", "methods", "standard"),
    *("answer_type", "formula", "evidence_hint", "evidence_rule", "exceptions", "good_example"),
    *("bad_example", "departments_text", "statement", "note", "from_records", "all_departments"),
)
LEVEL_FIELDS = (
    *("name", "audience", "heading", "prompt", "topics", "follows", "asks_charge"),
    *("asks_roots", "chair_reviews"),
)
GROUP_FIELDS = ("kind", "name", "member_scope", "duties", "office_duties")
HINT_FIELDS = (*HintLimits.NUMBERS, *HintLimits.WORDS)


def contents_of(campaign: Campaign) -> Contents:
    """Everything that a later campaign may begin with."""
    phases = list(campaign.phases.all())
    levels = campaign.levels.prefetch_related("asked__item")
    starts = [phase.starts_on for phase in phases] or [level.due_on for level in levels]
    first = min(starts, default=clock.today())  # from which the other days are counted
    days = calendar.current()
    checklist = Checklist.objects.filter(campaign=campaign).first()
    limits = HintLimits.objects.filter(campaign=campaign).first()
    return {
        "format": FORMAT,
        "kind": campaign.kind,
        "year": first.year,
        "fields": {name: getattr(campaign, name) for name in FIELDS},
        "organisation": campaign.organisation.code,
        "office": campaign.office.code,
        "reviewers": [person.account for person in holders(campaign, "office")],
        "wording": campaign.wording,
        "phases": [
            {
                **model_to_dict(phase, ("order", "name")),
                "starts": place_of(phase.starts_on, first, days),
                "ends": place_of(phase.ends_on, first, days),
            }
            for phase in phases
        ],
        "basis": _basis(campaign),
        "texts": texts_of(campaign),
        "departments": list(
            campaign.participations.filter(left_on=None).values_list("department__code", flat=True)
        ),
        "checklist": checklist and checklist_of(checklist),
        "levels": [_level(level, first, days) for level in levels],
        "groups": _groups(campaign),
        "hint_limits": limits and {name: getattr(limits, name) for name in HINT_FIELDS},
        "reminder_steps": [step.as_data() for step in ReminderStep.of(campaign)],
        **work_of(campaign, first),
    }


def checklist_of(checklist: Checklist) -> Contents:
    """Projects and items with the departments they are broken down to, and no answer."""
    projects = list(checklist.projects.all())
    place = {project.pk: n for n, project in enumerate(projects)}
    items = checklist.items.select_related("clause__document")
    return {
        "name": checklist.name,
        "projects": [project.name for project in projects],
        "items": [
            {
                **model_to_dict(item, ITEM_FIELDS),
                "project": place[item.project_id],
                "clause": item.clause and [item.clause.document.title, item.clause.no],
                # The launch wrote those of all departments out; a later one does so anew.
                "scopes": []
                if item.all_departments
                else [[scope.department.code, scope.lead] for scope in item.scopes.all()],
            }
            for item in items.prefetch_related("scopes__department")
        ],
    }


def _basis(campaign: Campaign) -> list[Contents]:
    fields = ("title", "number", "issuer", "role", "sort", "report_group")
    return [
        {
            **model_to_dict(document, fields),
            "clauses": [[clause.no, clause.text] for clause in document.clauses.all()],
        }
        for document in campaign.basis_documents.prefetch_related("clauses")
    ]


def _level(level, first: date, days: WorkCalendar) -> Contents:
    return {
        **model_to_dict(level, LEVEL_FIELDS),
        "due": place_of(level.due_on, first, days),
        "asked": [[asked.item.code, asked.prompt] for asked in level.asked.all()],
    }


def _groups(campaign: Campaign) -> list[Contents]:
    """The groups with their place in the tree: `parent` counts from 0, None stands at the top."""
    groups = list(campaign.groups.select_related("office").prefetch_related("memberships__person"))
    place = {group.pk: n for n, group in enumerate(groups)}
    return [
        {
            **model_to_dict(group, GROUP_FIELDS),
            "parent": place[group.parent_id] if group.parent_id else None,
            "office": group.office and group.office.code,
            "members": [[row.person.account, row.office] for row in group.memberships.all()],
        }
        for group in groups
    ]

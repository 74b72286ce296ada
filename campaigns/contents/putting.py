"""Putting contents into a draft. Departments that take no part and people who left stay out."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from campaigns import campaign_texts
from campaigns.contents.days import day_at
from campaigns.contents.taking import GROUP_FIELDS, Contents
from campaigns.contents.work import ACTIVITIES, INSPECTIONS
from campaigns.models import (
    Campaign,
    CheckItem,
    Checklist,
    Clause,
    Group,
    HintLimits,
    ItemScope,
    Level,
    LevelItem,
    Project,
)
from organization import calendar
from organization.models import Department, Person, record
from organization.models.role import grant_all

A_BATCH = 2000


@transaction.atomic
def put(campaign: Campaign, contents: Contents, first: date, *, by: Person) -> None:
    """What does not stand on the set-up page: checklist, levels, groups, limits, colleagues.

    `first` is the first day of the new plan. The number of statements does not follow the
    number of items, departments or people.
    """
    if contents["checklist"]:
        checklist = put_checklist(campaign, contents["checklist"])
        record("checklist.chosen", checklist, by=by, name=checklist.name)
    campaign_texts.put(campaign, contents.get("texts", {}))
    _put_levels(campaign, contents["levels"], first, by=by)
    people = _people(contents)
    _put_groups(campaign, contents["groups"], people, by=by)
    if contents["hint_limits"]:
        HintLimits.objects.create(campaign=campaign, version=1, **contents["hint_limits"])
    colleagues = [people[name] for name in contents["reviewers"] if name in people]
    grant_all([one for one in colleagues if one != by], "office", campaign, by=by)
    # Planned at the launch, when the phases are where they stay and somebody can be told.
    campaign.carried = {key: contents.get(key, []) for key in (ACTIVITIES, INSPECTIONS)}
    campaign.save(update_fields=["carried"])


@transaction.atomic
def put_checklist(campaign: Campaign, contents: Contents) -> Checklist:
    """The list for `campaign` in the place of the one it had, broken down as it was there."""
    Level.objects.filter(campaign=campaign).delete()
    Checklist.objects.filter(campaign=campaign, frozen_at=None).delete()
    campaign._state.fields_cache.pop("checklist", None)
    checklist = Checklist.objects.create(name=contents["name"], campaign=campaign)
    projects = Project.objects.bulk_create(
        Project(checklist=checklist, order=order, name=name)
        for order, name in enumerate(contents["projects"], start=1)
    )
    clauses = {
        (clause.document.title, clause.no): clause
        for clause in Clause.objects.filter(document__campaign=campaign).select_related("document")
    }
    items = CheckItem.objects.bulk_create(
        (
            CheckItem(
                checklist=checklist,
                order=order,
                project=projects[row["project"]],
                clause=clauses.get(tuple(row["clause"] or ())),
                **{
                    name: value
                    for name, value in row.items()
                    if name not in ("project", "clause", "scopes")
                },
            )
            for order, row in enumerate(contents["items"], start=1)
        ),
        batch_size=A_BATCH,
    )
    _put_scopes(campaign, items, contents["items"])
    return checklist


def _put_scopes(campaign: Campaign, items: list[CheckItem], rows: list[Contents]) -> None:
    taking_part = campaign.participations.select_related("department")
    departments = {row.department.code: row.department_id for row in taking_part}
    scopes = []
    for item, row in zip(items, rows, strict=True):
        known = [(departments[code], lead) for code, lead in row["scopes"] if code in departments]
        led = any(lead for _pk, lead in known)
        for place, (pk, lead) in enumerate(known):
            # Where the leading department is gone, the first of those that stay leads.
            first = lead or (not led and place == 0)
            scopes.append(ItemScope(item=item, department_id=pk, lead=first))
    ItemScope.objects.bulk_create(scopes, batch_size=A_BATCH)


def _put_levels(campaign: Campaign, rows: list[Contents], first: date, *, by: Person) -> None:
    days = calendar.current()
    levels = Level.objects.bulk_create(
        Level(
            campaign=campaign,
            order=order,
            due_on=day_at(row["due"], first, days),
            **{name: value for name, value in row.items() if name not in ("due", "asked")},
        )
        for order, row in enumerate(rows, start=1)
    )
    items = dict(
        CheckItem.objects.filter(checklist__campaign=campaign).values_list("code", "pk")
        if rows
        else ()
    )
    LevelItem.objects.bulk_create(
        LevelItem(level=level, item_id=items[code], prompt=prompt)
        for level, row in zip(levels, rows, strict=True)
        for code, prompt in row["asked"]
        if code in items
    )
    for level in levels:
        record("level.added", level, by=by, name=level.name)


def _put_groups(
    campaign: Campaign, rows: list[Contents], people: dict[str, Person], *, by: Person
) -> None:
    codes = {row["office"] for row in rows if row["office"]}
    offices = {one.code: one for one in Department.objects.standing().filter(code__in=codes)}
    groups: list[Group] = []
    for row in rows:
        fields = {name: row[name] for name in GROUP_FIELDS}
        groups.append(Group.set_up(campaign, by=by, office=offices.get(row["office"]), **fields))
        members = [(people[name], office) for name, office in row["members"] if name in people]
        groups[-1].add_all(members, by=by)
    for group, row in zip(groups, rows, strict=True):
        if row["parent"] is not None:
            group.parent = groups[row["parent"]]
    Group.objects.bulk_update([group for group in groups if group.parent], ["parent"])


def _people(contents: Contents) -> dict[str, Person]:
    """The active people the contents name, by account, in one query."""
    names = {name for row in contents["groups"] for name, _office in row["members"]}
    return active_by_account(names | set(contents["reviewers"]))


def active_by_account(accounts: Iterable[str]) -> dict[str, Person]:
    """Those of `accounts` that are still in use."""
    people = Person.objects.active().filter(account__in=set(accounts))
    return {person.account: person for person in people.select_related("department")}

"""Launching a campaign: preflight, then everything in one transaction; and closing it."""

from datetime import date

from django.db import connection, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from campaigns import carried
from campaigns.breakdown import assign_to_all, scope_item
from campaigns.kinds import kinds
from campaigns.models import (
    Campaign,
    CheckItem,
    Checklist,
    ItemScope,
    Participation,
    Phase,
    SelfCheck,
)
from campaigns.preflight import preflight, taking_part
from campaigns.signals import closing
from organization.models import Department, NotAllowed, Person, move, record
from organization.models.role import grant, holders_of_each
from organization.notices import notify_each, said
from organization.signals import ask

__all__ = ["assign_to_all", "close", "draft", "launch", "preflight", "scope_item"]


@transaction.atomic
def draft(*, by: Person, kind: str, **fields) -> Campaign:
    """A new campaign in preparation, with the phases and words of its kind; `by` runs it."""
    wording = {**kinds()[kind].wording, **(fields.pop("wording", None) or {})}
    campaign = Campaign.objects.create(kind=kind, wording=wording, created_by=by, **fields)
    grant(by, "office", campaign, by=by)
    record("campaign.drafted", campaign, by=by)
    return campaign


def launch(campaign: Campaign, *, by: Person) -> Campaign:
    """Launch: freeze the checklist, make one sheet per department, tell the heads.

    Raises NotAllowed with all reasons of `preflight`; then nothing has changed. The number
    of statements does not depend on how many departments there are.
    """
    with transaction.atomic():
        # Whoever edits the plan meanwhile waits, and then finds it frozen.
        Campaign.objects.select_for_update().get(pk=campaign.pk)
        reasons = preflight(campaign)
        if reasons:
            raise NotAllowed(_("The campaign cannot be launched yet."), reasons=tuple(reasons))
        departments = list(taking_part(campaign))
        move(campaign, Campaign.Status.RUNNING, by=by, departments=len(departments))
        Checklist.objects.filter(campaign=campaign).update(frozen_at=campaign.running_at)
        heads = holders_of_each(taking_part(campaign), "head")
        _freeze_participants(campaign, heads)
        sheets = _make_sheets(campaign, departments)
        _tell_heads(campaign, sheets, heads)
        carried.lay_out(campaign, by=by)
    campaign.checklist.refresh_from_db()
    return campaign


def close(campaign: Campaign, *, by: Person) -> None:
    """Close the campaign: from now on nothing in it can be changed.

    Raises NotAllowed with what the house still has against it.
    """
    reasons = ask(closing, Campaign, campaign=campaign)
    if reasons:
        raise NotAllowed(_("The campaign cannot be closed yet."), reasons=tuple(reasons))
    move(campaign, Campaign.Status.CLOSED, by=by)


def _freeze_participants(campaign: Campaign, heads: dict[int, list[Person]]) -> None:
    rows = list(campaign.participations.select_related("department", "head"))
    for row in rows:
        row.name_then = row.department.name
        leading = heads.get(row.department_id, [])
        if row.head not in leading:  # nobody was chosen, or somebody who leads no longer
            row.head = next(iter(leading), None)
    campaign.participations.bulk_update(rows, ["name_then", "head"], batch_size=500)


def _make_sheets(campaign: Campaign, departments: list[Department]) -> list[SelfCheck]:
    """One sheet a department that has items."""
    asked = CheckItem.objects.filter(checklist__campaign=campaign).asked()
    ItemScope.objects.filter(item__in=asked.filter(all_departments=True)).delete()
    _scope_to_everybody(campaign)
    totals = dict(
        ItemScope.objects.filter(item__in=asked)
        .order_by()
        .values_list("department")
        .annotate(n=models.Count("pk"))
    )
    due_on = _fill_deadline(campaign)
    return SelfCheck.objects.bulk_create(
        (
            SelfCheck(campaign=campaign, department=one, total=totals[one.pk], due_on=due_on)
            for one in departments
            if one.pk in totals
        ),
        batch_size=1000,
    )


def _scope_to_everybody(campaign: Campaign) -> None:
    """Write the items of all departments out, department by department.

    The database does it by itself: a thousand departments are 83,000 rows, which take six
    seconds on their way through Python.
    """
    tables = (ItemScope, CheckItem, Participation)
    scope, item, part = (connection.ops.quote_name(table._meta.db_table) for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {scope} (item_id, department_id, lead) "
            f"SELECT item.id, part.department_id, %s FROM {item} item CROSS JOIN {part} part "
            "WHERE item.checklist_id = %s AND item.all_departments AND NOT item.from_records "
            "AND part.campaign_id = %s AND part.left_on IS NULL",
            [True, campaign.checklist.pk, campaign.pk],
        )


def _tell_heads(
    campaign: Campaign, sheets: list[SelfCheck], heads: dict[int, list[Person]]
) -> None:
    title = said(_later("Please fill in the self-check sheet: %(title)s"), title=campaign.title)
    text = _later("Your department answers %(n)d items by %(month)d/%(day)d.")
    notify_each(
        (
            (
                head,
                sheet,
                title,
                said(text, n=sheet.total, month=sheet.due_on.month, day=sheet.due_on.day),
            )
            for sheet in sheets
            for head in heads.get(sheet.department_id, ())
        ),
        "sheet_assigned",
    )


def _fill_deadline(campaign: Campaign) -> date:
    phases: list[Phase] = list(campaign.phases.all())
    filling = next((phase for phase in phases if "self_check" in phase.opens), phases[-1])
    return filling.ends_on

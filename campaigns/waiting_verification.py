"""What of the verification waits for a person: to verify, to confirm, to answer, to hand on."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.clock_rules import due_after
from campaigns.models import Campaign, PlannedCheck, Verification, VerificationPlan
from campaigns.permissions import can_reply
from campaigns.verification_feedback import days_for_feedback
from campaigns.verification_progress import orphaned
from campaigns.waiting import some
from organization.models import Person
from organization.waiting import Entry, link, mark, register


@register
def planned(person: Person) -> Iterator[Entry]:
    """What an inspector is to verify, one line a part of the plan. One query."""
    own = person.roles.campaigns("inspector")
    if not own:
        return
    rows = (
        PlannedCheck.objects.open()
        .filter(
            inspector=person,
            plan__campaign__in=own,
            plan__campaign__status=Campaign.Status.RUNNING,
        )
        .select_related("plan__campaign", "department")
    )
    groups: dict[VerificationPlan, list[PlannedCheck]] = defaultdict(list)
    for row in rows:
        groups[row.plan].append(row)
    for plan, found in groups.items():
        address = reverse("verifications", args=[plan.campaign.code])
        yield Entry(
            title=_("Verify %(n)d items") % {"n": len(found)},
            url=f"{address}?show=mine",
            due_on=plan.due_on,
            kind="verify",
            campaign=plan.campaign.title,
            act=_("Verify"),
            why=some(list(dict.fromkeys(row.department.name for row in found))),
            returned=False,
            **mark(plan),
        )


@register
def to_confirm(person: Person) -> Iterator[Entry]:
    """Records that the person's departments have not confirmed, one line a department."""
    own = person.roles.departments("head")
    if not own:
        return
    rows = _open(Verification.objects.awaiting_department().filter(department__in=own))
    groups: dict[tuple[int, int], list[Verification]] = defaultdict(list)
    for row in rows:
        groups[row.campaign_id, row.department_id].append(row)
    for found in groups.values():
        days = [row.feedback_due_on for row in found if row.feedback_due_on]
        yield Entry(
            title=_("Confirm %(n)d verification records") % {"n": len(found)},
            url=_address(found),
            due_on=min(days, default=None),
            kind="confirm_verification",
            campaign=found[0].campaign.title,
            act=_("Read and confirm"),
            why=some([_("item %(no)d") % {"no": row.item.no} for row in found]),
            returned=False,
            **mark(found[0]),
        )


@register
def to_reply(person: Person) -> Iterator[Entry]:
    """Statements of departments that office and inspectors are to answer, one line a campaign."""
    own = person.roles.campaigns("office", "inspector")
    if not own:
        return
    rows = _open(Verification.objects.awaiting_reply().filter(campaign__in=own))
    groups: dict[int, list[Verification]] = defaultdict(list)
    for row in rows.prefetch_related("feedback"):
        if can_reply(person, row):
            groups[row.campaign_id].append(row)
    for found in groups.values():
        days = days_for_feedback(found[0].campaign)
        said = [one.at for one in chain(*(row.feedback.all() for row in found)) if not one.agrees]
        yield Entry(
            title=_("Answer %(n)d statements on the verification") % {"n": len(found)},
            url=_address(found, show="commented"),
            due_on=due_after(found[0].campaign, days, min(said)) if said else None,
            kind="reply",
            campaign=found[0].campaign.title,
            act=_("Answer them"),
            why=some(list(dict.fromkeys(row.department.name for row in found))),
            returned=False,
            **mark(found[0]),
        )


@register
def to_hand_on(person: Person) -> Iterator[Entry]:
    """Planned items whose inspector has left the group."""
    own = person.roles.campaigns("office")
    if not own:
        return
    counts = orphaned(set(own))
    for campaign in Campaign.objects.filter(pk__in=counts) if counts else ():
        yield Entry(
            title=_("Name another inspector for %(n)d items") % {"n": counts[campaign.pk]},
            url=reverse("verification_plan", args=[campaign.code]),
            due_on=None,
            kind="assign_verification",
            campaign=campaign.title,
            act=_("Choose"),
            why=_("whoever was to verify them has left the group"),
            returned=False,
            **mark(campaign),
        )


def _open(rows):
    return rows.filter(campaign__status=Campaign.Status.RUNNING).select_related(
        "campaign", "department", "item"
    )


def _address(found: list[Verification], show: str = "recorded") -> str:
    if len(found) == 1:
        return link(found[0])
    return reverse("verifications", args=[found[0].campaign.code]) + f"?show={show}"

"""延期审批: several extensions answered in one act, each with its own words; all or none."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q

from campaigns.layers import reviewers
from campaigns.models import Campaign
from organization.models import NotAllowed, Person
from rectification import extending
from rectification.models import Extension


@dataclass(frozen=True)
class Decision:
    """What a leader says to one extension."""

    extension: Extension
    is_granted: bool
    answer: str


def waiting_for(person: Person) -> list[Extension]:
    """The undecided extensions of running campaigns that the person may answer, what is to be
    answered first on top.

    The rules are those of `can_decide`. One query, and one for each campaign in which the chair
    is asked.
    """
    leads = person.roles.campaigns("leader")
    if not leads:
        return []
    rows = Extension.objects.visible_to(person).undecided()
    rows = rows.filter(task__campaign__in=leads, task__campaign__status=Campaign.Status.RUNNING)
    # Nobody decides on the own work.
    rows = (
        rows.exclude(asked_by=person)
        .exclude(Q(task__submitted_by=person) | Q(task__responsible=person))
        .exclude(task__progress__by=person)
        .exclude(task__plan__milestones__done_by=person)
        .select_related("task__campaign", "task__department", "asked_by")
        .order_by("decide_by", F("task__due_on").asc(nulls_last=True), "id")
    )
    found = [row for row in rows if not row.task.is_of_department_of(person)]
    chaired: dict[int, bool] = {}
    for row in found:
        campaign = row.task.campaign
        if row.is_for_the_chair and campaign.pk not in chaired:
            chaired[campaign.pk] = reviewers(campaign)[0] == person
    return [row for row in found if not row.is_for_the_chair or chaired[row.task.campaign_id]]


def decide_together(decisions: Sequence[Decision], *, by: Person) -> dict[int, str]:
    """Grant or refuse each of them, or none: why not, by the keys of the extensions.

    Every reason is found in one go, so that nobody meets them one after the other.
    """
    refused: dict[int, str] = {}
    with transaction.atomic():
        # In one order: two who decide on the same ones do not wait for each other.
        for one in sorted(decisions, key=lambda one: one.extension.pk):
            act = extending.approve if one.is_granted else extending.refuse
            try:
                with transaction.atomic():
                    act(one.extension, by=by, answer=one.answer)
            except NotAllowed as error:
                refused[one.extension.pk] = error.reason
        if refused:
            transaction.set_rollback(True)
    return refused

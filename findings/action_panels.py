"""What findings know about special actions: the visits and walk-throughs done under them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from campaigns.models import SpecialAction
from campaigns.permissions import can_set_up
from findings.models import SiteVisit, VisitPlan, WalkTask
from organization import panels
from organization.models import Person


@dataclass
class Walks:
    """The walk-through tasks of a team under an action."""

    team: str
    team_pk: int
    total: int
    walked: int
    proposals: int


def of_actions(actions: Sequence[SpecialAction], person: Person) -> dict[int, dict]:
    """Plans of visits and teams that walk, with what is done of them; two queries."""
    plans, walks = _plans(actions, person), _walks(actions, person)
    told = {}
    for action in actions:
        may = can_set_up(person, action.campaign) and action.campaign.is_running
        may = may and action.status != SpecialAction.Status.DROPPED
        if may or plans[action.pk] or walks[action.pk]:
            told[action.pk] = {
                "plans": plans[action.pk],
                "walks": walks[action.pk],
                "visited": sum(vars(plan)["visits_done"] for plan in plans[action.pk]),
                "walked": sum(row.walked for row in walks[action.pk]),
                "may_choose": may,
            }
    return told


def _plans(actions: Sequence[SpecialAction], person: Person) -> dict[int | None, list[VisitPlan]]:
    status = SiteVisit.Status
    plans = VisitPlan.objects.visible_to(person).filter(action__in=actions)
    rows = plans.annotate(
        visits_total=Count("visits", filter=~Q(visits__status=status.CANCELLED)),
        visits_done=Count("visits", filter=Q(visits__status=status.ACCEPTED)),
    )
    found: dict[int | None, list[VisitPlan]] = defaultdict(list)
    for plan in rows:
        found[plan.action_id].append(plan)
    return found


def _walks(actions: Sequence[SpecialAction], person: Person) -> dict[int, list[Walks]]:
    rows = WalkTask.objects.visible_to(person).standing().filter(action__in=actions).order_by()
    counted = rows.values_list("action", "team__name", "team").annotate(
        total=Count("pk", distinct=True),
        walked=Count("pk", filter=Q(status=WalkTask.Status.WALKED), distinct=True),
        proposed=Count("proposals"),
    )
    found: dict[int, list[Walks]] = defaultdict(list)
    for action, *told in counted.order_by("team"):
        found[action].append(Walks(*told))
    return found


panels.register("campaigns.specialaction", "findings/_action_panel.html", of_actions)
panels.register("campaigns.specialaction", "findings/_action_row.html", of_actions, "row")

"""穿越漏斗: tasks → walked → proposals → valid ones → projects, and the people who walked."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign, Membership
from findings.models import Finding, Proposal, WalkTask
from organization.models import Person


@dataclass(frozen=True)
class Step:
    """One number, the list behind it, and the number it came out of (None for the first)."""

    key: str
    label: str | Promise
    number: int
    url: str
    of: int | None = None


def people(campaign: Campaign) -> int:
    """近200人: who is in a team with a task that stands. One query."""
    teams = WalkTask.objects.filter(campaign=campaign).standing().order_by().values("team")
    return Membership.objects.filter(group__in=teams).values("person").distinct().count()


def projects(campaign: Campaign, person: Person):
    """The projects that came out of proposals, as far as they exist for the person."""
    rows = Finding.objects.visible_to(person).improvements().filter(campaign=campaign)
    return rows.filter(Q(sources__proposal__isnull=False)).distinct()


def funnel(campaign: Campaign, person: Person) -> list[Step]:
    """The steps in their order; every number is the length of the list its link leads to."""
    tasks = WalkTask.objects.visible_to(person).filter(campaign=campaign).standing()
    made = Proposal.objects.visible_to(person).filter(campaign=campaign)
    walked, valid = tasks.walked().count(), made.valid().count()
    planned, proposed = tasks.count(), made.count()
    walks = reverse("walks", args=[campaign.code])
    proposals = reverse("proposals", args=[campaign.code])
    listed = reverse("walk_projects", args=[campaign.code])
    number = projects(campaign, person).count()
    return [
        Step("planned", _("Tasks planned"), planned, f"{walks}?status=standing"),
        Step("walked", _("Tasks walked through"), walked, f"{walks}?status=walked", planned),
        Step("proposed", _("Proposals collected"), proposed, proposals),
        Step("valid", _("Valid proposals"), valid, f"{proposals}?status=counted", proposed),
        Step("projects", _("Improvement projects"), number, listed, valid),
    ]

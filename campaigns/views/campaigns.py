"""The campaigns of a person, the overview of one, its launch and its end."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns import launch, overview
from campaigns.access import campaign_or_404
from campaigns.ending import others_in
from campaigns.kinds import kinds
from campaigns.models import Campaign, Circulation, Group, Phase, ReminderStep, SelfCheck
from campaigns.people import people_of
from campaigns.permissions import (
    can_launch_campaigns,
    can_oversee,
    can_save_template,
    can_set_up,
)
from campaigns.preflight import preflight, remarks
from campaigns.reach import Reach, reaches
from campaigns.verification_page import overview_of
from organization import clock
from organization.access import demand

ON_A_PAGE = 50
SHOWN = 100  # reasons listed on the page; their number is always the true one
NARROW = 24  # departments that still fit side by side


def campaigns(request: HttpRequest) -> HttpResponse:
    """Every campaign that exists for the person, the newest first; `?archived=1`: the others."""
    mine = Campaign.objects.visible_to(request.user)
    archived = request.GET.get("archived") == "1"
    rows = (
        (mine.archived() if archived else mine.on_the_desk())
        .select_related("organisation", "office")
        .prefetch_related("phases")
        .order_by("-pk")  # the counts below would drop the order of the model
        .annotate(
            sheets=Count("selfchecks", distinct=True),
            accepted=Count(
                "selfchecks",
                filter=Q(selfchecks__status=SelfCheck.Status.ACCEPTED),
                distinct=True,
            ),
        )
    )
    context = {
        "page": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "kinds": {key: kind.name for key, kind in kinds().items()},
        "may_draft": can_launch_campaigns(request.user),
        "boards": Campaign.objects.on_board_for(request.user).filter(board__is_up=True),
        "announced": Campaign.objects.announced_to(request.user)
        .exclude(pk__in=Campaign.objects.visible_to(request.user).values("pk"))
        .only("code", "title")[:ON_A_PAGE],
        "archived": archived,
        "has_archive": archived or mine.archived().exists(),
    }
    return render(request, "campaigns/campaigns.html", context)


def campaign(request: HttpRequest, code: str) -> HttpResponse:
    """The overview: what is missing before the launch, how it goes after it."""
    found = campaign_or_404(request, code)
    context = {
        "kind": kinds()[found.kind],
        "phases": [PhaseRow(request, phase) for phase in _phases(found)],
        "may_set_up": can_set_up(request.user, found),
        "may_launch": can_launch_campaigns(request.user),
        "may_save_template": can_save_template(request.user, found),
        "oversees": can_oversee(request.user, found),
        "groups": Group.objects.visible_to(request.user)
        .filter(campaign=found)
        .prefetch_related("memberships__person"),
        "texts": list(found.texts.filter(kind__in=("theme", "principle"))),
        "basis": found.basis_documents.annotate(clause_count=Count("clauses")),
    }
    if found.status == Campaign.Status.DRAFT:
        context |= _preparation(request, found)
    else:
        context |= _progress(request, found)
    return render(request, "campaigns/campaign.html", context)


@require_POST
def launch_campaign(request: HttpRequest, code: str) -> HttpResponse:
    """Launch in one action."""
    found = campaign_or_404(request, code)
    demand(can_set_up(request.user, found))
    launch.launch(found, by=request.user)
    messages.success(request, _("Launched: every department has its sheet."))
    return redirect(found)


class PhaseRow:
    """A phase with what stands against ending it, asked only of those who may end it."""

    def __init__(self, request: HttpRequest, phase: Phase) -> None:
        self.phase = phase
        may = can_set_up(request.user, phase.campaign) and phase.campaign.is_running
        self.may_open = may and phase.status != Phase.Status.OPEN
        self.may_end = may and phase.status == Phase.Status.OPEN
        self.reasons = phase.reasons_against_ending() if self.may_end else []
        self.shown_reasons = self.reasons[:SHOWN]

    @property
    def is_late(self) -> bool:
        """Open after its last day, or not open on its first one."""
        today = clock.today()
        if self.phase.status == Phase.Status.OPEN:
            return today > self.phase.ends_on
        return self.phase.status == Phase.Status.PLANNED and today > self.phase.starts_on


def _phases(found: Campaign) -> list[Phase]:
    phases = list(found.phases.all())
    for phase in phases:
        phase.campaign = found
    return phases


def _preparation(request: HttpRequest, found: Campaign) -> dict:
    table = overview.matrix(found)
    others = others_in(found, request.user) if can_set_up(request.user, found) else []
    return {
        "others": others,
        "people": people_of(found),
        "steps": ReminderStep.of(found),
        "matrix": table,
        "figures": table.figures,
        "is_narrow": len(table.departments) <= NARROW,
        "missing": preflight(found),
        "remarks": remarks(found),
    }


def _progress(request: HttpRequest, found: Campaign) -> dict:
    sheets = (
        SelfCheck.objects.visible_to(request.user)
        .filter(campaign=found)
        .select_related("campaign", "department")
    )
    context = {"sheets": Paginator(sheets, ON_A_PAGE).get_page(request.GET.get("page"))}
    if not can_oversee(request.user, found):
        return context
    circulations = list(Circulation.objects.filter(campaign=found))
    table = overview.matrix(found)
    return context | {
        "figures": table.figures,
        "sheet_counts": overview.sheet_counts(found),
        "reach": sum(reaches(circulations).values(), Reach()),
        "circulations": len(circulations),
        "verification": overview_of(found, request.user),
    }

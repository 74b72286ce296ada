"""The queue of the office: every department with what waits."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns import hints
from campaigns.access import campaign_or_404
from campaigns.models import Answer, Campaign, Hint, SelfCheck, SheetScan
from campaigns.permissions import can_oversee, can_review
from campaigns.review_steps import last_step
from organization.access import demand
from organization.looks import DONE, LIGHTS, PASSED_ON, REFUSED, SENT_BACK, WAITING, Look

PAGE = 100


@dataclass(frozen=True)
class Tile:
    """A filter of the queue: which sheets, how it looks."""

    key: str
    label: str | Promise
    condition: Q
    look: Look


# What a department is filling in is its own until it submits.
WITH_OFFICE = (SelfCheck.Status.SUBMITTED, SelfCheck.Status.ACCEPTED)
HINTED = Q(pk__in=Hint.objects.to_look_at().order_by().values("selfcheck"))
SCANNED = Q(pk__in=SheetScan.objects.valid().order_by().values("target"))
NEAR = LIGHTS["near"]
TILES = (
    Tile("submitted", gettext_lazy("To review"), Q(status="submitted"), PASSED_ON),
    Tile("hints", gettext_lazy("With hints"), HINTED, NEAR),
    Tile("no", gettext_lazy("Not compliant"), Q(status__in=WITH_OFFICE, negatives__gt=0), REFUSED),
    Tile("returned", gettext_lazy("Sent back"), Q(status="returned"), SENT_BACK),
    Tile("accepted", gettext_lazy("Accepted"), Q(status="accepted"), DONE),
    Tile(
        "unsigned",
        gettext_lazy("No signed scan"),
        Q(status__in=WITH_OFFICE) & ~SCANNED,
        NEAR,
    ),
    Tile("open", gettext_lazy("Not submitted"), Q(status__in=("assigned", "filling")), WAITING),
)


def review(request: HttpRequest, code: str) -> HttpResponse:
    """The queue: every department with what waits, what went back, in which round."""
    campaign = overseen_campaign(request, code)
    every = SelfCheck.objects.filter(campaign=campaign)
    chosen = next((tile for tile in TILES if tile.key == request.GET.get("show")), None)
    queue = every.filter(chosen.condition) if chosen else every
    page = Paginator(_with_counts(queue), PAGE).get_page(request.GET.get("page"))
    sheets, hinted = list(page.object_list), hints.counts(campaign)
    for sheet in sheets:
        sheet.hints_left = hinted.get(sheet.pk, 0)
    numbers = every.aggregate(
        total=Count("pk"), **{tile.key: Count("pk", tile.condition) for tile in TILES}
    )
    reviews = can_review(request.user, campaign)
    context = {
        "sheets": sheets,
        "page": page,
        "total": numbers["total"],
        "tiles": [(tile, numbers[tile.key]) for tile in TILES],
        "chosen": chosen,
        "hints_progress": hints.progress(campaign, list(every)) if campaign.is_running else None,
        "reviews": reviews,
        "step": last_step(request.user, campaign) if reviews else None,
        "submitted": numbers["submitted"],
        "waiting": Answer.objects.filter(
            selfcheck__campaign=campaign, selfcheck__status="submitted", status="answered"
        ).count(),
    }
    return render(request, "campaigns/review.html", context)


def _with_counts(sheets: QuerySet[SelfCheck]) -> QuerySet[SelfCheck]:
    counted = sheets.select_related("campaign", "department").annotate(
        waiting=Count("answers", Q(answers__status=Answer.Status.ANSWERED)),
        accepted=Count("answers", Q(answers__status=Answer.Status.ACCEPTED)),
        back=Count("answers", Q(answers__status=Answer.Status.RETURNED)),
    )
    return counted.order_by("department__order", "department__code")


def overseen_campaign(request: HttpRequest, code: str) -> Campaign:
    """The campaign, for those who oversee it."""
    campaign = campaign_or_404(request, code)
    demand(can_oversee(request.user, campaign), _("Only the office and inspectors review."))
    return campaign

"""The queue of the office: every department with what waits."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.access import campaign_or_404
from campaigns.models import Answer, Campaign, SelfCheck
from campaigns.permissions import can_oversee, can_review
from campaigns.review_steps import last_step
from organization.access import demand
from organization.looks import DONE, PASSED_ON, SENT_BACK, WAITING, Look

PAGE = 100


@dataclass(frozen=True)
class Tile:
    """A filter of the queue: which statuses, how it looks."""

    key: str
    label: str | Promise
    statuses: tuple[str, ...]
    look: Look


TILES = (
    Tile("submitted", gettext_lazy("To review"), ("submitted",), PASSED_ON),
    Tile("returned", gettext_lazy("Sent back"), ("returned",), SENT_BACK),
    Tile("accepted", gettext_lazy("Accepted"), ("accepted",), DONE),
    Tile("open", gettext_lazy("Not submitted"), ("assigned", "filling"), WAITING),
)


def review(request: HttpRequest, code: str) -> HttpResponse:
    """The queue: every department with what waits, what went back, in which round."""
    campaign = overseen_campaign(request, code)
    every = SelfCheck.objects.filter(campaign=campaign)
    chosen = next((tile for tile in TILES if tile.key == request.GET.get("show")), None)
    queue = every.filter(status__in=chosen.statuses) if chosen else every
    page = Paginator(_with_counts(queue), PAGE).get_page(request.GET.get("page"))
    by_status = dict(every.order_by().values_list("status").annotate(n=Count("pk")))
    context = {
        "sheets": list(page.object_list),
        "page": page,
        "total": sum(by_status.values()),
        "tiles": [(tile, sum(by_status.get(s, 0) for s in tile.statuses)) for tile in TILES],
        "chosen": chosen,
        "reviews": can_review(request.user, campaign),
        "step": last_step(request.user, campaign),
        "submitted": by_status.get(SelfCheck.Status.SUBMITTED, 0),
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

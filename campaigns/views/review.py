"""Review: the queue of the office, and one sheet of it with an item in focus."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_htmx.http import HttpResponseClientRedirect, push_url

from campaigns.access import campaign_or_404
from campaigns.forms.returns import ReturnForm, SendBackForm
from campaigns.models import Answer, SelfCheck
from campaigns.permissions import can_oversee, can_read_sheet, can_review, can_verify
from campaigns.review_page import ReviewList, ReviewPage, review_list, review_page
from campaigns.review_queue import Spot, next_on_sheets
from campaigns.review_steps import last_step
from campaigns.taking_back import why_accepted_stands, why_returned_stands
from campaigns.views.filling import kept_query, sheet_or_404
from organization.access import demand
from organization.looks import DONE, PASSED_ON, SENT_BACK, WAITING, Look

PAGE = 100
ALL_IDS = "all_%s"  # two forms with the same names stand on one page


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
    campaign = campaign_or_404(request, code)
    demand(can_oversee(request.user, campaign), _("Only the office and inspectors review."))
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


def review_sheet(request: HttpRequest, code: str, department: str) -> HttpResponse:
    """A sheet with the first item that waits in focus."""
    sheet = _readable_sheet(request, code, department)
    listing = listing_of(request, sheet)
    row = next(iter([*listing.waiting, *listing.shown, *listing.rows]), None)
    if row is None:
        raise Http404
    return show_item(request, listing, row.item.no, at_list=True)


def review_item(request: HttpRequest, code: str, department: str, no: int) -> HttpResponse:
    """One answer with its standard, evidence and earlier rounds."""
    sheet = _readable_sheet(request, code, department)
    return show_item(request, listing_of(request, sheet), no)


def next_to_review(request: HttpRequest, code: str, department: str, no: int) -> HttpResponse:
    """The item that waits after (or with `?back`, before) item `no`, on this sheet or another."""
    sheet = _readable_sheet(request, code, department)
    listing = listing_of(request, sheet)
    row = listing.by_no.get(no)
    if row is None:
        raise Http404
    spot = next_on_sheets(listing, row, back="back" in request.GET)
    if spot is None and row in listing.waiting:
        spot = Spot(department, no)
    return go_to(request, listing, spot)


def go_to(request: HttpRequest, listing: ReviewList, spot: Spot | None) -> HttpResponse:
    """Show the spot: a script gets it at once, a form is led there; None leads to the queue."""
    sheet = listing.sheet
    code = sheet.campaign.code
    if spot is None:
        messages.success(request, _("Nothing waits for your review any more."))
        queue = reverse("review", args=[code])
        return HttpResponseClientRedirect(queue) if request.htmx else redirect(queue)
    if not request.htmx:
        url = reverse("review_item", args=[code, spot.department, spot.no])
        return redirect(url + kept_query(listing))
    if spot.department != sheet.department.code:
        sheet = sheet_or_404(request, code, spot.department)
        listing = review_list(sheet, listing.show)
    return show_item(request, listing, spot.no)


def show_item(
    request: HttpRequest, listing: ReviewList, no: int, *, status: int = 200, **more
) -> HttpResponse:
    """The page of an item, or for a script the part of it that changes. `more`: forms that come
    back, `refusal`: why the last act was refused."""
    page = review_page(listing, no)
    if page is None:
        raise Http404
    context = {**_context(request, page), **more}
    part = "campaigns/_review_desk.html" if request.htmx else "campaigns/review_sheet.html"
    response = render(request, part, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    if request.htmx:
        code, department = listing.sheet.campaign.code, listing.sheet.department.code
        url = reverse("review_item", args=[code, department, no])
        return push_url(response, url + kept_query(listing))
    return response


def listing_of(request: HttpRequest, sheet: SelfCheck) -> ReviewList:
    """The rows of the sheet, with the filter and the search of the page."""
    return review_list(sheet, request.GET.get("show", ""), request.GET.get("q", ""))


def _readable_sheet(request: HttpRequest, code: str, department: str) -> SelfCheck:
    """A sheet that was submitted, for overseers. The department reads its own where it fills."""
    sheet = sheet_or_404(request, code, department)
    demand(can_oversee(request.user, sheet.campaign), _("Only the office and inspectors review."))
    demand(
        can_read_sheet(request.user, sheet),
        _("Only the department reads this before the sheet is submitted."),
    )
    return sheet


def _context(request: HttpRequest, page: ReviewPage) -> dict:
    sheet, person = page.listing.sheet, request.user
    reviews = can_review(person, sheet.campaign)
    waiting = [row.item.no for row in page.listing.waiting]
    return {
        "page": page,
        "sheet": sheet,
        "campaign": sheet.campaign,
        "reviews": reviews,
        "query": kept_query(page.listing),
        "verifies": can_verify(person, sheet.campaign, sheet.department),
        "send_back": SendBackForm(waiting=waiting, initial={"items": [page.row.item.no]}),
        "tear_down": ReturnForm(auto_id=ALL_IDS),
        "step": last_step(person, sheet.campaign) if reviews else None,
        **(_what_stands(page) if reviews else {}),
    }


def _what_stands(page: ReviewPage) -> dict:
    """May the decision about the item, or the return of the sheet, be taken back?"""
    sheet, answer = page.listing.sheet, page.row.answer
    if sheet.status == SelfCheck.Status.RETURNED:
        return {"return_stands": why_returned_stands(sheet)}
    if answer is not None and answer.status == Answer.Status.ACCEPTED:
        return {"acceptance_stands": why_accepted_stands(sheet, [answer])}
    return {}

"""The desk of a reviewer: one item in focus, of a sheet or beside all other departments."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect, push_url

from campaigns import hint_shown
from campaigns.forms.returns import ReturnForm, SendBackForm
from campaigns.models import Answer, SelfCheck
from campaigns.permissions import can_oversee, can_read_sheet, can_review, can_verify
from campaigns.review_across import Across, across
from campaigns.review_page import ReviewList, ReviewPage, review_list, review_page
from campaigns.review_queue import Spot, next_of_item, next_on_sheets
from campaigns.review_steps import last_step
from campaigns.taking_back import why_accepted_stands, why_returned_stands
from campaigns.views.filling import kept_query, sheet_or_404
from campaigns.views.review import overseen_campaign
from organization.access import demand

ALL_IDS = "all_%s"  # two forms with the same names stand on one page


def review_sheet(request: HttpRequest, code: str, department: str) -> HttpResponse:
    """A sheet with the first item that waits in focus."""
    sheet = _readable_sheet(request, code, department)
    listing = listing_of(request, sheet)
    row = listing.next_waiting(None) or next(iter([*listing.shown, *listing.rows]), None)
    if row is None:
        raise Http404
    return show_item(request, listing, row.item.no, at_list=True)


def review_item(request: HttpRequest, code: str, department: str, no: int) -> HttpResponse:
    """One answer with its standard, evidence and earlier rounds."""
    sheet = _readable_sheet(request, code, department)
    return show_item(request, listing_of(request, sheet), no)


def review_across(request: HttpRequest, code: str, no: int) -> HttpResponse:
    """One item in all departments under one another, one of them in focus."""
    campaign = overseen_campaign(request, code)
    found = across(campaign, no, request.GET.get("at", ""))
    if found is None:
        raise Http404
    sheet = _readable_sheet(request, code, found.here.selfcheck.department.code)
    return show_item(request, listing_of(request, sheet), no, across=found)


def next_to_review(request: HttpRequest, code: str, department: str, no: int) -> HttpResponse:
    """The item that waits after (or with `?back`, before) item `no`, on this sheet or another."""
    sheet = _readable_sheet(request, code, department)
    listing = listing_of(request, sheet)
    if no not in listing.by_no:
        raise Http404
    spot = next_spot(request, listing, no, back="back" in request.GET)
    if spot is None and listing.by_no[no] in listing.waiting:
        spot = Spot(department, no)
    return go_to(request, listing, spot)


def next_spot(
    request: HttpRequest, listing: ReviewList, no: int, *, back: bool = False
) -> Spot | None:
    """What waits next in the way the office works: sheet after sheet, or item after item."""
    row = listing.by_no.get(no)
    if row is not None and by_item(request):
        order = row.item.order
        return next_of_item(listing.sheet, order, listing.narrow, back=back)
    return next_on_sheets(listing, row, back=back)


def go_to(request: HttpRequest, listing: ReviewList, spot: Spot | None) -> HttpResponse:
    """Show the spot: a script gets it at once, a form is led there; None leads to the queue."""
    sheet = listing.sheet
    code = sheet.campaign.code
    if spot is None:
        messages.success(request, _("Nothing waits for your review any more."))
        queue = reverse("review", args=[code])
        return HttpResponseClientRedirect(queue) if request.htmx else redirect(queue)
    if not request.htmx:
        return redirect(_url_of(request, listing, spot))
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
    if by_item(request) and "across" not in more:
        more["across"] = across(listing.sheet.campaign, no, listing.sheet.department.code)
    context = {**_context(request, page, more.get("across")), **more}
    part = "campaigns/_review_desk.html" if request.htmx else "campaigns/review_sheet.html"
    response = render(request, part, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    if request.htmx:
        spot = Spot(listing.sheet.department.code, no)
        return push_url(response, _url_of(request, listing, spot))
    return response


def by_item(request: HttpRequest) -> bool:
    """Does the office go through an item in all departments, not through a sheet?"""
    return request.GET.get("by") == "item" or request.resolver_match.url_name == "review_across"


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


def _url_of(request: HttpRequest, listing: ReviewList, spot: Spot) -> str:
    code = listing.sheet.campaign.code
    if not by_item(request):
        url = reverse("review_item", args=[code, spot.department, spot.no])
        return url + kept_query(listing)
    kept = {"at": spot.department, **({"show": listing.show} if listing.show else {})}
    return f"{reverse('review_across', args=[code, spot.no])}?{urlencode(kept)}"


def _context(request: HttpRequest, page: ReviewPage, found: Across | None) -> dict:
    sheet, person = page.listing.sheet, request.user
    reviews = can_review(person, sheet.campaign)
    waiting = [row.item.no for row in page.listing.waiting]
    query = kept_query(page.listing)
    if found is not None:
        query = f"{query}&by=item" if query else "?by=item"
    return {
        "page": page,
        "sheet": sheet,
        "campaign": sheet.campaign,
        "reviews": reviews,
        "query": query,
        "back": f"{query}&back" if query else "?back",
        "before": _beside(request, page, found, -1),
        "after": _beside(request, page, found, 1),
        "verifies": can_verify(person, sheet.campaign, sheet.department),
        **hint_shown.beside(sheet, page.row.answer, person),
        "send_back": SendBackForm(waiting=waiting, initial={"items": [page.row.item.no]}),
        "tear_down": ReturnForm(auto_id=ALL_IDS),
        "step": last_step(person, sheet.campaign) if reviews else None,
        **(_what_stands(page) if reviews else {}),
    }


def _beside(request: HttpRequest, page: ReviewPage, found: Across | None, way: int) -> str:
    """The address of the item, or in the comparison of the department, beside this one."""
    no, department = page.row.item.no, page.listing.sheet.department.code
    if found is not None:
        other = found.before if way < 0 else found.after
        spot = other and Spot(other.selfcheck.department.code, no)
    else:
        row = page.before if way < 0 else page.after
        spot = row and Spot(department, row.item.no)
    return _url_of(request, page.listing, spot) if spot else ""


def _what_stands(page: ReviewPage) -> dict:
    """May the decision about the item, or the return of the sheet, be taken back?"""
    sheet, answer = page.listing.sheet, page.row.answer
    if sheet.status == SelfCheck.Status.RETURNED:
        return {"return_stands": why_returned_stands(sheet)}
    if answer is not None and answer.status == Answer.Status.ACCEPTED:
        return {"acceptance_stands": why_accepted_stands(sheet, [answer])}
    return {}

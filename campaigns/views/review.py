"""Review: the queue of the office, one sheet, accept, send back, tear down."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from campaigns import returns
from campaigns import review as acts
from campaigns.access import campaign_or_404
from campaigns.forms.review import ReturnForm, SendBackForm
from campaigns.models import Answer, SelfCheck
from campaigns.permissions import can_oversee, can_read_sheet, can_review, can_verify
from campaigns.review_page import ReviewList, review_list, review_page
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
    listing = _listing(request, sheet)
    row = next(iter([*listing.waiting, *listing.shown, *listing.rows]), None)
    if row is None:
        raise Http404
    return _show(request, listing, row.item.no, at_list=True)


def review_item(request: HttpRequest, code: str, department: str, no: int) -> HttpResponse:
    """One answer with its standard, evidence and earlier rounds."""
    sheet = _readable_sheet(request, code, department)
    return _show(request, _listing(request, sheet), no)


@require_POST
def accept_item(request: HttpRequest, code: str, department: str, no: int) -> HttpResponse:
    """Accept one answer; on to the next that waits."""
    sheet = _reviewable_sheet(request, code, department)
    answer = get_object_or_404(Answer.objects.select_related("item"), selfcheck=sheet, item__no=no)
    answer.selfcheck = sheet
    acts.accept(answer, by=request.user, seen=_number(request, "version"))
    messages.success(request, _("Item %(no)d is accepted.") % {"no": no})
    listing = review_list(sheet)
    following = listing.next_waiting(listing.by_no.get(no))
    if following is None:
        return redirect("review_sheet", code, department)
    return redirect("review_item", code, department, following.item.no)


@require_POST
def accept_all(request: HttpRequest, code: str, department: str) -> HttpResponse:
    """Accept what still waits on this sheet."""
    sheet = _reviewable_sheet(request, code, department)
    n = acts.accept_all(sheet, by=request.user, seen=_number(request, "round"))
    text = ngettext("%(n)d item is accepted.", "%(n)d items are accepted.", n) % {"n": n}
    messages.success(request, text)
    return redirect("review_sheet", code, department)


@require_POST
def send_back(request: HttpRequest, code: str, department: str) -> HttpResponse:
    """退回重查: the chosen items go back to the department."""
    sheet = _reviewable_sheet(request, code, department)
    listing = review_list(sheet)
    form = SendBackForm(request.POST, waiting=[row.item.no for row in listing.rows])
    if not form.is_valid():
        no = _number(request, "at") or listing.rows[0].item.no
        return _show(request, listing, no, send_back=form, status=422)
    cleaned = form.cleaned_data
    chosen = [listing.by_no[no].answer for no in cleaned.pop("items")]
    seen = _number(request, "round")
    returns.send_back(sheet, filter(None, chosen), by=request.user, seen=seen, **cleaned)
    n = len(chosen)
    text = ngettext(
        "%(n)d item went back to %(department)s.", "%(n)d items went back to %(department)s.", n
    )
    messages.success(request, text % {"n": n, "department": sheet.department.name})
    return redirect("review", code)


@require_POST
def tear_down(request: HttpRequest, code: str, department: str) -> HttpResponse:
    """整表推倒重来: everything that is not accepted goes back."""
    sheet = _reviewable_sheet(request, code, department)
    form = ReturnForm(request.POST, auto_id=ALL_IDS)
    if not form.is_valid():
        listing = review_list(sheet)
        no = _number(request, "at") or listing.rows[0].item.no
        return _show(request, listing, no, tear_down=form, status=422)
    seen = _number(request, "round")
    returns.tear_down(sheet, by=request.user, seen=seen, **form.cleaned_data)
    text = _("The whole sheet went back to %(department)s.")
    messages.success(request, text % {"department": sheet.department.name})
    return redirect("review", code)


def _readable_sheet(request: HttpRequest, code: str, department: str) -> SelfCheck:
    """A sheet that was submitted, for overseers. The department reads its own where it fills."""
    sheet = sheet_or_404(request, code, department)
    demand(can_oversee(request.user, sheet.campaign), _("Only the office and inspectors review."))
    demand(
        can_read_sheet(request.user, sheet),
        _("Only the department reads this before the sheet is submitted."),
    )
    return sheet


def _reviewable_sheet(request: HttpRequest, code: str, department: str) -> SelfCheck:
    sheet = sheet_or_404(request, code, department)
    demand(can_review(request.user, sheet.campaign), _("The office reviews the sheets."))
    return sheet


def _listing(request: HttpRequest, sheet: SelfCheck) -> ReviewList:
    return review_list(sheet, request.GET.get("show", ""), request.GET.get("q", ""))


def _show(
    request: HttpRequest, listing: ReviewList, no: int, *, status: int = 200, **forms
) -> HttpResponse:
    page = review_page(listing, no)
    if page is None:
        raise Http404
    sheet = listing.sheet
    waiting = [row.item.no for row in listing.waiting]
    context = {
        "page": page,
        "sheet": sheet,
        "reviews": can_review(request.user, sheet.campaign),
        "query": kept_query(listing),
        "verifies": can_verify(request.user, sheet.campaign, sheet.department),
        "send_back": SendBackForm(waiting=waiting, initial={"items": [no]}),
        "tear_down": ReturnForm(auto_id=ALL_IDS),
        **forms,
    }
    return render(request, "campaigns/review_sheet.html", context, status=status)


def _number(request: HttpRequest, name: str) -> int | None:
    sent = request.POST.get(name, "")
    return int(sent) if sent.isdecimal() else None

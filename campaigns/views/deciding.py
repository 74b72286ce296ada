"""What the office decides about a submitted sheet: each act answers with the next item.

A script gets that item at once; a form is led to it. What was refused comes back with the item
as it stands now and the reason; without a script as the page of a conflict.
"""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from campaigns import returns, review, review_steps, taking_back
from campaigns.access import campaign_or_404
from campaigns.forms.returns import ReturnForm, SendBackForm
from campaigns.models import Answer, Campaign, SelfCheck
from campaigns.permissions import can_review
from campaigns.review_page import review_list
from campaigns.review_queue import Spot
from campaigns.views.filling import sheet_or_404
from campaigns.views.review_desk import ALL_IDS, go_to, listing_of, next_spot, show_item
from organization.access import demand
from organization.models import NotAllowed


@require_POST
def accept_item(request: HttpRequest, code: str, department: str, no: int) -> HttpResponse:
    """Accept one answer; on to the next that waits."""
    sheet = _reviewable_sheet(request, code, department)
    answer = _answer_of(sheet, no)
    seen = _number(request, "version")
    return _decided(request, sheet, no, lambda: review.accept(answer, by=request.user, seen=seen))


@require_POST
def accept_all(request: HttpRequest, code: str, department: str) -> HttpResponse:
    """Accept what still waits on this sheet."""
    sheet = _reviewable_sheet(request, code, department)
    n = review.accept_all(sheet, by=request.user, seen=_number(request, "round"))
    text = ngettext("%(n)d item is accepted.", "%(n)d items are accepted.", n) % {"n": n}
    messages.success(request, text)
    return redirect("review_sheet", code, department)


@require_POST
def send_back(request: HttpRequest, code: str, department: str) -> HttpResponse:
    """退回重查: the chosen items go back to the department."""
    sheet = _reviewable_sheet(request, code, department)
    listing = listing_of(request, sheet)
    form = SendBackForm(request.POST, waiting=[row.item.no for row in listing.rows])
    no = _number(request, "at") or listing.rows[0].item.no
    if not form.is_valid():
        return show_item(request, listing, no, send_back=form, status=422)
    cleaned = form.cleaned_data
    chosen = [row for n in cleaned.pop("items") if (row := listing.by_no[n].answer)]
    seen = _number(request, "round")

    def act() -> None:
        returns.send_back(sheet, chosen, by=request.user, seen=seen, **cleaned)
        _say_returned(request, sheet, len(chosen))

    return _decided(request, sheet, no, act)


@require_POST
def tear_down(request: HttpRequest, code: str, department: str) -> HttpResponse:
    """整表推倒重来: everything that is not accepted goes back."""
    sheet = _reviewable_sheet(request, code, department)
    form = ReturnForm(request.POST, auto_id=ALL_IDS)
    listing = listing_of(request, sheet)
    no = _number(request, "at") or listing.rows[0].item.no
    if not form.is_valid():
        return show_item(request, listing, no, tear_down=form, status=422)
    seen = _number(request, "round")
    returns.tear_down(sheet, by=request.user, seen=seen, **form.cleaned_data)
    text = _("The whole sheet went back to %(department)s.")
    messages.success(request, text % {"department": sheet.department.name})
    return redirect("review", code)


@require_POST
def take_back_step(request: HttpRequest, code: str) -> HttpResponse:
    """Take back one's own last decision; its item is in focus again."""
    campaign = _reviewed_campaign(request, code)
    try:
        spot = review_steps.take_back(_number(request, "step") or 0, campaign, by=request.user)
    except NotAllowed as refusal:
        where = request.POST.get("department", ""), _number(request, "at")
        if not request.htmx or where[1] is None:
            raise
        return _refused(request, _reviewable_sheet(request, code, where[0]), where[1], refusal)
    return _focus(request, code, spot)


@require_POST
def take_back_acceptance(request: HttpRequest, code: str, department: str, no: int) -> HttpResponse:
    """The accepted item waits again."""
    sheet = _reviewable_sheet(request, code, department)
    answer = _answer_of(sheet, no)
    taking_back.take_back_acceptance(sheet, [answer], by=request.user)
    return _focus(request, code, Spot(department, no))


@require_POST
def take_back_return(request: HttpRequest, code: str, department: str) -> HttpResponse:
    """The sheet that went back lies with the office again."""
    sheet = _reviewable_sheet(request, code, department)
    answers = taking_back.take_back_return(sheet, by=request.user)
    text = _("The return to %(department)s is taken back.")
    messages.success(request, text % {"department": sheet.department.name})
    if not answers:
        return redirect("review_sheet", code, department)
    return _focus(request, code, Spot(department, answers[0].item.no))


def _decided(
    request: HttpRequest, sheet: SelfCheck, no: int, act: Callable[[], object]
) -> HttpResponse:
    """Do it, and go on with what waits next."""
    try:
        act()
    except NotAllowed as refusal:
        if not request.htmx:
            raise
        return _refused(request, sheet, no, refusal)
    listing = review_list(sheet, request.GET.get("show", ""))
    return go_to(request, listing, next_spot(request, listing, no))


def _refused(request: HttpRequest, sheet: SelfCheck, no: int, refusal: NotAllowed) -> HttpResponse:
    """The item as it stands now, and why the act was refused."""
    fresh = sheet_or_404(request, sheet.campaign.code, sheet.department.code)
    return show_item(request, listing_of(request, fresh), no, refusal=refusal, status=409)


def _focus(request: HttpRequest, code: str, spot: Spot) -> HttpResponse:
    sheet = sheet_or_404(request, code, spot.department)
    return go_to(request, listing_of(request, sheet), spot)


def _say_returned(request: HttpRequest, sheet: SelfCheck, n: int) -> None:
    if request.htmx:
        return  # the line of the last step says it
    text = ngettext(
        "%(n)d item went back to %(department)s.", "%(n)d items went back to %(department)s.", n
    )
    messages.success(request, text % {"n": n, "department": sheet.department.name})


def _answer_of(sheet: SelfCheck, no: int) -> Answer:
    answers = Answer.objects.select_related("item")
    answer = get_object_or_404(answers, selfcheck=sheet, item__no=no)
    answer.selfcheck = sheet
    return answer


def _reviewable_sheet(request: HttpRequest, code: str, department: str) -> SelfCheck:
    sheet = sheet_or_404(request, code, department)
    demand(can_review(request.user, sheet.campaign), _("The office reviews the sheets."))
    if sheet.submitted_at is None:  # what is in it is the department's own
        raise NotAllowed(_("This sheet does not wait for review."))
    return sheet


def _reviewed_campaign(request: HttpRequest, code: str) -> Campaign:
    campaign = campaign_or_404(request, code)
    demand(can_review(request.user, campaign), _("The office reviews the sheets."))
    return campaign


def _number(request: HttpRequest, name: str) -> int | None:
    sent = request.POST.get(name, "")
    return int(sent) if sent.isdecimal() and len(sent) < 19 else None

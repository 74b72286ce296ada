"""A personal sheet: filled on the phone by its person, read by its reviewer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campaigns import personal_filling, personal_review, saving
from campaigns.file_kinds import ACCEPT
from campaigns.forms.personal import ReviewerForm, SignatureForm
from campaigns.forms.returns import PersonalReturnForm
from campaigns.models import PersonalSheet
from campaigns.permissions import can_review_personal
from campaigns.personal_page import Outcome, context_of, save, sign_context
from campaigns.views.personal_visit import Visit, by_account, by_link, sheet_or_404
from organization.access import demand
from organization.form_pages import refusals_in


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The sheet; a POST of its person saves what was typed."""
    if request.method != "POST":
        return page(request, visit)
    visit.demand_own()
    outcome = save(request, visit)
    if request.headers.get("X-Autosave"):
        return _autosaved(request, visit, outcome)
    if outcome.status != 200:
        return page(request, visit, outcome=outcome)
    messages.success(request, _("Saved."))
    return redirect(f"{visit.to('personal_sheet')}#sign")


@require_POST
def hand_in(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Save what was typed beside the signature, sign and hand in."""
    visit.demand_own()
    outcome = save(request, visit)
    form = SignatureForm(request.POST, person=visit.person)
    if outcome.status != 200 or not form.is_valid() or personal_filling.missing(visit.sheet):
        return page(request, visit, outcome=outcome, signing=form, status=max(outcome.status, 422))
    signature = form.cleaned_data["signature"]
    personal_filling.submit_sheet(visit.sheet, by=visit.person, signature=signature)
    messages.success(request, _("Signed and handed in. Thank you."))
    return redirect(visit.to("personal_sheet"))


personal_sheet = by_account(show)
personal_sheet_link = by_link(show)
submit_personal = by_account(hand_in)
submit_personal_link = by_link(hand_in)


@require_POST
def accept_personal(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Read and taken as it is."""
    sheet = _for_reviewer(request, code, pk)
    personal_review.accept_sheet(sheet, by=request.user)
    messages.success(request, _("The sheet is accepted."))
    return redirect(sheet)


@require_POST
def return_personal(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Send it back, saying why."""
    sheet = _for_reviewer(request, code, pk)
    form = PersonalReturnForm(request.POST)
    if not form.is_valid():
        return page(request, Visit(request.user, sheet), back=form, status=422)
    personal_review.send_sheet_back(sheet, by=request.user, **form.cleaned_data)
    messages.success(request, _("The sheet was sent back."))
    return redirect("level_sheets", code, sheet.level_id)


@require_POST
def name_reviewer(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The reviewer of a leader's sheet names somebody else for it."""
    sheet = _for_reviewer(request, code, pk)
    form = ReviewerForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            personal_review.name_reviewer(sheet, form.cleaned_data["to"], by=request.user)
            messages.success(request, _("The sheet is passed on for review."))
            return redirect("home")
    return page(request, Visit(request.user, sheet), naming=form, status=422)


def _for_reviewer(request: HttpRequest, code: str, pk: int) -> PersonalSheet:
    sheet = sheet_or_404(request, code, pk)
    demand(can_review_personal(request.user, sheet), _("Nobody reviews the own sheet."))
    return sheet


def page(
    request: HttpRequest,
    visit: Visit,
    *,
    outcome: Outcome | None = None,
    status: int = 200,
    **forms,
) -> HttpResponse:
    """The sheet as the visitor sees it; forms that came back with errors are shown as typed."""
    context = {
        **context_of(visit, outcome, forms.get("signing")),
        "outcome": outcome,
        "accept": ACCEPT,
        "owner": saving.owner_of_kept(
            visit.person, visit.sheet.level.campaign, "/link" if visit.token else ""
        ),
        "reviews": can_review_personal(visit.person, visit.sheet)
        and visit.sheet.status == PersonalSheet.Status.SUBMITTED,
        "back": forms.get("back") or PersonalReturnForm(),
        "naming": forms.get("naming") or ReviewerForm(),
    }
    frame = "personal_linked" if visit.token else "personal"
    status = outcome.status if outcome and outcome.status != 200 else status
    return render(request, f"campaigns/{frame}.html", context, status=status)


def _autosaved(request: HttpRequest, visit: Visit, outcome: Outcome) -> JsonResponse:
    """What the scripts on the page need to know."""
    context: dict
    said: dict = {"state": outcome.state, "reason": outcome.reason, "versions": outcome.versions}
    if outcome.state == "invalid":
        said["errors"] = outcome.form.errors
    elif outcome.state == "stale":
        context = {"stale": outcome.both_texts(), "address": visit.to("personal_sheet")}
        said["part"] = render_to_string("campaigns/_personal_stale.html", context)
    elif outcome.state == "saved":
        context = {**sign_context(visit), "visit": visit, "sheet": visit.sheet}
        said |= {
            "version": visit.sheet.version,
            "at": outcome.at,
            "sign": render_to_string("campaigns/_personal_sign.html", context, request),
        }
    return JsonResponse(said, status=outcome.status)

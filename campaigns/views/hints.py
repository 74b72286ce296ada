"""Hints of the review: their thresholds, looking for them again, finding one fine."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns import hints as acts
from campaigns.access import campaign_or_404
from campaigns.forms.hints import HintLimitsForm
from campaigns.models import Hint, HintLimits, SelfCheck
from campaigns.permissions import can_oversee, can_review
from organization.access import demand


def hint_limits(request: HttpRequest, code: str) -> HttpResponse:
    """The thresholds of a campaign: overseers read them, the office changes them."""
    campaign = campaign_or_404(request, code)
    demand(can_oversee(request.user, campaign))
    reviews = can_review(request.user, campaign)
    form = HintLimitsForm(request.POST or None, instance=HintLimits.of(campaign))
    if request.method == "POST":
        demand(reviews, _("The office sets the thresholds."))
        if form.is_valid():
            acts.change_limits(form.instance, by=request.user)
            messages.success(request, _("The thresholds hold; all hints are being found anew."))
            return redirect("review", code)
    if not reviews:
        for field in form.fields.values():
            field.disabled = True
    status = 422 if form.is_bound else 200
    context = {"form": form, "reviews": reviews}
    return render(request, "campaigns/hint_limits.html", context, status=status)


@require_POST
def find_hints(request: HttpRequest, code: str, department: str) -> HttpResponse:
    """Look for the hints of a sheet once more."""
    sheet = _sheet(request, code, department)
    acts.ask_again(sheet, by=request.user)
    messages.success(request, _("Hints are being looked for."))
    return redirect("review_sheet", code, department)


@require_POST
def dismiss_hint(request: HttpRequest, code: str, department: str, pk: int) -> HttpResponse:
    """Looked at, fine."""
    sheet = _sheet(request, code, department)
    hint = get_object_or_404(
        Hint.objects.select_related("answer__item", "selfcheck__campaign"), selfcheck=sheet, pk=pk
    )
    if hint.answer is not None:
        hint.answer.selfcheck = sheet
    hint.dismiss(by=request.user)
    messages.success(request, _("The hint is no longer counted."))
    if hint.answer is None:
        return redirect("review_sheet", code, department)
    return redirect("review_item", code, department, hint.answer.item.no)


def _sheet(request: HttpRequest, code: str, department: str) -> SelfCheck:
    """A sheet whose hints the person may act on; 404 for whoever does not see it."""
    campaign = campaign_or_404(request, code)
    sheet = get_object_or_404(
        SelfCheck.objects.visible_to(request.user).select_related("campaign", "department"),
        campaign=campaign,
        department__code=department,
    )
    demand(can_review(request.user, campaign), _("The office reviews the sheets."))
    return sheet

"""诚信服务倡议: put before the partners; who signed, who has not."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaigns.permissions import can_set_up
from findings import partners as register
from findings.forms.partner import InitiativeForm, SignForm
from findings.models import Initiative, Partner
from findings.views.partners import form_page, partners_or_404, to_keep
from organization import clock
from organization.access import demand
from organization.form_pages import carried_out, show
from organization.timeline import timeline


@require_http_methods(["GET", "HEAD", "POST"])
def new_initiative(request: HttpRequest, code: str) -> HttpResponse:
    """Put an initiative before the partners."""
    campaign = to_keep(request, code)
    form = InitiativeForm(request.POST or None, initial={"proposed_on": clock.today()})
    if form.is_valid():
        told = form.cleaned_data
        words = (campaign, told["title"], told["text"])
        if carried_out(
            form, lambda: register.propose(*words, on=told["proposed_on"], by=request.user)
        ):
            messages.success(request, _("The initiative stands in the register."))
            return redirect("partners", code)
    page = form_page(code, "new_initiative", _("Propose an initiative"), _("Propose it"))
    return show(request, form, page)


@require_http_methods(["GET", "HEAD", "POST"])
def initiative(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Who signed, who has not; the office enters who did."""
    campaign = partners_or_404(request, code)
    row = get_object_or_404(Initiative.objects.visible_to(request.user), campaign=campaign, pk=pk)
    row.campaign = campaign
    may_sign = campaign.is_running and can_set_up(request.user, campaign)
    form = SignForm(request.POST or None, initiative=row, initial={"on": clock.today()})
    if request.method == "POST":
        demand(can_set_up(request.user, campaign))
        campaign.demand_running()
        told = form.cleaned_data if form.is_valid() else {}
        if told and carried_out(
            form, lambda: register.sign(row, told["all"], on=told["on"], by=request.user)
        ):
            messages.success(request, _("The signatures stand in the register."))
            return redirect(row.get_absolute_url())
    signed = row.signatures.select_related("partner").order_by("signed_on", "partner__name")
    missing = Partner.objects.standing().filter(campaign=campaign)
    context = {
        "campaign": campaign,
        "initiative": row,
        "signatures": signed,
        "n_signed": signed.filter(partner__ended_on=None).count(),
        "missing": missing.exclude(signatures__initiative=row),
        "n_standing": missing.count(),
        "may_sign": may_sign,
        "form": form,
        "entries": timeline(row, request.user),
    }
    status = 422 if form.is_bound else 200
    return render(request, "findings/initiative.html", context, status=status)

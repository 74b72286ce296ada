"""指导思想、主题、原则: read by whoever takes part, written by the office."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaigns import campaign_texts
from campaigns.access import campaign_or_404
from campaigns.forms.campaign_text import TextsForm
from campaigns.models import CampaignText
from campaigns.permissions import can_set_up
from organization.access import demand
from organization.models import NotAllowed


@require_safe
def texts(request: HttpRequest, code: str) -> HttpResponse:
    """What the campaign holds to, by kind."""
    campaign = campaign_or_404(request, code)
    found = campaign_texts.texts_of(campaign)
    told = [(kind.label, found[str(kind)]) for kind in CampaignText.Kind if found[str(kind)]]
    may_write = can_set_up(request.user, campaign) and not campaign.is_over
    context = {"told": told, "may_write": may_write}
    return render(request, "campaigns/texts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def write_texts(request: HttpRequest, code: str) -> HttpResponse:
    """All kinds on one form; texts that were changed meanwhile are not written over."""
    campaign = campaign_or_404(request, code)
    demand(can_set_up(request.user, campaign))
    now = campaign_texts.texts_of(campaign)
    form = TextsForm(request.POST or None, texts=now)
    if form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            campaign_texts.write(campaign, form.texts(), by=request.user, seen=seen)
        except NotAllowed as error:
            campaign.demand_changeable()
            form.add_error(None, error.reason)
        else:
            messages.success(request, _("The texts were saved."))
            return redirect("campaign_texts", code)
    stands = [(kind.label, now[str(kind)]) for kind in CampaignText.Kind if now[str(kind)]]
    is_stale = form.is_bound and bool(form.non_field_errors())
    context = {"form": form, "stands": stands if is_stale else []}
    status = 422 if form.is_bound else 200
    return render(request, "campaigns/texts_form.html", context, status=status)

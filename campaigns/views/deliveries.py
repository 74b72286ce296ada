"""The office's log of the mails of its campaign: whom they reached, and what failed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from campaigns.access import campaign_or_404
from campaigns.models import Campaign
from campaigns.permissions import can_set_up
from organization import delivery_log
from organization.access import demand
from organization.views import deliveries


@require_safe
def campaign_deliveries(request: HttpRequest, code: str) -> HttpResponse:
    """The deliveries of a campaign, newest first; `?state=failed` shows one state."""
    campaign = _campaign(request, code)
    context = deliveries.log_page(request, delivery_log.log().filter(campaign_pk=campaign.pk))
    return render(request, "campaigns/deliveries.html", {**context, "campaign": campaign})


@require_POST
def send_campaign_deliveries(request: HttpRequest, code: str) -> HttpResponse:
    """Once more what failed."""
    campaign = _campaign(request, code)
    deliveries.again(request, delivery_log.log().filter(campaign_pk=campaign.pk))
    return redirect("campaign_deliveries", code)


def _campaign(request: HttpRequest, code: str) -> Campaign:
    campaign = campaign_or_404(request, code)
    demand(can_set_up(request.user, campaign))
    return campaign

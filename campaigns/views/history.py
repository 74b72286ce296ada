"""The event log of one campaign, with particulars, for those who oversee it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaigns.access import campaign_or_404
from campaigns.permissions import can_oversee, can_set_up
from organization import keyset
from organization.access import demand
from organization.forms.events import EventFilter
from organization.models import Event


@require_safe
def campaign_events(request: HttpRequest, code: str) -> HttpResponse:
    """Every act in this campaign: person, kind, day; newest first, paged by key."""
    campaign = campaign_or_404(request, code)
    demand(can_oversee(request.user, campaign))
    form = EventFilter(request.GET)
    rows = form.narrow(Event.objects.visible_to(request.user).filter(campaign_pk=campaign.pk))
    page = keyset.page_of(rows, request.GET.get("before"))
    context = {"page": page, "form": form, "keeps_log": can_set_up(request.user, campaign)}
    return render(request, "campaigns/events.html", context)

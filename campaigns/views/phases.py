"""Opening and ending the phases of a campaign."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns.access import campaign_or_404
from campaigns.models import Phase
from campaigns.permissions import can_set_up
from organization.access import demand


@require_POST
def open_phase(request: HttpRequest, code: str, order: int) -> HttpResponse:
    """Open a phase, or open it again."""
    phase = _phase_or_404(request, code, order)
    phase.begin(by=request.user)
    messages.success(request, _("%(phase)s has begun.") % {"phase": phase.name})
    return redirect("campaign", code)


@require_POST
def end_phase(request: HttpRequest, code: str, order: int) -> HttpResponse:
    """End a phase; what stands against it is answered with 409."""
    phase = _phase_or_404(request, code, order)
    phase.end(by=request.user)
    messages.success(request, _("%(phase)s has ended.") % {"phase": phase.name})
    return redirect("campaign", code)


def _phase_or_404(request: HttpRequest, code: str, order: int) -> Phase:
    campaign = campaign_or_404(request, code)
    demand(can_set_up(request.user, campaign))
    phase = get_object_or_404(Phase, campaign=campaign, order=order)
    phase.campaign = campaign
    return phase

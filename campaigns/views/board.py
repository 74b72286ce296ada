"""政务公开栏: what all staff of the organisation read of a campaign."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns import registers
from campaigns.access import campaign_or_404
from campaigns.forms.registers import BoardForm
from campaigns.models import Activity, BasisDocument, Campaign, NoticeBoard
from campaigns.permissions import can_set_up
from organization.access import demand

SHOWN = 20  # activities; the timeline has them all


@require_safe
def board(request: HttpRequest, code: str) -> HttpResponse:
    """The board, for everybody who belongs to the organisation once it is up."""
    campaign = get_object_or_404(
        Campaign.objects.on_board_for(request.user).select_related("organisation", "office"),
        code=code,
    )
    if Campaign.objects.visible_to(request.user).filter(pk=campaign.pk).exists():
        request.campaign = campaign  # the frame leads to its other pages
    found = NoticeBoard.objects.filter(campaign=campaign).first()
    shown = set(found.sections) if found else set()
    whole = Activity.objects.filter(phase__campaign=campaign, department=None)
    own = BasisDocument.Role.INTERNAL
    context = {
        "campaign": campaign,
        "board": found,
        "shown": shown,
        "phases": campaign.phases.all() if "progress" in shown else [],
        "activities": whole.order_by("-on", "-id")[:SHOWN] if "activities" in shown else [],
        "rules": campaign.basis_documents.filter(role=own) if "rules" in shown else [],
        "channels": campaign.channels.select_related("department", "responsible")
        if "channels" in shown
        else [],
        "may_write": can_set_up(request.user, campaign) and campaign.is_running,
    }
    return render(request, "campaigns/board.html", context)


def put_up_board(request: HttpRequest, code: str) -> HttpResponse:
    """The office says what stands on it, and takes it down."""
    campaign = campaign_or_404(request, code)
    demand(can_set_up(request.user, campaign))
    found = NoticeBoard.objects.filter(campaign=campaign).first()
    initial = {"is_up": True, "sections": ["progress", "activities", "rules", "channels"]}
    form = BoardForm(request.POST or None, instance=found, initial={} if found else initial)
    if request.method == "POST":
        campaign.demand_running()
        if form.is_valid():
            registers.put_up(campaign, by=request.user, **form.cleaned_data)
            messages.success(request, _("The notice board was changed."))
            return redirect("board", code)
    status = 422 if form.is_bound else 200
    return render(request, "campaigns/board_form.html", {"form": form}, status=status)

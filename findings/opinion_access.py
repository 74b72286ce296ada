"""How the pages of opinions fetch them."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from campaigns.access import campaign_or_404
from campaigns.models import Campaign
from findings.models import Opinion, OpinionBox
from findings.permissions import can_consolidate, can_read_opinions, can_report
from organization.access import demand


def reading(request: HttpRequest, code: str) -> Campaign:
    """The campaign, for those who may open its register of opinions."""
    campaign = campaign_or_404(request, code)
    demand(can_read_opinions(request.user, campaign))
    return campaign


def writing(request: HttpRequest, code: str) -> Campaign:
    """The campaign, for those who write opinions down and say what becomes of them."""
    campaign = campaign_or_404(request, code)
    demand(can_report(request.user, campaign))
    return campaign


def running(request: HttpRequest, code: str) -> Campaign:
    """The campaign, for its office: boxes, rules, replies."""
    campaign = campaign_or_404(request, code)
    demand(can_consolidate(request.user, campaign))
    return campaign


def opinion_or_404(request: HttpRequest, code: str, pk: int) -> Opinion:
    """The opinion if it exists for the person; the frame of the page then names its campaign."""
    campaign = reading(request, code)
    rows = Opinion.objects.visible_to(request.user).select_related(
        "department", "handled_by", "item", "site", "merged_into", "recorded_by", "disposed_by"
    )
    opinion = get_object_or_404(rows, campaign=campaign, pk=pk)
    opinion.campaign = campaign
    return opinion


def own_opinion(request: HttpRequest, code: str, pk: int) -> Opinion:
    """The opinion, for whoever says what becomes of it; 403 for others who may read it."""
    opinion = opinion_or_404(request, code, pk)
    demand(can_report(request.user, opinion.campaign))
    return opinion


def box_or_404(request: HttpRequest, code: str, pk: int) -> OpinionBox:
    """A box of the campaign, for its office."""
    campaign = running(request, code)
    box = get_object_or_404(OpinionBox.objects.select_related("site"), campaign=campaign, pk=pk)
    box.campaign = campaign
    return box

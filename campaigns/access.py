"""How the pages of a campaign fetch it."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from campaigns.models import Campaign, Evidence, SpecialAction
from campaigns.permissions import can_read_evidence, can_write_held
from campaigns.places import Place, place_of
from organization.access import demand


def campaign_or_404(request: HttpRequest, code: str) -> Campaign:
    """The campaign `code` if it exists for the person; the frame of the page then names it."""
    campaign = get_object_or_404(
        Campaign.objects.visible_to(request.user).select_related("organisation", "office"),
        code=code,
    )
    request.campaign = campaign
    return campaign


def action_or_404(request: HttpRequest, code: str, pk: int) -> SpecialAction:
    """The action if it exists for the person; the frame of the page then names its campaign."""
    campaign = campaign_or_404(request, code)
    rows = SpecialAction.objects.visible_to(request.user).select_related("department")
    action = get_object_or_404(rows, campaign=campaign, pk=pk)
    action.campaign = campaign
    return action


def place_to_write(request: HttpRequest, code: str, department: str, no: int) -> Place:
    """The item of a sheet if the person may write it: 404 when it does not exist for them,
    403 when somebody else fills it in."""
    place = place_of(request.user, code, department, no)
    if place is None:
        raise Http404
    request.campaign = place.sheet.campaign
    demand(
        can_write_held(request.user, place.sheet, place.holder_pk),
        _("This item is filled in by somebody else of the department."),
    )
    return place


def evidence_to_read(request: HttpRequest, code: str, pk: int) -> Evidence:
    """The file if the person may read it: 404 when it does not exist for them, else 403."""
    kept = get_object_or_404(
        Evidence.objects.visible_to(request.user).select_related("campaign", "department"),
        pk=pk,
        campaign__code=code,
    )
    request.campaign = kept.campaign
    demand(
        can_read_evidence(request.user, kept),
        _("Only the department reads this before the sheet is submitted."),
    )
    return kept

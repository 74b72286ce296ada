"""How the pages of a finding fetch it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from campaigns.access import campaign_or_404
from findings.models import Finding


def finding_or_404(request: HttpRequest, code: str, number: int) -> Finding:
    """The finding if it exists for the person; the frame of the page then names its campaign."""
    campaign = campaign_or_404(request, code)
    finding = get_object_or_404(
        Finding.objects.visible_to(request.user).select_related(
            "aspect", "department", "merged_into", "parent", "reported_by", "confirmed_by"
        ),
        campaign=campaign,
        number=number,
    )
    finding.campaign = campaign
    return finding

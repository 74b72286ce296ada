"""How the pages of rectification fetch what they show.

A responsible person need not take part in the campaign: the own task exists all the same.
"""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from campaigns.models import Campaign
from rectification.models import Measure, Task


def ledger_or_404(request: HttpRequest, code: str) -> Campaign:
    """The campaign, if it or one of its tasks exists for the person."""
    campaign = get_object_or_404(
        Campaign.objects.select_related("organisation", "office"), code=code
    )
    if not _name(request, campaign):
        tasks = Task.objects.visible_to(request.user).filter(campaign=campaign)
        if not tasks.exists():
            raise Http404
    return campaign


def task_or_404(request: HttpRequest, code: str, pk: int) -> Task:
    """The task if it exists for the person."""
    task = get_object_or_404(
        Task.objects.visible_to(request.user).select_related(
            "campaign__organisation",
            "campaign__office",
            "measure__finding__aspect",
            "measure__finding__department",
            "department",
            "responsible",
            "submitted_by",
            "closed_by",
        ),
        campaign__code=code,
        pk=pk,
    )
    task.measure.finding.campaign = task.campaign
    _name(request, task.campaign)
    return task


def measure_or_404(request: HttpRequest, code: str, pk: int) -> Measure:
    """The measure if it exists for the person."""
    measure = get_object_or_404(
        Measure.objects.visible_to(request.user).select_related(
            "finding__campaign__organisation", "finding__campaign__office", "finding__department"
        ),
        finding__campaign__code=code,
        pk=pk,
    )
    _name(request, measure.finding.campaign)
    return measure


def _name(request: HttpRequest, campaign: Campaign) -> bool:
    """The frame names the campaign and offers its pages only if it exists for the person."""
    exists = Campaign.objects.visible_to(request.user).filter(pk=campaign.pk).exists()
    if exists:
        request.campaign = campaign
    return exists

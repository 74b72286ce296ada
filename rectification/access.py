"""How the pages of rectification fetch what they show.

A responsible person need not take part in the campaign: the own task exists all the same.
"""

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from campaigns.access import campaign_or_404
from campaigns.models import Campaign
from findings.models import Finding
from rectification.models import (
    Card,
    Extension,
    Letter,
    LookBack,
    Measure,
    Milestone,
    NextStep,
    Task,
)
from rectification.permissions import can_read_cards


def ledger_or_404(request: HttpRequest, code: str) -> Campaign:
    """The campaign, if it or one of its tasks exists for the person."""
    campaign = get_object_or_404(
        Campaign.objects.select_related("organisation", "office").annotate(
            is_shown=Exists(Campaign.objects.visible_to(request.user).filter(pk=OuterRef("pk"))),
            keeps_secrets=Exists(Finding.objects.filter(campaign=OuterRef("pk"), named_only=True)),
        ),
        code=code,
    )
    if campaign.is_shown:
        request.campaign = campaign
    else:
        tasks = Task.objects.visible_to(request.user).filter(campaign=campaign)
        if not tasks.exists():
            raise Http404
    return campaign


def letters_or_404(request: HttpRequest, code: str) -> Campaign:
    """The campaign, if it or one of its letters exists for the person."""
    campaign = get_object_or_404(
        Campaign.objects.select_related("organisation", "office"), code=code
    )
    letters = Letter.objects.visible_to(request.user).filter(campaign=campaign)
    if not _name(request, campaign) and not letters.exists():
        raise Http404
    return campaign


def cards_or_404(request: HttpRequest, code: str) -> Campaign:
    """The campaign, for whoever gives, oversees or may get a card in it."""
    campaign = campaign_or_404(request, code)
    if not can_read_cards(request.user, campaign):
        raise Http404
    return campaign


def card_or_404(request: HttpRequest, code: str, pk: int) -> Card:
    """The card if it exists for the person."""
    row = get_object_or_404(
        Card.objects.visible_to(request.user).select_related(
            "campaign__organisation",
            "campaign__office",
            "department",
            "partner",
            "site",
            "finding",
            "task__measure__finding",
            "letter",
            "gathered_into",
            "scored__finding",
            "given_by",
            "withdrawn_by",
        ),
        campaign__code=code,
        pk=pk,
    )
    _name(request, row.campaign)
    return row


def letter_or_404(request: HttpRequest, code: str, pk: int) -> Letter:
    """The letter if it exists for the person."""
    letter = get_object_or_404(
        Letter.objects.visible_to(request.user).select_related(
            "campaign__organisation",
            "campaign__office",
            "department",
            "head",
            "task__measure__finding",
            "made_by",
            "issued_by",
            "signed_for_by",
            "settled_by",
            "withdrawn_by",
        ),
        campaign__code=code,
        pk=pk,
    )
    _name(request, letter.campaign)
    return letter


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
            "plan",
            "imported",
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


def step_or_404(request: HttpRequest, code: str, pk: int) -> NextStep:
    """The next step if it exists for the person, who need not take part in the campaign."""
    step = get_object_or_404(
        NextStep.objects.visible_to(request.user).select_related(
            "campaign__organisation", "campaign__office", "department", "person", "group"
        ),
        campaign__code=code,
        pk=pk,
    )
    _name(request, step.campaign)
    return step


def extension_or_404(request: HttpRequest, code: str, pk: int) -> Extension:
    """The extension if its task exists for the person."""
    row = get_object_or_404(Extension, task__campaign__code=code, pk=pk)
    row.task = task_or_404(request, code, row.task_id)
    return row


def look_back_or_404(request: HttpRequest, code: str, pk: int) -> LookBack:
    """The look-back if its task exists for the person."""
    row = get_object_or_404(LookBack, task__campaign__code=code, pk=pk)
    row.task = task_or_404(request, code, row.task_id)
    return row


def milestone_or_404(request: HttpRequest, code: str, pk: int) -> Milestone:
    """The milestone if its task exists for the person."""
    row = get_object_or_404(
        Milestone.objects.select_related("plan"), plan__task__campaign__code=code, pk=pk
    )
    row.plan.task = task_or_404(request, code, row.plan.task_id)
    return row


def _name(request: HttpRequest, campaign: Campaign) -> bool:
    """The frame names the campaign and offers its pages only if it exists for the person."""
    exists = Campaign.objects.visible_to(request.user).filter(pk=campaign.pk).exists()
    if exists:
        request.campaign = campaign
    return exists

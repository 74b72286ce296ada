"""What this floor has against ending, closing, taking back and turning things."""

from collections.abc import Sequence
from datetime import datetime

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.models import Answer, Campaign, Phase, Verification
from campaigns.signals import closing, correcting, phase_ending, taking_back
from findings.models import Finding, FindingSource, Survey
from organization.models import Event
from organization.signals import Reason


@receiver(phase_ending)
def ask_for_decisions(sender, phase: Phase, **_question) -> list[Reason]:
    """The last phase of analysis ends when every reported finding has been decided on."""
    others = phase.campaign.phases.exclude(pk=phase.pk).exclude(status=Phase.Status.ENDED)
    if "analysis" not in phase.opens or any("analysis" in other.opens for other in others):
        return []
    return undecided(phase.campaign)


@receiver(closing)
def ask_for_decisions_at_the_end(sender, campaign: Campaign, **_question) -> list[Reason]:
    """A campaign is not closed over findings that nobody confirmed, merged or dismissed, nor over
    a survey that still takes answers: its results would never be seen."""
    return undecided(campaign) + open_surveys(campaign)


@receiver(taking_back)
def ask_for_sources(
    sender, answers: Sequence[Answer], since: datetime, **_question
) -> list[Reason]:
    """An acceptance stands once its answer has become a finding, or part of one."""
    fed = Finding.objects.filter(sources__answer__in=[answer.pk for answer in answers])
    added = Event.objects.filter(kind="finding.source_added", at__gte=since)
    return [
        Reason(
            _("Finding %(number)d came out of this answer.") % {"number": finding.number},
            "findings.finding",
            finding.pk,
            reverse("finding", args=[finding.campaign.code, finding.number]),
        )
        for finding in fed.select_related("campaign").distinct()
        if added.filter(thing="findings.finding", thing_pk=finding.pk).exists()
    ]


@receiver(correcting)
def ask_for_the_finding(sender, verification: Verification, **_question) -> list[Reason]:
    """A conclusion is not turned while a finding stands on it."""
    rows = FindingSource.objects.filter(verification=verification).select_related("finding")
    return [
        Reason(
            _("Finding %(number)d came out of this record. Dismiss it first.")
            % {"number": row.finding.number},
            "findings.finding",
            row.finding_id,
            reverse("finding", args=[verification.campaign.code, row.finding.number]),
        )
        for row in rows
        if row.finding.status != Finding.Status.DISMISSED
    ]


def undecided(campaign: Campaign) -> list[Reason]:
    """One reason for each finding that is only reported; one query."""
    rows = Finding.objects.filter(campaign=campaign, status=Finding.Status.REPORTED)
    return [
        Reason(
            _("Finding %(number)d “%(title)s” has not been confirmed, merged or dismissed.")
            % {"number": row.number, "title": row.shown_title},
            "findings.finding",
            row.pk,
            reverse("finding", args=[campaign.code, row.number]),
        )
        for row in rows
    ]


def open_surveys(campaign: Campaign) -> list[Reason]:
    """One reason for each survey that is open; one query."""
    rows = Survey.objects.filter(campaign=campaign, status=Survey.Status.OPEN)
    return [
        Reason(
            _("Survey %(number)d “%(title)s” is still open. Close it first.")
            % {"number": row.number, "title": row.title},
            "findings.survey",
            row.pk,
            reverse("survey", args=[campaign.code, row.number]),
        )
        for row in rows
    ]

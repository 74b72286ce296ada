"""What this floor has against ending a phase or closing a campaign."""

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.models import Campaign, Phase
from campaigns.signals import closing, phase_ending
from findings.models import Finding
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
    """A campaign is not closed over findings that nobody confirmed, merged or dismissed."""
    return undecided(campaign)


def undecided(campaign: Campaign) -> list[Reason]:
    """One reason for each finding that is only reported; one query."""
    rows = Finding.objects.filter(campaign=campaign, status=Finding.Status.REPORTED)
    return [
        Reason(
            _("Finding %(number)d “%(title)s” has not been confirmed, merged or dismissed.")
            % {"number": row.number, "title": row.title},
            "findings.finding",
            row.pk,
            reverse("finding", args=[campaign.code, row.number]),
        )
        for row in rows
    ]

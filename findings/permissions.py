"""Who may do what with findings."""

from campaigns.models import Campaign
from campaigns.permissions import can_set_up
from organization.models import Person


def can_report(person: Person, campaign: Campaign) -> bool:
    """Make findings out of answers: the office; inspectors out of their verifications."""
    return person.roles.on_campaign(campaign.pk, "office", "inspector")


def can_consolidate(person: Person, campaign: Campaign) -> bool:
    """Confirm, dismiss, merge, classify, suggest: the office."""
    return can_set_up(person, campaign)

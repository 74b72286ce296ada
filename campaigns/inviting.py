"""Whom the office of a campaign may invite: the people of the departments that take part."""

from django.dispatch import receiver

from campaigns.models import Campaign, Participation
from organization.signals import inviting


@receiver(inviting)
def departments_of_the_office(sender, person, **_more) -> list[str]:
    """The paths of the departments that take part while a campaign is prepared or runs."""
    campaigns = person.roles.campaigns("office")
    if not campaigns:
        return []
    under_way = (Campaign.Status.DRAFT, Campaign.Status.RUNNING)
    rows = Participation.objects.filter(
        campaign__in=campaigns, campaign__status__in=under_way, left_on=None
    )
    return list(rows.order_by().values_list("department__path", flat=True))

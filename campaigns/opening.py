"""When a phase that is not open yet will be."""

from django.utils.translation import gettext as _

from campaigns.models import Campaign, Phase
from organization.templatetags.shell import day


def opening_of(campaign: Campaign, key: str) -> str:
    """From which day on the phase that allows `key` is planned, and who opens it; "" for one
    that was open already."""
    for phase in campaign.phases.all():
        if key in phase.opens and phase.status == Phase.Status.PLANNED:
            return _("It is planned for %(day)s; the office opens it.") % {
                "day": day(phase.starts_on)
            }
    return ""

"""建议: made to the superior or to a department, which is told."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from findings.models import Finding, Suggestion
from organization import clock
from organization.models import Person, record
from organization.models.role import holders
from organization.notices import notify


def suggest(campaign: Campaign, findings: Iterable[Finding], *, by: Person, **fields) -> Suggestion:
    """Record a suggestion, linked to the findings it answers."""
    campaign.demand_running()
    with transaction.atomic():
        suggestion = Suggestion.objects.create(
            campaign=campaign,
            made_by=by,
            made_at=clock.now(),
            **{"order": campaign.suggestions.count() + 1, **fields},
        )
        suggestion.findings.add(*findings)
        record("suggestion.made", suggestion, by=by)
        if suggestion.department is not None:
            notify(
                holders(suggestion.department, "head"),
                suggestion,
                "suggestion_made",
                lambda: (
                    _("A suggestion to your department: %(topic)s") % {"topic": suggestion.topic}
                ),
                campaign.title,
            )
    return suggestion
